package permission

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"portico/internal/postgres/dbsqlc"
)

const rowColumns = `g.change, g.at, g.tie, g.version_id, g.grant_id, g.version, g.member_id, g.environment, g.company_id,
	g.kind, g.held_from, g.held_until, g.grade, g.graded_at, g.confirmed_by, g.app_id, g.request_id,
	g.removal_decided_at, g.removal_decided_by, g.removal_due_on, g.removal_due_by,
	coalesce(g.end_grade, ''), g.end_executed_by, g.end_confirmed_by,
	g.recorded_by, g.recorded_at`

// scanned are the places for rowColumns. When a line was superseded is left out: by what was known then it was not.
func (r *Row) scanned() []any {
	return []any{
		&r.Change, &r.ChangedAt, (*id)(&r.tie), (*id)(&r.VersionID), (*id)(&r.GrantID), &r.Version, (*id)(&r.MemberID), &r.Environment, (*id)(&r.CompanyID),
		&r.Kind, &r.HeldFrom, (*maybe)(&r.HeldUntil), &r.Grade, &r.GradedAt, (*id)(&r.ConfirmedByID), (*id)(&r.AppID), (*id)(&r.RequestID),
		(*maybe)(&r.RemovalDecidedAt), (*id)(&r.RemovalDecidedBy), (*maybe)(&r.RemovalDueOn), (*id)(&r.RemovalDueBy),
		&r.EndGrade, (*id)(&r.EndExecutedBy), (*id)(&r.EndConfirmedBy),
		(*id)(&r.RecordedByID), &r.RecordedAt,
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

// id is an id that may be null: then it is empty.
type id string

// ScanUUID reads an id.
func (i *id) ScanUUID(v pgtype.UUID) error {
	*i = ""
	if v.Valid {
		*i = id(uuid.UUID(v.Bytes).String())
	}
	return nil
}

// holders reads a page of rows, one more than the page has, which says whether there is another. Names are those that were
// known at the time that is asked about.
func holders(ctx context.Context, tx pgx.Tx, ask Question, v view, from cursor, called *names) ([]Row, error) {
	found, err := withoutNames(ctx, tx, ask, v, from)
	if err != nil {
		return nil, err
	}
	return found, called.fill(ctx, tx, found)
}

// withoutNames is holders before they have their names.
func withoutNames(ctx context.Context, tx pgx.Tx, ask Question, v view, from cursor) ([]Row, error) {
	a := asks(ask, v)
	flags := "false, false"
	if ask.What == ShouldNot {
		flags = a.leftTeam() + ", " + a.noRole()
	}
	rows, err := tx.Query(ctx, `SELECT `+rowColumns+`, g.evidence, g.end_reason, `+flags+` FROM (`+a.page(from)+`) g
		ORDER BY g.at DESC, g.tie DESC`, a.args...)
	if err != nil {
		return nil, err
	}
	found := make([]Row, 0, ask.Limit+1)
	var r Row
	places := append(r.scanned(), &r.Evidence, &r.EndReason, &r.LeftTeam, &r.NoRole)
	if _, err := pgx.ForEachRow(rows, places, func() error {
		if ask.What == ShouldNot {
			r.Stale = r.GradedAt.Before(ask.AsOf.AddDate(0, 0, -ask.Days))
			r.MustGo = !r.RemovalDecidedAt.IsZero() && !r.RemovalDecidedAt.After(ask.AsOf)
		}
		found = append(found, r)
		return nil
	}); err != nil {
		return nil, err
	}
	return found, nil
}

// before is the cursor of the page that ends right before the row; empty when that is the first page.
func before(ctx context.Context, tx pgx.Tx, ask Question, v view, first Row) (string, error) {
	a := asks(ask, v)
	rows, limit := a.stretch(cursor{first.ChangedAt, first.tie}, true), a.arg(ask.Limit)
	var c cursor
	err := tx.QueryRow(ctx, `SELECT g.at, g.tie::text FROM (`+rows+`) g ORDER BY g.at, g.tie OFFSET `+limit+` LIMIT 1`, a.args...).Scan(&c.at, &c.id)
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

// lastChanges are what lastChange decides by: each is the end of an index.
const lastChanges = `SELECT
	coalesce((SELECT max(recorded_at) FROM permission_grant WHERE recorded_at <= $1), 'epoch'),
	coalesce((SELECT max(recorded_at) FROM role_history WHERE recorded_at <= $1), 'epoch'),
	coalesce((SELECT max(recorded_at) FROM name_history WHERE recorded_at <= $1), 'epoch'),
	coalesce((SELECT max(held_from) FROM permission_grant WHERE held_from <= $2), 'epoch'),
	coalesce((SELECT max(held_until) FROM permission_grant WHERE held_until <= $2), 'epoch')`

// lastChange is what an answer hangs on besides its question: when the ledger, or what is kept beside it, changed last by what
// was known, and the last time before the moment asked about that a span began or ended. Between two such times the answer is
// the same.
func lastChange(ctx context.Context, tx pgx.Tx, ask Question, whole bool) (known, asOf time.Time, err error) {
	var at [5]time.Time
	err = tx.QueryRow(ctx, lastChanges, ask.KnownAt, ask.AsOf).
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
