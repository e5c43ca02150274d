package audit

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// SealState is how far the trail is sealed, and how far that is known outside.
type SealState struct {
	// Size is how many events are sealed, Root the head of their tree and Link that of their chain.
	Size int64
	Root seal.Hash
	Link seal.Hash
	// Event is the number of the last event sealed, EventAt when it happened, SealedAt when it was sealed; zero for none.
	Event    int64
	EventAt  time.Time
	SealedAt time.Time
	// Unsealed is how many events are not sealed yet, UnsealedMax and one at most; Oldest is when the first of them happened.
	Unsealed int
	Oldest   time.Time
	// Checkpoint is the newest one; its Size is zero where there is none. Deliveries say where checkpoints went.
	Checkpoint Signed
	Deliveries []Delivery
	// Verifier is the key that verifies checkpoints; empty where no key is set, and so none are signed.
	Verifier string
	// Breaks are the breaks of continuity, the oldest first, 100 at most: they are shown for ever.
	Breaks []Break
	// Trouble is what keeps this process from sealing, since TroubleAt; empty while all is well.
	Trouble   string
	TroubleAt time.Time
}

// UnsealedMax is how far unsealed events are counted: one more than it means that there are more.
const UnsealedMax = 1000

// Delivery is what became of the last delivery to a target.
type Delivery struct {
	Target string
	// Size and At are those of the last checkpoint that arrived; zero where none did.
	Size int64
	At   time.Time
	// Error is why the newest attempt failed, at FailedAt after so many attempts; empty where it did not.
	Error    string
	FailedAt time.Time
	Attempts int
}

// SealState reads how far the trail is sealed. Kinds: Unavailable.
func (l *Log) SealState(ctx context.Context) (SealState, error) {
	state := SealState{Verifier: l.Verifier()}
	if trouble := l.sealing.Load(); trouble != nil {
		state.Trouble, state.TroubleAt = trouble.text, trouble.since
	}
	err := l.db.Read(ctx, func(tx pgx.Tx) error {
		if err := state.readHead(ctx, tx); err != nil {
			return err
		}
		if err := state.readUnsealed(ctx, tx); err != nil {
			return err
		}
		var err error
		if state.Checkpoint, _, err = latest(ctx, tx); err != nil {
			return err
		}
		if state.Deliveries, err = readDeliveries(ctx, tx); err != nil {
			return err
		}
		state.Breaks, err = recordedBreaks(ctx, tx)
		return err
	})
	return state, err
}

func (s *SealState) readHead(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT s.seq + 1, s.link, s.event_id, s.sealed_at, coalesce(e.at, s.sealed_at)
		FROM seal s LEFT JOIN event e ON e.id = s.event_id ORDER BY s.seq DESC LIMIT 1`)
	if err != nil {
		return err
	}
	var link []byte
	_, err = pgx.ForEachRow(rows, []any{&s.Size, &link, &s.Event, &s.SealedAt, &s.EventAt}, func() error {
		var err error
		s.Link, err = hashOf(link)
		return err
	})
	if err != nil {
		return err
	}
	tree, err := readTree(ctx, tx, s.Size)
	if err != nil {
		return err
	}
	s.Root = tree.Root()
	return nil
}

// readUnsealed counts what waits: of eras before, and of this one behind the last event sealed.
func (s *SealState) readUnsealed(ctx context.Context, tx pgx.Tx) error {
	var oldest *time.Time
	err := tx.QueryRow(ctx, `
		WITH p AS (SELECT coalesce(max(era_event), 0) AS era, coalesce(max(last_tx::text), '0')::xid8 AS tx, coalesce(max(last_id), 0) AS id,
			coalesce(max(backlog), 0) AS backlog FROM seal_position)
		SELECT count(*), min(w.at) FROM (
			(SELECT e.at FROM seal_backlog b JOIN event e ON e.id = b.event_id WHERE b.n > (SELECT backlog FROM p) ORDER BY b.n LIMIT $1)
			UNION ALL
			(SELECT e.at FROM (SELECT * FROM seal_past ORDER BY n) o CROSS JOIN LATERAL (SELECT e.at FROM event e WHERE e.id > o.after_event
				AND e.id <= o.to_event AND (e.tx, e.id) > (o.last_tx, o.last_id) ORDER BY e.tx, e.id LIMIT $1) e LIMIT $1)
			UNION ALL
			(SELECT e.at FROM event e WHERE e.id > (SELECT era FROM p) AND (e.tx, e.id) > ((SELECT tx FROM p), (SELECT id FROM p))
				AND e.tx < pg_snapshot_xmax(pg_current_snapshot()) ORDER BY e.tx, e.id LIMIT $1)
			LIMIT $1) w`, UnsealedMax+1).Scan(&s.Unsealed, &oldest)
	if oldest != nil {
		s.Oldest = *oldest
	}
	return err
}

// deliveriesSince is how old a target may be to be shown: one that was set once and is not any more goes away.
const deliveriesSince = "30 days"

func readDeliveries(ctx context.Context, tx pgx.Tx) ([]Delivery, error) {
	rows, err := tx.Query(ctx, `
		SELECT t.target, coalesce(good.size, 0), good.at, coalesce(bad.error, ''), bad.at, coalesce(bad.attempts, 0)
		FROM (SELECT DISTINCT target FROM checkpoint_delivery WHERE at > now() - $1::interval) t
		LEFT JOIN LATERAL (SELECT size, at FROM checkpoint_delivery d WHERE d.target = t.target AND error = '' ORDER BY at DESC LIMIT 1) good ON true
		LEFT JOIN LATERAL (SELECT error, at, attempts FROM checkpoint_delivery d WHERE d.target = t.target ORDER BY at DESC LIMIT 1) bad ON bad.error <> ''
		ORDER BY t.target`, deliveriesSince)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Delivery, error) {
		var d Delivery
		var at, failed *time.Time
		err := row.Scan(&d.Target, &d.Size, &at, &d.Error, &failed, &d.Attempts)
		if at != nil {
			d.At = *at
		}
		if failed != nil {
			d.FailedAt = *failed
		}
		return d, err
	})
}
