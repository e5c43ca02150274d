package benchdata

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// perMember is how many events there are for each member, perTeam how many members a team has.
const (
	perMember = 100
	perTeam   = 100
)

// Events fills an empty, migrated database with n events over three years, with the members and teams that they are about: a
// member for each 100 events, teams of 100 with a lead, 30 kinds of event in the mix of a team at work. It is the same each
// time. conn is the owner's; indexes of the trail are made anew at the end, so that ten million take minutes. It is for
// measuring: what the events tell did not happen, and no fact stands behind them.
func Events(ctx context.Context, conn *pgx.Conn, n int) error {
	g := &eventMaker{rand: rand.New(rand.NewPCG(1, 2)), n: n, at: time.Now().UTC().Add(-3 * 365 * 24 * time.Hour)}
	g.step = 3 * 365 * 24 * time.Hour / time.Duration(n+1)
	if err := g.people(ctx, conn); err != nil {
		return fmt.Errorf("write the people of the events: %w", err)
	}
	indexes, err := dropIndexes(ctx, conn)
	if err != nil {
		return fmt.Errorf("take the indexes of the trail away: %w", err)
	}
	columns := []string{
		"id", "at", "actor_kind", "actor_id", "action", "subject_kind", "subject_id", "member_id", "team_id", "before", "after",
		"grade", "reason_hash", "request_id", "refused",
	}
	if _, err := conn.CopyFrom(ctx, pgx.Identifier{"event"}, columns, pgx.CopyFromFunc(g.next)); err != nil {
		return fmt.Errorf("write the events: %w", err)
	}
	for _, statement := range append([]string{
		`SELECT setval(pg_get_serial_sequence('event', 'id'), (SELECT max(id) FROM event))`,
		`INSERT INTO event_reason (event_id, salt, words)
			SELECT id, decode(repeat('00', 16), 'hex'), CASE id % 7 WHEN 0 THEN 'Seen on screen in the meeting of ' || to_char(at, 'DD Mon YYYY')
				WHEN 1 THEN 'The mail of ' || to_char(at, 'DD Mon') || ' says so, number ' || id ELSE 'Checked together, case ' || id END
			FROM event WHERE reason_hash IS NOT NULL`,
	}, indexes...) {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	_, err = conn.Exec(ctx, `VACUUM (ANALYZE) event, event_reason, member, member_role, team`)
	return err
}

// dropIndexes takes away all indexes of the trail but its key, and returns what makes them again.
func dropIndexes(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, `SELECT c.relname::text, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
		WHERE i.indrelid IN ('event'::regclass, 'event_reason'::regclass) AND NOT i.indisprimary`)
	if err != nil {
		return nil, err
	}
	var name, definition string
	var names, definitions []string
	if _, err := pgx.ForEachRow(rows, []any{&name, &definition}, func() error {
		names, definitions = append(names, name), append(definitions, definition)
		return nil
	}); err != nil || len(names) == 0 {
		return nil, err
	}
	_, err = conn.Exec(ctx, "DROP INDEX "+strings.Join(names, ", "))
	return definitions, err
}

// eventMaker makes one event after the other.
type eventMaker struct {
	rand    *rand.Rand
	n, made int
	at      time.Time
	step    time.Duration
	members []uuid.UUID
	leads   []uuid.UUID // one a team
	teams   []uuid.UUID
	request string
}

func (g *eventMaker) id() uuid.UUID {
	var id uuid.UUID
	for i := range id {
		id[i] = byte(g.rand.Uint32())
	}
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id
}

// people writes the members, their teams and their roles.
func (g *eventMaker) people(ctx context.Context, conn *pgx.Conn) error {
	var members, teams, roles [][]any
	for i := range max(g.n/perMember, 10) {
		team := i / perTeam
		if team == len(g.teams) {
			g.teams = append(g.teams, g.id())
			teams = append(teams, []any{g.teams[team], fmt.Sprintf("team-%d", team), fmt.Sprintf("Team %d", team)})
		}
		id := g.id()
		g.members = append(g.members, id)
		name := givenNames[i%len(givenNames)] + " " + familyNames[i/len(givenNames)%len(familyNames)]
		mail := fmt.Sprintf("%s.%d@acme.example", strings.ToLower(strings.ReplaceAll(name, " ", ".")), i)
		members = append(members, []any{id, name, mail, mail})
		role := "developer"
		if i%perTeam == 0 {
			role = "lead"
			g.leads = append(g.leads, id)
		}
		roles = append(roles, []any{g.id(), id, role, g.teams[team]})
	}
	for _, table := range []struct {
		name    string
		columns []string
		rows    [][]any
	}{
		{"team", []string{"id", "slug", "name"}, teams},
		{"member", []string{"id", "name", "email", "email_key"}, members},
		{"member_role", []string{"id", "member_id", "role", "team_id"}, roles},
	} {
		if _, err := conn.CopyFrom(ctx, pgx.Identifier{table.name}, table.columns, pgx.CopyFromRows(table.rows)); err != nil {
			return err
		}
	}
	return nil
}

// next is the row of the next event, nil at the end.
func (g *eventMaker) next() ([]any, error) {
	if g.made == g.n {
		return nil, nil
	}
	g.made++
	g.at = g.at.Add(g.step)
	// Some people do much, many do little.
	i := int(float64(len(g.members)) * g.rand.Float64() * g.rand.Float64())
	member, team := g.members[i], g.teams[i/perTeam]
	kind := pick(g.rand)
	actorKind, actor := "member", &member
	switch {
	case kind.by == "system":
		actorKind, actor = "system", nil
	case kind.by == "lead", g.rand.IntN(20) == 0:
		actor = &g.leads[i/perTeam]
	case g.rand.IntN(200) == 0:
		actorKind, actor = "anonymous", nil
	}
	subject := kind.about
	if kind.subject == "member" {
		subject = member.String()
	} else if subject == "" {
		subject = g.id().String()
	}
	if g.request == "" || g.rand.IntN(10) > 0 {
		g.request = g.id().String()
	}
	var reason []byte
	var before, after, grade *string
	refused := g.rand.IntN(200) == 0
	if !refused {
		before, after, grade = text(kind.before), text(kind.after), text(kind.grade)
	}
	if refused || g.rand.IntN(12) == 0 {
		reason = make([]byte, 32)
	}
	return []any{
		int64(g.made), g.at, actorKind, actor, kind.action, kind.subject, subject, &member, &team, before, after, grade, reason,
		g.request, refused,
	}, nil
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
