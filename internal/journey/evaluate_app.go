package journey

import (
	"strconv"
	"time"
)

// apps walks the edition once for every staging app of the member, and gives the progress the walk of the app that got
// furthest. Without an app it walks once.
func (e *evaluator) apps(p *Progress) {
	var best int
	var bestApp *App
	for i := range e.f.Apps {
		app := &e.f.Apps[i]
		if app.Environment != Staging || !app.RetiredAt.IsZero() || !e.owns(app) {
			continue
		}
		steps := e.walk(app)
		rank := distance(steps)
		if bestApp == nil || rank > best || rank == best && older(app, bestApp) {
			best, bestApp = rank, app
			p.Steps, p.AppID = steps, app.ID
		}
		p.Apps = append(p.Apps, AppProgress{AppID: app.ID, Name: app.Name, Steps: e.ofApp(steps)})
	}
	if bestApp == nil {
		p.Steps = e.walk(nil)
	}
	sortApps(p.Apps)
}

// ofApp are the steps of scope app.
func (e *evaluator) ofApp(steps []StepProgress) []StepProgress {
	n := 0
	for i := range steps {
		if steps[i].Step.Scope == ScopeApp {
			n++
		}
	}
	out := make([]StepProgress, 0, n)
	for i := range steps {
		if steps[i].Step.Scope == ScopeApp {
			out = append(out, steps[i])
		}
	}
	e.settle(out)
	return out
}

// sortApps orders apps by name, then id, so that the order of facts does not show.
func sortApps(apps []AppProgress) {
	for i := range apps {
		for j := i; j > 0 && (apps[j].Name < apps[j-1].Name || apps[j].Name == apps[j-1].Name && apps[j].AppID < apps[j-1].AppID); j-- {
			apps[j], apps[j-1] = apps[j-1], apps[j]
		}
	}
}

// distance says how far a walk got: the state of a later step outweighs all earlier ones.
func distance(steps []StepProgress) int {
	sum := 0
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Step.Scope != ScopeApp {
			continue
		}
		sum *= 8
		switch steps[i].State {
		case Done, Skipped:
			sum += 5
		case Waiting:
			sum += 4
		case Blocked:
			sum += 3
		case InProgress:
			sum += 2
		case NotStarted:
			sum++
		}
	}
	return sum
}

func older(a, b *App) bool {
	if a.CreatedOn != b.CreatedOn {
		return a.CreatedOn.Before(b.CreatedOn)
	}
	if !a.RecordedAt.Equal(b.RecordedAt) {
		return a.RecordedAt.Before(b.RecordedAt)
	}
	return a.ID < b.ID
}

// owns says whether the member is among the owners; an app without any is the one of whoever made it.
func (e *evaluator) owns(app *App) bool {
	return e.owner(app) != nil || len(app.Owners) == 0 && e.isMe(app.CreatedBy)
}

// owner is the member's standing line among the owners, or nil.
func (e *evaluator) owner(app *App) *AppOwner {
	var best *AppOwner
	for i := range app.Owners {
		o := &app.Owners[i]
		if !e.isMe(o.Member) || !o.EndedAt.IsZero() && !o.EndedAt.After(e.now) {
			continue
		}
		if best == nil || o.Since.Before(best.Since) || o.Since.Equal(best.Since) && (!o.Shared && best.Shared || o.Shared == best.Shared && o.AcceptedAt.Before(best.AcceptedAt)) {
			best = o
		}
	}
	return best
}

