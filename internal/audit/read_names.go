package audit

import (
	"context"
	"regexp"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

var idForm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// nameAll looks up, in one round trip, what the ids in the lines are called today. An id of something that has no name, or
// of a person who was erased, stays an id.
func nameAll(ctx context.Context, tx pgx.Tx, all []Line) error {
	var ids []string
	for _, l := range all {
		for _, text := range []string{l.SubjectID, l.Before, l.After} {
			ids = append(ids, idForm.FindAllString(text, -1)...)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	rows, err := tx.Query(ctx, `
		SELECT id::text, name FROM member WHERE id = ANY($1::uuid[])
		UNION ALL SELECT id::text, name FROM company WHERE id = ANY($1::uuid[])
		UNION ALL SELECT id::text, name FROM app WHERE id = ANY($1::uuid[])
		UNION ALL SELECT id::text, name FROM team WHERE id = ANY($1::uuid[])
		UNION ALL SELECT p.id::text, a.name FROM production_request p JOIN app a ON a.id = p.app_id WHERE p.id = ANY($1::uuid[])
		UNION ALL SELECT x.id::text, a.name FROM app_test x JOIN app a ON a.id = x.app_id WHERE x.id = ANY($1::uuid[])`, ids)
	if err != nil {
		return err
	}
	names := map[string]string{}
	var id, name string
	if _, err = pgx.ForEachRow(rows, []any{&id, &name}, func() error {
		names[id] = name
		return nil
	}); err != nil {
		return err
	}
	for i := range all {
		all[i].names = names
	}
	return nil
}

// Name is what an id in this event is called today; empty when it has no name.
func (l Line) Name(id string) string { return l.names[id] }

// Team is one that the trail can be narrowed to.
type Team struct{ Slug, Name string }

// Teams lists the teams whose events the actor may see: all for an auditor or admin, else those that they lead. Kinds:
// Unauthenticated, Unavailable.
func (l *Log) Teams(ctx context.Context, actor access.Actor) ([]Team, error) {
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return nil, err
	}
	leads := actor.Leads
	if leads == nil {
		leads = []string{}
	}
	var teams []Team
	err := l.db.Read(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT slug, name FROM team WHERE $1 OR id = ANY($2::uuid[]) ORDER BY lower(name), slug LIMIT 500`,
			actor.Auditor || actor.Admin, leads)
		if err != nil {
			return err
		}
		teams, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Team])
		return err
	})
	return teams, err
}
