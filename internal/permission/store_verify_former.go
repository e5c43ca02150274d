package permission

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// formerFaults are the lines of people who had left that ledger_former lacks or has otherwise. It says where one has to look
// for who should not hold what they hold, so a row that is gone hides a line from the page and its count alike. The rule is
// written out again: whoever owns the database can change the function that fills the table. It is asked of those alone who
// ever left anything.
const formerFaults = `WITH left_something AS (
	SELECT member_id AS id FROM public.role_history WHERE ended_at IS NOT NULL
	UNION SELECT subject_id FROM public.name_history WHERE disabled_at IS NOT NULL)
SELECT g.grant_id::text, g.version, g.recorded_at, f.version_id IS NULL AS lacks
FROM left_something l JOIN public.permission_grant g ON g.member_id = l.id
LEFT JOIN public.ledger_former f ON f.version_id = g.version_id
WHERE CASE WHEN f.version_id IS NOT NULL THEN (f.grant_id, f.held_from) IS DISTINCT FROM (g.grant_id, g.held_from) OR f.company_id IS DISTINCT FROM g.company_id
	ELSE EXISTS (SELECT FROM public.name_history n WHERE n.subject_id = g.member_id AND n.disabled_at IS NOT NULL)
	OR EXISTS (SELECT FROM public.role_history r
		JOIN public.role_history k ON k.member_id = r.member_id AND k.recorded_at >= r.recorded_at AND (r.superseded_at IS NULL OR k.recorded_at < r.superseded_at)
		WHERE r.member_id = g.member_id AND r.ended_at IS NOT NULL AND (r.team_id IS NOT NULL OR r.company_id = g.company_id)
			AND NOT EXISTS (SELECT FROM public.role_history o WHERE o.member_id = g.member_id AND o.company_id IS NOT DISTINCT FROM r.company_id
				AND o.since <= r.ended_at AND (o.ended_at IS NULL OR o.ended_at > r.ended_at)
				AND o.recorded_at <= k.recorded_at AND (o.superseded_at IS NULL OR o.superseded_at > k.recorded_at))) END
ORDER BY 1, 2`

// gradedFaults are the lines whose evidence is said to stand since a moment at which no version of the grant was recorded.
// An older or younger age than that would hide a line whose evidence is too old.
const gradedFaults = `SELECT g.grant_id::text, g.version, g.recorded_at, false FROM public.permission_grant g
WHERE g.graded_at <> g.recorded_at AND NOT EXISTS (SELECT FROM public.permission_grant p
	WHERE p.grant_id = g.grant_id AND p.version < g.version AND p.grade = g.grade AND p.recorded_at = g.graded_at)
ORDER BY 1, 2`

// verifyBeside holds what the ledger keeps beside its lines, to find them by, against the lines.
func verifyBeside(ctx context.Context, tx pgx.Tx) (found seal.Findings, err error) {
	for _, ask := range []struct{ sql, lacks, differs string }{
		{
			formerFaults, "version %d of grant %s, recorded %s, is of somebody who had left, and is missing where such lines are looked for (ledger_former)",
			"version %d of grant %s, recorded %s, stands otherwise where the lines of those who left are looked for (ledger_former)",
		},
		{gradedFaults, "", "version %d of grant %s, recorded %s, says that its evidence stands since a moment at which nothing of it was recorded"},
	} {
		rows, err := tx.Query(ctx, ask.sql)
		if err != nil {
			return found, fmt.Errorf("read what stands beside the ledger: %w", err)
		}
		var grant string
		var version int
		var recorded time.Time
		var lacks bool
		_, err = pgx.ForEachRow(rows, []any{&grant, &version, &recorded, &lacks}, func() error {
			say := ask.differs
			if lacks {
				say = ask.lacks
			}
			found.Add(seal.Nowhere(say, version, grant, seal.Moment(recorded)))
			return nil
		})
		if err != nil {
			return found, fmt.Errorf("read what stands beside the ledger: %w", err)
		}
	}
	return found, nil
}
