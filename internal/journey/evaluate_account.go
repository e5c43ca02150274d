package journey

import (
	"sort"
	"strings"
	"time"
)

// account is the rule for signing up and for the password. Both go by the member's word, and both follow from anything that
// nobody can do without signing in at the vendor: holding a staging permission, or having made a company or an app there.
func (e *evaluator) account(s *StepProgress) {
	m, p := e.mark(s), e.login
	if m != nil && m.State == MarkUndone && (p == nil || m.RecordedAt.After(p.recorded)) {
		e.mail(s, nil)
		return
	}
	switch {
	case m != nil && m.State == MarkDone:
		e.said(s, m)
		e.raise(s, p)
	case p != nil:
		e.follow(s, p)
	case s.Step.Rule == RuleSignUp && e.passwordSaid(s) != nil:
		// The invitation comes only after signing up, so the password says both.
		e.said(s, e.passwordSaid(s))
		s.Evidence, s.Reason = "", "Follows from your password"
	case m != nil && m.State == MarkStarted && s.Step.Rule == RuleSignUp:
		e.begun(s, m)
	default:
		e.mail(s, m)
	}
}

// mail lets the password wait for the vendor's mail once the sign-up is done, or once the member says that they wait.
func (e *evaluator) mail(s *StepProgress, m *Mark) {
	if s.Step.Rule != RuleInvitation {
		return
	}
	var since time.Time
	if signUp := e.beforeBy(RuleSignUp); signUp != nil && signUp.State == Done {
		since = signUp.DoneAt
	}
	if m != nil && m.State == MarkStarted {
		since = e.firstKnown(since, e.moment(m.HappenedOn, m.RecordedAt))
	}
	if since.IsZero() {
		return
	}
	e.wait(s, since, e.onVendor("invitation mail has not come"))
	s.CanAct = true
	s.Reason = "The invitation mail comes from " + s.WaitingOn.Name + ". Say here when you have used it."
}

// passwordSaid is the member's word that the password is made, when it is newer than any word that the sign-up is undone.
func (e *evaluator) passwordSaid(s *StepProgress) *Mark {
	m := e.markBy(RuleInvitation)
	if m == nil || m.State != MarkDone || e.undoneSince(s, m.RecordedAt) {
		return nil
	}
	return m
}

// signedIn is the best fact that shows a staging account in use, or nil. A company role does not: an admin can write down an
// address that never accepted its invitation.
func (e *evaluator) signedIn() *proof {
	var best *proof
	offer := func(p proof) {
		if p.better(best) {
			best = &p
		}
	}
	for i := range e.f.Grants {
		g := &e.f.Grants[i]
		if g.Environment == Staging && !g.HeldFrom.After(e.now) && !e.wasReset(g.CompanyID) {
			offer(proof{
				at: g.HeldFrom, recorded: g.RecordedAt, grade: e.gradeOf(g), by: g.ConfirmedBy, recordedBy: g.RecordedBy,
				follows: "Follows from the developer permission for " + e.companyName(g.CompanyID),
			})
		}
	}
	for i := range e.f.Apps {
		a := &e.f.Apps[i]
		if a.Environment == Staging && e.isMe(a.CreatedBy) {
			offer(proof{
				at: e.moment(a.CreatedOn, a.RecordedAt), recorded: a.RecordedAt, grade: SelfReported, recordedBy: a.CreatedBy,
				follows: "Follows from the app " + a.Name,
			})
		}
	}
	for i := range e.f.Companies {
		c := &e.f.Companies[i]
		if c.Environment == Staging && c.ResetOn.IsZero() && e.isMe(c.CreatedBy) {
			offer(proof{
				at: e.moment(c.CreatedOn, c.RecordedAt), recorded: c.RecordedAt, grade: SelfReported, recordedBy: c.CreatedBy,
				follows: "Follows from your company " + c.Name,
			})
		}
	}
	return e.provedAccount().together(best)
}

