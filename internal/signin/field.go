package signin

import (
	"errors"

	"portico/internal/apperr"
)

// inField puts what an error says about its one field beside another: the same rule, asked for under another name.
func inField(err error, name string) error {
	var typed *apperr.Error
	if errors.As(err, &typed) && typed.Kind == apperr.Invalid {
		for _, sentence := range typed.Fields {
			return apperr.Field(name, sentence)
		}
	}
	return err
}
