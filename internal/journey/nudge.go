package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// SendNudge is a lead's reminder about a step.
type SendNudge struct {
	MemberStep
	// Words may be empty.
	Words string
}

// Nudge records a lead's reminder to a member of their team; the member sees it on their journey. Kinds: Invalid, NotFound,
// Forbidden for oneself and for everybody who does not lead the team, Conflict for a step that is settled.
func (s *Service) Nudge(ctx context.Context, actor access.Actor, in SendNudge) error {
	var problems apperr.Fields
	readWords(&problems, "words", in.Words, maxWords)
	return s.log.Change(ctx, actor, audit.MemberNudged, func(tx *audit.Tx) (audit.Entry, error) {
		_, step, entry, err := s.others(ctx, tx, actor, access.JourneyNudge, in.MemberStep)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		if step.State.Settled() {
			return entry, apperr.New(apperr.Conflict, "This step is settled. There is nothing to remind of.")
		}
		n := Nudge{ID: postgres.NewID(), StepKey: in.StepKey, By: Person{ID: actor.ID}, Words: in.Words}
		entry.Subject = audit.Subject{Kind: "member", ID: in.MemberID}
		entry.After = map[string]string{"step": in.StepKey}
		return entry, addNudge(ctx, tx, in.MemberID, n)
	})
}
