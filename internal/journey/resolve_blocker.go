package journey

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// ResolveBlocker is the end of "I am stuck".
type ResolveBlocker struct {
	ID string
	// Answer says what helped; may be empty.
	Answer string
}

// Resolved says whose blocker was closed, and where.
type Resolved struct{ MemberID, StepKey string }

// ResolveBlocker closes a blocker: one's own, or as a lead of the member's team. Kinds: Invalid, NotFound, Forbidden,
// Conflict when it is closed already.
func (s *Service) ResolveBlocker(ctx context.Context, actor access.Actor, in ResolveBlocker) (Resolved, error) {
	var problems apperr.Fields
	readWords(&problems, "answer", in.Answer, maxWords)
	var out Resolved
	err := s.log.Change(ctx, actor, audit.BlockerResolved, func(tx *audit.Tx) (audit.Entry, error) {
		if !postgres.IsID(in.ID) {
			return audit.Entry{}, apperr.Missing()
		}
		b, memberID, err := blockerByID(ctx, tx, in.ID)
		if err != nil {
			return audit.Entry{}, err
		}
		w, err := s.situation(ctx, tx, memberID)
		if err != nil {
			return audit.Entry{}, err
		}
		out = Resolved{MemberID: memberID, StepKey: b.StepKey}
		entry := w.entry(b.StepKey)
		entry.Subject = audit.Subject{Kind: "blocker", ID: b.ID}
		if err := mayResolve(actor, w.scope()); err != nil {
			return entry, err
		}
		if err := problems.Err(); err != nil {
			return entry, err
		}
		if !b.ResolvedAt.IsZero() {
			return entry, apperr.New(apperr.Conflict, "This is closed already.")
		}
		entry.Before, entry.After = blockerState{Step: b.StepKey, Open: true}, blockerState{Step: b.StepKey}
		return entry, resolveBlocker(ctx, tx, b.ID, actor.ID, in.Answer)
	})
	return out, err
}

// mayResolve is nil for the member and for a lead of their team.
func mayResolve(actor access.Actor, scope access.Scope) error {
	if actor.May(access.JourneyWrite, scope) || actor.May(access.JourneyNudge, scope) {
		return nil
	}
	err := actor.Check(access.JourneyNudge, scope)
	if apperr.Is(err, apperr.Forbidden) {
		return apperr.Refused("Only the person who is stuck or a lead of their team may close this.")
	}
	return err
}
