package audit

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// SealState is how far the trail is sealed, and how far that is known outside.
type SealState struct {
	// Size is how many events are sealed, Link the head of their chain.
	Size int64
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
		w := &waiting{}
		batch := &pgx.Batch{}
		state.askHead(batch)
		w.ask(batch)
		state.askCheckpoint(batch)
		state.askDeliveries(batch)
		askBreaks(batch, &state.Breaks)
		// One way to the database for all that the page says, and one for what depends on it.
		if err := tx.SendBatch(ctx, batch).Close(); err != nil {
			return err
		}
		return state.readUnsealed(ctx, tx, w)
	})
	return state, err
}

func (s *SealState) askHead(batch *pgx.Batch) {
	batch.Queue(`SELECT s.seq + 1, s.link, s.event_id, s.sealed_at, coalesce(e.at, s.sealed_at)
		FROM seal s LEFT JOIN event e ON e.id = s.event_id ORDER BY s.seq DESC LIMIT 1`).Query(func(rows pgx.Rows) error {
		var link []byte
		_, err := pgx.ForEachRow(rows, []any{&s.Size, &link, &s.Event, &s.SealedAt, &s.EventAt}, func() error {
			var err error
			s.Link, err = hashOf(link)
			return err
		})
		return err
	})
}

func (s *SealState) askCheckpoint(batch *pgx.Batch) {
	batch.Queue(selectLatest).QueryRow(func(row pgx.Row) error {
		var err error
		s.Checkpoint, _, err = scanLatest(row)
		return err
	})
}

// deliveriesSince is how old a target may be to be shown: one that was set once and is not any more goes away.
const deliveriesSince = "30 days"

func (s *SealState) askDeliveries(batch *pgx.Batch) {
	batch.Queue(`
		SELECT t.target, coalesce(good.size, 0), good.at, coalesce(bad.error, ''), bad.at, coalesce(bad.attempts, 0)
		FROM (SELECT DISTINCT target FROM checkpoint_delivery WHERE at > now() - $1::interval) t
		LEFT JOIN LATERAL (SELECT size, at FROM checkpoint_delivery d WHERE d.target = t.target AND error = '' ORDER BY at DESC LIMIT 1) good ON true
		LEFT JOIN LATERAL (SELECT error, at, attempts FROM checkpoint_delivery d WHERE d.target = t.target ORDER BY at DESC LIMIT 1) bad ON bad.error <> ''
		ORDER BY t.target`, deliveriesSince).Query(func(rows pgx.Rows) error {
		var err error
		s.Deliveries, err = pgx.CollectRows(rows, scanDelivery)
		return err
	})
}

func scanDelivery(row pgx.CollectableRow) (Delivery, error) {
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
}
