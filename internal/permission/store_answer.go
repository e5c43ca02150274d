package permission

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"portico/internal/postgres/dbsqlc"
)

const rowColumns = `g.change, g.at, g.tie::text, g.version_id::text, g.grant_id::text, g.version, g.member_id::text, g.environment, coalesce(g.company_id::text, ''),
	g.kind, g.held_from, g.held_until, g.grade, g.graded_at, coalesce(g.confirmed_by::text, ''), coalesce(g.app_id::text, ''), coalesce(g.request_id::text, ''),
	g.removal_decided_at, coalesce(g.removal_decided_by::text, ''), g.removal_due_on, coalesce(g.removal_due_by::text, ''),
	coalesce(g.end_grade, ''), coalesce(g.end_executed_by::text, ''), coalesce(g.end_confirmed_by::text, ''),
	coalesce(g.recorded_by::text, ''), g.recorded_at, g.superseded_at`

// scanned are the places for rowColumns.
func (r *Row) scanned() []any {
	return []any{
		&r.Change, &r.ChangedAt, &r.tie, &r.VersionID, &r.GrantID, &r.Version, &r.MemberID, &r.Environment, &r.CompanyID,
		&r.Kind, &r.HeldFrom, (*maybe)(&r.HeldUntil), &r.Grade, &r.GradedAt, &r.ConfirmedByID, &r.AppID, &r.RequestID,
		(*maybe)(&r.RemovalDecidedAt), &r.RemovalDecidedBy, (*maybe)(&r.RemovalDueOn), &r.RemovalDueBy,
		&r.EndGrade, &r.EndExecutedBy, &r.EndConfirmedBy, &r.RecordedByID, &r.RecordedAt, (*maybe)(&r.SupersededAt),
	}
}

// maybe is a moment that may be null: then it is zero.
type maybe time.Time

// ScanTimestamptz reads a moment.
func (m *maybe) ScanTimestamptz(v pgtype.Timestamptz) error {
	*m = maybe(v.Time)
	return nil
}

// ScanDate reads a day.
func (m *maybe) ScanDate(v pgtype.Date) error {
	*m = maybe(v.Time)
	return nil
}

// holders reads a page of rows, one more than the page has, which says whether there is another. Names are those that were
// known at the time that is asked about.
func holders(ctx context.Context, tx pgx.Tx, ask Question, v view, from cursor) ([]Row, error) {
	a := asks(ask, v)
	flags := "false, false"
	if ask.What == ShouldNot {
		flags = a.leftTeam() + ", " + a.noRole()
	}
	source := a.source()
	name := func(alias, id string) string {
		return `LEFT JOIN LATERAL (SELECT n.name, n.detail FROM name_history n WHERE n.subject_id = ` + id + ` AND ` + a.known("n") +
			` ORDER BY n.recorded_at DESC LIMIT 1) ` + alias + ` ON true `
	}
	rows, err := tx.Query(ctx, `SELECT `+rowColumns+`, g.evidence, g.end_reason, coalesce(m.name, mt.name), coalesce(m.detail, mt.email),
		coalesce(c.name, ct.name, ''), coalesce(p.name, pt.name, ''), coalesce(p.detail, pt.client_id, ''), coalesce(cb.name, ''), coalesce(rb.name, ''), `+flags+`
		FROM (SELECT g.* FROM `+source+` WHERE `+a.matching()+` AND `+a.after(from)+
		` ORDER BY g.at DESC, g.tie DESC LIMIT `+a.arg(ask.Limit+1)+`) g
		JOIN member mt ON mt.id = g.member_id LEFT JOIN company ct ON ct.id = g.company_id LEFT JOIN app pt ON pt.id = g.app_id `+
		name("m", "g.member_id")+name("c", "g.company_id")+name("p", "g.app_id")+name("cb", "g.confirmed_by")+name("rb", "g.recorded_by")+
		`ORDER BY g.at DESC, g.tie DESC`, a.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Row, error) {
		var r Row
		err := row.Scan(append(r.scanned(), &r.Evidence, &r.EndReason, &r.Name, &r.Email, &r.Company, &r.App, &r.ClientID,
			&r.ConfirmedBy, &r.RecordedBy, &r.LeftTeam, &r.NoRole)...)
		if ask.What == ShouldNot {
			r.Stale = r.GradedAt.Before(ask.AsOf.AddDate(0, 0, -ask.Days))
			r.MustGo = !r.RemovalDecidedAt.IsZero() && !r.RemovalDecidedAt.After(ask.AsOf)
		}
		return r, err
	})
}

