package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	database   = "portico"
	superuser  = "portico"
	socketPort = 5432
	socketName = ".s.PGSQL.5432"
)

// answer is what a server does when somebody connects.
type answer int

const (
	silent   answer = iota // nobody listens, or it refuses us
	starting               // it starts, recovers or stops, or the database is yet to be created
	ready
)

// socketURL is the address of a database behind the socket in dir.
func socketURL(dir, name string) string {
	q := url.Values{"host": {dir}, "port": {strconv.Itoa(socketPort)}, "sslmode": {"disable"}}
	u := url.URL{
		Scheme: "postgres", User: url.User(superuser), Path: "/" + name,
		RawQuery: strings.ReplaceAll(q.Encode(), "+", "%20"), // psql takes + literally
	}
	return u.String()
}

// probe connects once and lets go. The error explains every answer but ready.
func probe(ctx context.Context, address string) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err == nil {
		_ = conn.Close(ctx)
		return ready, nil
	}
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) && (pgErr.Code == "57P03" || pgErr.Code == "3D000") {
		return starting, err
	}
	return silent, err
}

// ensureDatabase creates our database in a cluster that has none yet.
func ensureDatabase(ctx context.Context, dir string) error {
	conn, err := pgx.Connect(ctx, socketURL(dir, "postgres"))
	if err != nil {
		return fmt.Errorf("private PostgreSQL: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var there bool
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", database).Scan(&there)
	if err == nil && !there {
		_, err = conn.Exec(ctx, "CREATE DATABASE "+database)
	}
	if err != nil {
		return fmt.Errorf("create the database %s: %w", database, err)
	}
	return nil
}
