package people

import (
	"errors"

	"portico/internal/apperr"
)

// sentence is what an Invalid error says about one field.
func sentence(err error, field string) string {
	var typed *apperr.Error
	if errors.As(err, &typed) {
		if s := typed.Fields[field]; s != "" {
			return s
		}
		return typed.Message
	}
	return "This cannot be taken."
}

// fieldOf is what an error says about one field; empty for nothing.
func fieldOf(err error, field string) string {
	var typed *apperr.Error
	if errors.As(err, &typed) {
		return typed.Fields[field]
	}
	return ""
}
