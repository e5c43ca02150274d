package handlers

import (
	"strings"

	"portico/internal/journey"
	"portico/internal/oauthapp"
	"portico/views/app"
)

// slow says that the vendor has had the request longer than the procedure is patient, or than it usually takes.
func (b *productionBuilder) slow() bool {
	n := oauthapp.WorkingDays(b.p.Current.SubmittedOn, b.p.Today)
	step, ok := b.edition.StepBy(journey.RuleReview)
	return ok && step.FollowUpDays > 0 && n >= step.FollowUpDays || b.p.Answered.Count > 0 && n > b.p.Answered.Median
}

// followUp is a word to the vendor, drafted from the log; nil for whoever may not speak for the app.
func (b *productionBuilder) followUp() *app.FollowUp {
	if !b.p.MayWrite() && !b.p.MayReport() {
		return nil
	}
	r := b.p.Current
	long := func(c oauthapp.Contact) string { return c.On.UTC().Format("2 January 2006") }
	sent := r.SubmittedOn.UTC().Format("2 January 2006")
	f := app.FollowUp{Marks: []string{sent, b.p.Name}, CanRecord: true, Today: b.today()}
	theirs, ours := lastContacts(r.Contacts)
	var t strings.Builder
	switch {
	case theirs.Who != "":
		t.WriteString("Dear " + theirs.Who + ",\n\n")
	case r.Contact != "":
		t.WriteString("Dear " + r.Contact + ",\n\n")
	default:
		t.WriteString("Dear Avaya team,\n\n")
	}
	t.WriteString("On " + sent + " we requested production access to the Spaces API for " + b.p.Name)
	if r.Reference != "" {
		t.WriteString(" (reference " + r.Reference + ")")
		f.Marks = append(f.Marks, r.Reference)
	}
	switch {
	case !ours.On.IsZero() && !theirs.On.IsZero() && !ours.On.Before(theirs.On):
		t.WriteString(", and on " + long(ours) + " we answered what you wrote on " + long(theirs))
		f.Marks = append(f.Marks, long(ours), long(theirs))
	case !theirs.On.IsZero():
		t.WriteString(", and on " + long(theirs) + " you wrote to us")
		f.Marks = append(f.Marks, long(theirs))
	case !ours.On.IsZero():
		t.WriteString(", and on " + long(ours) + " we wrote again")
		f.Marks = append(f.Marks, long(ours))
	}
	t.WriteString(". Is anything missing for your review? The testing in staging is complete.\n\nKind regards, " + b.actor.Name)
	f.Body = t.String()
	n := countOf(oauthapp.WorkingDays(r.SubmittedOn, b.p.Today), "working day", "working days")
	if f.Line = "Avaya has had " + n; !b.slow() {
		f.Line += ", which is not long yet"
	}
	return &f
}

// lastContacts are the latest line of the vendor's and the latest of ours; contacts come the latest first.
func lastContacts(all []oauthapp.Contact) (theirs, ours oauthapp.Contact) {
	for _, c := range all {
		if c.FromVendor && theirs.On.IsZero() {
			theirs = c
		}
		if !c.FromVendor && ours.On.IsZero() {
			ours = c
		}
	}
	return theirs, ours
}
