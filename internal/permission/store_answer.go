package permission

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres/dbsqlc"
)

// holders reads one row more than a page has, which says whether there is another page.
func holders(ctx context.Context, tx pgx.Tx, ask Question, v view, from cursor) ([]Row, error) {
	p := dbsqlc.PermissionHoldersParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Grade: text(ask.Grade), Everyone: v.everyone, Own: v.own, Teams: v.teams,
		RowLimit: int32(ask.Limit) + 1,
	}
	if from.grantID != "" {
		p.AfterID, p.AfterFrom = &from.grantID, &from.heldFrom
	}
	found, err := dbsqlc.New(tx).PermissionHolders(ctx, p)
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

// before is the cursor of the page that ends right before the row; empty when that is the first page.
func before(ctx context.Context, tx pgx.Tx, ask Question, v view, first Row) (string, error) {
	found, err := dbsqlc.New(tx).PermissionHolderBefore(ctx, dbsqlc.PermissionHolderBeforeParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Grade: text(ask.Grade), Everyone: v.everyone, Own: v.own, Teams: v.teams,
		FirstFrom: first.HeldFrom, FirstID: first.GrantID, Skipped: int32(ask.Limit),
	})
	if err != nil || len(found) == 0 {
		return "", err
	}
	return cursor{found[0].HeldFrom, found[0].GrantID}.String(), nil
}

func companies(ctx context.Context, tx pgx.Tx) ([]Company, error) {
	found, err := dbsqlc.New(tx).PermissionCompanies(ctx)
	all := make([]Company, 0, len(found))
	for _, c := range found {
		all = append(all, Company{ID: c.ID, Name: c.Name, Environment: c.Environment})
	}
	return all, err
}

// gaps reads what a whole answer cannot know: how many people were invited and never answered, and where the trail begins.
func gaps(ctx context.Context, tx pgx.Tx) (openInvitations int, firstEvent time.Time, err error) {
	q := dbsqlc.New(tx)
	open, err := q.PermissionOpenInvitations(ctx)
	if err != nil {
		return 0, firstEvent, err
	}
	firstEvent, err = q.PermissionFirstEvent(ctx)
	return int(open), firstEvent, err
}

func count(ctx context.Context, tx pgx.Tx, ask Question, v view) (Counts, error) {
	c, err := dbsqlc.New(tx).PermissionCount(ctx, dbsqlc.PermissionCountParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Everyone: v.everyone, Own: v.own, Teams: v.teams,
	})
	return Counts{
		Lines: int(c.Lines), People: int(c.People), ForCompany: int(c.ForCompany), ForFreelance: int(c.Freelance),
		Verified: int(c.Verified), Confirmed: int(c.Confirmed), SelfReported: int(c.SelfReported),
	}, err
}

func anyLine(ctx context.Context, tx pgx.Tx, v view) (bool, error) {
	return dbsqlc.New(tx).PermissionAnyLine(ctx, v.everyone, v.own, v.teams)
}

// changes reads one gain or loss more than an answer lists, which says whether there are more.
func changes(ctx context.Context, tx pgx.Tx, ask Question, v view) ([]Change, error) {
	found, err := dbsqlc.New(tx).PermissionChanges(ctx, dbsqlc.PermissionChangesParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Since: ask.Since, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Everyone: v.everyone, Own: v.own, Teams: v.teams, RowLimit: maxChanges + 1,
	})
	all := make([]Change, 0, len(found))
	for _, c := range found {
		all = append(all, Change{
			GrantID: c.GrantID, Name: c.MemberName, Company: c.CompanyName, Environment: c.Environment, Gained: c.Gained, At: c.At,
		})
	}
	return all, err
}
