package audit

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
	"portico/internal/postgres"
)

// Head seals what can be sealed and returns the head of the tree: a signed checkpoint, or the head without a signature and with
// an empty Note where no key is set. It waits a moment for what is being written, so that what a reader has just seen is in it.
// Kind: Unavailable.
func (l *Log) Head(ctx context.Context) (Signed, error) {
	if err := l.waitSealed(ctx); err != nil {
		return Signed{}, err
	}
	signed, err := l.Checkpoint(ctx)
	if !errors.Is(err, ErrNoKey) {
		return signed, err
	}
	var head Signed
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT coalesce(max(seq) + 1, 0), clock_timestamp() FROM seal`).Scan(&head.Size, &head.At); err != nil {
			return err
		}
		tree, err := readTree(ctx, tx, head.Size)
		if err == nil {
			head.Root = tree.Root()
		}
		return err
	})
	return head, err
}

// How long Head waits for transactions that still run, and how often it looks.
const (
	headPatience = 2 * time.Second
	headPulse    = 25 * time.Millisecond
)

// waitSealed seals until the newest events of now are sealed, or for as long as its patience.
func (l *Log) waitSealed(ctx context.Context) error {
	var newest int64
	if err := l.db.Pool().QueryRow(ctx, `SELECT coalesce(max(id), 0) FROM event`).Scan(&newest); err != nil {
		return postgres.Translate(err)
	}
	for end := time.Now().Add(headPatience); ; {
		if err := l.Seal(ctx, sealFor); err != nil {
			return err
		}
		var open bool
		err := l.db.Pool().QueryRow(ctx, `SELECT EXISTS (
			SELECT FROM (SELECT id FROM event WHERE id <= $1 ORDER BY id DESC LIMIT 500) e
			WHERE NOT EXISTS (SELECT FROM seal s WHERE s.event_id = e.id))`, newest).Scan(&open)
		if err != nil || !open || time.Now().After(end) {
			return postgres.Translate(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(headPulse):
		}
	}
}

// SignManifest gives the statement about a manifest and the key that verifies it; both are empty where no key is set.
func (l *Log) SignManifest(m seal.Manifest) (statement, verifier string, err error) {
	if l.signer == "" {
		return "", "", nil
	}
	_, statement, err = m.Sign(l.signer)
	return statement, l.Verifier(), err
}
