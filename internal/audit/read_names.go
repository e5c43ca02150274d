package audit

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
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

// TeamsListed is how many teams are listed to choose from: where there are more, one is found by its name.
const TeamsListed = 50

// Teams lists the teams whose events the actor may see by name: of all for an auditor or admin, else of those that they lead;
// more says that there are others than the first TeamsListed. Kinds: Unauthenticated, Unavailable.
func (l *Log) Teams(ctx context.Context, actor access.Actor) (teams []Team, more bool, err error) {
	teams, err = l.findTeams(ctx, actor, "true", TeamsListed+1)
	if len(teams) > TeamsListed {
		return teams[:TeamsListed], true, err
	}
	return teams, false, err
}

// FindTeams finds teams whose events the actor may see by a part of their name, 20 at most. Kinds: Invalid for a text that no
// name can hold, Unauthenticated, Unavailable.
func (l *Log) FindTeams(ctx context.Context, actor access.Actor, text string) ([]Team, error) {
	f := Filter{Query: text}
	if err := f.search(&condition{}, actor); err != nil {
		return nil, apperr.New(apperr.Invalid, "Write a part of the name.")
	}
	q, like := f.words()
	if q == "" {
		return nil, nil
	}
	return l.findTeams(ctx, actor, "name ILIKE $3", 20, like)
}

func (l *Log) findTeams(ctx context.Context, actor access.Actor, called string, limit int, args ...any) ([]Team, error) {
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return nil, err
	}
	all := actor.Auditor || actor.Admin
	if !all && len(actor.Leads) == 0 {
		return nil, nil
	}
	leads := actor.Leads
	if leads == nil {
		leads = []string{}
	}
	var teams []Team
	err := l.db.Read(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT slug, name FROM team WHERE ($1 OR id = ANY($2::uuid[])) AND %s
			ORDER BY lower(name), slug LIMIT %d`, called, limit), append([]any{all, leads}, args...)...)
		if err != nil {
			return err
		}
		teams, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Team])
		return err
	})
	return teams, err
}
