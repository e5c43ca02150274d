package edition

import (
	"github.com/a-h/templ"

	"portico/views/components"
)

// Line is a control for one line.
func Line(f components.FieldModel) Control { return Control{Line: &f} }

// Area is a control for more than one line.
func Area(f components.FieldModel) Control { return Control{Area: &f} }

// Select is a control with a closed list.
func Select(s components.SelectModel) Control { return Control{Select: &s} }

// Choice is a control whose answers stand in view.
func Choice(c components.ChoiceModel) Control { return Control{Choice: &c} }

// Pair is controls side by side.
func Pair(c ...Control) Control { return Control{Pair: c} }

func (f Form) encoding() templ.Attributes {
	if f.Upload {
		return templ.Attributes{"enctype": "multipart/form-data"}
	}
	return nil
}

// open says that a folded form came back with an error.
func (f Form) open() bool {
	for _, g := range f.Groups {
		if g.Open {
			return true
		}
	}
	return false
}
