package audit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// publishFor is how long one delivery may take with its record; the database ends what is idle for 20 seconds.
const publishFor = 18 * time.Second

// firstRetry and lastRetry bound how long a target that failed is left alone: twice as long each time.
const (
	firstRetry = 10 * time.Second
	lastRetry  = 10 * time.Minute
)

// latest is the newest checkpoint that is kept. The second value is false where there is none.
func latest(ctx context.Context, tx pgx.Tx) (Signed, bool, error) {
	return scanLatest(tx.QueryRow(ctx, selectLatest))
}

const selectLatest = `SELECT size, root, note, at FROM checkpoint ORDER BY size DESC LIMIT 1`

func scanLatest(row pgx.Row) (Signed, bool, error) {
	var c Signed
	var root []byte
	err := row.Scan(&c.Size, &root, &c.Note, &c.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, false, nil
	}
	if err == nil {
		c.Root, err = hashOf(root)
	}
	return c, err == nil, err
}

// Publish delivers the newest checkpoint to p, if it is due there and no other process is at it, and records what became of it:
// the failure of a delivery is no error here. It reports whether p holds the newest checkpoint now.
func (l *Log) Publish(ctx context.Context, p Publisher) (bool, error) {
	// A delivery that is on its way is finished and recorded, also when the end comes.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), publishFor)
	defer cancel()
	holds := false
	err := l.db.Write(ctx, func(tx pgx.Tx) error {
		var got bool
		err := tx.QueryRow(ctx, `SELECT pg_try_advisory_xact_lock(hashtextextended('checkpoint to ' || $1, 0))`, p.Target()).Scan(&got)
		if err != nil || !got {
			return err
		}
		c, found, err := latest(ctx, tx)
		if err != nil || !found {
			return err
		}
		before, err := deliveredTo(ctx, tx, p.Target())
		if err != nil {
			return err
		}
		var due bool
		if due, holds = before.due(p, c); !due {
			return nil
		}
		failed := p.Publish(ctx, c)
		holds = failed == nil
		if failed != nil {
			l.log.Error("a checkpoint could not be delivered; it is tried again", "target", p.Target(), "size", c.Size, "err", failed)
		}
		return before.record(ctx, tx, p.Target(), c.Size, failed)
	})
	return holds, err
}

// delivered is what the database knows of a target: the last delivery that arrived, and the failures since.
type delivered struct {
	now      time.Time
	size     int64
	at       time.Time
	failedID string
	failedAt time.Time
	attempts int
}

func deliveredTo(ctx context.Context, tx pgx.Tx, target string) (delivered, error) {
	var d delivered
	rows, err := tx.Query(ctx, `SELECT id, size, at, attempts, error <> '', clock_timestamp() FROM checkpoint_delivery
		WHERE target = $1 ORDER BY at DESC LIMIT 2`, target)
	if err != nil {
		return d, err
	}
	var id string
	var size int64
	var at time.Time
	var attempts int
	var failed bool
	first := true
	_, err = pgx.ForEachRow(rows, []any{&id, &size, &at, &attempts, &failed, &d.now}, func() error {
		switch {
		case failed && first:
			d.failedID, d.failedAt, d.attempts = id, at, attempts
		case !failed && d.at.IsZero():
			d.size, d.at = size, at
		}
		first = false
		return nil
	})
	return d, err
}

// due says whether p is given the checkpoint now, and if not, whether it holds it already.
func (d delivered) due(p Publisher, c Signed) (due, holds bool) {
	if self, ok := p.(holder); ok {
		holds = self.Holds(c)
	} else {
		holds = d.size == c.Size
	}
	switch {
	case holds:
		return false, true
	case d.failedID != "":
		return d.now.Sub(d.failedAt) >= min(firstRetry<<min(d.attempts-1, 10), lastRetry), false
	}
	return d.at.IsZero() || d.now.Sub(d.at) >= p.Every(), false
}

// record keeps what became of a delivery. A target that fails again and again keeps one line for it.
func (d delivered) record(ctx context.Context, tx pgx.Tx, target string, size int64, failed error) error {
	said := ""
	if failed != nil {
		said = failed.Error()
		said = said[:min(len(said), 500)]
	}
	var err error
	if d.failedID != "" {
		_, err = tx.Exec(ctx, `UPDATE checkpoint_delivery SET size = $2, at = clock_timestamp(), attempts = attempts + 1, error = $3
			WHERE id = $1`, d.failedID, size, said)
	} else {
		_, err = tx.Exec(ctx, `INSERT INTO checkpoint_delivery (id, size, target, error) VALUES ($1, $2, $3, $4)`,
			postgres.NewID(), size, target, said)
	}
	if err != nil {
		return fmt.Errorf("record a delivery: %w", err)
	}
	return nil
}
