package company

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

type domainEvent struct {
	Domain string `json:"domain"`
}

// AddDomain adds a mail domain to a company. Kinds: Invalid, NotFound, Forbidden, Conflict when a company has it already.
func (s *Service) AddDomain(ctx context.Context, actor access.Actor, companyID, typed string) error {
	domain, sentence := companyDomain(typed)
	var environment string
	err := s.change(ctx, actor, audit.CompanyDomainAdded, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		environment = c.Environment
		if err := mayChange(actor, c); err != nil {
			return err
		}
		if sentence != "" {
			return apperr.Field("domain", sentence)
		}
		entry.After = domainEvent{domain}
		return insertDomain(ctx, tx, c.ID, c.Environment, domain)
	})
	if apperr.Is(err, apperr.Conflict) {
		return s.domainTaken(ctx, environment, domain, err)
	}
	return err
}

// EndDomain takes a mail domain from a company, so that nobody is matched by it any more. One that is gone already stays so.
// Kinds: NotFound, Forbidden.
func (s *Service) EndDomain(ctx context.Context, actor access.Actor, companyID, domain string) error {
	return s.change(ctx, actor, audit.CompanyDomainEnded, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		if err := mayChange(actor, c); err != nil {
			return err
		}
		entry.Before = domainEvent{domain}
		n, err := queries(tx).CompanyDomainEnd(ctx, c.ID, domain, ptr(s.now()))
		if err == nil && n == 0 {
			return audit.ErrNoChange
		}
		return err
	})
}

func mayChange(actor access.Actor, c state) error {
	return actor.Check(access.CompanyWrite, scopeOf(actor, c.held, c.CreatedBy))
}
