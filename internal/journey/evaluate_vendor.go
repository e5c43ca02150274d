package journey

import "time"

// vendorsTurn lets a step that the vendor acts at wait for the vendor, from the moment that everything it needs is settled. The
// member still says when it has come.
func (e *evaluator) vendorsTurn(s *StepProgress, what string) bool {
	since, ready := e.openedAt(s.Step, e.steps)
	if s.Step.Actor != ActorVendor || !ready {
		return false
	}
	e.wait(s, since, e.onVendor(what))
	s.CanAct = true
	return true
}

// openedAt is when the last of what a step needs was settled; false while something is open, or where it needs nothing.
func (e *evaluator) openedAt(step Step, all []StepProgress) (time.Time, bool) {
	var at time.Time
	for _, key := range step.Prerequisites {
		for i := range all {
			if all[i].Step.Key != key {
				continue
			}
			if !all[i].State.Settled() {
				return time.Time{}, false
			}
			at = later(at, all[i].DoneAt)
		}
	}
	return at, !at.IsZero()
}

// vendorSteps gives the time of every step that waits for the vendor by its own word: client IDs that come by mail, and steps
// that go by marks. The rules of the sign-up and the request know theirs.
func (e *evaluator) vendorSteps(p *Progress, add func(from, to time.Time)) {
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Step.Actor != ActorVendor || s.Step.Rule != RuleApp && s.Step.Rule != RuleMark {
			continue
		}
		if since, ready := e.openedAt(s.Step, p.Steps); ready && s.State != Skipped {
			add(since, s.DoneAt)
		}
	}
}
