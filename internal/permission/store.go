package permission

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// addVersion writes a line by the change's actor. The time it was recorded is the database's, and always after the line
// before it, so that every moment has one version.
func addVersion(ctx context.Context, tx *audit.Tx, v version, after time.Time) error {
	q := dbsqlc.New(tx)
	if err := q.PermissionQueueFor(ctx, v.MemberID); err != nil {
		return postgres.Translate(err)
	}
	at, err := q.PermissionClock(ctx)
	if err != nil {
		return postgres.Translate(err)
	}
	if !at.After(after) {
		at = after.Add(time.Microsecond)
	}
	if v.Number > 1 {
		n, err := q.PermissionSupersede(ctx, v.GrantID, int32(v.Number-1), at)
		if err != nil {
			return postgres.Translate(err)
		}
		if n == 0 {
			return changedMeanwhile()
		}
	}
	return postgres.Translate(q.PermissionAddVersion(ctx, dbsqlc.PermissionAddVersionParams{
		VersionID: postgres.NewID(), GrantID: v.GrantID, Version: int32(v.Number), MemberID: v.MemberID,
		Environment: v.Environment, CompanyID: text(v.CompanyID), Kind: v.Kind, HeldFrom: v.HeldFrom, HeldUntil: moment(v.HeldUntil),
		Grade: v.Grade, Evidence: v.Evidence, ConfirmedBy: text(v.ConfirmedBy), AppID: text(v.AppID),
		RequestID: text(v.RequestID), EndReason: v.EndReason, RecordedBy: text(tx.Actor().ID), RecordedAt: at,
	}))
}

// current reads the line that counts now and holds it until the change ends. Kind: NotFound.
func current(ctx context.Context, tx *audit.Tx, grantID string) (version, error) {
	if !postgres.IsID(grantID) {
		return version{}, apperr.Missing()
	}
	row, err := dbsqlc.New(tx).PermissionCurrentForUpdate(ctx, grantID)
	if err != nil {
		return version{}, postgres.Translate(err)
	}
	return version{
		GrantID: row.GrantID, Number: int(row.Version), MemberID: row.MemberID, Environment: row.Environment,
		CompanyID: value(row.CompanyID), Kind: row.Kind, HeldFrom: row.HeldFrom, HeldUntil: value(row.HeldUntil), Grade: row.Grade,
		Evidence: row.Evidence, ConfirmedBy: value(row.ConfirmedBy), AppID: value(row.AppID), RequestID: value(row.RequestID),
		EndReason: row.EndReason, RecordedBy: value(row.RecordedBy), RecordedAt: row.RecordedAt,
	}, nil
}

func changedMeanwhile() error {
	return apperr.New(apperr.Conflict, "Someone changed this permission in the ledger meanwhile. Open it again to see what is known now; nothing of yours was written.")
}

// scopeOf says whom a grant concerns: its member, their teams, and the admins of its company as owners.
func scopeOf(ctx context.Context, tx pgx.Tx, v version) (access.Scope, error) {
	q := dbsqlc.New(tx)
	s := access.Scope{MemberID: v.MemberID}
	var err error
	if s.TeamIDs, err = q.PermissionTeamsOf(ctx, v.MemberID); err != nil {
		return s, postgres.Translate(err)
	}
	if v.CompanyID != "" {
		s.OwnerIDs, err = q.PermissionCompanyAdmins(ctx, v.CompanyID)
	}
	return s, postgres.Translate(err)
}

type companyAtVendor struct{ environment, name string }

// companyByID reads a company. Kind: NotFound.
func companyByID(ctx context.Context, tx pgx.Tx, id string) (companyAtVendor, error) {
	row, err := dbsqlc.New(tx).PermissionCompany(ctx, id)
	return companyAtVendor{row.Environment, row.Name}, postgres.Translate(err)
}

type heldRole struct{ memberID, role, name string }

// rolesAt reads who is admin and employee of a company and holds the lines until the change ends, so that a role cannot
// be taken away between the look and the grant.
func rolesAt(ctx context.Context, tx *audit.Tx, companyID string) ([]heldRole, error) {
	rows, err := dbsqlc.New(tx).PermissionCompanyRolesHeld(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	held := make([]heldRole, 0, len(rows))
	for _, r := range rows {
		held = append(held, heldRole{r.MemberID, r.Role, r.Name})
	}
	return held, nil
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
