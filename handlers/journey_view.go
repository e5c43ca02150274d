package handlers

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"portico/internal/access"
	"portico/internal/company"
	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// journeyBuilder turns progress into the page of one's own journey. It maps and words; it decides no state.
type journeyBuilder struct {
	c     *call
	ed    journey.Edition
	f     journey.Facts
	p     journey.Progress
	today time.Time
	// open is the step that stands open beside the current one; typed, errs and message belong to its form that came back.
	open    string
	typed   map[string]string
	errs    map[string]string
	message string
	asked   []company.Waiting
	// preview is for somebody who reads an edition: every step shows its text, also one that cannot start yet.
	preview bool
	// sdkFiles compares the downloads with those of others.
	sdkFiles map[string]journey.SDKFile
	// wrong gathers the fields with errors while the page is made, in their order on it.
	wrong []components.FieldModel
}

func (b *journeyBuilder) page() journeyview.Page {
	frame := b.c.frame("My journey")
	frame.Width = "reading"
	frame.Modules = append(frame.Modules, "sdk.js")
	p := journeyview.Page{
		Frame: frame, Environment: b.environment(), Procedure: b.ed.Name, Where: b.where(), Lede: b.p.Summary(),
		Continue: b.goOn(), Colonnade: colonnade(b.p), Values: b.values(), Helpers: b.helpers(),
		Source: journeyview.Source{Text: b.ed.Source.Title + ", read on " + b.ed.Source.ReadOn.String() + "."},
	}
	p.Asked = b.waitingForMe()
	for _, stage := range b.p.Stages {
		p.Stages = append(p.Stages, b.stage(stage))
	}
	// The page is long and a form stands far down on it, so that even one error is told at the top.
	p.Summary = components.Summary(b.wrong...)
	p.Summary.Title = b.message
	return p
}

// waitingForMe is who asked this member to be let into a company.
func (b *journeyBuilder) waitingForMe() []journeyview.Asked {
	var out []journeyview.Asked
	for _, w := range b.asked {
		verb := " wait for you"
		if len(w.Members) == 1 {
			verb = " waits for you"
		}
		who := w.Members
		if more := len(who) - 3; more > 1 {
			who = append(who[:3:3], fmt.Sprintf("%d others", more))
		}
		out = append(out, journeyview.Asked{
			Title: listed(who) + verb, Text: "They asked to be made admin and employee of " + w.Company + ", " + w.Environment + ".",
			Answer: components.ButtonModel{Text: "Answer", Size: "small", IconAfter: "arrow-right", URL: "/companies/" + w.CompanyID + "#asks"},
		})
	}
	return out
}

func (b *journeyBuilder) stage(s journey.StageProgress) journeyview.Stage {
	out := journeyview.Stage{ID: "stage-" + s.Stage.Key, Title: s.Stage.Title, Line: s.Summary()}
	if s.Stage.Environment == journey.Production {
		out.Environment = string(s.Stage.Environment)
	}
	for _, step := range b.p.Steps {
		if step.Step.Stage == s.Stage.Key {
			out.Steps = append(out.Steps, b.step(step))
		}
	}
	return out
}

// environment is where the member stands now.
func (b *journeyBuilder) environment() string { return environmentOf(b.p) }

func environmentOf(p journey.Progress) string {
	if step, ok := p.Step(p.Current); ok {
		return string(step.Step.Environment)
	}
	if p.Complete {
		return string(journey.Production)
	}
	return string(journey.Staging)
}

func (b *journeyBuilder) where() string { return whereOf(b.p, b.f) }

// whereOf is the company and the team: "ACME, Payments".
func whereOf(p journey.Progress, f journey.Facts) string {
	var parts []string
	switch {
	case p.Match != nil && !p.Freelance:
		parts = append(parts, p.Match.CompanyName)
	case p.Freelance:
		parts = append(parts, "Freelance")
	}
	if f.Member.TeamName != "" {
		parts = append(parts, f.Member.TeamName)
	}
	return strings.Join(parts, ", ")
}

