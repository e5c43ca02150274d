package permission

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// atCompanies reads the lines of some companies that count now and holds them until the change ends.
func atCompanies(ctx context.Context, tx *audit.Tx, ids ...string) ([]version, error) {
	rows, err := dbsqlc.New(tx).PermissionAtCompanies(ctx, ids)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]version, 0, len(rows))
	for _, row := range rows {
		all = append(all, versionOf(row))
	}
	return all, nil
}

// versionAt reads one version of a grant. Kind: NotFound.
func versionAt(ctx context.Context, tx *audit.Tx, grantID string, number int) (version, error) {
	row, err := dbsqlc.New(tx).PermissionVersionAt(ctx, grantID, int32(number))
	if err != nil {
		return version{}, postgres.Translate(err)
	}
	return versionOf(row), nil
}

// Standing is a line of a company that counts now, as a preview names it.
type Standing struct {
	GrantID, MemberID, Name string
	HeldFrom, HeldUntil     time.Time
	Grade                   string
}

// StandingAt lists the lines of a company that count now and were not taken back, by name. Whoever asks has checked the
// right.
func StandingAt(ctx context.Context, tx pgx.Tx, companyID string) ([]Standing, error) {
	rows, err := dbsqlc.New(tx).PermissionStandingAt(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Standing, 0, len(rows))
	for _, r := range rows {
		all = append(all, Standing{r.GrantID, r.MemberID, r.Name, r.HeldFrom, value(r.HeldUntil), r.Grade})
	}
	return all, nil
}
