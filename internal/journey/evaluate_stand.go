package journey

import (
	"sort"
	"time"
)

// settle finishes steps after a walk: how long they are in their state, and until when they are on time. Waiting for the
// vendor has no due date of ours.
func (e *evaluator) settle(steps []StepProgress) {
	e.age(steps)
	for i := range steps {
		s := &steps[i]
		switch s.State {
		case InProgress, Waiting, Blocked:
		default:
			continue
		}
		s.Days = WorkingDays(s.Since, e.now, e.loc)
		if s.WaitingOn.Kind != WaitNobody {
			if s.WaitingOn.Since.IsZero() {
				s.WaitingOn.Since = s.Since
			}
			s.WaitingOn.Days = WorkingDays(s.WaitingOn.Since, e.now, e.loc)
		}
		if s.WaitingOn.Kind == WaitVendor || !s.WaitingOn.SinceDay.IsZero() || s.Step.ExpectedDays == 0 || s.Since.IsZero() {
			continue
		}
		s.Due = DayOf(s.Since, e.loc).AddWorkingDays(s.Step.ExpectedDays + e.linkDays(s, s.Since))
		s.OverdueDays = workingDaysBetween(s.Due, e.today)
	}
}

// count fills in the numbers over all steps and by stage, and whether the journey is complete.
func (p *Progress) count(ed *Edition) {
	for _, stage := range ed.Stages {
		p.Stages = append(p.Stages, StageProgress{Stage: stage})
	}
	p.Complete = len(p.Steps) > 0
	var last time.Time
	for i := range p.Steps {
		s := &p.Steps[i]
		stage := &StageProgress{}
		for j := range p.Stages {
			if p.Stages[j].Stage.Key == s.Step.Stage {
				stage = &p.Stages[j]
			}
		}
		stage.Total++
		switch s.State {
		case Done:
			p.Done++
			stage.Done++
		case Skipped:
			p.Skipped++
			stage.Skipped++
		case InProgress:
			stage.InProgress++
		case Waiting:
			p.Waiting++
			stage.Waiting++
		case Blocked:
			p.Stuck++
			stage.Stuck++
		}
		last = later(last, s.DoneAt)
		p.Complete = p.Complete && (s.State.Settled() || s.Step.Optional)
	}
	if p.Complete {
		p.CompletedAt = last
	}
}

// stand finds where the journey stands. The first step that the member can do something about comes first; one that waits or
// that no longer stops a later one does not hold the button back.
func (p *Progress) stand() {
	if p.Complete {
		return
	}
	mine := func(s *StepProgress) bool {
		return s.Blocking && (s.State == NotStarted || s.State == InProgress || s.State == Blocked && s.WaitingOn.Kind == WaitYou)
	}
	held := func(s *StepProgress) bool { return s.Blocking && (s.State == Waiting || s.State == Blocked) }
	rest := func(s *StepProgress) bool { return !s.State.Settled() }
	for _, fits := range []func(*StepProgress) bool{mine, held, rest} {
		for i := range p.Steps {
			if s := &p.Steps[i]; fits(s) {
				s.Current, p.Current, p.CanContinue = true, s.Step.Key, s.CanAct
				p.begin(s)
				return
			}
		}
	}
}

// begin says that the member is at work where the journey stands: an open step is in progress from the day it opened.
func (p *Progress) begin(s *StepProgress) {
	if s.State != NotStarted || p.StartedAt.IsZero() {
		return
	}
	s.State = InProgress
	for i := range p.Stages {
		if p.Stages[i].Stage.Key == s.Step.Stage {
			p.Stages[i].InProgress++
		}
	}
}

// span is a run of days, the first excluded and the last included.
type span struct{ from, to int }

// days counts ours and the vendor's, apart. The vendor's are the days of waiting for the invitation mail, for the answer to
// a request of any of the member's apps, and for what somebody stuck said that only the vendor can move.
func (e *evaluator) days(p *Progress) {
	if p.StartedAt.IsZero() {
		return
	}
	end := e.now
	if p.Complete {
		end = p.CompletedAt
	}
	first, last := DayOf(p.StartedAt, e.loc), DayOf(end, e.loc)
	var spans []span
	add := func(from, to time.Time) {
		if to.IsZero() {
			to = end
		}
		s := span{max(DayOf(from, e.loc).number(), first.number()), min(DayOf(to, e.loc).number(), last.number())}
		if !from.IsZero() && s.to > s.from {
			spans = append(spans, s)
		}
	}
	e.vendorSpans(p, add)
	e.vendorSteps(p, add)
	p.VendorDays = workingIn(spans)
	for _, s := range e.waitedForLinks(p) {
		spans = append(spans, span{max(s.from, first.number()), min(s.to, last.number())})
	}
	p.LinkDays = workingIn(spans) - p.VendorDays
	p.OurDays = max(workingDaysBetween(first, last)-p.VendorDays-p.LinkDays, 0)
}

// vendorSpans gives every time of waiting for the vendor; a zero end means that it still runs.
func (e *evaluator) vendorSpans(p *Progress, add func(from, to time.Time)) {
	var signUp, password *StepProgress
	for i := range p.Steps {
		switch p.Steps[i].Step.Rule {
		case RuleSignUp:
			signUp = &p.Steps[i]
		case RuleInvitation:
			password = &p.Steps[i]
		}
	}
	if signUp != nil && password != nil && signUp.State == Done {
		add(signUp.DoneAt, password.DoneAt)
	}
	for i := range e.f.Apps {
		app := &e.f.Apps[i]
		if !e.owns(app) {
			continue
		}
		for j := range app.Requests {
			if r := &app.Requests[j]; r.sent() {
				add(e.sentAt(r), e.firstOf(e.decidedAt(r), r.WithdrawnAt))
			}
		}
	}
	for i := range e.f.Blockers {
		b := &e.f.Blockers[i]
		step, ok := p.Step(b.StepKey)
		if !ok {
			continue
		}
		if reason, known := e.ed.reason(step.Step, b.ReasonKey); known && reason.On == WaitVendor {
			add(b.At, e.firstOf(b.ResolvedAt, step.DoneAt))
		}
	}
}

// workingIn counts the working days that lie in at least one span.
func workingIn(spans []span) int {
	sort.Slice(spans, func(i, j int) bool { return spans[i].from < spans[j].from })
	total, until := 0, -1<<40
	for _, s := range spans {
		from := max(s.from, until)
		if s.to > from {
			total += workingUpTo(s.to) - workingUpTo(from)
			until = s.to
		}
	}
	return total
}
