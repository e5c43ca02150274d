package journey

import (
	"github.com/a-h/templ"

	"portico/views/components"
)

// Form is one thing a member can do about a step.
type Form struct {
	ID string
	// Title heads it; a folded form shows its title alone until it is opened, or Open says that it came back with errors.
	Title  string
	Icon   string
	Folded bool
	Open   bool
	// Multipart is for a form that carries a file.
	Multipart bool
	// Text explains it in a sentence or two.
	Text   string
	Action string
	Hidden []components.Hidden
	Once   string
	Fields []Control
	Button components.ButtonModel
	// Grade is what the answer will count as ("Self-reported"); Says stands behind it.
	Grade string
	Says  string
	// Also is a second button of the same form, sent elsewhere.
	Also components.ButtonModel
}

// Control is one field of a form: exactly one of its parts is set.
type Control struct {
	Line   *components.FieldModel
	Area   *components.FieldModel
	Select *components.SelectModel
	Choice *components.ChoiceModel
}

// Line is a control for one line of text.
func Line(f components.FieldModel) Control { return Control{Line: &f} }

// Area is a control for more than one line.
func Area(f components.FieldModel) Control { return Control{Area: &f} }

// Select is a control with a closed list.
func Select(s components.SelectModel) Control { return Control{Select: &s} }

// Choice is a control whose answers stand in view.
func Choice(c components.ChoiceModel) Control { return Control{Choice: &c} }

// short says that two of these controls may stand side by side.
func (c Control) short() bool { return c.Line != nil || c.Select != nil }

// rows groups the fields of a form: short ones that follow each other share a row.
func (f Form) rows() [][]Control {
	var rows [][]Control
	for _, c := range f.Fields {
		last := len(rows) - 1
		if c.short() && last >= 0 && rows[last][0].short() {
			rows[last] = append(rows[last], c)
			continue
		}
		rows = append(rows, []Control{c})
	}
	return rows
}

// encoding is how the form is sent: with a file, in parts.
func (f Form) encoding() templ.Attributes {
	if !f.Multipart {
		return nil
	}
	return templ.Attributes{"enctype": "multipart/form-data"}
}
