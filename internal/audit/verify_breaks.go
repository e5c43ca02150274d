package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// placedBreak is a recorded break of continuity with its place in the chain.
type placedBreak struct {
	Break
	seq int64 // -1 where it is not sealed yet
}

// words says what was lost.
func (b placedBreak) words() string {
	if b.Found.Size < b.Outside.Size {
		return fmt.Sprintf("on %s the trail had %s events where a checkpoint outside was signed over %s: it went on without the last %s",
			seal.Moment(b.At), seal.Number(b.Found.Size), seal.Number(b.Outside.Size), seal.Number(b.Outside.Size-b.Found.Size))
	}
	return fmt.Sprintf("on %s the first %s events of the trail were others than a checkpoint outside was signed over",
		seal.Moment(b.At), seal.Number(b.Outside.Size))
}

// placedBreaks reads the recorded breaks by the event, and where each is in the chain.
func placedBreaks(ctx context.Context, tx pgx.Tx) ([]placedBreak, error) {
	rows, err := tx.Query(ctx, `SELECT e.id, e.at, coalesce(s.seq, -1), coalesce(e.before, '{}'), coalesce(e.after, '{}')
		FROM public.event e LEFT JOIN public.seal s ON s.event_id = e.id
		WHERE e.action = $1 AND NOT e.refused ORDER BY e.id LIMIT $2`, string(ContinuityBroken), breakLimit)
	if err != nil {
		return nil, fmt.Errorf("read the breaks of continuity: %w", err)
	}
	var all []placedBreak
	var id, seq int64
	var at time.Time
	var before, after string
	_, err = pgx.ForEachRow(rows, []any{&id, &at, &seq, &before, &after}, func() error {
		b := placedBreak{Break: Break{Event: id, At: at}, seq: seq}
		// An event that cannot be read says nothing, and excuses nothing.
		_ = json.Unmarshal([]byte(before), &b.Outside)
		_ = json.Unmarshal([]byte(after), &b.Found)
		all = append(all, b)
		return nil
	})
	return all, err
}

// excuse marks the checkpoints from outside that a recorded break explains: those of the trail that was lost, from where it
// was cut to what was kept of it. Where it was not cut but another one, nobody knows since when.
func excuse(outside []seal.Known, breaks []placedBreak) []seal.Known {
	marked := make([]seal.Known, 0, len(outside))
	for _, k := range outside {
		for _, b := range breaks {
			from := b.Found.Size
			if b.Found.Size >= b.Outside.Size {
				from = 0
			}
			k.Excused = k.Excused || (k.Size > from && k.Size <= b.Outside.Size)
		}
		marked = append(marked, k)
	}
	return marked
}
