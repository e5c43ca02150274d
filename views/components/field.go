package components

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// FieldModel is one field of a form with everything around it. An ID is unique on
// its page; hint and error take theirs from it.
type FieldModel struct {
	ID    string
	Name  string
	Label string
	// Hint says what is wanted, in one line, before the field.
	Hint  string
	Value string
	// Error says what is wrong and what to do; empty when all is well.
	Error string
	// Type of the input: "text" when empty.
	Type string
	// Autocomplete tells browsers and password managers what belongs here.
	Autocomplete string
	// InputMode chooses the keyboard on a telephone ("numeric", "email").
	InputMode string
	Required  bool
	// Optional says so beside the label.
	Optional bool
	// Mono is for identifiers: fixed width, no spelling marks.
	Mono bool
	// MinLength and MaxLength count characters; 0 is no limit.
	MinLength int
	MaxLength int
	// Min and Max bound a date or a number; empty is no bound.
	Min string
	Max string
	// Rows is the height of a TextArea; the style sheet's own when 0.
	Rows int
	// Autofocus puts the caret here when the page opens. Once a page at most.
	Autofocus bool
	ReadOnly  bool
	// LinkText and LinkURL put a link at the far end of the label's line ("Forgotten?").
	LinkText string
	LinkURL  string
}

// SelectModel is a field with a closed list of answers.
type SelectModel struct {
	FieldModel
	Options []Option
}

// Option is one answer of a select.
type Option struct {
	Value    string
	Text     string
	Selected bool
}

func (f FieldModel) hintID() string  { return f.ID + "-hint" }
func (f FieldModel) errorID() string { return f.ID + "-error" }

// describedBy lists what explains the field, the hint first, as screen readers say it.
func (f FieldModel) describedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.hintID())
	}
	if f.Error != "" {
		ids = append(ids, f.errorID())
	}
	return strings.Join(ids, " ")
}

// wiring returns the attributes that inputs, text areas and selects share.
func (f FieldModel) wiring() templ.Attributes {
	a := templ.Attributes{
		"id": f.ID, "name": f.Name,
		"required": f.Required, "autofocus": f.Autofocus,
	}
	put(a, "aria-describedby", f.describedBy())
	put(a, "autocomplete", f.Autocomplete)
	if f.Error != "" {
		a["aria-invalid"] = "true"
	}
	if f.Mono {
		a["class"] = "mono"
	}
	return a
}

// typing returns the attributes of fields a person types into.
func (f FieldModel) typing() templ.Attributes {
	a := templ.Attributes{"readonly": f.ReadOnly}
	put(a, "inputmode", f.InputMode)
	put(a, "min", f.Min)
	put(a, "max", f.Max)
	put(a, "minlength", positive(f.MinLength))
	put(a, "maxlength", positive(f.MaxLength))
	put(a, "rows", positive(f.Rows))
	if f.Mono || f.Type == "email" || f.Type == "url" {
		a["spellcheck"] = "false"
		a["autocapitalize"] = "none"
	}
	return a
}

// inputType is the type of the input; a password is never written back into a page.
func (f FieldModel) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f FieldModel) inputValue() string {
	if f.Type == "password" {
		return ""
	}
	return f.Value
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
