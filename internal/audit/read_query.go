package audit

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// condition is a WHERE that is put together from fixed pieces. It is not generated like the other queries: with one text
// for every mix of filters PostgreSQL would plan for filters that are not there.
type condition struct {
	pieces []string
	args   []any
}

// and adds a piece; each ? in it stands for the next of args.
func (c *condition) and(piece string, args ...any) {
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
	c.pieces = append(c.pieces, b.String())
	c.args = append(c.args, args...)
}

// beyond is the condition and the place to go on from.
func (c *condition) beyond(from int64, newer bool) *condition {
	next := &condition{pieces: append([]string(nil), c.pieces...), args: append([]any(nil), c.args...)}
	switch {
	case newer:
		next.and("e.id > ?", from)
	case from > 0:
		next.and("e.id < ?", from)
	}
	return next
}

func (c *condition) text() string {
	if len(c.pieces) == 0 {
		return "true"
	}
	return strings.Join(c.pieces, " AND ")
}

// scoped is what the actor may see at all: an auditor and an admin everything; a lead what concerns their teams and the
// people in them, sign-ins and passwords aside; everyone what they did and what concerns them.
func scoped(actor access.Actor) *condition {
	c := &condition{}
	switch {
	case actor.Kind == access.System, actor.Kind == access.Operator, actor.Auditor, actor.Admin:
	case len(actor.Leads) > 0:
		c.and(`(e.actor_id = ? OR e.member_id = ? OR (e.action NOT LIKE 'session.%' AND e.action NOT LIKE 'password.%' AND
			(e.team_id = ANY(?) OR e.member_id IN (SELECT member_id FROM member_role WHERE team_id = ANY(?) AND ended_at IS NULL))))`,
			actor.ID, actor.ID, actor.Leads, actor.Leads)
	default:
		c.and("(e.actor_id = ? OR e.member_id = ?)", actor.ID, actor.ID)
	}
	return c
}

const selectLines = `
SELECT e.id, e.at, e.actor_kind, coalesce(e.actor_id::text, ''), coalesce(am.name, ''), e.action, e.subject_kind, e.subject_id,
  coalesce(e.member_id::text, ''), coalesce(mm.name, ''), coalesce(e.team_id::text, ''), coalesce(t.name, ''), coalesce(t.slug, ''),
  coalesce(e.before, ''), coalesce(e.after, ''), coalesce(e.grade, ''), coalesce(w.words, ''), e.request_id, e.refused
FROM event e
LEFT JOIN member am ON am.id = e.actor_id
LEFT JOIN member mm ON mm.id = e.member_id
LEFT JOIN team t ON t.id = e.team_id
LEFT JOIN event_reason w ON w.event_id = e.id
WHERE `

func lines(ctx context.Context, tx pgx.Tx, where *condition, oldestFirst bool, limit int) ([]Line, error) {
	order := "DESC"
	if oldestFirst {
		order = "ASC"
	}
	rows, err := tx.Query(ctx, selectLines+where.text()+fmt.Sprintf(" ORDER BY e.id %s LIMIT %d", order, limit), where.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Line, error) {
		var l Line
		err := row.Scan(&l.ID, &l.At, &l.ActorKind, &l.ActorID, &l.ActorName, &l.Action, &l.SubjectKind, &l.SubjectID,
			&l.MemberID, &l.MemberName, &l.TeamID, &l.TeamName, &l.TeamSlug,
			&l.Before, &l.After, &l.Grade, &l.Reason, &l.RequestID, &l.Refused)
		return l, err
	})
}
