package company

import (
	"context"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// MirrorIn gives the company in another environment that has a mail domain of the given one; where none is known it records
// it under the same name, in the caller's change, without any role. The caller has checked the right. Kinds: NotFound,
// Conflict when someone recorded it at the same moment.
func MirrorIn(ctx context.Context, tx *audit.Tx, companyID, environment string) (id string, err error) {
	c, err := byID(ctx, tx, companyID)
	if err != nil {
		return "", err
	}
	if c.Environment == environment {
		return c.ID, nil
	}
	known, err := queries(tx).CompanyByDomains(ctx, environment, c.Domains)
	if err != nil {
		return "", postgres.Translate(err)
	}
	if len(known) > 0 {
		return known[0], nil
	}
	if len(c.Domains) == 0 {
		return "", apperr.Field("company", c.Name+" has no mail domain here. Record it in "+environment+" first, then choose it.")
	}
	made := Company{ID: postgres.NewID(), Environment: environment, Name: c.Name}
	if err := insertCompany(ctx, tx, made, tx.Actor().ID); err != nil {
		return "", err
	}
	for _, d := range c.Domains {
		if err := insertDomain(ctx, tx, made.ID, environment, d); err != nil {
			return "", err
		}
	}
	tx.Record(audit.CompanyCreated, audit.Entry{Subject: subject(made.ID), After: companyEvent{environment, c.Domains[0], "", c.ID}})
	return made.ID, nil
}
