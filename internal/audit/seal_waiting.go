package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// waiting is behind what the events stand that are not sealed yet.
type waiting struct {
	backlogged, past bool
	eraEvent, lastID int64
	lastTx           string
}

func (w *waiting) ask(batch *pgx.Batch) {
	batch.Queue(`SELECT coalesce(max(era_event), 0), coalesce(max(last_tx::text), '0'), coalesce(max(last_id), 0),
		EXISTS (SELECT FROM seal_backlog WHERE n > coalesce((SELECT max(backlog) FROM seal_position), 0)),
		EXISTS (SELECT FROM seal_past) FROM seal_position`).QueryRow(func(row pgx.Row) error {
		return row.Scan(&w.eraEvent, &w.lastTx, &w.lastID, &w.backlogged, &w.past)
	})
}

// What waits is counted place by place, each found by an index: of this era behind the last event that was sealed, also of
// transactions that ended while others still run; and of eras before.
const (
	waitingFresh = `SELECT e.at FROM event e WHERE e.id > $1 AND (e.tx, e.id) > ($2::text::xid8, $3)
		AND e.tx < pg_snapshot_xmax(pg_current_snapshot()) ORDER BY e.tx, e.id LIMIT $4`
	waitingPast = `SELECT e.at FROM event e WHERE e.id > $1 AND e.id <= $2 AND (e.tx, e.id) > ($3::text::xid8, $4) ORDER BY e.tx, e.id LIMIT $5`
	waitingLong = `SELECT e.at FROM seal_backlog b JOIN event e ON e.id = b.event_id
		WHERE b.n > (SELECT backlog FROM seal_position) ORDER BY b.n LIMIT $1`
)

// readUnsealed counts what waits, so far as it is counted.
func (s *SealState) readUnsealed(ctx context.Context, tx pgx.Tx, w *waiting) error {
	const most = UnsealedMax + 1
	count := func(query string, args ...any) error {
		var n int
		var oldest *time.Time
		query = fmt.Sprintf("SELECT count(*), min(w.at) FROM (%s) w", query)
		if err := tx.QueryRow(ctx, query, args...).Scan(&n, &oldest); err != nil {
			return err
		}
		s.Unsealed = min(s.Unsealed+n, most)
		if oldest != nil && (s.Oldest.IsZero() || oldest.Before(s.Oldest)) {
			s.Oldest = *oldest
		}
		return nil
	}
	if w.backlogged {
		if err := count(waitingLong, anew, most); err != nil {
			return err
		}
	}
	if w.past {
		eras, err := pastEras(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range eras {
			if err := count(waitingPast, anew, p.after, p.to, p.lastTx, p.lastID, most); err != nil {
				return err
			}
		}
	}
	return count(waitingFresh, w.eraEvent, w.lastTx, w.lastID, most)
}
