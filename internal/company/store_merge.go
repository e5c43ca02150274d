package company

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

func insertExclusion(ctx context.Context, tx pgx.Tx, companyID, domain, by string, at time.Time) error {
	// Left as the driver says it: the caller asks which index refused it.
	return queries(tx).CompanyExclusionInsert(ctx, dbsqlc.CompanyExclusionInsertParams{
		ID: postgres.NewID(), CompanyID: companyID, Domain: domain, AddedBy: orNil(by), AddedAt: at,
	})
}

// belowOf are the domains of other companies that lie below the company's.
func belowOf(ctx context.Context, tx pgx.Tx, c Company) ([]Below, error) {
	rows, err := queries(tx).CompanyDomainsBelow(ctx, c.Environment, c.ID, c.Domains)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Below, 0, len(rows))
	for _, r := range rows {
		all = append(all, Below{r.Domain, r.CompanyID, r.Name})
	}
	return all, nil
}

func mergesOf(ctx context.Context, tx pgx.Tx, companyID string) ([]Merge, error) {
	rows, err := queries(tx).CompanyMergesOf(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Merge, 0, len(rows))
	for _, r := range rows {
		all = append(all, Merge{
			ID: r.ID, From: Named{r.LoserID, r.Loser}, Into: Named{r.WinnerID, r.Winner}, Reason: r.Reason, By: r.Merger, At: r.MergedAt,
			Domains: r.Domains, Roles: int(r.Roles), Grants: int(r.Grants), Apps: int(r.Apps),
		})
	}
	return all, nil
}

func resetOf(ctx context.Context, tx pgx.Tx, companyID string) (*Reset, error) {
	rows, err := queries(tx).CompanyResetOf(ctx, companyID)
	if err != nil || len(rows) == 0 {
		return nil, postgres.Translate(err)
	}
	return &Reset{On: rows[0].OnDay, Reason: rows[0].Reason, By: rows[0].By, At: rows[0].At}, nil
}

func closedOnes(ctx context.Context, tx pgx.Tx) ([]ClosedOne, error) {
	rows, err := queries(tx).CompanyClosed(ctx)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]ClosedOne, 0, len(rows))
	for _, r := range rows {
		all = append(all, ClosedOne{
			ID: r.ID, Environment: r.Environment, Name: r.Name, At: deref(r.ClosedAt), Into: Named{deref(r.MergedInto), r.IntoName},
			ResetOn: deref(r.ResetOn),
		})
	}
	return all, nil
}

// item is one thing that a merge did.
type item struct {
	kind, id, how string
	version       int
}

func insertMerge(ctx context.Context, tx pgx.Tx, m Merge, by string) error {
	return postgres.Translate(queries(tx).CompanyMergeInsert(ctx, dbsqlc.CompanyMergeInsertParams{
		ID: m.ID, LoserID: m.From.ID, WinnerID: m.Into.ID, Reason: m.Reason, MergedBy: orNil(by), MergedAt: m.At,
	}))
}

func insertItem(ctx context.Context, tx pgx.Tx, mergeID string, i item) error {
	var version *int32
	if i.version > 0 {
		version = ptr(int32(i.version))
	}
	return postgres.Translate(queries(tx).CompanyMergeItemInsert(ctx, dbsqlc.CompanyMergeItemInsertParams{
		MergeID: mergeID, Kind: i.kind, Item: i.id, How: i.how, Version: version,
	}))
}

func itemsOf(ctx context.Context, tx pgx.Tx, mergeID string) ([]item, error) {
	rows, err := queries(tx).CompanyMergeItems(ctx, mergeID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]item, 0, len(rows))
	for _, r := range rows {
		all = append(all, item{r.Kind, r.Item, r.How, int(r.Version)})
	}
	return all, nil
}

func closeCompany(ctx context.Context, tx pgx.Tx, id string, at time.Time, into string, resetOn time.Time) error {
	return postgres.Translate(queries(tx).CompanyClose(ctx, dbsqlc.CompanyCloseParams{
		ID: id, ClosedAt: &at, MergedInto: orNil(into), ResetOn: dayOrNil(resetOn),
	}))
}

func insertReset(ctx context.Context, tx pgx.Tx, companyID string, r Reset, by string) error {
	return postgres.Translate(queries(tx).CompanyResetInsert(ctx, dbsqlc.CompanyResetInsertParams{
		ID: postgres.NewID(), CompanyID: companyID, OnDay: r.On, Reason: r.Reason, ResetBy: orNil(by), At: r.At,
	}))
}
