package journey

import "time"

// age says how old what is known of each step is, and marks what the vendor confirmed longer ago than a proof counts as fresh.
// What was proved was true on that day, so the grade stays.
func (e *evaluator) age(steps []StepProgress) {
	for i := range steps {
		s := &steps[i]
		if s.State != Done || s.Grade == GradeNone {
			s.GradedAt = time.Time{}
			continue
		}
		if s.GradedAt.IsZero() {
			continue
		}
		s.GradeDays = max(e.today.number()-DayOf(s.GradedAt, e.loc).number(), 0)
		s.Stale = s.Grade == Verified && e.f.StaleAfterDays > 0 && s.GradeDays > e.f.StaleAfterDays
	}
}

// StaleSteps are the keys of the steps that were verified too long ago to count as fresh.
func (p Progress) StaleSteps() []string {
	var keys []string
	for i := range p.Steps {
		if p.Steps[i].Stale {
			keys = append(keys, p.Steps[i].Step.Key)
		}
	}
	return keys
}

// since is when a fact came to be known as well as it is.
func (p *proof) since() time.Time {
	if !p.recorded.IsZero() {
		return p.recorded
	}
	return p.at
}

// graded is since when a grant is known as well as it is.
func (g *Grant) graded() time.Time {
	if g.GradedAt.IsZero() {
		return g.RecordedAt
	}
	return g.GradedAt
}

// takesALead says that only a lead's word counts for a step: where the edition asks for it, on the team's promise to deploy,
// and on what the vendor decided about a request.
func (s Step) takesALead() bool {
	return s.NeedsConfirmation || anyOf(s, RuleTests, RuleReview)
}
