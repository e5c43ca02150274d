package postgres

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"portico/db"
)

// Migrate brings the schema at url up to date as the database's owner. Several processes may call it at once: one works, the
// others wait (goose probes each second, up to five minutes, instead of its default five seconds).
func Migrate(ctx context.Context, url string, log *slog.Logger) error {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return fmt.Errorf("read the database address: %w", err)
	}
	defer pool.Close()
	sqldb := stdlib.OpenDBFromPool(pool)
	defer func() { _ = sqldb.Close() }()
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return fmt.Errorf("make the migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, sqldb, db.Migrations(), goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	for _, r := range results {
		log.Info("migrated", "version", r.Source.Version, "took", r.Duration.String())
	}
	return nil
}

// SchemaVersion is the newest migration that this build carries.
func SchemaVersion() (int64, error) {
	sources, err := versionsOfBuild()
	if err != nil {
		return 0, err
	}
	return sources[len(sources)-1], nil
}

// versionsOfBuild are the numbers of all migrations that this build carries, the lowest first.
func versionsOfBuild() ([]int64, error) { return db.Versions() }

// SchemaCurrent reports whether the database has all migrations of this build. Kind: Unavailable.
func (d *DB) SchemaCurrent(ctx context.Context) (bool, error) {
	want, err := SchemaVersion()
	if err != nil {
		return false, err
	}
	var have int64
	err = d.pool.QueryRow(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&have)
	if err != nil {
		return false, Translate(err)
	}
	return have >= want, nil
}
