package permission

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// DecideAll is what is said when everything that a person holds must go.
type DecideAll struct {
	MemberID string
	// On, Reason, DueBy and DueOn are as in DecideRemoval.
	On, Reason, DueBy, DueOn string
}

// DecideAll decides the removal of every permission that a member holds, in one transaction with an event each; what is
// decided already stays as it is. An admin may. It returns how many were decided: 0 when the same form was sent before.
// Kinds: Invalid, NotFound, Forbidden, Conflict when nothing is left to decide.
func (s *Service) DecideAll(ctx context.Context, actor access.Actor, in DecideAll) (decided int, err error) {
	d, invalid := s.readDecision(actor, DecideRemoval{On: in.On, Reason: in.Reason, DueBy: in.DueBy, DueOn: in.DueOn})
	err = s.log.Change(ctx, actor, audit.GrantRemovalDecided, func(tx *audit.Tx) (audit.Entry, error) {
		first := audit.Entry{Subject: audit.Subject{Kind: "member", ID: in.MemberID}, MemberID: in.MemberID}
		if !postgres.IsID(in.MemberID) {
			return first, apperr.Missing()
		}
		scope, err := scopeOf(ctx, tx, version{MemberID: in.MemberID})
		if err != nil {
			return first, err
		}
		if err := actor.Check(access.LeavingWrite, scope); err != nil {
			return first, err
		}
		if invalid != nil {
			return first, invalid
		}
		if err := mayBeDue(ctx, tx, version{MemberID: in.MemberID}, in.DueBy); err != nil {
			return first, err
		}
		all, err := held(ctx, tx, in.MemberID)
		if err != nil {
			return first, err
		}
		for _, old := range all {
			if !old.DecidedAt.IsZero() {
				continue
			}
			this := d
			if this.at.Before(old.HeldFrom) {
				this.at = old.HeldFrom
			}
			entry, err := succeed(ctx, tx, old, this.apply(actor, old), in.Reason)
			if err != nil {
				return first, err
			}
			if decided++; decided == 1 {
				first = entry
				continue
			}
			tx.Record(audit.GrantRemovalDecided, entry)
		}
		if decided == 0 {
			return first, apperr.New(apperr.Conflict, "Nothing is left to decide: every removal is decided, or nothing is held.")
		}
		return first, nil
	})
	if err != nil {
		decided = 0
	}
	return decided, err
}
