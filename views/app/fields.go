package app

import (
	"strconv"

	"portico/views/components"
)

func (f Form) line(name, label string) components.FieldModel {
	return components.FieldModel{ID: "app-" + name, Name: name, Label: label, Error: f.Errors[name]}
}

func (f Form) nameField() components.FieldModel {
	m := f.line("name", "Name of the app")
	m.Value, m.Required, m.MaxLength, m.Hint = f.Name, true, 200, "As it stands in the Developer Dashboard."
	return m
}

func (f Form) clientField() components.FieldModel {
	m := f.line("client_id", "Client ID")
	m.Value, m.Required, m.MaxLength, m.Mono, m.Autocomplete = f.ClientID, true, 200, true, "off"
	m.Hint = "20 characters, for example 4f2c81d09be76a53e1c4. Not the secret, which is longer."
	return m
}

func (f Form) urisField() components.FieldModel {
	m := f.line("redirect_uris", "Redirect URIs")
	m.Value, m.Mono, m.Rows = f.RedirectURIs, true, 3
	m.Hint = "One a line, exactly as registered at Avaya: a slash or a port makes the difference."
	return m
}

func (f Form) secretField() components.FieldModel {
	m := f.line("secret_place", "Where the secret lies")
	m.Value, m.Optional, m.MaxLength = f.SecretPlace, true, 300
	m.Hint = "A pointer only, for example: Vault, payments/spaces/staging. Never the secret itself."
	return m
}

func (f Form) descriptionField() components.FieldModel {
	m := f.line("description", "What it does")
	m.Value, m.Optional, m.MaxLength, m.Rows = f.Description, true, 2000, 3
	m.Hint = "Two or three sentences. They go into the production request."
	return m
}

func (f Form) dayField() components.FieldModel {
	m := f.line("created_on", "Day it was registered at Avaya")
	m.Value, m.Type, m.Required, m.Max = f.CreatedOn, "date", true, f.Today
	return m
}

func (f Form) companyField() components.SelectModel {
	m := f.line("company", "Company")
	m.Value = f.Company
	return components.SelectModel{FieldModel: m, Options: f.Companies}
}

func (f Form) stagingField() components.SelectModel {
	m := f.line("staging_app", "Staging app it grew from")
	m.Value, m.Optional, m.Hint = f.StagingApp, true, "Only for an app in production."
	return components.SelectModel{FieldModel: m, Options: f.StagingApps}
}

func (f Form) environmentField() components.ChoiceModel {
	m := f.line("environment", "Environment")
	m.Value, m.Required = f.Environment, true
	return components.ChoiceModel{FieldModel: m, Options: []components.ChoiceOption{
		{Value: "staging", Label: "Staging"}, {Value: "production", Label: "Production"},
	}}
}

func (f Form) kindField() components.ChoiceModel {
	m := f.line("kind", "Type")
	m.Value, m.Required = f.Kind, true
	return components.ChoiceModel{FieldModel: m, Options: []components.ChoiceOption{
		{Value: "oauth", Label: "OAuth app", Hint: "People sign in through it."},
		{Value: "service", Label: "Service app", Hint: "It signs in as itself. An admin of the company makes it, and Avaya’s support makes its domain."},
	}}
}

func (f Form) summary() components.SummaryModel {
	s := components.Summary(f.nameField(), f.environmentField().FieldModel, f.kindField().FieldModel, f.clientField(), f.urisField(), f.dayField(),
		f.companyField().FieldModel, f.stagingField().FieldModel, f.secretField(), f.descriptionField())
	if f.Message != "" && len(s.Errors) == 0 {
		s.Errors = append(s.Errors, components.SummaryError{Text: f.Message})
	}
	return s
}

func (f Form) action() string {
	if f.ID != "" {
		return "/apps/" + f.ID
	}
	return "/apps"
}

func (f Form) cancelURL() string {
	if f.Back != "" {
		return f.Back
	}
	return f.action()
}

// Title names the page.
func (f Form) Title() string {
	if f.ID != "" {
		return "Edit the app"
	}
	return "Register an app"
}

func (f Form) version() string { return strconv.Itoa(f.Version) }

func (t Test) resultField() components.SelectModel {
	return components.SelectModel{
		FieldModel: components.FieldModel{ID: "result-" + t.ID, Name: "result", Label: "Result", Value: t.Result},
		Options: []components.Option{
			{Value: "passed", Text: "Passed"},
			{Value: "failed", Text: "Failed"},
			{Value: "excused", Text: "Excused, with a reason"},
			{Value: "open", Text: "Not decided"},
		},
	}
}

func (t Test) noteField() components.FieldModel {
	return components.FieldModel{
		ID: "note-" + t.ID, Name: "note", Label: "Evidence or reason", Value: t.Typed, Error: t.Error,
		Hint: "What was seen, or a link to it. A failed or excused test needs one.", MaxLength: 2000, Rows: 2,
	}
}

func (t Test) version() string { return strconv.Itoa(t.Version) }

func gradeWord(grade string) string {
	switch grade {
	case "verified":
		return "Verified"
	case "confirmed":
		return "Confirmed"
	case "waiting":
		return "Waits for a lead"
	}
	return "Self-reported"
}

func (o Owner) endWord() string {
	if o.Self {
		return "Leave"
	}
	return "Take away"
}

func (o Owner) endLabel() string {
	if o.Self {
		return "Leave the app"
	}
	return "Take away " + o.Person.Name
}

func (f Form) sendWord() string {
	if f.ID != "" {
		return "Save"
	}
	return "Register the app"
}

// productionKind makes the production request the main thing to do, unless the app is still to be proved.
func (p Page) productionKind() string {
	if p.Prove.Kind == "primary" {
		return ""
	}
	return "primary"
}
