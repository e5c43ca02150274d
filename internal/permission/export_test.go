package permission

// CheckCursor reads a cursor as Holders does, and holds it to coming back the same.
func CheckCursor(text string) error {
	at, err := parseCursor(text)
	if err == nil && text != "" {
		_, err = parseCursor(at.String())
	}
	return err
}
