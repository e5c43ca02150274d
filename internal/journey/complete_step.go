package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/evidence"
	"portico/internal/postgres"
)

// CompleteStep is what a member says who did a step.
type CompleteStep struct {
	StepKey string
	// On is the day it was done, as 2026-06-16 in the member's zone; empty means today.
	On string
	// Evidence says how one could see it, in words; may be empty.
	Evidence string
	// File shows it; may be none.
	File evidence.Upload
}

// CompleteStep marks a step of the actor's own journey as done, self-reported. It is for the steps that go by the member's
// word; the truth of the others lies in companies, the ledger, apps and requests, and the refusal says where. Kinds:
// Invalid, Forbidden for someone who walks no journey, NotFound, Conflict for a step that cannot start yet or cannot be
// marked by hand.
func (s *Service) CompleteStep(ctx context.Context, actor access.Actor, in CompleteStep) error {
	var problems apperr.Fields
	on := readDay(&problems, "on", in.On, zoneOf(actor), s.now())
	readWords(&problems, "evidence", in.Evidence, maxWords)
	return s.log.Change(ctx, actor, audit.StepCompleted, func(tx *audit.Tx) (audit.Entry, error) {
		w, step, entry, err := s.own(ctx, tx, actor, in.StepKey)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		if err := byHand(step.Step); err != nil {
			return entry, err
		}
		if err := opened(step); err != nil {
			return entry, err
		}
		if last := w.lastMark(in.StepKey); last.State == MarkDone && last.HappenedOn == on && last.Evidence == in.Evidence && in.File.None() {
			return entry, audit.ErrNoChange
		}
		entry.Before = stateOf(step)
		entry.After = stepState{Step: in.StepKey, State: Done, On: on.String()}
		entry.Grade = string(SelfReported)
		if err := addMark(ctx, tx, Mark{
			ID: postgres.NewID(), StepKey: in.StepKey, State: MarkDone, Evidence: in.Evidence, HappenedOn: on, RecordedBy: Person{ID: actor.ID},
		}, actor.ID); err != nil {
			return entry, err
		}
		return entry, addFile(ctx, tx, in.File, evidence.About{MemberID: actor.ID, TeamID: w.teamID(), StepKey: in.StepKey})
	})
}

// byHand is nil for a step that goes by the member's word; else it says where the step's truth is written down.
func byHand(step Step) error {
	switch step.Rule {
	case RuleMark, RuleSignUp, RuleInvitation, RuleDashboard:
		return nil
	case RuleCompany:
		return apperr.New(apperr.Conflict, "This step is done when your company is recorded. Record it here, or skip the step with a reason.")
	case RuleRoles:
		return apperr.New(apperr.Conflict, "This step is done when you are recorded as admin and employee of the company.")
	case RulePermission:
		return apperr.New(apperr.Conflict, "This step is done when the permission stands in the ledger. Record it here.")
	case RuleApp:
		return apperr.New(apperr.Conflict, "This step is done when the app is registered with its client ID. Register it here.")
	case RuleSDK:
		return apperr.New(apperr.Conflict, "This step is done when one download is recorded. Record it here, or skip the step with a reason.")
	case RuleTests:
		return apperr.New(apperr.Conflict, "This step is done when the app’s test list is complete. Its page has the list.")
	default:
		return apperr.New(apperr.Conflict, "This step goes by the app’s production request. Its page has the next thing to do.")
	}
}

// lastMark is the latest of the member's marks on a step that belong to no app; its State is empty where there is none.
func (w situation) lastMark(stepKey string) Mark {
	var last Mark
	for _, m := range w.Marks {
		if m.StepKey == stepKey && m.AppID == "" && (last.ID == "" || !m.RecordedAt.Before(last.RecordedAt)) {
			last = m
		}
	}
	return last
}
