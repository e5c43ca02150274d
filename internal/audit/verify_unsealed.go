package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// selectUnsealed finds the events that are not sealed, and of each whether it may still wait: it is behind the last one that
// was sealed, or it came with a dump from another cluster and waits in its line.
const selectUnsealed = `
WITH place AS (
	SELECT coalesce(max(era_event), 0) AS era, coalesce(max(last_tx), '0'::xid8) AS tx, coalesce(max(last_id), 0) AS id,
		coalesce(max(backlog), 0) AS backlog FROM public.seal_position),
last AS (
	SELECT e.tx, e.id FROM public.seal s JOIN public.event e ON e.id = s.event_id
	WHERE e.id > (SELECT era FROM place) ORDER BY s.seq DESC LIMIT 1)
SELECT e.id, e.at,
	(e.id > p.era AND (e.tx, e.id) > (p.tx, p.id) AND (e.tx, e.id) > (coalesce(l.tx, '0'::xid8), coalesce(l.id, 0)))
		OR EXISTS (SELECT FROM public.seal_backlog b WHERE b.event_id = e.id AND b.n > p.backlog)
		OR EXISTS (SELECT FROM public.seal_past o WHERE e.id > o.after_event AND e.id <= o.to_event AND (e.tx, e.id) > (o.last_tx, o.last_id))
FROM public.event e CROSS JOIN place p LEFT JOIN last l ON true
WHERE NOT EXISTS (SELECT FROM public.seal s WHERE s.event_id = e.id)`

// verifyUnsealed looks at the events that are not in the chain: those that came last wait for the sealer, and any other was put
// there later.
func verifyUnsealed(ctx context.Context, tx pgx.Tx, chain *seal.Chain, out *Verified) error {
	rows, err := tx.Query(ctx, selectUnsealed)
	if err != nil {
		return fmt.Errorf("read what is not sealed: %w", err)
	}
	var id int64
	var at time.Time
	var waits bool
	_, err = pgx.ForEachRow(rows, []any{&id, &at, &waits}, func() error {
		found := seal.Finding{Seq: -1, Event: id}
		if !waits {
			found.What = "it was put there later: it is not sealed, and events after it are"
			out.Findings.Add(found)
			return nil
		}
		if found.What = chain.Back(at); found.What != "" {
			out.Findings.Add(found)
		}
		out.Unsealed++
		if at.After(out.NewestUnsealed) {
			out.NewestUnsealed = at
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what is not sealed: %w", err)
	}
	return nil
}
