package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// About is what the database says of itself.
type About struct {
	// Version is the server's, as "17.5".
	Version string
	// Bytes is the size of the database on disk.
	Bytes int64
	// Connections are those to this database now, MaxConnections what the server allows in all. InUse and PoolMax are this
	// process's own.
	Connections, MaxConnections int
	InUse, PoolMax              int
	// Applied is the newest migration in the database, Wanted the newest of this build; Count is how many of this build's are applied, of Total.
	Applied, Wanted int64
	Count, Total    int
	// Restricted is false where connections do not work under AppRole.
	Restricted bool
}

// About asks the database about itself. Kind: Unavailable.
func (db *DB) About(ctx context.Context) (About, error) {
	a := About{Restricted: db.restricted, InUse: int(db.pool.Stat().AcquiredConns()), PoolMax: int(db.pool.Config().MaxConns)}
	versions, err := versionsOfBuild()
	if err != nil {
		return a, err
	}
	a.Wanted, a.Total = versions[len(versions)-1], len(versions)
	err = db.Read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT split_part(current_setting('server_version'), ' ', 1), pg_database_size(current_database()),
			(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()), current_setting('max_connections')::int,
			(SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied),
			(SELECT count(DISTINCT version_id) FROM goose_db_version WHERE is_applied AND version_id = ANY($1))`, versions).
			Scan(&a.Version, &a.Bytes, &a.Connections, &a.MaxConnections, &a.Applied, &a.Count)
	})
	return a, err
}
