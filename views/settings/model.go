package settings

import (
	"strconv"

	"portico/views/components"
	"portico/views/layout"
)

// Page is the page at /settings.
type Page struct {
	Frame layout.Frame
	// Numbers come first, then how long data is kept.
	Numbers []Number
	Classes []Class
	Once    string
}

// Class is one kind of data and how long it is kept.
type Class struct {
	// Key is the last part of the address that a change is sent to.
	Key   string
	Title string
	Text  string
	// Now says how it stands: "90 days", "for ever".
	Now string
	// Changed says since when and by whom; empty where it stands as it came.
	Changed string
	Days    components.FieldModel
}

// NewClass returns a class with its words and its field; most and fewest bound the days.
func NewClass(key string, days, fewest, most int, forEver bool) Class {
	c := Class{Key: key, Title: key, Now: "for ever", Days: components.FieldModel{
		ID: "days-" + key, Name: "days", Label: "Days", InputMode: "numeric", Autocomplete: "off", MaxLength: 4, Required: !forEver,
		Hint: "From " + strconv.Itoa(fewest) + " to " + strconv.Itoa(most) + ".",
	}}
	if forEver {
		c.Days.Hint += " Leave it empty to keep them for ever."
	}
	if days > 0 {
		c.Now, c.Days.Value = strconv.Itoa(days)+" days", strconv.Itoa(days)
	}
	if days == 1 {
		c.Now = "1 day"
	}
	switch key {
	case "sessions":
		c.Title, c.Text = "Sessions that ended", "Where somebody was signed in: browser and network address. They are taken away."
	case "form-keys":
		c.Title, c.Text = "Keys of forms", "They keep a form that is sent twice from having two effects. They are taken away."
	case "reset-links":
		c.Title, c.Text = "Links for a new password", "Whose they were and when they worked. They are taken away; the trail says who made and used them."
	case "invitations":
		c.Title, c.Text = "Invitations that were answered, withdrawn or ran out", "Name and address are taken out; that there was an invitation stays."
	case "evidence-withdrawn":
		c.Title, c.Text = "Files of evidence that were taken back", "The file and its name are taken away; its size and SHA-256 stay, as in the trail."
	case "members-left":
		c.Title = "People who left"
		c.Text = "Counted from the day their account was disabled. They are erased for good, once nothing of theirs is open: no grant, no role, no company role, no app."
	}
	return c
}

func (c Class) action() string { return "/settings/retention/" + c.Key }

// Data is the page at /me/data.
type Data struct {
	Frame    layout.Frame
	Sections []Section
	// Empty are the titles of what holds nothing about the person.
	Empty []string
}

// Section is one kind of what is held.
type Section struct {
	ID    string
	Title string
	// Tally is how many there are; More says that not all are shown.
	Tally string
	More  string
	Rows  [][]components.Fact
}
