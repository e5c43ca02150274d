package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// StartStep is what a member says who begins a step.
type StartStep struct {
	StepKey string
}

// StartStep notes that the actor is at work on a step of their own journey. Kinds: Forbidden for someone who walks none,
// NotFound, Conflict for a step that cannot start yet, is settled, or is moved by others.
func (s *Service) StartStep(ctx context.Context, actor access.Actor, in StartStep) error {
	return s.log.Change(ctx, actor, audit.StepStarted, func(tx *audit.Tx) (audit.Entry, error) {
		_, step, entry, err := s.own(ctx, tx, actor, in.StepKey)
		if err != nil {
			return entry, err
		}
		if err := opened(step); err != nil {
			return entry, err
		}
		switch {
		case step.State.Settled():
			return entry, apperr.New(apperr.Conflict, "This step is settled already. Undo it to begin again.")
		case step.State == InProgress:
			return entry, audit.ErrNoChange
		case !anyOf(step.Step, RuleMark, RuleSignUp, RuleInvitation, RuleDashboard, RuleCompany, RulePermission, RuleApp, RuleSDK):
			return entry, apperr.New(apperr.Conflict, "This step starts by itself when there is something to do.")
		}
		entry.Before, entry.After = stateOf(step), stepState{Step: in.StepKey, State: InProgress}
		return entry, addMark(ctx, tx, Mark{
			ID: postgres.NewID(), StepKey: in.StepKey, State: MarkStarted, RecordedBy: Person{ID: actor.ID},
		}, actor.ID)
	})
}
