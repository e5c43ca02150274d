package components

import "fmt"

// NoticeModel is something a person should know or act on, where it belongs.
type NoticeModel struct {
	// Kind is "accent" (a hint), "attention", "problem", "verified" or "" (plain).
	Kind string
	// Icon of the sprite; by kind when empty.
	Icon  string
	Title string
	Text  string
	// ID lets a control name this notice as its reason.
	ID string
}

func (n NoticeModel) icon() string {
	if n.Icon != "" {
		return n.Icon
	}
	switch n.Kind {
	case "attention":
		return "waiting"
	case "problem", "verified":
		return n.Kind
	}
	return "help"
}

// SummaryModel lists what is wrong with a form that came back.
type SummaryModel struct {
	// Title says what is wrong with the form as a whole; it is made from the number
	// of errors when empty.
	Title  string
	Errors []SummaryError
}

// SummaryError leads to one field.
type SummaryError struct {
	// FieldID may be empty for an error that belongs to no single field.
	FieldID string
	Text    string
}

// shown says whether there is anything to tell. One error alone stands beside its
// field and needs no list.
func (s SummaryModel) shown() bool {
	return s.Title != "" || len(s.Errors) > 1 || (len(s.Errors) == 1 && s.Errors[0].FieldID == "")
}

func (s SummaryModel) title() string {
	if s.Title != "" {
		return s.Title
	}
	if len(s.Errors) == 1 {
		return "1 thing needs your attention"
	}
	return fmt.Sprintf("%d things need your attention", len(s.Errors))
}

// Summary gathers the errors of fields in their order on the page. Without any
// error the summary shows nothing.
func Summary(fields ...FieldModel) SummaryModel {
	var s SummaryModel
	for _, f := range fields {
		if f.Error != "" {
			s.Errors = append(s.Errors, SummaryError{FieldID: f.ID, Text: f.Label + ": " + f.Error})
		}
	}
	return s
}

// EmptyKind tells the five reasons for an empty place apart; they are never confused.
type EmptyKind string

// The five kinds.
const (
	EmptyFirstUse EmptyKind = "first-use" // nothing has been made yet: say what to begin with
	EmptyNothing  EmptyKind = "nothing"   // all is done: say so, and what comes next
	EmptyNoMatch  EmptyKind = "no-match"  // filters hide everything: offer to clear them
	EmptyNoRight  EmptyKind = "no-right"  // the person may not see it: say who can grant it
	EmptyFailure  EmptyKind = "failure"   // our fault: say since when and what happens next
)

// EmptyModel is the inside of a place with nothing in it.
type EmptyModel struct {
	Kind  EmptyKind
	Title string
	Text  string
	// Level of the heading, 2 to 4; 2 when 0.
	Level int
	// Actions are links; a change goes into the children as a form.
	Actions []ButtonModel
}
