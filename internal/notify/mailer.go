package notify

import (
	"context"
	"errors"
)

// Mail is one letter to one person, as text and as HTML.
type Mail struct {
	To      string
	Name    string
	Subject string
	Text    string
	HTML    string
}

// Mailer takes letters to people. An error with Permanent() true means that trying again is of no use.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// None is the Mailer of an installation without a mail server: it takes nothing, and links are handed over by people.
type None struct{}

// Send refuses for good.
func (None) Send(context.Context, Mail) error { return refused{errors.New("no mail server is set")} }

// refused is a failure that lasts.
type refused struct{ error }

// Permanent says that trying again is of no use.
func (refused) Permanent() bool { return true }

// Unwrap gives the cause.
func (r refused) Unwrap() error { return r.error }
