package journey

import (
	"context"
	"strings"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestAStepIsTakenBackByAnotherLineNeverByDeletion(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.complete("staging-sign-up")
	s.must(s.UndoStep(context.Background(), s.actor(s.priya), UndoStep{StepKey: "staging-sign-up", Reason: "wrong account"}))
	if got := s.state("staging-sign-up"); got.State.Settled() {
		t.Errorf("the step is %s after the undo", got.State)
	}
	var marks int
	s.must(s.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM mark`).Scan(&marks))
	if marks != 2 {
		t.Errorf("%d marks, want the word and the word back", marks)
	}
	s.wantEvents(audit.StepUndone, s.priya, false, 1)
	s.complete("staging-sign-up")
	s.wantState("staging-sign-up", Done)
}

func TestThereIsNothingToTakeBackFromAStepThatIsNotDone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	wantKind(t, s.UndoStep(context.Background(), s.actor(s.priya), UndoStep{StepKey: "password"}), apperr.Conflict)
	s.wantEvents(audit.StepUndone, s.priya, false, 0)
}

func TestAStepOfOtherFactsIsTakenBackWhereItsFactIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	acme := s.company("ACME", "acme.example", s.dana)
	s.roles(acme, s.priya)
	s.grant(s.priya, acme)
	s.app("4f2c81d09be76a53e1c4", s.priya)
	for key, where := range map[string]string{
		"company": "is known here", "company-roles": "company’s page", "developer-permission": "ledger", "oauth-app": "app’s page",
	} {
		err := s.UndoStep(context.Background(), s.actor(s.priya), UndoStep{StepKey: key})
		wantKind(t, err, apperr.Conflict)
		if err != nil && !strings.Contains(err.Error(), where) {
			t.Errorf("%s: %v does not lead to the %s", key, err, where)
		}
	}
}

func TestASkipAndAStartAreTakenBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, me := context.Background(), s.actor(s.priya)
	s.complete("staging-sign-up", "password")
	s.must(s.SkipStep(ctx, me, SkipStep{StepKey: "company", Reason: "I am a freelancer"}))
	s.wantState("company", Skipped)
	s.must(s.UndoStep(ctx, me, UndoStep{StepKey: "company"}))
	if got := s.state("company"); got.State.Settled() {
		t.Errorf("the skip still stands: %s", got.State)
	}
	s.wantEvents(audit.StepSkipped, s.priya, false, 1)
	s.wantEvents(audit.StepUndone, s.priya, false, 1)
}
