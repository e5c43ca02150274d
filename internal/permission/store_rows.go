package permission

import (
	"context"
	"time"

	"portico/internal/postgres/dbsqlc"
)

// holders reads one row more than a page has, which says whether there is another page.
func holders(ctx context.Context, q *dbsqlc.Queries, ask Question, v view, from cursor) ([]Row, error) {
	p := dbsqlc.PermissionHoldersParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Grade: text(ask.Grade), Everyone: v.everyone, Own: v.own, Teams: v.teams,
		RowLimit: int32(ask.Limit) + 1,
	}
	if from.grantID != "" {
		p.AfterID, p.AfterFrom = &from.grantID, &from.heldFrom
	}
	found, err := q.PermissionHolders(ctx, p)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(found))
	for _, r := range found {
		rows = append(rows, Row{
			GrantID: r.GrantID, Version: int(r.Version), MemberID: r.MemberID, Name: r.MemberName, Email: r.MemberEmail,
			Environment: r.Environment, CompanyID: value(r.CompanyID), Company: value(r.CompanyName), AppID: value(r.AppID),
			App: value(r.AppName), ClientID: value(r.AppClientID), RequestID: value(r.RequestID), Kind: r.Kind,
			HeldFrom: r.HeldFrom, HeldUntil: value(r.HeldUntil), EndReason: r.EndReason, Grade: r.Grade, GradedAt: r.GradedAt,
			Evidence: r.Evidence, ConfirmedBy: value(r.ConfirmedByName), RecordedBy: value(r.RecordedByName),
			RecordedAt: r.RecordedAt, SupersededAt: value(r.SupersededAt),
		})
	}
	return rows, nil
}

// versions reads all that was ever known of a grant, the newest first.
func versions(ctx context.Context, q *dbsqlc.Queries, grantID string) ([]Row, error) {
	found, err := q.PermissionVersions(ctx, grantID)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(found))
	for _, r := range found {
		rows = append(rows, Row{
			GrantID: r.GrantID, Version: int(r.Version), MemberID: r.MemberID, Name: r.MemberName, Email: r.MemberEmail,
			Environment: r.Environment, CompanyID: value(r.CompanyID), Company: value(r.CompanyName), AppID: value(r.AppID),
			App: value(r.AppName), ClientID: value(r.AppClientID), RequestID: value(r.RequestID), Kind: r.Kind,
			HeldFrom: r.HeldFrom, HeldUntil: value(r.HeldUntil), EndReason: r.EndReason, Grade: r.Grade,
			Evidence: r.Evidence, ConfirmedBy: value(r.ConfirmedByName), RecordedBy: value(r.RecordedByName),
			RecordedAt: r.RecordedAt, SupersededAt: value(r.SupersededAt),
		})
	}
	for i := range rows {
		rows[i].GradedAt = gradedAt(rows[i:])
	}
	return rows, nil
}

// gradedAt is since when the first of the versions (the newest first) has had its grade.
func gradedAt(newestFirst []Row) time.Time {
	at := newestFirst[0].RecordedAt
	for _, older := range newestFirst[1:] {
		if older.Grade != newestFirst[0].Grade {
			break
		}
		at = older.RecordedAt
	}
	return at
}
