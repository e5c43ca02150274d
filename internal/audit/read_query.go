package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// condition is a WHERE that is put together from fixed pieces. It is not generated like the other queries: with one text
// for every mix of filters PostgreSQL would plan for filters that are not there.
type condition struct {
	pieces []string
	args   []any
	// either are groups of ways: for each group one of its ways holds.
	either [][]way
	// narrow says that a piece leaves so little that nothing is won by walking the ways.
	narrow bool
}

// way is one of several reasons for which an event belongs to the answer. Each is found by an index of its own, so that the
// newest events of all ways are the newest of each, put together: an OR would read the whole trail.
type way struct {
	// sql holds of the event: "e.actor_id = ?". With a set it may be empty.
	sql  string
	args []any
	// set is a query of the values that column has: each is walked by itself.
	set     string
	setArgs []any
	column  string
	// many says that the set may hold hundreds of values: it is walked after the ways that are not many.
	many bool
}

func (w way) also() []string {
	if w.sql == "" {
		return nil
	}
	return []string{w.sql}
}

// and adds a piece; each ? in it stands for the next of args.
func (c *condition) and(piece string, args ...any) {
	c.pieces = append(c.pieces, c.number(piece, args))
}

// oneOf adds that one of the ways holds. The first group that is added is the one to walk: the narrowest.
func (c *condition) oneOf(ways ...way) {
	group := make([]way, 0, len(ways))
	for _, w := range ways {
		w.sql = c.number(w.sql, w.args)
		w.set = c.number(w.set, w.setArgs)
		group = append(group, w)
	}
	c.either = append(c.either, group)
}

// number puts $1, $2 ... for each ? and keeps the arguments.
func (c *condition) number(piece string, args []any) string {
	var b strings.Builder
	next := len(c.args)
	for _, r := range piece {
		if r == '?' {
			next++
			fmt.Fprintf(&b, "$%d", next)
			continue
		}
		b.WriteRune(r)
	}
	c.args = append(c.args, args...)
	return b.String()
}

// beyond is the condition and the event to go on from, in the order of time.
func (c *condition) beyond(from int64, newer bool) *condition {
	next := &condition{pieces: slices.Clone(c.pieces), args: slices.Clone(c.args), either: c.either, narrow: c.narrow}
	const place = "((SELECT c.at FROM event c WHERE c.id = ?), ?::bigint)"
	switch {
	case newer:
		next.and("(e.at, e.id) > "+place, from, from)
	case from > 0:
		next.and("(e.at, e.id) < "+place, from, from)
	}
	return next
}

// text is the whole condition on an event e.
func (c *condition) text() string {
	pieces := slices.Clone(c.pieces)
	for _, group := range c.either {
		pieces = append(pieces, checked(group))
	}
	return joined(pieces)
}

func joined(pieces []string) string {
	if len(pieces) == 0 {
		return "true"
	}
	return strings.Join(pieces, " AND ")
}

