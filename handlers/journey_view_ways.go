package handlers

import (
	"slices"
	"strconv"
	"strings"

	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ways adds what the member can do about a step, by the facts it goes by.
func (b *journeyBuilder) ways(s journey.StepProgress, out *journeyview.Step) {
	switch s.Step.Rule {
	case journey.RuleMark, journey.RuleSignUp, journey.RuleInvitation, journey.RuleDashboard:
		b.marking(s, out)
	case journey.RuleCompany:
		b.company(s, out)
	case journey.RuleRoles:
		b.roles(s, out)
	case journey.RulePermission:
		out.Forms = append(out.Forms, b.grant(s)...)
	case journey.RuleApp:
		out.Links = append(append(out.Links, b.prove(s)...), b.serviceApp(s)...)
		out.Forms = append(out.Forms, b.app(s))
	case journey.RuleSDK:
		b.sdk(s, out)
	case journey.RuleTests:
		b.leadTo(s, out, "Open the app and its test list", "")
	case journey.RuleRequest, journey.RuleReview:
		b.leadTo(s, out, "Open the production request", "/production")
	}
	if s.Step.CanSkip() && !s.State.Settled() {
		out.Forms = append(out.Forms, b.skip(s))
	}
}

// marking is for steps that go by the member's word.
func (b *journeyBuilder) marking(s journey.StepProgress, out *journeyview.Step) {
	if s.State == journey.Done {
		return
	}
	key := s.Step.Key
	on := b.field(key, components.FieldModel{Name: "on", Label: "Done on", Type: "date", Value: b.todayField(), Max: b.todayField(), Required: true})
	evidence := b.field(key, components.FieldModel{Name: "evidence", Label: "Evidence", Hint: s.Step.Evidence, Optional: true, MaxLength: 2000})
	out.Forms = append(out.Forms, journeyview.Form{
		ID: key + "-complete", Action: "/journey/steps/" + key + "/complete", Once: b.once(key),
		Multipart: true, Fields: []journeyview.Control{journeyview.Line(on), journeyview.Area(evidence), journeyview.Line(b.field(key, b.fileField(key)))},
		Button: components.ButtonModel{Text: "Mark as done", Kind: "primary", Icon: "done"},
		Grade:  "Self-reported", Says: b.lead() + " can confirm it.",
	})
	if s.State == journey.NotStarted {
		out.Buttons = append(out.Buttons, components.PostModel{
			Action: "/journey/steps/" + key + "/start", Once: b.once(key),
			Button: components.ButtonModel{Text: "I have begun this", Label: "I have begun this: " + s.Title, Size: "small", Icon: "progress"},
		})
	}
}

// skip leaves a step out with a reason.
func (b *journeyBuilder) skip(s journey.StepProgress) journeyview.Form {
	key := s.Step.Key
	reason := b.field(key, components.FieldModel{Name: "reason", Label: "Why", Required: true, MaxLength: 2000})
	return journeyview.Form{
		ID: key + "-skip", Title: "Skip this step", Icon: "skipped", Folded: true, Open: b.cameBack(key, "reason"),
		Text: sentence(s.Step.SkipRule), Action: "/journey/steps/" + key + "/skip", Once: b.once(key),
		Fields: []journeyview.Control{journeyview.Line(reason)}, Button: components.ButtonModel{Text: "Skip with this reason"},
	}
}

// company records the company, or takes a match by mail domain back.
func (b *journeyBuilder) company(s journey.StepProgress, out *journeyview.Step) {
	key := s.Step.Key
	if s.Match != nil && s.Match.CanRefuse {
		out.Buttons = append(out.Buttons, components.PostModel{
			Action: "/companies/" + s.Match.CompanyID + "/not-mine", Once: b.once(key), Hidden: []components.Hidden{{Name: "back", Value: stepURL(key)}},
			Button: components.ButtonModel{Text: s.Match.CompanyName + " is not my company", Size: "small"},
		})
	}
	if s.State.Settled() {
		return
	}
	name := b.field(key, components.FieldModel{Name: "name", Label: "Name of the company", Hint: "As it stands at " + b.ed.Vendor + ".", Required: true, MaxLength: 200, Autocomplete: "organization"})
	value, _ := b.p.Value("mail-domain")
	domain := b.field(key, components.FieldModel{Name: "domain", Label: "Mail domain", Hint: "What stands behind the @.", Value: value.Text, Required: true, Mono: true, MaxLength: 253, Autocomplete: "off"})
	day := b.field(key, components.FieldModel{Name: "created_on", Label: "Created on", Type: "date", Value: b.todayField(), Max: b.todayField(), Required: true})
	out.Forms = append(out.Forms, journeyview.Form{
		ID: key + "-create", Title: "I have added the company", Action: "/companies", Once: b.once(key),
		Hidden: []components.Hidden{{Name: "environment", Value: string(journey.Staging)}, {Name: "back", Value: stepURL(key)}},
		Fields: []journeyview.Control{journeyview.Line(name), journeyview.Line(domain), journeyview.Line(day)},
		Button: components.ButtonModel{Text: "Record the company", Kind: "primary", Icon: "done"},
		Grade:  "Self-reported", Says: "You are its admin and employee from the start.",
	})
}

// roles asks a named admin, or says that the roles are there.
func (b *journeyBuilder) roles(s journey.StepProgress, out *journeyview.Step) {
	if s.Match == nil && b.p.Match == nil || s.State == journey.Done {
		return
	}
	match, key := b.p.Match, s.Step.Key
	if s.Match != nil {
		match = s.Match
	}
	back := components.Hidden{Name: "back", Value: stepURL(key)}
	if s.Message != "" && s.Ask.Known() {
		out.Message = &journeyview.Message{Intro: "Send this to " + s.Ask.First() + mailOf(s.Ask) + ":", Copy: components.CopyableModel{
			ID: key + "-message", Value: s.Message, Label: "the message to " + s.Ask.First(), Long: true,
		}}
	}
	if form, ok := b.ask(s, match, back); ok {
		out.Forms = append(out.Forms, form)
	}
	since := b.field(key, components.FieldModel{Name: "since", Label: "Since", Type: "date", Value: b.todayField(), Max: b.todayField(), Required: true})
	hidden := []components.Hidden{back}
	for _, role := range s.Missing {
		hidden = append(hidden, components.Hidden{Name: "role", Value: string(role)})
	}
	if len(s.Missing) > 0 {
		out.Forms = append(out.Forms, journeyview.Form{
			ID: key + "-held", Title: "I am admin and employee now", Icon: "done", Folded: true, Open: b.cameBack(key, "since", "role"),
			Action: "/companies/" + match.CompanyID + "/roles", Hidden: hidden, Once: b.once(key), Fields: []journeyview.Control{journeyview.Line(since)},
			Button: components.ButtonModel{Text: "Record that I am both"}, Grade: "Self-reported", Says: "An admin of " + match.CompanyName + " can confirm it.",
		})
	}
}

// ask is the form that names an admin; someone who was asked already is left out.
func (b *journeyBuilder) ask(s journey.StepProgress, match *journey.Match, back components.Hidden) (journeyview.Form, bool) {
	people := s.AskAlso
	if s.Asked == nil && s.Ask.Known() {
		people = append([]journey.Person{s.Ask}, people...)
	}
	if len(people) == 0 {
		return journeyview.Form{}, false
	}
	key := s.Step.Key
	form := journeyview.Form{ID: key + "-ask", Action: "/companies/" + match.CompanyID + "/ask", Hidden: []components.Hidden{back}, Once: b.once(key)}
	field := components.SelectModel{FieldModel: b.field(key, components.FieldModel{Name: "asked", Label: "Whom you ask"})}
	for _, p := range people {
		field.Options = append(field.Options, components.Option{Value: p.ID, Text: p.Full() + ", admin of " + match.CompanyName})
	}
	form.Fields = []journeyview.Control{journeyview.Select(field)}
	form.Button = components.ButtonModel{Text: "Say that I asked " + people[0].First(), Kind: "primary", Icon: "bell"}
	form.Says = "It stands on their page and on your lead’s board."
	if len(people) > 1 {
		form.Button.Text = "Say that I asked"
	}
	if s.Asked != nil {
		form.Title, form.Folded, form.Icon, form.Open = "Ask someone else instead", true, "bell", b.cameBack(key, "asked")
		form.Button.Kind = ""
	}
	return form, true
}

func mailOf(p journey.Person) string {
	if p.Email == "" {
		return ""
	}
	return " (" + p.Email + ")"
}

// leadTo is for the steps that have a page of their own.
func (b *journeyBuilder) leadTo(s journey.StepProgress, out *journeyview.Step, text, below string) {
	if s.State.Settled() {
		return
	}
	for _, app := range b.f.Apps {
		if app.Environment != journey.Staging || !app.RetiredAt.IsZero() {
			continue
		}
		button := components.ButtonModel{Text: text, URL: "/apps/" + app.ID + below, Kind: "primary", IconAfter: "arrow-right"}
		if len(b.f.Apps) > 1 {
			button.Text += ": " + app.Name
		}
		if app.ID != s.AppID {
			button.Kind = ""
			out.Links = append(out.Links, button)
			continue
		}
		out.Links = slices.Insert(out.Links, 0, button)
	}
}

// stuck is the form of "I am stuck".
func (b *journeyBuilder) stuck(s journey.StepProgress) *journeyview.Form {
	key := s.Step.Key
	what := components.ChoiceModel{FieldModel: b.field(key, components.FieldModel{Name: "what", Label: "What do you see?", Required: true})}
	for _, r := range b.ed.Reasons(key) {
		what.Options = append(what.Options, components.ChoiceOption{Value: r.Key, Label: r.Label, Hint: r.Advice})
	}
	words := b.field(key, components.FieldModel{Name: "words", Label: "In your words", Optional: true, MaxLength: 4000})
	tell := b.lead()
	if tell == "A lead" {
		tell = "a lead"
	} else {
		tell, _, _ = strings.Cut(tell, " ")
	}
	return &journeyview.Form{
		ID: key + "-stuck", Title: "Stuck? Say what you see", Icon: "flag", Folded: true, Open: b.cameBack(key, "what", "words"),
		Action: "/journey/steps/" + key + "/stuck", Once: b.once(key), Fields: []journeyview.Control{journeyview.Choice(what), journeyview.Area(words)},
		Button: components.ButtonModel{Text: "Tell " + tell},
	}
}

// raised is an open "I am stuck" with its advice and the way to close it.
func (b *journeyBuilder) raised(s journey.StepProgress) *journeyview.Raised {
	key := s.Step.Key
	answer := b.field(key, components.FieldModel{Name: "answer", Label: "What helped", Optional: true, MaxLength: 2000})
	return &journeyview.Raised{
		Title:  "You are stuck since " + journey.DayOf(s.Blocker.At, b.c.location()).Short(b.p.Today) + ": " + s.Blocker.Reason.Phrase,
		Words:  s.Blocker.Words,
		Advice: s.Blocker.Reason.Advice,
		Resolve: journeyview.Form{
			ID: key + "-resolve", Action: "/journey/blockers/" + s.Blocker.ID + "/resolve", Once: b.once(key),
			Fields: []journeyview.Control{journeyview.Line(answer)}, Button: components.ButtonModel{Text: "I can go on", Icon: "done"},
		},
	}
}
