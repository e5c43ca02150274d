package journey

import (
	"context"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func (s *stage) at(key string) MemberStep {
	return MemberStep{TeamSlug: "payments", MemberID: s.priya.ID, StepKey: key}
}

func TestALeadConfirmsAStepAndTakesItBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, helen := context.Background(), s.actor(s.helen)
	wantKind(t, s.ConfirmStep(ctx, helen, ConfirmStep{MemberStep: s.at("staging-sign-up")}), apperr.Conflict)
	s.complete("staging-sign-up")
	s.must(s.ConfirmStep(ctx, helen, ConfirmStep{MemberStep: s.at("staging-sign-up"), Note: "I saw the mail"}))
	step := s.state("staging-sign-up")
	if step.Grade != Confirmed || step.ConfirmedBy != s.helen {
		t.Errorf("grade %s by %v", step.Grade, step.ConfirmedBy)
	}
	wantKind(t, s.ConfirmStep(ctx, helen, ConfirmStep{MemberStep: s.at("staging-sign-up")}), apperr.Conflict)
	back := WithdrawConfirmation{MemberStep: s.at("staging-sign-up"), Reason: "It was another mail"}
	wantKind(t, s.WithdrawConfirmation(ctx, helen, WithdrawConfirmation{MemberStep: back.MemberStep}), apperr.Invalid)
	s.must(s.WithdrawConfirmation(ctx, helen, back))
	if got := s.state("staging-sign-up").Grade; got != SelfReported {
		t.Errorf("grade %s after the confirmation was taken back", got)
	}
	wantKind(t, s.WithdrawConfirmation(ctx, helen, back), apperr.Conflict)
	s.wantEvents(audit.StepConfirmed, s.priya, false, 1)
	s.wantEvents(audit.ConfirmWithdrawn, s.priya, false, 1)
}

func TestWhatWasConfirmedAndThenChangedIsNoLongerConfirmed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.complete("staging-sign-up")
	s.must(s.ConfirmStep(context.Background(), s.actor(s.helen), ConfirmStep{MemberStep: s.at("staging-sign-up")}))
	s.must(s.CompleteStep(context.Background(), s.actor(s.priya), CompleteStep{StepKey: "staging-sign-up", Evidence: "something new"}))
	if got := s.state("staging-sign-up").Grade; got != SelfReported {
		t.Errorf("grade %s, want the new word to be self-reported", got)
	}
}

func TestNobodyConfirmsTheirOwnStepOrOutsideTheTeam(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	s.complete("staging-sign-up")
	at := s.at("staging-sign-up")
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.priya), ConfirmStep{MemberStep: at}), apperr.Forbidden)
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.ruth), ConfirmStep{MemberStep: at}), apperr.Forbidden)
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.dana), ConfirmStep{MemberStep: at}), apperr.Invalid)
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.lena), ConfirmStep{MemberStep: at}), apperr.NotFound)
	s.wantEvents(audit.StepConfirmed, s.priya, true, 2)

	helen := s.actor(s.helen)
	s.must(s.CompleteStep(ctx, helen, CompleteStep{StepKey: "staging-sign-up"}))
	own := MemberStep{TeamSlug: "payments", MemberID: s.helen.ID, StepKey: "staging-sign-up"}
	wantKind(t, s.ConfirmStep(ctx, helen, ConfirmStep{MemberStep: own}), apperr.Forbidden)
	s.wantEvents(audit.StepConfirmed, s.helen, true, 1)
}

func TestAMemberIsLookedForInTheTeamOfTheAddress(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	s.complete("staging-sign-up")
	at := s.at("staging-sign-up")
	at.TeamSlug = "platform"
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.helen), ConfirmStep{MemberStep: at}), apperr.NotFound)
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.lena), ConfirmStep{MemberStep: at}), apperr.NotFound)
	at.TeamSlug = "nowhere"
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.helen), ConfirmStep{MemberStep: at}), apperr.NotFound)
	at = s.at("nowhere")
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.helen), ConfirmStep{MemberStep: at}), apperr.NotFound)
	at = s.at("oauth-app")
	at.AppID = s.app("99992c81d09be76a53e1", s.dana)
	wantKind(t, s.ConfirmStep(ctx, s.actor(s.helen), ConfirmStep{MemberStep: at}), apperr.NotFound)
}

func TestThePermissionIsConfirmedInTheLedger(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.atDashboard()
	wantKind(t, s.ConfirmStep(context.Background(), s.actor(s.helen), ConfirmStep{MemberStep: s.at("developer-permission")}), apperr.Conflict)
}

func TestANudgeIsRecordedForAStepThatIsOpen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	s.must(s.Nudge(ctx, s.actor(s.helen), SendNudge{MemberStep: s.at("staging-sign-up"), Words: "Can I help?"}))
	if got := s.state("staging-sign-up").LastNudge; got == nil || got.Words != "Can I help?" || got.By != s.helen {
		t.Errorf("nudge = %+v", got)
	}
	s.wantEvents(audit.MemberNudged, s.priya, false, 1)
	wantKind(t, s.Nudge(ctx, s.actor(s.priya), SendNudge{MemberStep: s.at("staging-sign-up")}), apperr.Forbidden)
	s.wantEvents(audit.MemberNudged, s.priya, true, 1)
	wantKind(t, s.Nudge(ctx, s.actor(s.lena), SendNudge{MemberStep: s.at("staging-sign-up")}), apperr.NotFound)
	s.complete("staging-sign-up")
	wantKind(t, s.Nudge(ctx, s.actor(s.helen), SendNudge{MemberStep: s.at("staging-sign-up")}), apperr.Conflict)
}
