package apperr

import "errors"

// Fields collects a sentence for each input that is refused. The zero value is ready to use.
type Fields map[string]string

// Add notes a sentence for the named input; the first one for an input stays.
func (f *Fields) Add(name, sentence string) {
	if *f == nil {
		*f = Fields{}
	}
	if _, ok := (*f)[name]; !ok {
		(*f)[name] = sentence
	}
}

// Take adds what an Invalid error says beside its fields. A nil error adds nothing.
func (f *Fields) Take(err error) {
	var typed *Error
	if errors.As(err, &typed) {
		for name, sentence := range typed.Fields {
			f.Add(name, sentence)
		}
	}
}

// Err is an Invalid error with all that was added, or nil when nothing was.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: "Some of this needs another look. Nothing was saved yet.", Fields: f}
}

// Field is an Invalid error about one input.
func Field(name, sentence string) error {
	return &Error{Kind: Invalid, Message: "Some of this needs another look. Nothing was saved yet.", Fields: Fields{name: sentence}}
}
