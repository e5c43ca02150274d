package audit

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Related says which events belong together as the time line of one thing.
type Related struct {
	// Kinds and IDs of what the events are about: any of the kinds with any of the ids.
	Kinds, IDs []string
	// Also adds the events of these actions about one further subject.
	Also        Subject
	AlsoActions []Action
	// MemberID, Actions and Mentions find further events: of those actions, about that member, that mention one of the ids in
	// what was written before or after. All three must be given for any to be found.
	MemberID string
	Actions  []Action
	Mentions []string
}

// maxRelated is where a time line ends; what is older is in the trail.
const maxRelated = 200

// About reads the time line of one thing in the caller's snapshot, the newest first, refusals aside. The caller has
// checked that the actor may see it.
func About(ctx context.Context, tx pgx.Tx, r Related) ([]Line, error) {
	var member *string
	if r.MemberID != "" {
		member = &r.MemberID
	}
	w := &condition{}
	w.and("NOT e.refused")
	w.oneOf(
		way{column: "e.subject_id", set: "SELECT unnest(?::text[])", setArgs: []any{r.IDs}, sql: "e.subject_kind = ANY(?)", args: []any{r.Kinds}},
		way{sql: "e.subject_kind = ? AND e.subject_id = ? AND e.action = ANY(?)", args: []any{r.Also.Kind, r.Also.ID, words(r.AlsoActions)}},
		way{
			sql: `e.member_id = ? AND e.action = ANY(?) AND EXISTS (SELECT FROM unnest(?::text[]) AS word
			WHERE position(word IN e.subject_id || ' ' || coalesce(e.before, '') || ' ' || coalesce(e.after, '')) > 0)`,
			args: []any{member, words(r.Actions), r.Mentions},
		})
	found, err := lines(ctx, tx, w, false, maxRelated)
	if err != nil {
		return nil, err
	}
	return found, nameAll(ctx, tx, found)
}

func words(actions []Action) []string {
	all := make([]string, 0, len(actions))
	for _, a := range actions {
		all = append(all, string(a))
	}
	return all
}
