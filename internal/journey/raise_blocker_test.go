package journey

import (
	"context"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

func TestWhoIsStuckSaysSoOnceAndAnybodyWhoMayClosesIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, me := context.Background(), s.actor(s.priya)
	s.must(s.RaiseBlocker(ctx, me, RaiseBlocker{StepKey: "staging-sign-up", ReasonKey: "address-in-use", Words: "It says taken"}))
	step := s.state("staging-sign-up")
	if step.Blocker == nil || step.Blocker.Words != "It says taken" || step.Blocker.Reason.Key != "address-in-use" {
		t.Fatalf("blocker = %+v", step.Blocker)
	}
	wantKind(t, s.RaiseBlocker(ctx, me, RaiseBlocker{StepKey: "staging-sign-up", ReasonKey: "portal-down"}), apperr.Conflict)
	s.wantEvents(audit.BlockerRaised, s.priya, false, 1)

	id := step.Blocker.ID
	_, err := s.ResolveBlocker(ctx, s.actor(s.dana), ResolveBlocker{ID: id})
	if !apperr.Is(err, apperr.Forbidden) && !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a co-worker closed it: %v", err)
	}
	_, err = s.ResolveBlocker(ctx, s.actor(s.lena), ResolveBlocker{ID: id})
	wantKind(t, err, apperr.NotFound)
	_, err = s.ResolveBlocker(ctx, s.actor(s.ruth), ResolveBlocker{ID: id})
	wantKind(t, err, apperr.Forbidden)
	out, err := s.ResolveBlocker(ctx, s.actor(s.helen), ResolveBlocker{ID: id, Answer: "Ask for a new password"})
	if err != nil || out.MemberID != s.priya.ID || out.StepKey != "staging-sign-up" {
		t.Errorf("a lead closes it: %+v, %v", out, err)
	}
	_, err = s.ResolveBlocker(ctx, me, ResolveBlocker{ID: id})
	wantKind(t, err, apperr.Conflict)
	s.wantEvents(audit.BlockerResolved, s.priya, false, 1)
	s.wantEvents(audit.BlockerResolved, s.priya, true, 1)
	if got := s.state("staging-sign-up").Blocker; got != nil {
		t.Errorf("it is still open: %+v", got)
	}
	s.must(s.RaiseBlocker(ctx, me, RaiseBlocker{StepKey: "staging-sign-up", ReasonKey: "something-else", Words: "Again"}))
}

func TestStuckNeedsAReasonThatIsKnownAndASettledStepIsNotStuck(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, me := context.Background(), s.actor(s.priya)
	for _, in := range []RaiseBlocker{
		{StepKey: "staging-sign-up"},
		{StepKey: "staging-sign-up", ReasonKey: "moon"},
		{StepKey: "staging-sign-up", ReasonKey: "something-else"},
	} {
		wantKind(t, s.RaiseBlocker(ctx, me, in), apperr.Invalid)
	}
	s.complete("staging-sign-up")
	wantKind(t, s.RaiseBlocker(ctx, me, RaiseBlocker{StepKey: "staging-sign-up", ReasonKey: "portal-down"}), apperr.Conflict)
	wantKind(t, s.RaiseBlocker(ctx, s.actor(s.ruth), RaiseBlocker{StepKey: "sdk", ReasonKey: "portal-down"}), apperr.Forbidden)
	s.wantEvents(audit.BlockerRaised, s.ruth, true, 1)
	_, err := s.ResolveBlocker(ctx, me, ResolveBlocker{ID: postgres.NewID()})
	wantKind(t, err, apperr.NotFound)
}