// goOn is the one primary button at the head of the page.
func (b *journeyBuilder) goOn() components.ButtonModel {
	text := b.p.Continue()
	switch {
	case b.p.Complete:
		return components.ButtonModel{Text: "Open the record of all steps", Kind: "primary", Size: "large", IconAfter: "arrow-right", URL: "/journey/record"}
	case text != "":
		return components.ButtonModel{Text: text, Kind: "primary", Size: "large", IconAfter: "arrow-right", URL: "#step-" + b.p.Current}
	}
	return components.ButtonModel{}
}

func (b *journeyBuilder) values() []journeyview.Value {
	var out []journeyview.Value
	company, _ := b.p.Value(journey.ValueCompanyDomain)
	for _, v := range b.p.Values {
		if v.Key == journey.ValueMailDomain && v.Text == company.Text {
			continue // the line above says the same
		}
		out = append(out, journeyview.Value{Name: v.Label, Copy: components.CopyableModel{
			ID: "value-" + v.Key, Value: v.Text, Label: strings.ToLower(v.Label[:1]) + v.Label[1:],
		}})
	}
	return out
}

// helpers are the people who can unblock: admins of the company, then leads. Never the member.
func (b *journeyBuilder) helpers() []journeyview.Helper {
	var out []journeyview.Helper
	if b.p.Match != nil {
		for _, admin := range firstOthers(b.p.Match.Admins, b.f.Member.ID, 2) {
			out = append(out, journeyview.Helper{As: "Company admin, staging", Person: components.PersonModel{Name: admin.Full(), Line: admin.Email}})
		}
	}
	for _, lead := range firstOthers(b.f.Leads, b.f.Member.ID, 2) {
		out = append(out, journeyview.Helper{As: "Your lead", Person: components.PersonModel{Name: lead.Full(), Line: lead.Email}})
	}
	return out
}

func firstOthers(people []journey.Person, meID string, limit int) []journey.Person {
	var out []journey.Person
	for _, p := range people {
		if p.Known() && p.ID != meID && len(out) < limit {
			out = append(out, p)
		}
	}
	return out
}

// lead is whom the page names where a lead is meant.
func (b *journeyBuilder) lead() string {
	if leads := firstOthers(b.f.Leads, b.f.Member.ID, 1); len(leads) == 1 {
		return leads[0].Full()
	}
	return "A lead"
}

// once is a new key for a form; a form that came back keeps the one it was sent with.
func (b *journeyBuilder) once(stepKey string) string {
	if stepKey == b.open && len(b.errs) > 0 {
		return b.c.once()
	}
	return uuid.NewString()
}

// field fills a field of a step's form with what was typed and what is wrong with it.
func (b *journeyBuilder) field(stepKey string, f components.FieldModel) components.FieldModel {
	f.ID = stepKey + "-" + strings.ReplaceAll(f.Name, "_", "-")
	if stepKey != b.open {
		return f
	}
	if typed, ok := b.typed[f.Name]; ok {
		f.Value = typed
	}
	if sentence := b.errs[f.Name]; sentence != "" {
		f.Error = sentence
		b.wrong = append(b.wrong, f)
	}
	return f
}

// cameBack says whether one of the fields of the step's form has an error.
func (b *journeyBuilder) cameBack(stepKey string, names ...string) bool {
	if stepKey != b.open {
		return false
	}
	for _, name := range names {
		if b.errs[name] != "" {
			return true
		}
	}
	return false
}

func (b *journeyBuilder) maySupply() bool {
	return b.c.actor.May(access.LinkSupply, access.Scope{})
}

// todayField is the value of a date field that begins with today.
func (b *journeyBuilder) todayField() string {
	return b.today.In(b.c.location()).Format(time.DateOnly)
}

// moment is a time as this reader sees it.
func (b *journeyBuilder) moment(t time.Time) components.TimeModel {
	return components.Moment(t, b.today, b.c.location())
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
