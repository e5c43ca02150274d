package permission

import (
	"context"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// addVersion writes a line by the change's actor. The time it was recorded is the database's, and always after the line
// before it, so that every moment has one version.
func addVersion(ctx context.Context, tx *audit.Tx, v version, after time.Time) error {
	q := dbsqlc.New(tx)
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
			return apperr.New(apperr.Conflict, "Someone changed this permission in the ledger a moment ago. Reload the page to see it.")
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
