package postgres_test

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"portico/internal/apperr"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

func TestWhatTheDriverReturnsBecomesAKind(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		kind apperr.Kind
		text string
	}{
		"no row":                    {pgx.ErrNoRows, apperr.NotFound, "nothing at this address"},
		"a known unique index":      {&pgconn.PgError{Code: "23505", ConstraintName: "member_email_taken"}, apperr.Conflict, "a member already"},
		"an unknown unique index":   {&pgconn.PgError{Code: "23505", ConstraintName: "x"}, apperr.Conflict, "a moment ago"},
		"overlapping grants":        {&pgconn.PgError{Code: "23P01", ConstraintName: "permission_grant_held_once"}, apperr.Conflict, "in the ledger already"},
		"a deadlock":                {&pgconn.PgError{Code: "40P01"}, apperr.Conflict, "Try again"},
		"a value of another form":   {&pgconn.PgError{Code: "22P02"}, apperr.Invalid, "form"},
		"a statement that was cut":  {&pgconn.PgError{Code: "57014"}, apperr.Unavailable, "busy"},
		"a full pool of the server": {&pgconn.PgError{Code: "53300"}, apperr.Unavailable, "busy"},
		"time ran out":              {context.DeadlineExceeded, apperr.Unavailable, "does not answer"},
		"a typed error":             {apperr.Refused("Only Helen may."), apperr.Forbidden, "Only Helen may."},
		"a mistake of ours":         {&pgconn.PgError{Code: "42601"}, apperr.Internal, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := postgres.Translate(c.err)
			if apperr.KindOf(got) != c.kind || !strings.Contains(got.Error(), c.text) {
				t.Errorf("%v became %v", c.err, got)
			}
			if !errors.Is(got, c.err) {
				t.Error("the cause is lost")
			}
		})
	}
	if postgres.Translate(nil) != nil {
		t.Error("no error became one")
	}
}

func TestADatabaseThatIsNotThereIsUnavailable(t *testing.T) {
	_, err := postgres.Open(t.Context(), "postgres://nobody@127.0.0.1:1/none?connect_timeout=1", postgres.Options{})
	if !apperr.Is(err, apperr.Unavailable) {
		t.Errorf("got %v", err)
	}
}

// emptyDatabase is a database without any table, dropped at the end.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	server := os.Getenv(testdb.EnvURL)
	name := "empty_" + strings.ReplaceAll(postgres.NewID(), "-", "")
	conn, err := pgx.Connect(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := conn.Exec(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		if err = errors.Join(err, conn.Close(context.Background())); err != nil {
			t.Error(err)
		}
	})
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}

func TestSeveralProcessesMayMigrateAnEmptyDatabaseAtOnce(t *testing.T) {
	address := emptyDatabase(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := postgres.Migrate(context.Background(), address, slog.New(slog.DiscardHandler)); err != nil {
				t.Errorf("one of four: %v", err)
			}
		})
	}
	wg.Wait()
	db, err := postgres.Open(t.Context(), address, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if current, err := db.SchemaCurrent(t.Context()); err != nil || !current {
		t.Errorf("the schema is current: %v, %v", current, err)
	}
}

func TestTheAppCannotDoWhatOnlyTheOwnerMay(t *testing.T) {
	db := testdb.New(t)
	for _, statement := range []string{
		`CREATE TABLE mine ()`, `ALTER TABLE event DISABLE TRIGGER ALL`, `DROP TRIGGER event_append_only ON event`,
		`DELETE FROM member`, `DELETE FROM permission_grant`, `INSERT INTO event (id, actor_kind, action, subject_kind, subject_id) OVERRIDING SYSTEM VALUE VALUES (1, 'system', 'a', 'b', 'c')`,
		`INSERT INTO event (at, actor_kind, action, subject_kind, subject_id) VALUES (now(), 'system', 'a', 'b', 'c')`,
		`UPDATE goose_db_version SET version_id = 0`,
	} {
		if _, err := db.Pool().Exec(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
}

func TestAPoolThatIsUsedUpSaysUnavailableWithinTheDeadline(t *testing.T) {
	url := testdb.NewURL(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var held *pgxpool.Conn
	if held, err = db.Pool().Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer held.Release()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err = db.Read(ctx, func(pgx.Tx) error { return nil })
	if !apperr.Is(err, apperr.Unavailable) {
		t.Errorf("got %v", err)
	}
}
