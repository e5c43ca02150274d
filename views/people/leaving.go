package people

import (
	"portico/views/components"
	"portico/views/layout"
)

// Leaving is the page at /people/{id}/leaving: what somebody holds, as a list of removal work.
type Leaving struct {
	Frame layout.Frame
	ID    string
	Name  string
	Title string
	Lede  string
	// Done says that nothing is left: DoneTitle and DoneText stand in a notice.
	Done      bool
	DoneTitle string
	DoneText  string
	// Alone are the things that nobody else holds; AloneZero stands in their place when there are none.
	Alone     []LeavingLine
	AloneZero string
	// Permissions are developer permission, Others everything else.
	Permissions []LeavingLine
	Others      []LeavingLine
	// CanDecide shows the form that decides the removal of all Undecided permissions; WhyNot says who may.
	CanDecide bool
	Undecided int
	WhyNot    string
	Form      LeavingForm
	Problem   string
	// HandOver gives every app that they own to somebody else; nil where there is none, or the reader may not.
	HandOver *LeavingHandOver
	Once     string
}

// LeavingHandOver gives every app to one other person in one action.
type LeavingHandOver struct {
	// Line says how many apps: "3 apps".
	Line string
	To   components.SelectModel
	Open bool
}

// LeavingLine is one thing that somebody holds.
type LeavingLine struct {
	// What names it, Line says the rest: "Held since 3 May 2026".
	What string
	Line string
	// Environment is empty for what has none.
	Environment string
	// URL leads to where it is seen to.
	URL string
	// Status and State say how far its removal is: "todo", "Held"; "waiting", "Decided 3 June".
	Status string
	State  string
	// Who can do it, by name.
	Who string
}

// LeavingForm decides the removal of all permissions at once.
type LeavingForm struct {
	On     components.FieldModel
	Reason components.FieldModel
	DueBy  components.SelectModel
	DueOn  components.FieldModel
}

// NewLeavingForm is the form with its words, to be filled in. today is a day as 2026-06-16.
func NewLeavingForm(today string, removers []components.Option) LeavingForm {
	return LeavingForm{
		On: components.FieldModel{ID: "decided_on", Name: "decided_on", Label: "Decided on", Type: "date", Value: today, Max: today, Required: true},
		Reason: components.FieldModel{
			ID: "reason", Name: "reason", Label: "Why it must go", Hint: "For example: leaves the company on Friday", Required: true, MaxLength: 2000, Rows: 2,
		},
		DueBy: components.SelectModel{
			FieldModel: components.FieldModel{ID: "due_by", Name: "due_by", Label: "Who sees to it", Optional: true},
			Options:    append([]components.Option{{Text: "Nobody in particular"}}, removers...),
		},
		DueOn: components.FieldModel{ID: "due_on", Name: "due_on", Label: "To be gone by", Type: "date", Min: today, Optional: true},
	}
}

func (l Leaving) decideTitle() string {
	if l.Undecided == 1 {
		return "Decide the removal of 1 permission"
	}
	if l.Undecided == 2 {
		return "Decide the removal of both permissions"
	}
	return "Decide the removal of all " + count(l.Undecided, "permission", "permissions")
}

// LeavingLink leads from a person's page to what they hold. An empty Title shows none.
type LeavingLink struct{ Title, Line, Link string }

// Left is the page at /people/leaving: who left and still holds something.
type Left struct {
	Frame   layout.Frame
	Eyebrow string
	People  []LeftPerson
	// More says that there are more than are listed.
	More string
}

// LeftPerson is one row of those who left.
type LeftPerson struct {
	Name  string
	Email string
	URL   string
	Left  components.TimeModel
	// Permissions and Others say how much: "2 permissions", "1 other thing"; empty for none.
	Permissions string
	Others      string
}
