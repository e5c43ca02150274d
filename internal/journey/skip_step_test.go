package journey

import (
	"context"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestASkipNeedsAReason(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.complete("staging-sign-up", "password")
	wantKind(t, s.SkipStep(context.Background(), s.actor(s.priya), SkipStep{StepKey: "company"}), apperr.Invalid)
	s.must(s.SkipStep(context.Background(), s.actor(s.priya), SkipStep{StepKey: "company", Reason: "Nobody here makes one"}))
	step := s.state("company")
	if step.State != Skipped || step.Reason != "Nobody here makes one" {
		t.Errorf("company is %s: %q", step.State, step.Reason)
	}
	s.wantEvents(audit.StepSkipped, s.priya, false, 1)
}

func TestWhatLaterStepsNeedIsNotSkipped(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	wantKind(t, s.SkipStep(context.Background(), s.actor(s.priya), SkipStep{StepKey: "staging-sign-up", Reason: "no"}), apperr.Conflict)
	wantKind(t, s.SkipStep(context.Background(), s.actor(s.priya), SkipStep{StepKey: "sdk", Reason: "REST only"}), apperr.Conflict)
	wantKind(t, s.SkipStep(context.Background(), s.actor(s.ruth), SkipStep{StepKey: "sdk", Reason: "REST only"}), apperr.Forbidden)
	s.wantEvents(audit.StepSkipped, s.ruth, true, 1)
}

func TestAStepIsBegunOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, me := context.Background(), s.actor(s.priya)
	s.complete("staging-sign-up", "password")
	acme := s.company("ACME", "acme.example", s.dana)
	s.roles(acme, s.priya)
	s.grant(s.priya, acme)
	s.complete("developer-dashboard")
	s.must(s.StartStep(ctx, me, StartStep{StepKey: "sdk"}))
	s.wantState("sdk", InProgress)
	s.must(s.StartStep(ctx, me, StartStep{StepKey: "sdk"}))
	s.wantEvents(audit.StepStarted, s.priya, false, 1)
	wantKind(t, s.StartStep(ctx, me, StartStep{StepKey: "password"}), apperr.Conflict)
	wantKind(t, s.StartStep(ctx, me, StartStep{StepKey: "production-request"}), apperr.Conflict)
	wantKind(t, s.StartStep(ctx, s.actor(s.ruth), StartStep{StepKey: "sdk"}), apperr.Forbidden)
	s.wantEvents(audit.StepStarted, s.ruth, true, 1)
}
