package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ErrOlder says that a database has not all tables of this build.
var ErrOlder = errors.New("the database is of an older version of Portico, or empty: `portico migrate` brings its tables up to date")

// Inspect runs fn in one long transaction that sees one state of the database, changes nothing and holds nobody up. It works
// under any role that may read the tables, portico_reader for one. Kinds: Unavailable when the database cannot be reached,
// ErrOlder.
func Inspect(ctx context.Context, url string, fn func(tx pgx.Tx) error) error {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("read the database address: %w", err)
	}
	cfg.RuntimeParams["application_name"] = "portico verify"
	cfg.RuntimeParams["TimeZone"] = "UTC"
	cfg.RuntimeParams["default_transaction_read_only"] = "on"
	cfg.RuntimeParams["statement_timeout"] = "0"
	cfg.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return Translate(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return pgx.BeginTxFunc(ctx, conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if err := inspectable(ctx, tx); err != nil {
			return err
		}
		return fn(tx)
	})
}

// inspectable asks for the version of the tables. Who only reads may not be allowed to see it: then a missing table says so.
func inspectable(ctx context.Context, tx pgx.Tx) error {
	want, err := SchemaVersion()
	if err != nil {
		return err
	}
	var there, may bool
	err = tx.QueryRow(ctx, `SELECT to_regclass('public.goose_db_version') IS NOT NULL,
		coalesce(has_table_privilege(to_regclass('public.goose_db_version'), 'SELECT'), false)`).Scan(&there, &may)
	if err != nil {
		return Translate(err)
	}
	if !there {
		return ErrOlder
	}
	if !may {
		return nil
	}
	var have int64
	if err := tx.QueryRow(ctx, `SELECT coalesce(max(version_id), 0) FROM public.goose_db_version WHERE is_applied`).Scan(&have); err != nil {
		return Translate(err)
	}
	if have < want {
		return fmt.Errorf("%w (it is at %d, this program knows %d)", ErrOlder, have, want)
	}
	return nil
}

// IsMissing says whether an error is that of a table or column that is not there.
func IsMissing(err error) bool {
	var at *pgconn.PgError
	return errors.As(err, &at) && (at.Code == "42P01" || at.Code == "42703")
}