// registered is the rule for the app: it is known here with its client id. A client id that a co-worker brought first is
// shared, and waits for a lead's yes.
func (e *evaluator) registered(s *StepProgress) {
	app := e.app
	if app == nil {
		if m := e.mark(s); m != nil && m.State == MarkStarted {
			s.State = InProgress
		}
		return
	}
	s.AppID, s.RecordedAt, s.RecordedBy = app.ID, app.RecordedAt, app.CreatedBy
	s.Evidence = app.Name + ", client ID " + ending(app.ClientID)
	owner := e.owner(app)
	if owner != nil && owner.Shared && owner.AcceptedAt.IsZero() {
		s.NeedsLead = true
		s.Reason = app.Name + " belongs to " + firstOwner(app, e.me).Full() + " too. A lead has to say that you share it"
		e.wait(s, owner.Since, e.onLead("accept the shared app "+app.Name))
		return
	}
	at, grade, by := e.moment(app.CreatedOn, app.RecordedAt), SelfReported, Person{}
	if owner != nil && !e.isMe(app.CreatedBy) {
		at = later(at, owner.Since)
	}
	if owner != nil && owner.Shared {
		at = owner.AcceptedAt
		if owner.AcceptedBy.Known() && !e.isMe(owner.AcceptedBy) {
			grade, by = Confirmed, owner.AcceptedBy
		}
	}
	e.done(s, at)
	e.grade(s, grade, by, app.RecordedAt)
	for _, g := range e.held {
		if g.Environment == Staging && g.AppID == app.ID && g.Grade == Verified {
			e.raise(s, &proof{grade: Verified, follows: "Proved together with the developer permission"})
		}
	}
}

// ending is the part of a client id that screens show.
func ending(clientID string) string {
	if len(clientID) <= 4 {
		return clientID
	}
	return "…" + clientID[len(clientID)-4:]
}

// firstOwner is who owned the app first, other than the person; else who made it.
func firstOwner(app *App, but Person) Person {
	var best *AppOwner
	for i := range app.Owners {
		o := &app.Owners[i]
		if o.Member.ID == but.ID || !o.Member.Known() {
			continue
		}
		if best == nil || o.Since.Before(best.Since) || o.Since.Equal(best.Since) && o.Member.ID < best.Member.ID {
			best = o
		}
	}
	if best == nil {
		return app.CreatedBy
	}
	return best.Member
}

// tests is the rule for testing in staging: every test passed or excused, and the team committed to deploy. Where a lead
// leads the member, the step then waits for their word; a test decided again asks for it again.
func (e *evaluator) tests(s *StepProgress) {
	if e.app == nil {
		return
	}
	failed, grounds := 0, e.app.Commitment.At
	for i := range e.app.Tests {
		t := &e.app.Tests[i]
		grounds = later(grounds, t.DecidedAt)
		switch t.Result {
		case TestPassed, TestExcused:
			s.TestsDone++
		case TestFailed:
			failed++
		}
	}
	s.TestsTotal = len(e.app.Tests)
	committed := !e.app.Commitment.At.IsZero()
	reopened := e.undoneSince(s, grounds)
	if s.TestsTotal == 0 || s.TestsDone < s.TestsTotal || !committed || reopened {
		e.testing(s, failed, committed, reopened)
		return
	}
	s.RecordedAt, s.RecordedBy = grounds, e.app.Commitment.By
	s.Evidence = count(s.TestsDone, "test") + " of " + strconv.Itoa(s.TestsTotal)
	confirmed := e.confirmation(s, grounds)
	if s.Step.NeedsConfirmation && confirmed == nil && e.lead.Known() {
		s.NeedsLead = true
		s.Reason = "All " + count(s.TestsTotal, "test") + " are done. " + e.lead.Full() + " has to confirm them"
		e.wait(s, grounds, e.onLead("confirm "+count(s.TestsTotal, "test")))
		return
	}
	s.Evidence = count(s.TestsTotal, "test") + ", all passed or excused"
	at := grounds
	if confirmed != nil && s.Step.NeedsConfirmation {
		at = confirmed.At
	}
	e.done(s, at)
	e.grade(s, SelfReported, Person{}, grounds)
}

