package testdb

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that pgtestdb makes databases with
	"github.com/peterldowns/pgtestdb"

	"portico/db"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// EnvURL names a server, with the right to create databases and roles, that tests use instead of starting one.
const EnvURL = "PORTICO_TEST_DATABASE_URL"

// New gives the test a fresh, migrated database that is dropped when the test passes. The connection works under the app's
// role, as in production.
func New(t testing.TB) *postgres.DB {
	t.Helper()
	d, _ := open(t)
	return d
}

// NewLog is New with the trail in front of it, which is what most services are made from.
func NewLog(t testing.TB) *audit.Log {
	t.Helper()
	return audit.New(New(t), slog.New(slog.DiscardHandler))
}

// NewURL is New as the address of the database for its owner, for tests that start the whole server.
func NewURL(t testing.TB) string {
	t.Helper()
	_, address := open(t)
	return address
}

func open(t testing.TB) (*postgres.DB, string) {
	t.Helper()
	server := serverURL(t)
	parsed, err := url.Parse(server)
	if err != nil {
		t.Fatalf("read %s: %v", EnvURL, err)
	}
	password, _ := parsed.User.Password()
	options := parsed.RawQuery
	if host := parsed.Query().Get("host"); host != "" {
		parsed.Host = ""
	}
	made := pgtestdb.Custom(t, pgtestdb.Config{
		DriverName:                "pgx",
		User:                      parsed.User.Username(),
		Password:                  password,
		Host:                      parsed.Hostname(),
		Port:                      parsed.Port(),
		Database:                  strings.TrimPrefix(parsed.Path, "/"),
		Options:                   options,
		TestRole:                  &pgtestdb.Role{Username: parsed.User.Username(), Password: password},
		ForceTerminateConnections: true,
	}, migrator{})
	address := made.URL()
	d, err := postgres.Open(context.Background(), address, postgres.Options{MaxConns: 8})
	if err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	t.Cleanup(d.Close)
	return d, address
}

// migrator lets pgtestdb make one template from the same migrations as production and copy it for each test.
type migrator struct{}

// Hash changes when any migration does.
func (migrator) Hash() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(db.Migrations(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(db.Migrations(), path)
		sum.Write([]byte(path))
		sum.Write(body)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

// Migrate runs the migrations on the template.
func (migrator) Migrate(ctx context.Context, _ *sql.DB, c pgtestdb.Config) error {
	return postgres.Migrate(ctx, c.URL(), slog.New(slog.DiscardHandler))
}

func serverURL(t testing.TB) string {
	t.Helper()
	if given := os.Getenv(EnvURL); given != "" {
		return given
	}
	t.Fatalf("no PostgreSQL for tests: run them with `make test`, or call testdb.Main from TestMain, or set %s", EnvURL)
	return ""
}
