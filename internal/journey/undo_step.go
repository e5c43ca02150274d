package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// UndoStep is what a member says who takes a step back.
type UndoStep struct {
	StepKey string
	// Reason may be empty.
	Reason string
}

// UndoStep takes back what the actor said about a step of their own: done, skipped or begun. Nothing is deleted: the word
// back is another line. A step whose truth lies elsewhere is taken back there, and the refusal says where. Kinds: Invalid,
// Forbidden for someone who walks no journey, NotFound, Conflict when there is nothing of theirs to take back.
func (s *Service) UndoStep(ctx context.Context, actor access.Actor, in UndoStep) error {
	var problems apperr.Fields
	readWords(&problems, "reason", in.Reason, maxWords)
	return s.log.Change(ctx, actor, audit.StepUndone, func(tx *audit.Tx) (audit.Entry, error) {
		w, step, entry, err := s.own(ctx, tx, actor, in.StepKey)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		if err := w.undoable(step); err != nil {
			return entry, err
		}
		entry.Before, entry.After = stateOf(step), stepState{Step: in.StepKey, State: NotStarted}
		entry.Reason = in.Reason
		return entry, addMark(ctx, tx, Mark{
			ID: postgres.NewID(), StepKey: in.StepKey, State: MarkUndone, Reason: in.Reason, RecordedBy: Person{ID: actor.ID},
		}, actor.ID)
	})
}

// CanUndo says whether the member can take the step back by their own word.
func (f Facts) CanUndo(step StepProgress) bool {
	return situation{loaded: &loaded{Facts: f}}.undoable(step) == nil
}

// undoable is nil for a step that the member's word can take back. Kind: Conflict, with where to go instead.
func (w situation) undoable(step StepProgress) error {
	last := w.lastMark(step.Step.Key)
	said := last.State == MarkStarted || last.State == MarkSkipped || last.State == MarkDone
	switch {
	case anyOf(step.Step, RuleMark, RuleSignUp, RuleInvitation, RuleDashboard, RuleSDK) && (said || step.State == Done):
		return nil
	case said && (step.State == Skipped || step.State == InProgress) && step.restsOn(w.Member.ID, last):
		return nil
	}
	if !step.State.Settled() {
		return apperr.New(apperr.Conflict, "There is nothing to take back: this step is not done.")
	}
	switch step.Step.Rule {
	case RuleCompany:
		return apperr.New(apperr.Conflict, "This step follows from a company that is known here. If it is not yours, say so at the step.")
	case RuleRoles:
		return apperr.New(apperr.Conflict, "This step follows from your roles at the company. End them on the company’s page.")
	case RulePermission:
		return apperr.New(apperr.Conflict, "This step follows from the ledger. Record the end of the permission there.")
	case RuleApp, RuleTests:
		return apperr.New(apperr.Conflict, "This step follows from your app. Change it on the app’s page.")
	}
	return apperr.New(apperr.Conflict, "This step follows from the production request. Change it on the request’s page.")
}

// restsOn says whether the step stands as it does because of the member's own mark.
func (p StepProgress) restsOn(memberID string, m Mark) bool {
	if p.State == InProgress {
		return m.State == MarkStarted
	}
	return p.RecordedBy.ID == memberID && p.RecordedAt.Equal(m.RecordedAt)
}
