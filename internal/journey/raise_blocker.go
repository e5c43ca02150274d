package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// RaiseBlocker is "I am stuck".
type RaiseBlocker struct {
	StepKey string
	// ReasonKey is one of the edition's reasons for the step.
	ReasonKey string
	// Words say it freely; needed where the reason says nothing by itself.
	Words string
}

// reasonElse is the reason that needs words.
const reasonElse = "something-else"

// RaiseBlocker notes why the actor cannot go on at a step of their own; their lead sees it at once. Kinds: Invalid,
// Forbidden for someone who walks no journey, NotFound, Conflict for a settled step or when they said so already.
func (s *Service) RaiseBlocker(ctx context.Context, actor access.Actor, in RaiseBlocker) error {
	var problems apperr.Fields
	if in.ReasonKey == "" {
		problems.Add("what", "Choose what comes nearest to what you see.")
	}
	if in.ReasonKey == reasonElse && in.Words == "" {
		problems.Add("words", "Say in your words what you see and what you expected.")
	}
	readWords(&problems, "words", in.Words, 2*maxWords)
	return s.log.Change(ctx, actor, audit.BlockerRaised, func(tx *audit.Tx) (audit.Entry, error) {
		w, step, entry, err := s.own(ctx, tx, actor, in.StepKey)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		if _, known := w.edition.reason(step.Step, in.ReasonKey); !known {
			return entry, apperr.Field("what", "Choose one of the answers.")
		}
		if step.State.Settled() {
			return entry, apperr.New(apperr.Conflict, "This step is settled. Undo it first if it is not as it should be.")
		}
		b := Blocker{ID: postgres.NewID(), StepKey: in.StepKey, ReasonKey: in.ReasonKey, Words: in.Words}
		entry.Subject = audit.Subject{Kind: "blocker", ID: b.ID}
		entry.After = blockerState{Step: b.StepKey, Reason: b.ReasonKey, Open: true}
		return entry, addBlocker(ctx, tx, actor.ID, b)
	})
}

// blockerState is what an event keeps of a blocker: never its words.
type blockerState struct {
	Step   string `json:"step"`
	Reason string `json:"reason,omitempty"`
	Open   bool   `json:"open"`
}
