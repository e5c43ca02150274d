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

// versions reads all that was ever known of a grant, the newest first.
func versions(ctx context.Context, tx pgx.Tx, grantID string) ([]Row, error) {
	found, err := dbsqlc.New(tx).PermissionVersions(ctx, grantID)
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

// clock is the time of the database, which stamps every line.
func clock(ctx context.Context, tx pgx.Tx) (time.Time, error) {
	return dbsqlc.New(tx).PermissionClock(ctx)
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

type rolesInStaging struct {
	companyID, name string
	admin, employee bool
}

// rolesOf reads the companies in staging where a member has a role, and the boxes that they hold already: ids of companies,
// or Freelance.
func rolesOf(ctx context.Context, tx pgx.Tx, memberID string) (roles []rolesInStaging, open []string, err error) {
	q := dbsqlc.New(tx)
	found, err := q.PermissionChoices(ctx, memberID)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range found {
		roles = append(roles, rolesInStaging{c.ID, c.Name, c.IsAdmin, c.IsEmployee})
	}
	open, err = q.PermissionOpenStaging(ctx, memberID)
	return roles, open, err
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
