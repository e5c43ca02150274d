package components

import "github.com/a-h/templ"

// look returns the attributes that decide how a button looks and what it is called.
func (b ButtonModel) look() templ.Attributes {
	a := templ.Attributes{
		"data-square": b.Square,
		"data-wide":   b.Wide,
	}
	put(a, "data-kind", b.Kind)
	put(a, "data-size", b.Size)
	put(a, "id", b.ID)
	label := b.Label
	if label == "" && b.Square {
		label = b.Text
	}
	put(a, "aria-label", label)
	return a
}

// sending returns the attributes that decide what a pressed button sends.
func (b ButtonModel) sending() templ.Attributes {
	a := templ.Attributes{"formnovalidate": b.SkipChecks}
	put(a, "name", b.Name)
	put(a, "value", b.Value)
	put(a, "form", b.Form)
	put(a, "formaction", b.FormAction)
	return a
}

// leaving tells the vendor's site nothing about the page a person comes from.
func (b ButtonModel) leaving() templ.Attributes {
	if b.Kind != "leave" {
		return nil
	}
	return templ.Attributes{"rel": "noreferrer"}
}

// put sets an attribute that has a value; an empty one is left out.
func put(a templ.Attributes, name, value string) {
	if value != "" {
		a[name] = value
	}
}
