package signin

import (
	"net/url"
	"strings"

	"portico/views/components"
)

// MeModel is the page at /me: a person's own settings.
type MeModel struct {
	Email string
	// Roles says in words what the person may do and where: "Developer in Payments".
	Roles []string

	Name components.FieldModel
	// TimeZone lists IANA names; times and working days are shown and counted in it.
	TimeZone components.SelectModel

	Current  components.FieldModel
	New      components.FieldModel
	Sessions []SessionRow
	// RevokeOthersURL ends all sessions but this one; empty shows no such button.
	RevokeOthersURL string
	// ProfileProblem and PasswordProblem are what is wrong with each form as a whole.
	ProfileProblem  string
	PasswordProblem string
}

// SessionRow is one place where the person is signed in.
type SessionRow struct {
	ID string
	// Device is said as people say it: "Firefox on Linux".
	Device  string
	Address string
	Since   components.TimeModel
	Seen    components.TimeModel
	// ThisOne is the session of this very page; it ends by signing out.
	ThisOne bool
}

// NewMe returns the page with empty fields; zones are the IANA names to choose from.
func NewMe(zones []string) MeModel {
	m := MeModel{
		Name: nameField("Name"),
		TimeZone: components.SelectModel{FieldModel: components.FieldModel{
			ID: "time-zone", Name: "time_zone", Label: "Time zone",
			Hint: "Times are shown, and working days counted, in this zone.", Required: true,
		}},
		Current: components.FieldModel{
			ID: "current-password", Name: "current_password", Label: "Password now", Type: "password",
			Autocomplete: "current-password", Required: true,
		},
		New: newPasswordField("new-password", "New password"),
	}
	m.New.Name = "new_password"
	for _, zone := range zones {
		m.TimeZone.Options = append(m.TimeZone.Options, components.Option{Value: zone, Text: zone})
	}
	return m
}

// lede says who this is and what they may do.
func (m MeModel) lede() string {
	return strings.Join(append([]string{m.Email}, m.Roles...), ", ")
}

func (s SessionRow) revokeURL() string {
	return "/me/sessions/" + url.PathEscape(s.ID) + "/revoke"
}
