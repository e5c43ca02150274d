package handlers

import (
	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// grant records a check-box that was ticked: for a company where the member is both, or Freelance.
func (b *journeyBuilder) grant(s journey.StepProgress) []journeyview.Form {
	key := s.Step.Key
	where := components.ChoiceModel{FieldModel: b.field(key, components.FieldModel{Name: "company", Label: "Which check-box did you tick?", Required: true})}
	free := 0
	for _, c := range b.f.Companies {
		if c.Environment != journey.Staging || !c.ClosedAt.IsZero() || b.holds(c.ID) {
			continue
		}
		option := components.ChoiceOption{Value: c.ID, Label: c.Name}
		switch admin, employee := rolesOf(c, b.f.Member.ID); {
		case admin && employee:
			free++
		case admin || employee || b.p.Match != nil && b.p.Match.CompanyID == c.ID:
			option.WhyNot = "The box shows only where you are both admin and employee. Record that first."
		default:
			continue
		}
		where.Options = append(where.Options, option)
	}
	if !b.holds("") {
		free++
		where.Options = append(where.Options, components.ChoiceOption{Value: "freelance", Label: "Freelance", Hint: "Without a company the available features are limited."})
	}
	if free == 0 {
		return nil
	}
	since := b.field(key, components.FieldModel{Name: "held_from", Label: "Since", Type: "date", Value: b.todayField(), Max: b.todayField(), Required: true})
	evidence := b.field(key, components.FieldModel{Name: "evidence", Label: "Evidence", Hint: "How one could see it, in words.", Optional: true, MaxLength: 2000})
	form := journeyview.Form{
		ID: key + "-grant", Title: "I have ticked the box", Action: "/ledger/grants", Once: b.once(key),
		Hidden: []components.Hidden{{Name: "back", Value: stepURL(key)}},
		Fields: []journeyview.Control{journeyview.Choice(where), journeyview.Line(since), journeyview.Area(evidence)},
		Button: components.ButtonModel{Text: "Record it in the ledger", Kind: "primary", Icon: "done"},
		Grade:  "Self-reported", Says: b.lead() + " can confirm it.",
	}
	if s.State == journey.Done {
		form.Title, form.Icon, form.Folded, form.Open = "I have ticked another box", "done", true, b.cameBack(key, "company", "held_from", "evidence")
		form.Button.Kind = ""
	}
	return []journeyview.Form{form}
}

// holds says whether the member holds the permission in staging for a company now; an empty id is Freelance.
func (b *journeyBuilder) holds(companyID string) bool {
	for _, g := range b.f.Grants {
		if g.Environment == journey.Staging && g.CompanyID == companyID && g.HeldAt(b.today) {
			return true
		}
	}
	return false
}

// rolesOf is what a member is at a company now.
func rolesOf(c journey.Company, memberID string) (admin, employee bool) {
	for _, r := range c.Roles {
		if r.Member.ID == memberID && r.EndedAt.IsZero() {
			admin = admin || r.Role == journey.CompanyAdmin
			employee = employee || r.Role == journey.CompanyEmployee
		}
	}
	return admin, employee
}

// app registers an OAuth2 app by its client id. Its secret has no field.
func (b *journeyBuilder) app(s journey.StepProgress) journeyview.Form {
	key := s.Step.Key
	suggested, _ := b.p.Value("app-name")
	line := func(f components.FieldModel) journeyview.Control { return journeyview.Line(b.field(key, f)) }
	company := components.SelectModel{FieldModel: b.field(key, components.FieldModel{Name: "company", Label: "Company"})}
	for _, c := range b.f.Companies {
		if c.Environment == journey.Staging && (b.holds(c.ID) || b.p.Match != nil && b.p.Match.CompanyID == c.ID) {
			company.Options = append(company.Options, components.Option{Value: c.ID, Text: c.Name, Selected: b.holds(c.ID)})
		}
	}
	company.Options = append(company.Options, components.Option{Value: "", Text: "Freelance, no company"})
	form := journeyview.Form{
		ID: key + "-register", Title: "I have created the app", Action: "/apps", Once: b.once(key),
		Hidden: []components.Hidden{{Name: "environment", Value: string(journey.Staging)}, {Name: "back", Value: stepURL(key)}},
		Fields: []journeyview.Control{
			line(components.FieldModel{Name: "name", Label: "Name of the app", Hint: "As it stands in the Developer Dashboard.", Value: suggested.Text, Required: true, MaxLength: 200}),
			line(components.FieldModel{Name: "client_id", Label: "Client ID", Hint: "Not the secret, which is longer.", Required: true, Mono: true, MaxLength: 200, Autocomplete: "off"}),
			journeyview.Area(b.field(key, components.FieldModel{Name: "redirect_uris", Label: "Redirect URIs", Hint: "One a line, exactly as registered: a slash or a port makes the difference.", Mono: true, Rows: 2})),
			line(components.FieldModel{Name: "secret_place", Label: "Where the secret lies", Hint: "A pointer only, for example: Vault, payments/spaces/staging.", Optional: true, MaxLength: 300}),
			line(components.FieldModel{Name: "created_on", Label: "Created on", Hint: "The day it was registered at " + b.ed.Vendor + ".", Type: "date", Value: b.todayField(), Max: b.todayField(), Required: true}),
			journeyview.Select(company),
		},
		Button: components.ButtonModel{Text: "Register the app", Kind: "primary", Icon: "done"},
		Grade:  "Self-reported", Says: "Never paste the client secret here: it is refused.",
	}
	if s.State == journey.Done || s.AppID != "" {
		form.Title, form.Icon, form.Folded = "Register another app", "plus", true
		form.Open = b.cameBack(key, "name", "client_id", "redirect_uris", "secret_place", "created_on", "company")
		form.Button.Kind = ""
	}
	return form
}

// platformNames are an SDK's platforms as screens write them.
var platformNames = map[string]string{"javascript": "JavaScript", "android": "Android", "ios": "iOS"}
