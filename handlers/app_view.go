package handlers

import (
	"fmt"
	"time"

	"portico/internal/access"
	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

// appCameBack is a form of an app's page that came back with something wrong.
type appCameBack struct {
	// form is the field that an error without one stands beside; test is the one that a result was about.
	form, test    string
	typed, errors map[string]string
}

func (c *appCameBack) error(form string, names ...string) string {
	if c == nil || c.form != form {
		return ""
	}
	for _, name := range append([]string{form}, names...) {
		if c.errors[name] != "" {
			return c.errors[name]
		}
	}
	return ""
}

// appBuilder maps an app to its page.
type appBuilder struct {
	v     oauthapp.View
	actor access.Actor
	zone  *time.Location
	now   time.Time
	came  *appCameBack
}

func (b *appBuilder) day(t time.Time) string  { return components.Day(t, b.now, b.zone).Shown }
func (b *appBuilder) date(t time.Time) string { return components.Day(t, b.now, time.UTC).Shown }

func (b *appBuilder) page() app.Page {
	v := b.v
	p := app.Page{
		ID: v.ID, Name: v.Name, Environment: v.Environment, Line: v.Company, Description: v.Description, ClientEnd: v.ClientEnd(),
		Hint: oauthapp.ClientIDHint(v.ClientID), URIs: v.URIs, Facts: b.facts(), Owners: b.owners(), Commitment: b.commitment(),
		HasTests: v.Environment == oauthapp.Staging,
		CanEdit:  v.MayWrite(), CanAddOwner: v.MayName() && len(v.Choosable) > 0, OwnerError: b.came.error("member"), NewTestError: b.came.error("title"),
		Alone: b.alone(), Secret: b.secret(), Service: b.service(), HandOver: b.handOver(), CanRetire: v.MayRetire(),
		RetireWhyNot: b.came.error("use"),
	}
	if v.Retired() {
		p.Retired = "Since " + b.day(v.RetiredAt) + ". It stays to be read, with its tests and requests as they were said."
	}
	if !p.CanEdit {
		p.Hint = ""
	}
	if b.came != nil && b.came.form == "title" {
		p.NewTest = b.came.typed["title"]
	}
	if v.CompanyID != "" {
		p.CompanyURL = "/companies/" + v.CompanyID
	}
	if v.TeamSlug != "" && p.HasTests {
		p.TeamListURL = "/teams/" + v.TeamSlug + "/tests"
	}
	for _, person := range v.Choosable {
		p.People = append(p.People, components.Option{Value: person.ID, Text: person.Name})
	}
	for _, t := range v.Tests {
		p.Tests = append(p.Tests, b.test(t))
	}
	p.TestTally = testTally(v.Tests)
	if v.Environment == oauthapp.Staging && (!v.Retired() || v.HasRequest) {
		p.ProductionURL = "/apps/" + v.ID + "/production"
		p.ProductionLine = b.production()
	}
	return p
}

func (b *appBuilder) facts() []components.Fact {
	facts := []components.Fact{
		{Name: "Client ID", Value: "…" + b.v.ClientEnd(), Mono: true},
		{Name: "Type", Value: appKind(b.v.Kind)},
		{Name: "Registered at Avaya", Value: b.date(b.v.CreatedOn)},
	}
	if b.v.Company != "" {
		facts = append(facts, components.Fact{Name: "Company", Value: b.v.Company})
	}
	return facts
}

func orNotTold(s string) string {
	if s == "" {
		return "Not told"
	}
	return s
}

func (b *appBuilder) owners() []app.Owner {
	owners := make([]app.Owner, 0, len(b.v.Owners))
	for _, o := range b.v.Owners {
		line := "Owner since " + b.day(o.Since)
		switch {
		case o.Waiting():
			line = "Brought the same client ID on " + b.day(o.Since)
		case o.Disabled:
			line = "Account disabled"
		}
		can, why := b.v.MayEnd(o)
		owners = append(owners, app.Owner{
			ID: o.ID, Person: components.PersonModel{Name: o.Member.Name, Line: line}, Waiting: o.Waiting(), CanAccept: b.v.MayAccept(o),
			CanEnd: can, EndWhyNot: why, Self: o.Member.ID == b.actor.ID,
		})
	}
	return owners
}

func (b *appBuilder) test(t oauthapp.Test) app.Test {
	m := app.Test{ID: t.ID, Version: t.Version, Title: t.Title, Note: t.Note, Result: t.Result, Typed: t.Note}
	m.Status, m.Word = testWords(t.Result)
	if m.Result == oauthapp.Open {
		m.Result = oauthapp.Passed // the commonest answer stands ready; nothing is said until it is sent
	}
	if t.Decider != "" {
		m.Line = t.Decider + ", " + b.day(t.DecidedAt)
	}
	m.Link = linkIn(t.Note)
	if b.came != nil && b.came.test == t.ID {
		m.Error = b.came.error("note", "result")
		m.Open, m.Result, m.Typed = true, b.came.typed["result"], b.came.typed["note"]
	}
	return m
}

func testWords(result string) (status, word string) {
	switch result {
	case oauthapp.Passed:
		return "done", "Passed"
	case oauthapp.Failed:
		return "problem", "Failed"
	case oauthapp.Excused:
		return "skipped", "Excused"
	}
	return "todo", "Not decided"
}

func testTally(tests []oauthapp.Test) string {
	decided := 0
	for _, t := range tests {
		if t.Result != oauthapp.Open {
			decided++
		}
	}
	return fmt.Sprintf("%d of %d decided", decided, len(tests))
}

// production says in a line where the app's way to production stands.
func (b *appBuilder) production() string {
	if b.v.HasRequest {
		r := b.v.Current
		return fmt.Sprintf("Attempt %d: %s.", r.Attempt, oauthapp.StateOf(r))
	}
	missing := oauthapp.Missing(b.v.Checks)
	if len(missing) == 0 {
		return "Everything is ready for a request."
	}
	return "No request yet: " + countOf(len(missing), "thing is", "things are") + " missing."
}
