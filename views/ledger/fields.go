package ledger

import (
	"time"

	"github.com/a-h/templ"

	"portico/views/components"
)

// icon is the shape of an event's status.
func icon(status string) string {
	switch status {
	case "verified", "confirmed", "problem", "done":
		return status
	case "self-reported":
		return "done"
	}
	return "todo"
}

func correctFields(g Grant) []components.FieldModel {
	c := g.Correct
	return []components.FieldModel{
		{ID: "correct_from", Name: "held_from", Label: "Held since", Type: "date", Value: c.HeldFrom, Max: g.Today, Error: c.Errors["held_from"]},
		{
			ID: "correct_until", Name: "held_until", Label: "Held until", Hint: "Empty while it is held", Type: "date", Value: c.HeldUntil,
			Max: g.Today, Error: c.Errors["held_until"], Optional: true,
		},
		{
			ID: "correct_evidence", Name: "evidence", Label: "Evidence", Value: c.Evidence, Error: c.Errors["evidence"], Optional: true,
			MaxLength: 2000, Rows: 2,
		},
		{ID: "correct_reason", Name: "reason", Label: "What was wrong", Value: c.Reason, Error: c.Errors["reason"], Required: true, MaxLength: 2000, Rows: 2},
	}
}

func recordFields(r Record) []components.FieldModel {
	return []components.FieldModel{
		{
			ID: "company", Name: "company", Label: "The box you ticked", Value: r.Company, Error: r.Errors["company"], Required: true,
			Hint: "The page shows the companies where you are both admin and employee, and Freelance.",
		},
		{
			ID: "held_from", Name: "held_from", Label: "Since which day", Type: "date", Value: r.HeldFrom, Max: r.Today,
			Error: r.Errors["held_from"], Required: true,
		},
		{
			ID: "evidence", Name: "evidence", Label: "How one could see it", Value: r.Evidence, Error: r.Errors["evidence"], Optional: true,
			Hint: "For example: the Developer Dashboard shows after a reload. Never a secret.", MaxLength: 2000, Rows: 3,
		},
	}
}

// columns is how many columns the table has.
func (p Page) columns() string {
	if p.WhyHead != "" {
		return "9"
	}
	return "8"
}

// refused says that the question has no answer.
func (a Ask) refused() bool { return len(a.Wrong.Errors) > 0 }

// wrong says that the named field is why.
func (a Ask) wrong(name string) bool {
	for _, e := range a.Wrong.Errors {
		if e.FieldID == "ask_"+name {
			return true
		}
	}
	return false
}

// asText says that a value is no day, so that a field for days would lose it.
func (a Ask) asText(value string) bool {
	_, err := time.Parse(time.DateOnly, value)
	return value != "" && err != nil
}

// invalid marks a field that is wrong.
func invalid(wrong bool) templ.Attributes {
	if !wrong {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true"}
}
