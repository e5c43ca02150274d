package company

import (
	"context"

	"portico/internal/access"
	"portico/internal/audit"
)

// EndRole records that a person no longer has a role at a company: said by themselves, an admin of the company or a lead of
// their team. Kinds: NotFound, also when it has ended already; Forbidden.
func (s *Service) EndRole(ctx context.Context, actor access.Actor, companyID, roleID string) error {
	return s.change(ctx, actor, audit.CompanyRoleEnded, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		h, err := c.seen(actor, roleID)
		if err != nil {
			return err
		}
		entry.Subject, entry.MemberID = audit.Subject{Kind: "company-role", ID: h.ID}, h.Member.ID
		if h.Member.ID != actor.ID && !attests(actor, c.attestors(), h.Member.ID, h.Teams) {
			return refusedAttest()
		}
		entry.Before = roleEvent{c.ID, h.Role, h.Grade, ""}
		n, err := queries(tx).CompanyRoleEnd(ctx, h.ID, orNil(actor.ID), ptr(s.now()))
		if err == nil && n == 0 {
			return audit.ErrNoChange
		}
		return err
	})
}