// checked is a group of ways as a condition.
func checked(group []way) string {
	var parts []string
	for _, w := range group {
		var both []string
		if w.set != "" {
			both = append(both, w.column+" IN ("+w.set+")")
		}
		if w.sql != "" {
			both = append(both, w.sql)
		}
		parts = append(parts, "("+strings.Join(both, " AND ")+")")
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// found is a query of the first events that the condition leaves, in order.
func (c *condition) found(order string, limit int) string {
	end := fmt.Sprintf(" ORDER BY e.at %s, e.id %s LIMIT %d", order, order, limit)
	if len(c.either) == 0 || c.narrow {
		return "SELECT e.* FROM event e WHERE " + c.text() + end
	}
	must := slices.Clone(c.pieces)
	for _, group := range c.either[1:] {
		must = append(must, checked(group))
	}
	var few, many []string
	for _, w := range c.either[0] {
		if w.set == "" {
			few = append(few, "(SELECT e.id, e.at FROM event e WHERE "+joined(append([]string{w.sql}, must...))+end+")")
			continue
		}
		pieces := slices.Concat([]string{w.column + " = one.v"}, must, w.also())
		walk := "(SELECT e.id, e.at FROM (" + w.set + ") AS one(v) CROSS JOIN LATERAL (SELECT e.id, e.at FROM event e WHERE %s" + end + ") AS e" + end + ")"
		if !w.many {
			few = append(few, fmt.Sprintf(walk, joined(pieces)))
			continue
		}
		many = append(many, fmt.Sprintf(walk, joined(append(pieces, within[order]))))
	}
	last := "SELECT e.id, e.at FROM (" + strings.Join(few, " UNION ") + ") AS e" + end
	if len(many) > 0 {
		last = "WITH few AS MATERIALIZED (" + last + "), rim AS MATERIALIZED (" + fmt.Sprintf("SELECT at FROM few ORDER BY at %s OFFSET %d", order, limit-1) +
			") SELECT e.id, e.at FROM (" + strings.Join(append(many, "SELECT id, at FROM few"), " UNION ") + ") AS e" + end
	}
	return "SELECT e.* FROM (" + last + ") AS found JOIN event e ON e.id = found.id"
}

// within keeps a walk of many values to the time in which the few ways have filled the page already.
var within = map[string]string{
	"DESC": "e.at >= coalesce((SELECT at FROM rim), '-infinity')",
	"ASC":  "e.at <= coalesce((SELECT at FROM rim), 'infinity')",
}

// notPrivate leaves out what concerns nobody but the person: when they signed in, and their passwords.
const notPrivate = "e.action NOT LIKE 'session.%' AND e.action NOT LIKE 'password.%'"

// teamPeople are the members of teams today.
const teamPeople = "SELECT DISTINCT member_id FROM member_role WHERE team_id = ANY(?) AND ended_at IS NULL"

// scoped is what the actor may see at all: an auditor and an admin everything; a lead what concerns their teams and the
// people in them, sign-ins and passwords aside; everyone what they did and what concerns them.
func scoped(actor access.Actor) *condition {
	c := &condition{}
	if readsAll(actor) {
		return c
	}
	ways := []way{{sql: "e.actor_id = ?", args: []any{actor.ID}}, {sql: "e.member_id = ?", args: []any{actor.ID}}}
	if len(actor.Leads) > 0 {
		ways = append(ways,
			way{column: "e.team_id", set: "SELECT unnest(?::uuid[])", setArgs: []any{actor.Leads}, sql: notPrivate},
			way{column: "e.member_id", set: teamPeople, setArgs: []any{actor.Leads}, sql: notPrivate, many: true})
	}
	c.oneOf(ways...)
	return c
}

// readsAll reports whether the actor reads the whole trail.
func readsAll(actor access.Actor) bool {
	return actor.Kind == access.System || actor.Kind == access.Operator || actor.Auditor || actor.Admin
}

// selectLines looks up what stands beside the events that were found. Most events have no reason and concern who did them:
// those are spared a look into the big tables.
const selectLines = `
SELECT e.id, e.at, e.actor_kind, coalesce(e.actor_id::text, ''), coalesce(am.name, ''), e.action, e.subject_kind, e.subject_id,
  coalesce(e.member_id::text, ''), CASE WHEN e.member_id = e.actor_id THEN coalesce(am.name, '') ELSE coalesce(mm.name, '') END, coalesce(e.team_id::text, ''), coalesce(t.name, ''), coalesce(t.slug, ''),
  coalesce(e.before, ''), coalesce(e.after, ''), coalesce(e.grade, ''), coalesce(w.words, ''), w.erased_at, e.request_id, e.refused,
  coalesce(s.seq, -1), s.sealed_at, coalesce(encode(s.leaf, 'hex'), ''), coalesce(encode(s.link, 'hex'), ''), coalesce(encode(b.link, 'hex'), '')
FROM (%s) AS e
LEFT JOIN member am ON am.id = e.actor_id
LEFT JOIN member mm ON mm.id = nullif(e.member_id, e.actor_id)
LEFT JOIN team t ON t.id = e.team_id
LEFT JOIN event_reason w ON w.event_id = CASE WHEN e.reason_hash IS NOT NULL THEN e.id END
LEFT JOIN seal s ON s.event_id = e.id
LEFT JOIN seal b ON b.seq = s.seq - 1
ORDER BY e.at %[2]s, e.id %[2]s`

func lines(ctx context.Context, tx pgx.Tx, where *condition, oldestFirst bool, limit int) ([]Line, error) {
	order := "DESC"
	if oldestFirst {
		order = "ASC"
	}
	args := where.args
	if where.narrow || len(where.either) > 0 {
		// One subject has three events and another a million: planned anew for the values that are asked for.
		args = append([]any{pgx.QueryExecModeCacheDescribe}, args...)
	}
	rows, err := tx.Query(ctx, fmt.Sprintf(selectLines, where.found(order, limit), order), args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Line, error) {
		var l Line
		err := row.Scan(&l.ID, &l.At, &l.ActorKind, &l.ActorID, &l.ActorName, &l.Action, &l.SubjectKind, &l.SubjectID,
			&l.MemberID, &l.MemberName, &l.TeamID, &l.TeamName, &l.TeamSlug,
			&l.Before, &l.After, &l.Grade, &l.Reason, &l.ErasedAt, &l.RequestID, &l.Refused,
			&l.Seq, &l.SealedAt, &l.Leaf, &l.Link, &l.LinkBefore)
		l.Sealed = l.Seq >= 0
		return l, err
	})
}
