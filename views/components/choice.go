package components

// ChoiceModel is a question with its answers in view: radios (one answer) or
// check-boxes (any number).
type ChoiceModel struct {
	// FieldModel gives ID, Name, Label (the legend), Hint, Error and Required.
	FieldModel
	// Many makes check-boxes; otherwise radios.
	Many    bool
	Options []ChoiceOption
}

// ChoiceOption is one answer.
type ChoiceOption struct {
	Value string
	Label string
	// Hint is one line below the label.
	Hint    string
	Checked bool
	// WhyNot is why this answer cannot be given, in words; it is then shown and not sent.
	WhyNot string
}

func (c ChoiceModel) inputType() string {
	if c.Many {
		return "checkbox"
	}
	return "radio"
}

// role makes a set of radios one thing that can be required and wrong; a set of
// check-boxes is a plain group.
func (c ChoiceModel) role() string {
	if c.Many {
		return "group"
	}
	return "radiogroup"
}

func (c ChoiceModel) checked(o ChoiceOption) bool {
	return o.WhyNot == "" && (o.Checked || (c.Value != "" && c.Value == o.Value))
}

// CheckModel is one check-box that stands alone: a consent, a switch.
type CheckModel struct {
	ID      string
	Name    string
	Value   string // sent when ticked; "on" when empty
	Label   string
	Hint    string
	Error   string
	Checked bool
	// Required shows that the form is not complete without it.
	Required bool
}

func (c CheckModel) sent() string {
	if c.Value == "" {
		return "on"
	}
	return c.Value
}

func (c CheckModel) field() FieldModel {
	return FieldModel{ID: c.ID, Name: c.Name, Hint: c.Hint, Error: c.Error, Required: c.Required}
}