// testing is the step while something of it is left.
func (e *evaluator) testing(s *StepProgress, failed int, committed, reopened bool) {
	m := e.mark(s)
	if s.TestsTotal > 0 || committed || m != nil && m.State == MarkStarted {
		s.State = InProgress
	}
	switch {
	case reopened:
		s.State, s.Reason = InProgress, "You took it back on "+e.short(m.RecordedAt)
	case s.TestsTotal == 0 && committed:
		s.Reason = "The test list is empty"
	case s.TestsTotal == 0:
		return
	case s.TestsDone == s.TestsTotal:
		s.Reason = "All " + count(s.TestsTotal, "test") + " are done. Say that you are committed to deploy"
		s.WaitingOn = e.onYou("commit to deploy")
	default:
		s.Reason = strconv.Itoa(s.TestsDone) + " of " + count(s.TestsTotal, "test") + " done"
		if failed > 0 {
			s.Reason += ", " + strconv.Itoa(failed) + " failed"
		}
	}
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// attempts gives the app's latest attempt that was not withdrawn, and the latest of those that was submitted; nil where there
// is none.
func (e *evaluator) attempts() (last, sent *Request) {
	if e.app == nil {
		return nil, nil
	}
	newer := func(r, than *Request) bool {
		if than == nil || r.Attempt != than.Attempt {
			return than == nil || r.Attempt > than.Attempt
		}
		if !r.CreatedAt.Equal(than.CreatedAt) {
			return r.CreatedAt.After(than.CreatedAt)
		}
		return r.ID > than.ID
	}
	for i := range e.app.Requests {
		r := &e.app.Requests[i]
		if !r.WithdrawnAt.IsZero() {
			continue
		}
		if newer(r, last) {
			last = r
		}
		if r.sent() && newer(r, sent) {
			sent = r
		}
	}
	return last, sent
}

// sent says that the attempt went to the vendor.
func (r *Request) sent() bool {
	return !r.SubmittedOn.IsZero() || !r.SubmittedAt.IsZero() || r.Decision != ""
}

// sentAt and decidedAt are when it went out and when the answer came; zero when it did not.
func (e *evaluator) sentAt(r *Request) time.Time {
	return e.firstOf(e.moment(r.SubmittedOn, r.SubmittedAt), r.CreatedAt)
}

func (e *evaluator) decidedAt(r *Request) time.Time {
	if r.Decision == "" {
		return time.Time{}
	}
	return e.firstOf(e.moment(r.DecidedOn, r.DecidedAt), e.sentAt(r))
}

// firstOf is the first of two times that is known.
func (e *evaluator) firstOf(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// request is the rule for asking the vendor: a draft is work in progress, a sent one is done. A rejected attempt stays done
// until the next one is begun.
func (e *evaluator) request(s *StepProgress) {
	last, _ := e.attempts()
	if last == nil {
		if g := e.productionGrant(""); g != nil && e.covers(g) {
			e.follow(s, &proof{
				at: g.HeldFrom, recorded: g.RecordedAt, grade: e.gradeOf(g), by: g.ConfirmedBy, recordedBy: g.RecordedBy,
				follows: "Follows from the developer permission for " + e.companyName(g.CompanyID) + " in production",
			})
		} else if m := e.mark(s); m != nil && m.State == MarkStarted {
			s.State = InProgress
		}
		return
	}
	s.RequestID, s.Attempt = last.ID, last.Attempt
	if !last.sent() {
		s.State, s.Since = InProgress, last.CreatedAt
		s.Reason = "The draft is ready to send"
		what := "draft is ready to send"
		if last.Attempt > 1 {
			s.Reason = "Attempt " + strconv.Itoa(last.Attempt) + " is a draft, ready to send"
			what = "draft of attempt " + strconv.Itoa(last.Attempt) + " is ready to send"
		}
		s.WaitingOn = e.onYou(what)
		return
	}
	s.RecordedAt, s.RecordedBy, s.Evidence = last.SubmittedAt, last.SubmittedBy, last.Reference
	s.Reason = "Sent on " + e.short(e.sentAt(last))
	e.done(s, e.sentAt(last))
	e.grade(s, SelfReported, Person{}, last.SubmittedAt)
}

// covers says whether a production permission speaks for the app of this walk.
func (e *evaluator) covers(g *Grant) bool {
	return e.app == nil || g.AppID == "" || g.AppID == e.app.ID || e.grewFrom(g.AppID, e.app.ID)
}

// grewFrom says that a production app grew from a staging app.
func (e *evaluator) grewFrom(production, staging string) bool {
	for i := range e.f.Apps {
		if e.f.Apps[i].ID == production {
			return e.f.Apps[i].StagingAppID == staging
		}
	}
	return false
}

// review is the rule for the vendor's answer to the latest attempt that was sent.
func (e *evaluator) review(s *StepProgress) {
	last, r := e.attempts()
	if r == nil {
		if g := e.productionGrant(""); g != nil && e.covers(g) && last == nil {
			s.Grants = e.holdings(e.heldIn(Production))
			e.follow(s, &proof{
				at: g.HeldFrom, recorded: g.RecordedAt, grade: e.gradeOf(g), by: g.ConfirmedBy, recordedBy: g.RecordedBy,
				follows: "The developer permission for " + e.companyName(g.CompanyID) + " in production is in the ledger",
			})
		}
		return
	}
	s.RequestID, s.Attempt = r.ID, r.Attempt
	switch r.Decision {
	case Approved:
		e.approved(s, r)
	case Rejected:
		s.State, s.Since = Blocked, e.decidedAt(r)
		s.RecordedAt, s.RecordedBy = r.DecidedAt, r.DecidedBy
		s.Reason = e.onVendor("").Name + " rejected attempt " + strconv.Itoa(r.Attempt) + " on " + e.short(s.Since) + note(r.Reason)
		s.WaitingOn = e.onYou("rejected" + comma(r.Reason))
	default:
		vendor := e.onVendor("no answer yet")
		s.Reason = "Sent on " + e.short(e.sentAt(r)) + ". " + vendor.Name + " has not answered yet"
		if !r.ContactedOn.IsZero() {
			s.Reason = vendor.Name + " wrote to you on " + e.day(r.ContactedOn) + " and has not decided yet"
			vendor.What = "not decided yet"
		}
		e.wait(s, e.sentAt(r), vendor)
		s.CanAct = true
	}
}

func comma(words string) string {
	if words == "" {
		return ""
	}
	return ", " + words
}

// heldIn are the grants held now in an environment.
func (e *evaluator) heldIn(env Environment) []*Grant {
	var out []*Grant
	for _, g := range e.held {
		if g.Environment == env {
			out = append(out, g)
		}
	}
	return out
}

// approved settles the review. Where the request named the member, the permission has to stand in the ledger first.
func (e *evaluator) approved(s *StepProgress, r *Request) {
	at := e.decidedAt(r)
	s.RecordedAt, s.RecordedBy = r.DecidedAt, r.DecidedBy
	s.Reason = "Approved on " + e.short(at)
	g := e.productionGrant(r.ID)
	if g == nil && contains(r.Accounts, e.me) && e.me.Known() {
		s.State, s.Since = InProgress, at
		s.Reason += ", but your permission in production is not in the ledger yet"
		s.WaitingOn = e.onYou("the production permission is not in the ledger yet")
		return
	}
	if g == nil && len(r.Accounts) > 0 {
		s.Reason += ". Your account is not among those it names"
	}
	held := e.heldIn(Production)
	s.Grants = e.holdings(held)
	if ended := e.lastEnded(Production); len(held) == 0 && ended != nil {
		s.Reason += ". The permission ended on " + e.short(ended.HeldUntil) + note(ended.EndReason)
	}
	e.done(s, at)
	base, by := SelfReported, Person{}
	if r.DecidedBy.Known() && !e.isMe(r.DecidedBy) {
		base, by = Confirmed, r.DecidedBy
	}
	e.grade(s, base, by, r.DecidedAt)
	if g != nil {
		e.raise(s, &proof{grade: e.gradeOf(g), by: g.ConfirmedBy, follows: s.Reason})
	}
}
