package people

import (
	"portico/views/components"
	"portico/views/layout"
)

// Erase is the page at /people/{id}/erase.
type Erase struct {
	Frame layout.Frame
	ID    string
	Name  string
	// Label is what the person is called afterwards.
	Label string
	// Obstacles keep the person from being erased; with none the form is shown.
	Obstacles []Obstacle
	// WhyNot says why the reader may not, whatever is open: it is themselves, or the person is erased already.
	WhyNot  string
	Gone    []string
	Stays   []string
	Email   components.FieldModel
	Reason  components.FieldModel
	Problem string
	Once    string
}

// Obstacle is one thing to be ended first, and where that is done.
type Obstacle struct {
	Text string
	URL  string
}

// NewErase returns the page with its words and empty fields.
func NewErase(email string) Erase {
	return Erase{
		Gone: []string{
			"Name, mail address and time zone, also as they were before",
			"Password, links for a new password, and every session with its browser and network address",
			"Name and address in invitations",
			"Words by them and about them: reasons, notes, evidence, what they were stuck on, nudges and answers",
			"Their full name and mail address in what others wrote",
		},
		Stays: []string{
			"Grants of developer permission, with their days and grades",
			"Roles, companies and apps, with their days",
			"Every event of the trail, and its seal: events hold no names",
		},
		Email: components.FieldModel{
			ID: "email", Name: "email", Label: "Their mail address", Type: "email", Autocomplete: "off", Required: true, MaxLength: 254,
			Hint: "To confirm, type " + email,
		},
		Reason: components.FieldModel{
			ID: "reason", Name: "reason", Label: "Reason", Required: true, MaxLength: 1000, Rows: 3,
			Hint: "It stays in the trail, so leave out who it is about.",
		},
	}
}
