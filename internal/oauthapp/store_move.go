package oauthapp

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// AtCompany is an app of a company, with what hangs on it.
type AtCompany struct {
	ID, Name, Environment string
	// Owners are the ids of the members who own or share it; CreatedBy made it.
	Owners    []string
	CreatedBy string
	Tests     int
	// Committed says that somebody committed to deploy it, Requested that the vendor has a production request of it, Approved
	// that it has said yes to one.
	Committed, Requested, Approved bool
}

// AppsAt lists the apps of a company that are not retired, by name. Whoever asks has checked the right.
func AppsAt(ctx context.Context, tx pgx.Tx, companyID string) ([]AtCompany, error) {
	rows, err := queries(tx).AppsAtCompany(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]AtCompany, 0, len(rows))
	for _, r := range rows {
		all = append(all, AtCompany{
			ID: r.ID, Name: r.Name, Environment: r.Environment, Owners: r.Owners, CreatedBy: deref(r.CreatedBy), Tests: int(r.Tests),
			Committed: r.Committed, Requested: r.Requested, Approved: r.Approved,
		})
	}
	return all, nil
}

// lockedAt holds every app of a company until the change ends, retired ones too, and gives their ids.
func lockedAt(ctx context.Context, tx pgx.Tx, companyID string) ([]string, error) {
	ids, err := queries(tx).AppsAtCompanyLock(ctx, companyID)
	return ids, postgres.Translate(err)
}

// companyAndVersion is the company and the version of an app, which it holds until the change ends.
func companyAndVersion(ctx context.Context, tx pgx.Tx, appID string) (string, int, error) {
	r, err := queries(tx).AppCompanyOf(ctx, appID)
	return deref(r.CompanyID), int(r.Version), postgres.Translate(err)
}

func moveApp(ctx context.Context, tx pgx.Tx, appID, companyID string) (version int, err error) {
	n, err := queries(tx).AppMove(ctx, appID, companyID)
	return int(n), postgres.Translate(err)
}

func retireApp(ctx context.Context, tx pgx.Tx, appID string, at time.Time) error {
	_, err := queries(tx).AppRetire(ctx, appID, &at)
	return postgres.Translate(err)
}