// before is the cursor of the page that ends right before the row; empty when that is the first page.
func before(ctx context.Context, tx pgx.Tx, ask Question, v view, first Row) (string, error) {
	a := asks(ask, v)
	source, matching := a.source(), a.matching()
	var c cursor
	err := tx.QueryRow(ctx, `SELECT g.at, g.tie::text FROM `+source+` WHERE `+matching+
		` AND (g.at, g.tie) > (`+a.arg(first.ChangedAt)+`::timestamptz, `+a.arg(first.tie)+`::uuid)
		ORDER BY g.at, g.tie OFFSET `+a.arg(ask.Limit)+` LIMIT 1`, a.args...).Scan(&c.at, &c.id)
	if err == pgx.ErrNoRows { //nolint:errorlint // QueryRow gives it as it is
		return "", nil
	}
	return c.String(), err
}

// digest reads every row of the answer once and works out its counts and its fingerprint.
func digest(ctx context.Context, tx pgx.Tx, ask Question, v view) (Digest, error) {
	a := asks(ask, v)
	source := a.source()
	// A question about a very long ledger may take longer than a page is given.
	if _, err := tx.Exec(ctx, "SET LOCAL statement_timeout = '120s'"); err != nil {
		return Digest{}, err
	}
	rows, err := tx.Query(ctx, `SELECT `+rowColumns+`, `+a.matching()+` FROM `+source+` ORDER BY g.at DESC, g.tie DESC`, a.args...)
	if err != nil {
		return Digest{}, err
	}
	t := newTally()
	var r Row
	var matches bool
	if _, err := pgx.ForEachRow(rows, append(r.scanned(), &matches), func() error { return t.add(r, matches) }); err != nil {
		return Digest{}, err
	}
	return t.digest(), nil
}

// lastChange is what an answer hangs on besides its question: when the ledger, or what is kept beside it, changed last by what
// was known, and the last time before the moment asked about that a span began or ended. Between two such times the answer is
// the same.
func lastChange(ctx context.Context, tx pgx.Tx, ask Question, whole bool) (known, asOf time.Time, err error) {
	var at [5]time.Time
	err = tx.QueryRow(ctx, `SELECT
		coalesce((SELECT max(recorded_at) FROM permission_grant WHERE recorded_at <= $1), 'epoch'),
		coalesce((SELECT max(recorded_at) FROM role_history WHERE recorded_at <= $1), 'epoch'),
		coalesce((SELECT max(recorded_at) FROM name_history WHERE recorded_at <= $1), 'epoch'),
		coalesce((SELECT max(held_from) FROM permission_grant WHERE held_from <= $2), 'epoch'),
		coalesce((SELECT max(held_until) FROM permission_grant WHERE held_until <= $2), 'epoch')`, ask.KnownAt, ask.AsOf).
		Scan(&at[0], &at[1], &at[2], &at[3], &at[4])
	known, asOf = at[0], later(at[3], at[4])
	if !whole || ask.What == ShouldNot {
		known, asOf = later(known, later(at[1], at[2])), ask.AsOf
	}
	if ask.What == Changed {
		asOf = ask.AsOf
	}
	return known, asOf, err
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// companies are all that can be asked about: an entry that was merged into another only where it is asked about.
func companies(ctx context.Context, tx pgx.Tx, ask Question) ([]Company, error) {
	found, err := dbsqlc.New(tx).PermissionCompanies(ctx, ask.companyID())
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

func anyLine(ctx context.Context, tx pgx.Tx, v view) (bool, error) {
	return dbsqlc.New(tx).PermissionAnyLine(ctx, v.everyone, v.own, v.teams)
}

// settledMoment is the latest moment of which all that was recorded can be seen by whoever looks afterwards.
func settledMoment(ctx context.Context, tx pgx.Tx) (time.Time, error) {
	return dbsqlc.New(tx).PermissionSettled(ctx)
}

// companyID is the company that is asked about; nil for any, and for Freelance.
func (q Question) companyID() *string {
	if q.Company == Freelance {
		return nil
	}
	return text(q.Company)
}
