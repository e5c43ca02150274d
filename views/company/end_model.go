package company

import (
	"portico/views/components"
	"portico/views/layout"
)

// Merge is the page on which one entry is merged into another.
type Merge struct {
	Frame layout.Frame
	ID    string
	Name  string
	// Line says which entry it is: its domains and its people.
	Line        string
	Environment string
	// Others are the entries of the same environment to choose from; Chosen is the one that stays.
	Others []components.Option
	Chosen string
	// WhyNot is why these two cannot be merged; empty when they can.
	WhyNot string
	// Into names the entry that stays, once one is chosen, with its own line.
	Into     string
	IntoLine string
	// Moves is what would move, kind by kind.
	Moves  []Moves
	Reason string
	Errors map[string]string
	// Message is about the form as a whole.
	Message string
	Once    string
}

// Moves is one kind of thing that moves or ends, with each of them named.
type Moves struct {
	Title string
	// Line says what becomes of them.
	Line  string
	Names []string
}

// Reset is the page on which the reset of a staging environment is recorded.
type Reset struct {
	Frame  layout.Frame
	ID     string
	Name   string
	Ends   []Moves
	On     string
	Today  string
	Reason string
	Errors map[string]string
	// Message is about the form as a whole.
	Message string
	Once    string
}

func (m Merge) othersField() components.SelectModel {
	return components.SelectModel{FieldModel: components.FieldModel{
		ID: "merge-into", Name: "into", Label: "The entry that stays", Value: m.Chosen, Error: m.Errors["into"],
	}, Options: m.Others}
}

func (m Merge) reasonField() components.FieldModel {
	return reasonField("merge-reason", "How do you know that it is the same company?", m.Reason, m.Errors["reason"])
}

func (r Reset) dayField() components.FieldModel {
	return components.FieldModel{
		ID: "reset-on", Name: "on", Label: "Day of the reset", Type: "date", Value: r.On, Max: r.Today, Error: r.Errors["on"], Required: true,
	}
}

func (r Reset) reasonField() components.FieldModel {
	return reasonField("reset-reason", "How do you know?", r.Reason, r.Errors["reason"])
}

func (u UndoForm) field() components.FieldModel {
	return reasonField("undo-reason", "Why are they two after all?", u.Reason, u.Error)
}

func reasonField(id, label, value, problem string) components.FieldModel {
	return components.FieldModel{ID: id, Name: "reason", Label: label, Value: value, Error: problem, Required: true, MaxLength: 2000, Rows: 3}
}
