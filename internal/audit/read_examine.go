package audit

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
)

// Examined is one event with what proves it.
type Examined struct {
	Line
	// Text is the canonical text that was sealed; empty until then.
	Text string
	// Covered is the size of the first checkpoint that covers the event, of CoveredAt; 0 for none yet.
	Covered   int64
	CoveredAt time.Time
	// SameRequest is how many events came of the same request and can be seen by the reader, this one included, 100 at most.
	SameRequest int
}

// Examine reads one event by its number, with its seal. Kinds: NotFound for one that does not exist or that the actor may not
// see, Unauthenticated, Unavailable.
func (l *Log) Examine(ctx context.Context, actor access.Actor, id string) (Examined, error) {
	line, err := l.Event(ctx, actor, id)
	e := Examined{Line: line, SameRequest: 1}
	if err != nil {
		return e, err
	}
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		w := scoped(actor)
		w.and("e.request_id = ? AND e.request_id <> ''", line.RequestID)
		var at *time.Time
		err := tx.QueryRow(ctx, `SELECT coalesce((SELECT line FROM seal WHERE event_id = $1), ''), coalesce(c.size, 0), c.at
			FROM (SELECT) AS one LEFT JOIN LATERAL (SELECT size, at FROM checkpoint WHERE $2 >= 0 AND size > $2 ORDER BY size LIMIT 1) c ON true`,
			line.ID, line.Seq).Scan(&e.Text, &e.Covered, &at)
		if err != nil {
			return err
		}
		if at != nil {
			e.CoveredAt = *at
		}
		return tx.QueryRow(ctx, "SELECT count(*) FROM (SELECT FROM event e WHERE "+w.text()+" LIMIT 100) AS counted", w.args...).Scan(&e.SameRequest)
	})
	return e, err
}

// Fingerprint is a hash as people compare it: its first eight digits, in two groups. Empty for none.
func Fingerprint(hash string) string {
	if len(hash) < 8 {
		return hash
	}
	return hash[:4] + " " + hash[4:8]
}

// Person is somebody by name.
type Person struct{ ID, Name, Email string }

// FindPeople looks a person up by a part of their name, or of their address for who may read addresses: anyone for who reads
// the whole trail, else the reader and the people of the teams that they lead. It finds 20 at most, those called exactly so
// first. Kinds: Invalid for a text that no name can hold, Unauthenticated, Unavailable.
func (l *Log) FindPeople(ctx context.Context, actor access.Actor, text string) ([]Person, error) {
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return nil, err
	}
	f := Filter{Query: text}
	if err := f.search(&condition{}, actor); err != nil {
		return nil, apperr.New(apperr.Invalid, "Write a part of the name.")
	}
	q, like := f.words()
	if q == "" {
		return nil, nil
	}
	query, args := peopleIn(actor, like)
	c := &condition{}
	sql := "SELECT id::text, name, email FROM member WHERE id IN (" + c.number(query, args) + ")" + c.known(actor) +
		c.number(" ORDER BY lower(name) <> lower(?), lower(name), id LIMIT 20", []any{q})
	var found []Person
	err := l.db.Read(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sql, c.args...)
		if err != nil {
			return err
		}
		found, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
		return err
	})
	for i := range found {
		if !actor.May(access.PeopleRead, access.Scope{}) {
			found[i].Email = ""
		}
	}
	return found, err
}

// known keeps people to those whom the actor may find by name.
func (c *condition) known(actor access.Actor) string {
	if readsAll(actor) {
		return ""
	}
	leads := actor.Leads
	if leads == nil {
		leads = []string{}
	}
	return c.number(" AND (id = ? OR id IN ("+teamPeople+"))", []any{actor.ID, leads})
}

// Called says what the ids of a filter are called today, by id, and its team, by slug; what the actor may not know has no name
// here. Kinds: Unavailable.
func (l *Log) Called(ctx context.Context, actor access.Actor, f Filter) (map[string]string, error) {
	names := map[string]string{}
	line := Line{SubjectID: f.Actor, Before: f.Member, After: f.Subject}
	if f.Actor == "" && f.Member == "" && f.Subject == "" && f.Team == "" {
		return names, nil
	}
	err := l.db.Read(ctx, func(tx pgx.Tx) error {
		if err := nameTeam(ctx, tx, actor, f.Team, names); err != nil {
			return err
		}
		all := []Line{line}
		if err := nameAll(ctx, tx, all); err != nil || readsAll(actor) {
			maps.Copy(names, all[0].names)
			return err
		}
		// Who does not read everything learns the name of an id that stands in an event which they see.
		for id, name := range all[0].names {
			w := scoped(actor)
			w.and("(e.subject_id = ? OR e.actor_id = ? OR e.member_id = ?)", id, id, id)
			var seen bool
			if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT FROM event e WHERE "+w.text()+")", w.args...).Scan(&seen); err != nil {
				return err
			}
			if seen {
				names[id] = name
			}
		}
		return nil
	})
	return names, err
}

// nameTeam adds the name of the team of a filter for who reads its events.
func nameTeam(ctx context.Context, tx pgx.Tx, actor access.Actor, slug string, names map[string]string) error {
	if slug == "" {
		return nil
	}
	var id, name string
	err := tx.QueryRow(ctx, `SELECT id::text, name FROM team WHERE slug = $1`, slug).Scan(&id, &name)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if readsAll(actor) || slices.Contains(actor.Leads, id) {
		names[slug] = name
	}
	return err
}
