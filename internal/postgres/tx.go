package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Read runs fn in a read-only transaction with one snapshot, so that what a page shows belongs together.
func (db *DB) Read(ctx context.Context, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, fn)
}

// Write runs fn in a transaction that commits when fn returns nil. Features do not call it: they write through audit.Log,
// which cannot forget the event.
func (db *DB) Write(ctx context.Context, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, pgx.TxOptions{}, fn)
}

func (db *DB) run(ctx context.Context, o pgx.TxOptions, fn func(tx pgx.Tx) error) error {
	return Translate(pgx.BeginTxFunc(ctx, db.pool, o, fn))
}
