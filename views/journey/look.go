package journey

// shape is the icon of a status; one without a shape of its own is drawn as not started.
func shape(status string) string {
	switch status {
	case "progress", "waiting", "locked", "skipped", "done", "problem", "verified", "confirmed":
		return status
	case "self-reported":
		return "done"
	}
	return "todo"
}

// loud is the status that colours its words: finished work stays plain, so that open work stands out.
func loud(status string) string {
	switch status {
	case "waiting", "problem", "progress":
		return status
	}
	return ""
}
