package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// AppRole is the database role that serves people: it may not update or delete events.
const AppRole = "portico_app"

// DB is the database as the app sees it. It is safe for concurrent use.
type DB struct {
	pool *pgxpool.Pool
	// restricted is false where the database did not let us work under AppRole; the health page says so.
	restricted bool
}

// Options for Open.
type Options struct {
	// MaxConns is the size of the pool; 0 means 10.
	MaxConns int32
}

// Open connects to the database at url and puts every connection under AppRole where that role can be taken. Kinds:
// Unavailable when the database cannot be reached.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database address: %w", err)
	}
	cfg.MaxConns = o.MaxConns
	if cfg.MaxConns == 0 {
		cfg.MaxConns = 10
	}
	cfg.MaxConnIdleTime = 5 * time.Minute
	cfg.ConnConfig.ConnectTimeout = 5 * time.Second
	cfg.ConnConfig.RuntimeParams["application_name"] = "portico"
	// No statement of a request may outlive the request's deadline by much, whatever the network does.
	cfg.ConnConfig.RuntimeParams["statement_timeout"] = "15000"
	cfg.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "20000"
	cfg.ConnConfig.RuntimeParams["TimeZone"] = "UTC"
	// A page reads few rows: compiling its query or starting workers for it takes longer than the query.
	cfg.ConnConfig.RuntimeParams["jit"] = "off"
	cfg.ConnConfig.RuntimeParams["max_parallel_workers_per_gather"] = "0"

	restricted, err := canTakeRole(ctx, cfg.ConnConfig.Copy())
	if err != nil {
		return nil, Translate(err)
	}
	if restricted {
		cfg.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
			_, err := conn.Exec(ctx, "SET ROLE "+AppRole)
			return err
		}
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open the pool: %w", err)
	}
	return &DB{pool: pool, restricted: restricted}, nil
}

func canTakeRole(ctx context.Context, cfg *pgx.ConnConfig) (bool, error) {
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.Close(ctx) }()
	var can bool
	err = conn.QueryRow(ctx,
		`SELECT coalesce((SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = $1), false)`,
		AppRole).Scan(&can)
	return can, err
}

// Restricted reports whether connections work under AppRole.
func (db *DB) Restricted() bool { return db.restricted }

// Pool is for reads that no feature owns: metrics, health, tests.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Close waits for connections to be given back and closes them.
func (db *DB) Close() { db.pool.Close() }

// Ping reports whether the database answers. Kind: Unavailable.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.pool.Ping(ctx); err != nil {
		return Translate(err)
	}
	return nil
}
