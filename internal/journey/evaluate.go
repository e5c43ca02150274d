package journey

import "time"

// Evaluate derives a member's progress from an edition and facts, at one moment. It is pure, never fails and never panics;
// facts that contradict each other resolve in favour of what was recorded last. The order of slices does not matter, and
// nothing that was passed in is changed.
//
// Facts win over gates: what is known to be done is done, even where an earlier step is open. Gates only hold back what
// nobody has done yet.
func Evaluate(ed Edition, f Facts, now time.Time) Progress {
	ed = f.Replaced.In(ed)
	e := newEvaluator(&ed, &f, now)
	p := Progress{
		EditionKey: ed.Key, vendor: ed.Vendor, Member: f.Member.Person, Today: e.today, Total: len(ed.Steps), StartedAt: f.Member.StartedAt,
		Freelance: e.freelance, Holds: e.holdings(e.held), Values: e.values(),
	}
	if e.target != nil {
		p.Match = e.target.match()
	}
	if e.freelance {
		p.Limits = ed.FreelanceNote
	}
	e.apps(&p)
	e.settle(p.Steps)
	p.count(&ed)
	p.stand()
	e.days(&p)
	p.Head = e.head(&p)
	return p
}

// evaluator holds what the rules share while one member is evaluated.
type evaluator struct {
	ed    *Edition
	f     *Facts
	me    Person
	now   time.Time
	loc   *time.Location
	today Day
	// mailDomain is the member's, or empty when the address has none; freeMail says that it belongs to a provider.
	mailDomain string
	freeMail   bool
	// nearest is the longest domain of a company in staging that the address belongs to.
	nearest string
	// held are the member's grants that stand now, in both environments.
	held []*Grant
	// target is the member's company in staging; nil when there is none or they chose to go without.
	target *candidate
	// known is the company found, even where the member chose to go without.
	known *candidate
	// freelance means that the way leads to the Freelance check-box.
	freelance bool
	// login and use are the best facts that show a staging account, and the Developer Dashboard, in use; nil where there are none.
	login, use *proof
	// lead is who is asked when a lead is needed: never the member.
	lead Person
	// app is the app that the walk in progress speaks of; nil when there is none. steps are what that walk found so far.
	app   *App
	steps []StepProgress
}

func newEvaluator(ed *Edition, f *Facts, now time.Time) *evaluator {
	e := &evaluator{ed: ed, f: f, me: f.Member.Person, now: now, loc: f.Member.TimeZone}
	if e.loc == nil {
		e.loc = time.UTC
	}
	e.today = DayOf(now, e.loc)
	e.lead = e.pickLead()
	e.readMail()
	for i := range f.Grants {
		if f.Grants[i].HeldAt(now) {
			e.held = append(e.held, &f.Grants[i])
		}
	}
	e.pickCompany()
	e.login, e.use = e.signedIn(), e.usedDashboard()
	return e
}

// pickLead is the lead to ask: the first by name who is not the member.
func (e *evaluator) pickLead() Person {
	var best Person
	for _, p := range e.f.Leads {
		if !p.Known() || p.ID == e.me.ID {
			continue
		}
		if !best.Known() || p.Name < best.Name || p.Name == best.Name && p.ID < best.ID {
			best = p
		}
	}
	return best
}

// walk evaluates every step in the edition's order, for one app. Prerequisites always come earlier, so each step finds its
// own ready.
func (e *evaluator) walk(app *App) []StepProgress {
	e.app = app
	all := make([]StepProgress, len(e.ed.Steps))
	for i := range e.ed.Steps {
		// Filled in place, because a step is large; the rules see only the steps before it.
		e.steps = all[:i]
		s := &all[i]
		s.Step, s.State, s.Blocking = e.ed.Steps[i], NotStarted, !e.ed.Steps[i].Optional
		s.Title, s.Hint = s.Step.Title, s.Step.Hint
		if s.Step.Scope == ScopeApp && app != nil {
			s.AppID = app.ID
		}
		e.links(s)
		e.rule(s)
		e.open(s)
	}
	return all
}

// rule reads the state off the facts that the step goes by.
func (e *evaluator) rule(s *StepProgress) {
	switch s.Step.Rule {
	case RuleSignUp, RuleInvitation:
		e.account(s)
	case RuleCompany:
		e.company(s)
	case RuleRoles:
		e.roles(s)
	case RulePermission:
		e.permission(s)
	case RuleDashboard:
		e.dashboard(s)
	case RuleApp:
		e.registered(s)
	case RuleSDK:
		e.sdk(s)
	case RuleTests:
		e.tests(s)
	case RuleRequest:
		e.request(s)
	case RuleReview:
		e.review(s)
	default:
		e.marked(s)
	}
}

// before is what the walk found for an earlier step; nil when the edition has no such step.
func (e *evaluator) before(key string) *StepProgress {
	for i := range e.steps {
		if e.steps[i].Step.Key == key {
			return &e.steps[i]
		}
	}
	return nil
}

// beforeBy is before for a rule.
func (e *evaluator) beforeBy(rule Rule) *StepProgress {
	for i := range e.steps {
		if e.steps[i].Step.Rule == rule {
			return &e.steps[i]
		}
	}
	return nil
}

// moment is when something was true: the day it happened, but the recorded instant where that lies on the same day or no
// day is known.
func (e *evaluator) moment(day Day, recorded time.Time) time.Time {
	if day.IsZero() || !recorded.IsZero() && DayOf(recorded, e.loc) == day {
		return recorded
	}
	return day.Start(e.loc)
}

// firstKnown is the first of the times that is not zero, else now.
func (e *evaluator) firstKnown(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return e.now
}

// done settles a step.
func (e *evaluator) done(s *StepProgress, at time.Time) {
	s.State, s.DoneAt = Done, e.firstKnown(at, s.RecordedAt, e.f.Member.StartedAt)
}

// skip settles a step that is not needed, with its reason.
func (e *evaluator) skip(s *StepProgress, at time.Time, reason string) {
	s.State, s.DoneAt, s.Reason = Skipped, e.firstKnown(at, e.f.Member.StartedAt), reason
}

// wait makes a step wait for somebody since a time.
func (e *evaluator) wait(s *StepProgress, since time.Time, on WaitingOn) {
	s.State, s.Since, s.WaitingOn = Waiting, since, on
}

// onYou, onLead and onVendor name who moves next; what is for a board.
func (e *evaluator) onYou(what string) WaitingOn {
	return WaitingOn{Kind: WaitYou, Person: e.me, Name: "you", What: what}
}

func (e *evaluator) onLead(what string) WaitingOn {
	if !e.lead.Known() {
		return WaitingOn{Kind: WaitLead, Name: "a lead", What: what}
	}
	return WaitingOn{Kind: WaitLead, Person: e.lead, Name: e.lead.First(), What: what}
}

func (e *evaluator) onVendor(what string) WaitingOn {
	name := e.ed.Vendor
	if name == "" {
		name = "the vendor"
	}
	return WaitingOn{Kind: WaitVendor, Name: name, What: what}
}

// later is the later of two times.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
