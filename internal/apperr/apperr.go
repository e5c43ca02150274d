package apperr

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Kind says what went wrong in terms a caller can act on. The zero Kind is Internal: our fault.
type Kind int

// The kinds, and nothing beside them. handlers/errors.go alone maps them to a status.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	Unavailable
	TooMany
)

// String is the kind's name in logs and events.
func (k Kind) String() string {
	return [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not found", "conflict", "unavailable", "too many"}[k]
}

// Error carries a message that may be shown to the person who asked, and a cause that may not.
type Error struct {
	Kind    Kind
	Message string
	// Fields holds a sentence for each input that was refused, by the input's name.
	Fields map[string]string
	cause  error
}

// Error is for the log: kind, message, fields and cause.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Kind, e.Message)
	names := make([]string, 0, len(e.Fields))
	for name := range e.Fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, "; %s: %s", name, e.Fields[name])
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.cause }

// New makes an error of a kind with a message for people.
func New(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// Wrap makes an error of a kind with a message for people and a cause for the log.
func Wrap(kind Kind, message string, cause error) *Error {
	return &Error{Kind: kind, Message: message, cause: cause}
}

// Missing is the answer for a thing that does not exist, or that the person may not know to exist: both read the same.
func Missing() *Error {
	return New(NotFound, "There is nothing at this address, or you may not see it.")
}

// Refused is the answer for what a person sees but may not do; who says who may.
func Refused(who string) *Error { return New(Forbidden, who) }

// Is reports whether err is, or wraps, an Error of the kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// KindOf is the kind of err; anything untyped is Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
