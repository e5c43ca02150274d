package company

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// RefuseMatch records that a company whose mail domain fits is not the actor's. Kinds: NotFound; Forbidden; Conflict when it
// is refused already, or when the actor is recorded as admin or employee there.
func (s *Service) RefuseMatch(ctx context.Context, actor access.Actor, companyID string) error {
	return s.change(ctx, actor, audit.CompanyMatchRefused, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		entry.MemberID = actor.ID
		if err := mayCreate(actor); err != nil {
			return err
		}
		for _, h := range c.held {
			if h.Member.ID == actor.ID {
				return apperr.New(apperr.Conflict, "You are recorded as "+h.Role+" of "+c.Name+". Take that back first.")
			}
		}
		return insertRefusal(ctx, tx, postgres.NewID(), actor.ID, c.ID, s.now())
	})
}

// RestoreMatch takes a refusal back. Kinds: NotFound, Forbidden. Where there is none, nothing happens.
func (s *Service) RestoreMatch(ctx context.Context, actor access.Actor, companyID string) error {
	return s.change(ctx, actor, audit.CompanyMatchKept, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		entry.MemberID = actor.ID
		if err := mayCreate(actor); err != nil {
			return err
		}
		n, err := queries(tx).CompanyMatchRestore(ctx, actor.ID, c.ID, ptr(s.now()))
		if err == nil && n == 0 {
			return audit.ErrNoChange
		}
		return err
	})
}
