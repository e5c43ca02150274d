package linkwatch

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// How long checks are kept: all of them for what the page draws, those with a change for as long as anybody may ask.
const (
	keepChecks  = 8 * 24 * time.Hour
	keepChanges = 400 * 24 * time.Hour
)

func watched(row dbsqlc.LinkState) Watched {
	return Watched{
		Target: Target{URL: row.Url, Host: row.Host}, State: State(row.State), Since: row.Since, DeadSince: orZero(row.DeadSince),
		CheckedAt: row.CheckedAt, Status: int(row.Status), Took: time.Duration(row.TookMs) * time.Millisecond, MovedTo: row.MovedTo,
		Failure: row.Failure, TLSUntil: orZero(row.TlsUntil), inUse: row.InUse,
	}
}

// readState finds a link as it stands; known is false for one that was never asked.
func readState(ctx context.Context, db *postgres.DB, address string) (w Watched, known bool, err error) {
	err = db.Read(ctx, func(tx pgx.Tx) error {
		all, err := dbsqlc.New(tx).LinkStates(ctx)
		for _, row := range all {
			if row.Url == address {
				w, known = watched(row), true
			}
		}
		return err
	})
	return w, known, err
}

// lockState is readState in a transaction that holds the row.
func lockState(ctx context.Context, tx pgx.Tx, address string) (Watched, bool, error) {
	row, err := dbsqlc.New(tx).LinkStateFor(ctx, address)
	if errors.Is(err, pgx.ErrNoRows) {
		return Watched{}, false, nil
	}
	return watched(row), err == nil, postgres.Translate(err)
}

func putState(ctx context.Context, tx pgx.Tx, w Watched, changed bool) error {
	q := dbsqlc.New(tx)
	var ok *time.Time
	if w.State != Dead {
		ok = &w.CheckedAt
	}
	err := q.LinkStatePut(ctx, dbsqlc.LinkStatePutParams{
		Url: w.URL, Host: w.Host, State: string(w.State), Since: w.Since, OkAt: ok, DeadSince: orNil(w.DeadSince), CheckedAt: w.CheckedAt,
		Status: int32(w.Status), TookMs: int32(w.Took.Milliseconds()), MovedTo: w.MovedTo, Failure: w.Failure, TlsUntil: orNil(w.TLSUntil),
	})
	if err != nil {
		return postgres.Translate(err)
	}
	return postgres.Translate(q.LinkCheckAdd(ctx, dbsqlc.LinkCheckAddParams{
		Url: w.URL, At: w.CheckedAt, State: string(w.State), Status: int32(w.Status), TookMs: int32(w.Took.Milliseconds()), Failure: w.Failure,
		Changed: changed,
	}))
}

// beginOutage also has a letter due to every lead, where letters can be sent.
func beginOutage(ctx context.Context, tx pgx.Tx, id string, w Watched, mails bool) error {
	q := dbsqlc.New(tx)
	if err := q.LinkOutageBegin(ctx, dbsqlc.LinkOutageBeginParams{ID: id, Url: w.URL, Host: w.Host, FromAt: w.DeadSince}); err != nil {
		return postgres.Translate(err)
	}
	if !mails {
		return nil
	}
	return postgres.Translate(q.LinkLettersDue(ctx, id, w.CheckedAt))
}

func endOutage(ctx context.Context, tx pgx.Tx, address string, at time.Time) error {
	q := dbsqlc.New(tx)
	if err := q.LinkOutageEnd(ctx, at, address); err != nil {
		return postgres.Translate(err)
	}
	return postgres.Translate(q.LinkLettersDrop(ctx))
}

// tidy ends what is about links that no edition leads to any more, and takes old checks away.
func tidy(ctx context.Context, tx pgx.Tx, urls []string, now time.Time) error {
	q := dbsqlc.New(tx)
	if err := q.LinkOutagesNotInUse(ctx, now, urls); err != nil {
		return err
	}
	if err := q.LinksNotInUse(ctx, urls); err != nil {
		return err
	}
	if err := q.LinkLettersDrop(ctx); err != nil {
		return err
	}
	return q.LinkChecksClean(ctx, now.Add(-keepChecks), now.Add(-keepChanges))
}

// suppliedLinks are the addresses that leads supplied, by "edition/key".
func suppliedLinks(ctx context.Context, db *postgres.DB) (map[string]string, error) {
	out := map[string]string{}
	err := db.Read(ctx, func(tx pgx.Tx) error {
		rows, err := dbsqlc.New(tx).LinkSupplied(ctx)
		for _, row := range rows {
			out[row.Edition+"/"+row.LinkKey] = row.Url
		}
		return err
	})
	return out, err
}

// readAll reads every link and the checks since a time, by address.
func readAll(ctx context.Context, db *postgres.DB, since time.Time) (map[string]Watched, map[string][]Checked, error) {
	states, checks := map[string]Watched{}, map[string][]Checked{}
	err := db.Read(ctx, func(tx pgx.Tx) error {
		q := dbsqlc.New(tx)
		rows, err := q.LinkStates(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			states[row.Url] = watched(row)
		}
		list, err := q.LinkChecksSince(ctx, since)
		for _, c := range list {
			checks[c.Url] = append(checks[c.Url], Checked{At: c.At, State: State(c.State)})
		}
		return err
	})
	return states, checks, err
}

// dueLetters claims everything that is due to one lead; empty where nothing is.
func dueLetters(ctx context.Context, tx pgx.Tx, now time.Time) (Letter, []string, int, error) {
	rows, err := dbsqlc.New(tx).LinkLetterNext(ctx, now)
	if err != nil || len(rows) == 0 {
		return Letter{}, nil, 0, postgres.Translate(err)
	}
	l := Letter{MemberID: rows[0].MemberID, Name: rows[0].Name, Email: rows[0].Email, TimeZone: rows[0].TimeZone}
	var outages []string
	tries := 0
	for _, row := range rows {
		outages = append(outages, row.OutageID)
		tries = max(tries, int(row.Tries))
		l.Links = append(l.Links, DeadLink{URL: row.Url, Host: row.Host, Since: row.FromAt})
	}
	return l, outages, tries, nil
}

func letterDone(ctx context.Context, tx pgx.Tx, member string, outages []string, o outcome) error {
	return postgres.Translate(dbsqlc.New(tx).LinkLetterDone(ctx, dbsqlc.LinkLetterDoneParams{
		State: o.state, AgainAt: orNil(o.again), SentAt: orNil(o.sent), MemberID: member, Outages: outages,
	}))
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func orNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
