package postgres

import "github.com/google/uuid"

// NewID makes an identifier for a new row: a UUID of version 7, so that rows made later sort later.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// IsID reports whether s has the form of an identifier, so that an address with anything else is answered as missing.
func IsID(s string) bool {
	_, err := uuid.Parse(s)
	return err == nil && len(s) == 36
}
