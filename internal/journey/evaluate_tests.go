package journey

import (
	"strconv"
	"time"
)

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
	if confirmed == nil {
		confirmed = e.signed(grounds)
	}
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
	if confirmed != nil {
		e.grade(s, Confirmed, confirmed.By, grounds)
		return
	}
	e.grade(s, SelfReported, Person{}, grounds)
}

// signed reads the signature under the commitment as a second person's word on the tests, where no owner gave it and nothing
// was said about the tests since; else nil.
func (e *evaluator) signed(grounds time.Time) *Confirmation {
	c := e.app.Commitment
	if !c.By.Known() || e.isMe(c.By) || c.At.Before(grounds) {
		return nil
	}
	for i := range e.app.Owners {
		if e.app.Owners[i].Member.ID == c.By.ID {
			return nil
		}
	}
	return &Confirmation{By: c.By, At: c.At}
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
	case s.TestsDone == s.TestsTotal && !committed && e.lead.Known():
		s.AppID, s.NeedsSignature = e.app.ID, true
		s.Reason = "All " + count(s.TestsTotal, "test") + " are done. " + e.lead.Full() + " signs the commitment to deploy"
		e.wait(s, lastTest(e.app), e.onLead("sign the commitment to deploy "+e.app.Name))
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

// lastTest is when a test of the app was last decided.
func lastTest(app *App) time.Time {
	var last time.Time
	for i := range app.Tests {
		last = later(last, app.Tests[i].DecidedAt)
	}
	return last
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
