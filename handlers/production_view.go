package handlers

import (
	"fmt"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/journey"
	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

// productionCameBack is a form of the production page that came back with something wrong.
type productionCameBack struct {
	// form is edit, submit, contact, approve, reject, withdraw or start.
	form          string
	typed, errors map[string]string
	accounts      []string
	// message is about the form as a whole.
	message string
}

// productionBuilder maps an app's way to production to its page.
type productionBuilder struct {
	p       oauthapp.Progress
	actor   access.Actor
	zone    *time.Location
	now     time.Time
	came    *productionCameBack
	edition journey.Edition
}

// back is what was typed into a form that came back, and what was wrong with it; ok is false for every other form.
func (b *productionBuilder) back(form string) (typed, errors map[string]string, ok bool) {
	if b.came == nil || b.came.form != form {
		return nil, nil, false
	}
	return b.came.typed, b.came.errors, true
}

// date shows a day as it is kept: no zone moves it. day shows the day of a moment where the reader is.
func (b *productionBuilder) date(t time.Time) string { return components.Day(t, b.now, time.UTC).Shown }

func (b *productionBuilder) day(t time.Time) string { return components.Day(t, b.now, b.zone).Shown }

func (b *productionBuilder) today() string { return b.p.Today.Format(time.DateOnly) }

// state is where the request stands; empty before the first one.
func (b *productionBuilder) state() oauthapp.State {
	if !b.p.HasRequest {
		return ""
	}
	return oauthapp.StateOf(b.p.Current)
}

func (b *productionBuilder) page() app.Production {
	r, state := b.p.Current, b.state()
	page := app.Production{
		AppID: b.p.ID, AppName: b.p.Name, StepLine: b.stepLine(state), Lede: b.lede(state), Track: b.track(state), Clocks: b.clocks(),
		Request: r.ID, Version: r.Version, Asides: b.asides(), Log: b.log(), Attempts: b.attempts(state), Notice: b.notice(state),
	}
	page.Checks, page.ReadyTally = b.checks()
	page.SHA256, page.LogTitle = r.SHA256, "What happened"
	if state == oauthapp.Submitted || state == oauthapp.Contacted {
		page.LogTitle = "Contact with Avaya"
	}
	switch state {
	case "", oauthapp.Rejected, oauthapp.Withdrawn:
		page.Start = b.start(state)
	case oauthapp.Draft:
		page.Letter, page.Edit, page.Send = b.draftLetter(), b.edit(), b.send()
		page.CanWithdraw = b.p.MayWrite()
		if !b.p.MayWrite() {
			page.Edit, page.Send = nil, nil
		}
	case oauthapp.Submitted, oauthapp.Contacted:
		page.Checks, page.ReadyTally = nil, ""
		page.Letter, page.Sent, page.FollowUp = b.sentLetter(), b.sent(), b.followUp()
		if b.p.MayReport() {
			page.Contact, page.Approve, page.Reject = b.contact(), b.approve(), b.reject()
			page.Actions = b.waitingActions()
		}
		page.CanWithdraw = b.p.MayWrite()
	case oauthapp.Approved:
		page.Checks, page.ReadyTally = nil, ""
		page.Letter, page.Sent, page.Actions = b.sentLetter(), b.sent(), b.onward()
		page.Asides = []app.Aside{{Title: "What stays to do", Text: "Register the app of production at Avaya, then here. Its client secret belongs into the vault."}}
	}
	return page
}

// waitingActions are what one comes for while the vendor decides.
func (b *productionBuilder) waitingActions() []components.ButtonModel {
	follow := components.ButtonModel{Text: "Draft a follow-up", Icon: "mail", URL: "#follow"}
	decided := components.ButtonModel{Text: "Avaya has decided", URL: "#answers"}
	if b.slow() {
		follow.Kind = "primary"
	}
	return []components.ButtonModel{follow, decided}
}

// onward leads an owner on after the approval, and everybody to what it gave.
func (b *productionBuilder) onward() []components.ButtonModel {
	actions := []components.ButtonModel{{Text: "Open the ledger", URL: "/ledger?environment=production"}}
	if !b.p.MayWrite() {
		return actions
	}
	actions = append(actions, components.ButtonModel{Text: "Register the production app", Icon: "plus", URL: "/apps/new?environment=production&staging_app=" + b.p.ID})
	if b.actor.HasJourney() {
		actions = append(actions, components.ButtonModel{Text: "Back to my journey", Kind: "primary", URL: "/journey"})
	}
	return actions
}

// stepLine says which step of the journey this is.
func (b *productionBuilder) stepLine(state oauthapp.State) string {
	rule := journey.RuleRequest
	if state == oauthapp.Submitted || state == oauthapp.Contacted || state == oauthapp.Approved {
		rule = journey.RuleReview
	}
	step, ok := b.edition.StepBy(rule)
	if !ok {
		return ""
	}
	return fmt.Sprintf("Step %d of %d", step.Number, len(b.edition.Steps))
}

func (b *productionBuilder) lede(state oauthapp.State) string {
	r := b.p.Current
	switch state {
	case oauthapp.Draft:
		return "The draft is written. Send it with Avaya’s form, then say so here."
	case oauthapp.Submitted:
		return "Sent on " + b.date(r.SubmittedOn) + ", and Avaya has not written yet." + b.waited()
	case oauthapp.Contacted:
		return "Avaya wrote on " + b.date(r.ContactedOn) + " and has not decided yet." + b.waited()
	case oauthapp.Approved:
		return "Avaya approved it on " + b.date(r.DecidedOn) + ". The permission in production stands in the ledger."
	case oauthapp.Rejected:
		return fmt.Sprintf("Avaya rejected attempt %d on %s. The next one begins with its text.", r.Attempt, b.date(r.DecidedOn))
	case oauthapp.Withdrawn:
		return fmt.Sprintf("Attempt %d was withdrawn on %s.", r.Attempt, b.day(r.WithdrawnAt))
	}
	missing := oauthapp.Missing(b.p.Checks)
	if len(missing) > 0 {
		return "Not ready yet: " + countOf(len(missing), "thing is", "things are") + " missing."
	}
	return "Everything is ready. Write the draft, send it to Avaya, and say so here."
}

// waited says how long it is since the request was sent, and how that compares; nothing on the day itself.
func (b *productionBuilder) waited() string {
	n := oauthapp.WorkingDays(b.p.Current.SubmittedOn, b.p.Today)
	if n == 0 {
		return ""
	}
	text := " That is " + countOf(n, "working day", "working days") + " since it was sent"
	if b.p.Answered.Count > 0 && n > b.p.Answered.Median {
		text += fmt.Sprintf(", %d more than usual", n-b.p.Answered.Median)
	}
	return text + "."
}

func (b *productionBuilder) notice(state oauthapp.State) *app.Notice {
	switch {
	case b.came != nil && b.came.message != "":
		return &app.Notice{Kind: "problem", Title: "It was not saved", Text: b.came.message}
	case state == oauthapp.Rejected:
		return &app.Notice{Kind: "problem", Title: "Avaya’s reason", Text: b.p.Current.Reason}
	}
	return nil
}

func (b *productionBuilder) start(state oauthapp.State) *app.Start {
	if !b.p.MayWrite() {
		return nil
	}
	start := app.Start{Text: "Write the draft", Action: "/apps/" + b.p.ID + "/requests"}
	if state == oauthapp.Rejected {
		start.Text = fmt.Sprintf("Begin attempt %d", b.p.Current.Attempt+1)
		start.Action = "/apps/" + b.p.ID + "/requests/" + b.p.Current.ID + "/resubmit"
	}
	if missing := oauthapp.Missing(b.p.Checks); len(missing) > 0 {
		start.WhyNot = countOf(len(missing), "thing is", "things are") + " missing above."
	}
	return &start
}

// checks are what is ready, each with a link to where it is mended.
func (b *productionBuilder) checks() ([]components.CheckItem, string) {
	ready := 0
	items := make([]components.CheckItem, 0, len(b.p.Checks))
	for _, c := range b.p.Checks {
		item := components.CheckItem{Status: "todo", Title: c.Title, Line: c.Line, Word: "Missing"}
		switch {
		case c.Done:
			ready++
			item.Status, item.Word = c.Grade, evidenceWord(c.Grade)
		case b.p.MayWrite():
			item.Action = b.mend(c)
		case !c.Required:
			item.Word = "Recommended"
		}
		items = append(items, item)
	}
	return items, fmt.Sprintf("%d of %d ready", ready, len(items))
}

func (b *productionBuilder) mend(c oauthapp.Check) components.ButtonModel {
	here := "/apps/" + b.p.ID
	m := components.ButtonModel{Size: "small"}
	switch c.Key {
	case oauthapp.CheckTests:
		m.Text, m.URL = "Decide the tests", here+"#tests"
	case oauthapp.CheckCommit:
		m.Text, m.URL = "Look at it", here+"#commitment"
	case oauthapp.CheckConfirm:
		step, _ := b.edition.StepBy(journey.RuleTests)
		m.Text, m.URL = "Open the step", stepURL(step.Key)
	case oauthapp.CheckProof:
		m.Text, m.URL = "Prove it", here+"/prove"
	case oauthapp.CheckOwner:
		m.Text, m.URL = "Name one", here+"#owners"
	case oauthapp.CheckSDK:
		step, _ := b.edition.StepBy(journey.RuleSDK)
		m.Text, m.URL = "Record it", stepURL(step.Key)
	case oauthapp.CheckCompany, oauthapp.CheckSecret:
		m.Text, m.URL = "Say it", here+"/edit"
	default:
		m.Text, m.URL = "Open the app", here
	}
	m.Label = m.Text + ": " + c.Title
	return m
}

func (b *productionBuilder) asides() []app.Aside {
	next := "Avaya gives no date, and no request was answered yet here."
	if a := b.p.Answered; a.Count > 0 {
		next = fmt.Sprintf("Avaya gives no date. Of %s answered, half were answered within %s, and the slowest took %d.",
			countOf(a.Count, "request", "requests"), countOf(a.Median, "working day", "working days"), a.Longest)
	}
	return []app.Aside{
		{Title: "What happens next", Text: next},
		{Title: "Who may say what Avaya did", Text: "An owner of the app or a lead. What a named account says about itself counts as self-reported, another person’s word as confirmed."},
		{Title: "If Avaya says no", Text: "Record the reason. The next attempt begins with the same text, and this one stays as it was."},
	}
}

func names(people []oauthapp.Person) string {
	all := make([]string, 0, len(people))
	for _, p := range people {
		all = append(all, p.Name)
	}
	return listed(all)
}

// listed writes words as a sentence does: "Ann, Bo and Chris".
func listed(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
