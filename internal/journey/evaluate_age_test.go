package journey

import (
	"testing"
	"time"
)

func TestAVerifiedStepGrowsStaleAndKeepsItsGrade(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	e := &evaluator{f: &Facts{StaleAfterDays: 90}, loc: time.UTC, today: DayOf(now, time.UTC)}
	for _, c := range []struct {
		grade Grade
		state State
		days  int
		stale bool
	}{
		{Verified, Done, 39, false},
		{Verified, Done, 90, false},
		{Verified, Done, 91, true},
		{Confirmed, Done, 400, false},
		{SelfReported, Done, 400, false},
		{Verified, Skipped, 400, false},
	} {
		steps := []StepProgress{{State: c.state, Grade: c.grade, GradedAt: now.AddDate(0, 0, -c.days)}}
		e.age(steps)
		s := steps[0]
		if s.Stale != c.stale || s.Grade != c.grade || c.state == Done && s.GradeDays != c.days {
			t.Errorf("%s %s of %d days: %+v", c.state, c.grade, c.days, s)
		}
	}
	e.f.StaleAfterDays = 0
	never := []StepProgress{{State: Done, Grade: Verified, GradedAt: now.AddDate(-9, 0, 0)}}
	if e.age(never); never[0].Stale {
		t.Error("without a number of days nothing grows stale")
	}
}

func TestTheWordOfACoWorkerCountsOnlyWhereNoLeadIsAskedFor(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	word := Confirmation{ID: "c", StepKey: "k", By: Person{ID: "dana"}, At: at}
	for _, c := range []struct {
		step   Step
		asLead bool
		counts bool
	}{
		{Step{Key: "k", Rule: RuleSignUp}, false, true},
		{Step{Key: "k", Rule: RuleTests}, false, false},
		{Step{Key: "k", Rule: RuleTests}, true, true},
		{Step{Key: "k", Rule: RuleMark, NeedsConfirmation: true}, false, false},
		{Step{Key: "k", Rule: RuleReview}, false, false},
	} {
		word.AsLead = c.asLead
		e := &evaluator{f: &Facts{Confirmations: []Confirmation{word}}, me: Person{ID: "priya"}}
		s := &StepProgress{Step: c.step}
		e.grade(s, SelfReported, Person{}, at)
		if (s.Grade == Confirmed) != c.counts || c.counts && !s.GradedAt.Equal(at) {
			t.Errorf("%+v by a lead %t: %s", c.step, c.asLead, s.Grade)
		}
	}
}
