package handlers

import (
	"fmt"
	"strconv"

	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

// track is the status line: what has happened, where the request is, what is to come.
func (b *productionBuilder) track(state oauthapp.State) components.TrackModel {
	r := b.p.Current
	draft := components.TrackStep{Title: "Draft", Line: "Not begun", Status: "todo"}
	sent := components.TrackStep{Title: "Submitted", Line: "Starts Avaya’s clock", Status: "todo"}
	contact := components.TrackStep{Title: "Contacted", Line: "Someone from Avaya writes to you", Status: "todo"}
	decision := components.TrackStep{Title: "Decision", Line: "Approved, or rejected with a reason", Status: "todo"}
	if state != "" && state != oauthapp.Withdrawn && state != oauthapp.Draft {
		draft.Status, draft.Line = "done", b.date(r.SubmittedOn)
		if r.CreatedAt.Before(r.SubmittedOn) { // what was sent before it was written down here has no span
			draft.Line = b.span(b.day(r.CreatedAt), b.date(r.SubmittedOn))
		}
		sent.Status, sent.Line = "done", b.date(r.SubmittedOn)+by(r.Submitter)
		if !r.ContactedOn.IsZero() {
			contact.Status, contact.Line = "done", b.date(r.ContactedOn)+by(r.Contact)
		}
	}
	switch state {
	case oauthapp.Draft:
		draft.Status, draft.Line, draft.Current = "progress", "Since "+b.day(r.CreatedAt), true
	case oauthapp.Submitted:
		sent.Status, sent.Current = "waiting", true
	case oauthapp.Contacted:
		contact.Status, contact.Current = "waiting", true
	case oauthapp.Approved:
		decision.Status, decision.Line, decision.Current = "done", "Approved "+b.date(r.DecidedOn), true
	case oauthapp.Rejected:
		decision.Status, decision.Line, decision.Current = "rejected", "Rejected "+b.date(r.DecidedOn), true
	default:
		draft.Current = true
	}
	if contact.Status == "todo" && !r.DecidedOn.IsZero() && state != oauthapp.Withdrawn {
		contact.Status, contact.Line = "skipped", "Not recorded"
	}
	return components.TrackModel{Label: "Where the request is", Steps: []components.TrackStep{draft, sent, contact, decision}}
}

func by(name string) string {
	if name == "" {
		return ""
	}
	return ", by " + name
}

func (b *productionBuilder) span(from, to string) string {
	if from == to || from == "" {
		return to
	}
	return from + " to " + to
}

// clocks are our days and the vendor's.
func (b *productionBuilder) clocks() []components.StatModel {
	c, a := b.p.Clock, b.p.Answered
	ours := components.StatModel{Label: "Our days", Value: strconv.Itoa(c.Ours), Unit: dayUnit(c.Ours), Versus: "Since " + b.date(c.Began)}
	switch {
	case c.VendorRuns:
		ours.Versus = b.span("From "+b.date(c.Began), b.date(c.Frozen)) + ". Stopped while Avaya decides"
	case c.Since.IsZero():
		ours.Versus = b.span("From "+b.date(c.Began), b.date(c.Frozen))
	}
	theirs := components.StatModel{Label: "Avaya’s days", Value: strconv.Itoa(c.Vendors), Unit: dayUnit(c.Vendors)}
	switch {
	case c.VendorRuns:
		theirs.Versus = "Running since " + b.date(c.Since) + ". "
	case c.Vendors == 0 && !c.Since.IsZero():
		theirs.Versus = "Starts when you submit. "
	}
	if a.Count > 0 {
		theirs.Versus += fmt.Sprintf("Median answer: %d, longest: %d, of %d", a.Median, a.Longest, a.Count)
	} else {
		theirs.Versus += "No request was answered yet"
	}
	return []components.StatModel{ours, theirs}
}

func dayUnit(n int) string {
	if n == 1 {
		return "day"
	}
	return "days"
}

// log is what happened with the current attempt, the newest first.
func (b *productionBuilder) log() []components.TimelineItem {
	r := b.p.Current
	var items []components.TimelineItem
	if !r.WithdrawnAt.IsZero() {
		items = append(items, components.TimelineItem{Status: "skipped", Icon: "undo", Text: "The request was withdrawn", Detail: b.day(r.WithdrawnAt)})
	}
	switch r.Decision {
	case string(oauthapp.Approved):
		items = append(items, components.TimelineItem{Status: "done", Icon: "confirmed", Text: "Avaya approved", Detail: b.date(r.DecidedOn) + ", recorded by " + r.Decider})
	case string(oauthapp.Rejected):
		items = append(items, components.TimelineItem{Status: "rejected", Text: "Avaya rejected: " + r.Reason, Detail: b.date(r.DecidedOn) + ", recorded by " + r.Decider})
	}
	for _, line := range r.Contacts {
		items = append(items, b.contactItem(line))
	}
	if !r.SubmittedOn.IsZero() {
		detail := r.Submitter + ", " + b.date(r.SubmittedOn) + ", reference not given"
		if r.Reference != "" {
			detail = r.Submitter + ", " + b.date(r.SubmittedOn) + ", reference " + r.Reference
		}
		items = append(items, components.TimelineItem{Status: "done", Icon: "send", Text: "Request sent", Detail: detail, Code: fingerprint(r.SHA256, 2)})
	}
	if r.ID != "" {
		items = append(items, components.TimelineItem{Status: "done", Icon: "pencil", Text: fmt.Sprintf("Draft of attempt %d written", r.Attempt), Detail: r.Creator + ", " + b.day(r.CreatedAt)})
	}
	return items
}

// contactItem is a line of the log: what the vendor wrote, or what we did.
func (b *productionBuilder) contactItem(c oauthapp.Contact) components.TimelineItem {
	item := components.TimelineItem{Status: "waiting", Icon: "speech", Text: "Avaya made contact", Detail: b.date(c.On)}
	if c.FromVendor && c.Words != "" {
		item.Text = "Avaya wrote: " + c.Words
	}
	if !c.FromVendor {
		item.Status, item.Icon, item.Text = "done", "mail", "We wrote: "+c.Words
	}
	if c.Who != "" {
		item.Detail = c.Who + ", " + item.Detail
	}
	if c.Recorder != "" {
		item.Detail += ", recorded by " + c.Recorder
	}
	return item
}

// fingerprint is the beginning of a hash in groups of four.
func fingerprint(sum string, groups int) string {
	text := ""
	for i := 0; i < groups && len(sum) >= (i+1)*4; i++ {
		if i > 0 {
			text += " "
		}
		text += sum[i*4 : i*4+4]
	}
	return text
}

// attempts are the ones before the current, and the current one too when it went nowhere.
func (b *productionBuilder) attempts(state oauthapp.State) []app.Attempt {
	var list []app.Attempt
	for _, r := range b.p.Requests {
		if r.ID == b.p.Current.ID && state != oauthapp.Rejected && state != oauthapp.Withdrawn {
			continue
		}
		a := app.Attempt{ID: r.ID, Title: fmt.Sprintf("Attempt %d", r.Attempt), Body: r.Body, Line: r.Reason}
		if oauthapp.StateOf(r) == oauthapp.Rejected {
			a.Status, a.Word = "rejected", "Rejected "+b.date(r.DecidedOn)
		} else {
			a.Status, a.Word = "skipped", "Withdrawn "+b.day(r.WithdrawnAt)
		}
		list = append(list, a)
	}
	return list
}