// wasReset says that the environment of a company was reset: what was held there shows no account that is still there.
func (e *evaluator) wasReset(companyID string) bool {
	for i := range e.f.Companies {
		if c := &e.f.Companies[i]; c.ID == companyID {
			return !c.ResetOn.IsZero()
		}
	}
	return false
}

// isMe says whether the person is the member.
func (e *evaluator) isMe(p Person) bool { return p.Known() && p.ID == e.me.ID }

// dashboard is the rule for the Developer Dashboard. It is there only while a permission stands, whatever was said before.
func (e *evaluator) dashboard(s *StepProgress) {
	m := e.mark(s)
	if permission := e.beforeBy(RulePermission); permission != nil && permission.State != Done {
		if m != nil && m.State == MarkDone {
			if ended := e.lastEnded(Staging); ended != nil {
				s.Reason = "The permission for " + e.companyName(ended.CompanyID) + " ended on " + e.short(ended.HeldUntil) + ", and the Developer Dashboard with it"
			}
		}
		return
	}
	p := e.use
	if m != nil && m.State == MarkUndone && (p == nil || m.RecordedAt.After(p.recorded)) {
		return
	}
	switch {
	case m != nil && m.State == MarkDone:
		e.said(s, m)
		e.raise(s, p)
	case p != nil:
		e.follow(s, p)
	case m != nil:
		e.begun(s, m)
	}
}

// usedDashboard is the best fact that nobody comes by without the dashboard: an app that the member made, or a permission
// that the vendor itself showed through an app.
func (e *evaluator) usedDashboard() *proof {
	var best *proof
	offer := func(p proof) {
		if p.better(best) {
			best = &p
		}
	}
	for i := range e.f.Apps {
		a := &e.f.Apps[i]
		if a.Environment == Staging && a.RetiredAt.IsZero() && e.isMe(a.CreatedBy) {
			offer(proof{
				at: e.moment(a.CreatedOn, a.RecordedAt), recorded: a.RecordedAt, grade: SelfReported, recordedBy: a.CreatedBy,
				follows: "Follows from the app " + a.Name,
			})
		}
	}
	for _, g := range e.held {
		if g.Environment == Staging && g.Grade == Verified && g.AppID != "" {
			offer(proof{
				at: g.HeldFrom, recorded: g.RecordedAt, grade: Verified, recordedBy: g.RecordedBy,
				follows: "Follows from the proof of the developer permission",
			})
		}
	}
	return e.provedDashboard().together(best)
}

// sdk is the rule for the SDK: one download is enough, else a reason to go without.
func (e *evaluator) sdk(s *StepProgress) {
	m := e.mark(s)
	var first *SDKDownload
	var newest time.Time
	names := make([]string, 0, len(e.f.SDKs))
	for i := range e.f.SDKs {
		d := &e.f.SDKs[i]
		names = append(names, platformName(d.Platform)+" "+d.Version)
		newest = later(newest, d.RecordedAt)
		if first == nil || e.moment(d.OnDay, d.RecordedAt).Before(e.moment(first.OnDay, first.RecordedAt)) ||
			e.moment(d.OnDay, d.RecordedAt).Equal(e.moment(first.OnDay, first.RecordedAt)) && d.ID < first.ID {
			first = d
		}
	}
	if first != nil && !e.undoneSince(s, newest) {
		sort.Strings(names)
		s.Evidence, s.RecordedAt, s.RecordedBy = strings.Join(names, ", "), first.RecordedAt, e.me
		e.done(s, e.moment(first.OnDay, first.RecordedAt))
		e.grade(s, SelfReported, Person{}, first.RecordedAt)
		return
	}
	if m != nil {
		e.begun(s, m)
	}
}

// platformName is how screens write an SDK's platform.
func platformName(platform string) string {
	switch platform {
	case "javascript":
		return "JavaScript"
	case "android":
		return "Android"
	case "ios":
		return "iOS"
	}
	return platform
}
