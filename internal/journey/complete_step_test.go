package journey

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestACompletedStepIsDoneWithItsDayItsEvidenceAndItsEvent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	yesterday := time.Now().In(zoneOf(s.actor(s.priya))).AddDate(0, 0, -1).Format(time.DateOnly)
	s.must(s.CompleteStep(context.Background(), s.actor(s.priya), CompleteStep{StepKey: "staging-sign-up", On: yesterday, Evidence: "The welcome mail"}))
	step := s.state("staging-sign-up")
	if step.State != Done || step.Grade != SelfReported || step.Evidence != "The welcome mail" {
		t.Errorf("step = %s, %s, %q", step.State, step.Grade, step.Evidence)
	}
	if got := step.DoneOn.Start(time.UTC).Format(time.DateOnly); got != yesterday {
		t.Errorf("done on %s, want %s", got, yesterday)
	}
	s.wantEvents(audit.StepCompleted, s.priya, false, 1)
	var subject, grade, after string
	err := s.db.Pool().QueryRow(context.Background(), `SELECT subject_kind || ' ' || subject_id, grade, after FROM event WHERE action = 'step.completed'`).Scan(&subject, &grade, &after)
	if err != nil || subject != "step staging-sign-up" || grade != "self-reported" || strings.Contains(after, "welcome") {
		t.Errorf("event about %q, grade %q, after %q, %v", subject, grade, after, err)
	}
}

func TestTheSameWordTwiceIsOneMark(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.complete("staging-sign-up")
	s.complete("staging-sign-up")
	s.wantEvents(audit.StepCompleted, s.priya, false, 1)
}

func TestTheSameFormSentByManyAtOnceHasOneEffect(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	actor := s.actor(s.priya)
	actor.Submission = "form-of-priya-1"
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if err := s.CompleteStep(context.Background(), actor, CompleteStep{StepKey: "staging-sign-up", Evidence: "mail"}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	s.wantEvents(audit.StepCompleted, s.priya, false, 1)
}

func TestAStepThatCannotStartIsRefusedWithItsGate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	err := s.CompleteStep(context.Background(), s.actor(s.priya), CompleteStep{StepKey: "developer-dashboard"})
	wantKind(t, err, apperr.Conflict)
	if err != nil && !strings.Contains(err.Error(), "Step 6 cannot start yet: Needs the developer permission of step 5") {
		t.Errorf("the refusal does not name the gate: %v", err)
	}
	s.wantEvents(audit.StepCompleted, s.priya, false, 0)
}

func TestAStepOfOtherFactsIsNotMarkedByHand(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, key := range []string{"company", "company-roles", "developer-permission", "oauth-app", "sdk", "staging-tested", "production-request", "production-review"} {
		wantKind(t, s.CompleteStep(context.Background(), s.actor(s.priya), CompleteStep{StepKey: key}), apperr.Conflict)
	}
	var marks int
	if err := s.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM mark`).Scan(&marks); err != nil || marks != 0 {
		t.Errorf("%d marks were written, %v", marks, err)
	}
}

func TestWhoWalksNoJourneyIsRefusedAndTheRefusalIsAnEvent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	wantKind(t, s.CompleteStep(context.Background(), s.actor(s.ruth), CompleteStep{StepKey: "staging-sign-up"}), apperr.Forbidden)
	s.wantEvents(audit.StepCompleted, s.ruth, true, 1)
	s.wantEvents(audit.StepCompleted, s.ruth, false, 0)
}

func TestWhatCannotBeReadIsRefusedBesideItsField(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for name, in := range map[string]CompleteStep{
		"a day to come":     {StepKey: "staging-sign-up", On: time.Now().AddDate(0, 0, 3).Format(time.DateOnly)},
		"no day":            {StepKey: "staging-sign-up", On: "soon"},
		"very long ago":     {StepKey: "staging-sign-up", On: "1999-12-31"},
		"too much evidence": {StepKey: "staging-sign-up", Evidence: strings.Repeat("ä", 2001)},
	} {
		err := s.CompleteStep(context.Background(), s.actor(s.priya), in)
		if !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: %v, want invalid", name, err)
		}
	}
	wantKind(t, s.CompleteStep(context.Background(), s.actor(s.priya), CompleteStep{StepKey: "nowhere"}), apperr.NotFound)
}
