package company

import (
	"context"
	"slices"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Exclude records that a domain below one of the company's does not count as the company, so that its addresses match
// another entry or none. Kinds: Invalid, NotFound, Forbidden, Conflict when it is said already.
func (s *Service) Exclude(ctx context.Context, actor access.Actor, companyID, typed string) error {
	domain, sentence := companyDomain(typed)
	err := s.change(ctx, actor, audit.CompanyDomainBarred, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		if err := mayChange(actor, c); err != nil {
			return err
		}
		if sentence == "" {
			sentence = whyNotExclude(c.Company, domain)
		}
		if sentence != "" {
			return apperr.Field("excluded", sentence)
		}
		entry.After = domainEvent{domain}
		return insertExclusion(ctx, tx, c.ID, domain, actor.ID, s.now())
	})
	if isTaken(err, "company_exclusion_once") {
		conflict := apperr.Wrap(apperr.Conflict, "It is said already that "+domain+" does not count.", err)
		conflict.Fields = apperr.Fields{"excluded": conflict.Message}
		return conflict
	}
	return err
}

func whyNotExclude(c Company, domain string) string {
	if slices.Contains(c.Domains, domain) {
		return domain + " is a domain of " + c.Name + ". Take it away there, then nobody is matched by it."
	}
	if how, _ := MatchAny(domain, c.Domains, nil); how == NoMatch {
		return domain + " does not lie below a domain of " + c.Name + ", so nobody is matched by it anyway."
	}
	return ""
}

// Include takes back that a domain does not count. Where that is not said, nothing happens. Kinds: NotFound, Forbidden.
func (s *Service) Include(ctx context.Context, actor access.Actor, companyID, domain string) error {
	return s.change(ctx, actor, audit.CompanyDomainLetIn, companyID, func(tx *audit.Tx, c state, entry *audit.Entry) error {
		if err := mayChange(actor, c); err != nil {
			return err
		}
		entry.Before = domainEvent{domain}
		n, err := queries(tx).CompanyExclusionEnd(ctx, c.ID, domain, ptr(s.now()))
		if err == nil && n == 0 {
			return audit.ErrNoChange
		}
		return err
	})
}
