package audit_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

func addTeam(slug string) func(*audit.Tx) (audit.Entry, error) {
	return func(tx *audit.Tx) (audit.Entry, error) {
		id := postgres.NewID()
		_, err := tx.Exec(context.Background(), `INSERT INTO team (id, slug, name) VALUES ($1, $2, $2)`, id, slug)
		return audit.Entry{Subject: audit.Subject{Kind: "team", ID: id}, TeamID: id, After: map[string]string{"slug": slug}}, err
	}
}

func count(t *testing.T, db *postgres.DB, query string) int {
	t.Helper()
	var n int
	if err := db.Pool().QueryRow(context.Background(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAChangeAndItsEventAreCommittedTogether(t *testing.T) {
	log := testdb.NewLog(t)
	if err := log.Change(t.Context(), access.OperatorActor(), audit.TeamCreated, addTeam("payments")); err != nil {
		t.Fatal(err)
	}
	var action, kind, after, request string
	err := log.DB().Pool().QueryRow(t.Context(), `SELECT action, actor_kind, after, request_id FROM event`).Scan(&action, &kind, &after, &request)
	if err != nil || action != "team.created" || kind != "operator" || after != `{"slug":"payments"}` {
		t.Errorf("the event reads %q by %q: %s, %v", action, kind, after, err)
	}
}

func TestAChangeWhoseEventCannotBeWrittenDoesNotHappen(t *testing.T) {
	url := testdb.NewURL(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{`RESET ROLE`, `ALTER TABLE event ADD CONSTRAINT broken CHECK (action <> 'team.created')`, `SET ROLE portico_app`} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	conn.Release()
	log := audit.New(db, slog.New(slog.DiscardHandler))
	if err := log.Change(t.Context(), access.OperatorActor(), audit.TeamCreated, addTeam("payments")); err == nil {
		t.Error("the change went through without its event")
	}
	if n := count(t, db, `SELECT count(*) FROM team`); n != 0 {
		t.Errorf("%d teams stand without an event", n)
	}
}

func TestAChangeThatDoesNotSayWhatItIsAboutIsNotCommitted(t *testing.T) {
	log := testdb.NewLog(t)
	err := log.Change(t.Context(), access.OperatorActor(), audit.TeamCreated, func(tx *audit.Tx) (audit.Entry, error) {
		_, err := addTeam("payments")(tx)
		return audit.Entry{}, err
	})
	if err == nil || count(t, log.DB(), `SELECT count(*) FROM team`) != 0 {
		t.Errorf("a change without a subject was kept: %v", err)
	}
}

func TestAnActionThatNobodyDeclaredIsRefused(t *testing.T) {
	log := testdb.NewLog(t)
	if err := log.Change(t.Context(), access.OperatorActor(), "team.exploded", addTeam("payments")); err == nil {
		t.Error("an undeclared action was accepted")
	}
}

func TestARefusalIsAnEventOfItsOwn(t *testing.T) {
	log := testdb.NewLog(t)
	actor := access.AnonymousActor()
	actor.RequestID = "request-1"
	err := log.Change(t.Context(), actor, audit.TeamCreated, func(tx *audit.Tx) (audit.Entry, error) {
		e, err := addTeam("payments")(tx)
		return e, errors.Join(err, apperr.Refused("Only an admin may make a team."))
	})
	if !apperr.Is(err, apperr.Forbidden) {
		t.Fatalf("got %v", err)
	}
	if count(t, log.DB(), `SELECT count(*) FROM team`) != 0 {
		t.Error("a refused change was kept")
	}
	if n := count(t, log.DB(), `SELECT count(*) FROM event JOIN event_reason ON event_id = id WHERE refused AND words = 'Only an admin may make a team.' AND request_id = 'request-1' AND after IS NULL`); n != 1 {
		t.Errorf("%d refusals in the trail, want 1", n)
	}
}

func TestTheSameFormSentManyTimesAtOnceHasOneEffect(t *testing.T) {
	log := testdb.NewLog(t)
	actor := access.OperatorActor()
	actor.Submission = "one-form-key"
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if err := log.Change(context.Background(), actor, audit.TeamCreated, addTeam(postgres.NewID())); err != nil {
				t.Errorf("a repeated form is not an error, got %v", err)
			}
		})
	}
	wg.Wait()
	if teams, events := count(t, log.DB(), `SELECT count(*) FROM team`), count(t, log.DB(), `SELECT count(*) FROM event`); teams != 1 || events != 1 {
		t.Errorf("%d teams and %d events, want 1 and 1", teams, events)
	}
}

func TestNoChangeLeavesNothingBehind(t *testing.T) {
	log := testdb.NewLog(t)
	err := log.Change(t.Context(), access.OperatorActor(), audit.TeamCreated, func(tx *audit.Tx) (audit.Entry, error) {
		e, err := addTeam("payments")(tx)
		return e, errors.Join(err, audit.ErrNoChange)
	})
	if err != nil || count(t, log.DB(), `SELECT (SELECT count(*) FROM team) + (SELECT count(*) FROM event)`) != 0 {
		t.Errorf("something was kept: %v", err)
	}
}

func TestNobodyCanChangeATrailLine(t *testing.T) {
	url := testdb.NewURL(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	log := audit.New(db, slog.New(slog.DiscardHandler))
	if err := log.Change(t.Context(), access.OperatorActor(), audit.TeamCreated, addTeam("payments")); err != nil {
		t.Fatal(err)
	}
	if !db.Restricted() {
		t.Fatal("the test database should work under the app's role")
	}
	for _, role := range []string{`SET ROLE portico_app`, `RESET ROLE`} {
		for _, attempt := range []string{
			`UPDATE event SET action = 'member.created'`, `DELETE FROM event`, `TRUNCATE event`,
		} {
			if _, err := db.Pool().Exec(t.Context(), role); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Pool().Exec(t.Context(), attempt); err == nil {
				t.Errorf("%s; %s went through", role, attempt)
			}
		}
	}
	if n := count(t, db, `SELECT count(*) FROM event WHERE action = 'team.created'`); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}

func TestEveryActionReadsAsASentence(t *testing.T) {
	for _, a := range audit.Actions() {
		if s, ok := audit.Sentence(a); !ok || len(s) < 5 {
			t.Errorf("%s has no sentence", a)
		}
	}
}
