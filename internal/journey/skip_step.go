package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// SkipStep is what a member says who leaves a step out.
type SkipStep struct {
	StepKey string
	// Reason is needed: a skip without one tells nobody anything.
	Reason string
}

// SkipStep leaves out a step of the actor's own journey, where the procedure allows it. Kinds: Invalid without a reason,
// Forbidden for someone who walks no journey, NotFound, Conflict for a step that is not left out, is done already or cannot
// start yet.
func (s *Service) SkipStep(ctx context.Context, actor access.Actor, in SkipStep) error {
	var problems apperr.Fields
	if in.Reason == "" {
		problems.Add("reason", "Say why, in a few words.")
	}
	readWords(&problems, "reason", in.Reason, maxWords)
	return s.log.Change(ctx, actor, audit.StepSkipped, func(tx *audit.Tx) (audit.Entry, error) {
		_, step, entry, err := s.own(ctx, tx, actor, in.StepKey)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		switch {
		case !step.Step.CanSkip():
			return entry, apperr.New(apperr.Conflict, "This step cannot be skipped: what comes later needs it.")
		case step.State == Done:
			return entry, apperr.New(apperr.Conflict, "This step is done already. Undo it first.")
		case step.State == Skipped && step.Reason == in.Reason:
			return entry, audit.ErrNoChange
		}
		if err := opened(step); err != nil {
			return entry, err
		}
		entry.Before, entry.After = stateOf(step), stepState{Step: in.StepKey, State: Skipped}
		entry.Reason = in.Reason
		return entry, addMark(ctx, tx, Mark{
			ID: postgres.NewID(), StepKey: in.StepKey, State: MarkSkipped, Reason: in.Reason,
			HappenedOn: DayOf(s.now(), zoneOf(actor)), RecordedBy: Person{ID: actor.ID},
		}, actor.ID)
	})
}
