package audit_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// write makes n changes, each in a transaction of its own.
func write(t testing.TB, log *audit.Log, n int) {
	t.Helper()
	for range n {
		if err := log.Change(context.Background(), access.OperatorActor(), audit.TeamCreated, addTeam(postgres.NewID())); err != nil {
			t.Fatal(err)
		}
	}
}

// sealAll seals until n events are sealed. Transactions elsewhere on a shared server can hold the seal back for a while.
func sealAll(t testing.TB, log *audit.Log, n int) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; {
		if err := log.Seal(context.Background(), time.Minute); err != nil {
			t.Fatal(err)
		}
		var sealed int
		if err := log.DB().Pool().QueryRow(context.Background(), `SELECT count(*) FROM seal`).Scan(&sealed); err != nil {
			t.Fatal(err)
		}
		if sealed >= n {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d of %d events are sealed after a minute", sealed, n)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// checkChain works the whole chain and tree out anew from the stored lines and compares each hash; it returns the root.
func checkChain(t testing.TB, db *postgres.DB) seal.Checkpoint {
	t.Helper()
	rows, err := db.Pool().Query(context.Background(), `SELECT seq, event_id, line, leaf, link FROM seal ORDER BY seq`)
	if err != nil {
		t.Fatal(err)
	}
	var tree seal.Tree
	var head seal.Hash
	var seq, event int64
	var line string
	var leaf, link []byte
	_, err = pgx.ForEachRow(rows, []any{&seq, &event, &line, &leaf, &link}, func() error {
		parsed, err := seal.ParseLine(line)
		if err != nil {
			return err
		}
		want := seal.Leaf(line)
		head = seal.Link(head, want)
		if seq != tree.Size() || parsed.Event != event || string(leaf) != string(want[:]) || string(link) != string(head[:]) {
			return fmt.Errorf("the seal of event %d at %d does not hold", event, seq)
		}
		tree.Add(want)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return seal.Checkpoint{Size: tree.Size(), Root: tree.Root()}
}

func TestEventsAreSealedInTheOrderOfTheirTransactionsWithoutAGap(t *testing.T) {
	log := testdb.NewLog(t)
	db := log.DB()
	ctx, stop := context.WithCancel(t.Context())
	var sealers, writers sync.WaitGroup
	for range 3 {
		sealers.Go(func() {
			for ctx.Err() == nil {
				if err := log.Seal(context.Background(), time.Second); err != nil {
					t.Errorf("seal: %v", err)
				}
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
	for range 16 {
		writers.Go(func() { write(t, log, 125) })
	}
	writers.Wait()
	sealAll(t, log, 2000)
	stop()
	sealers.Wait()
	if n := checkChain(t, db).Size; n != 2000 {
		t.Errorf("%d events are sealed, want 2000", n)
	}
	// What was there before the seal began is in it first, also before a transaction with a lower number that ended later;
	// within both parts the order is that of transactions.
	if n := count(t, db, `SELECT count(*) FROM (SELECT e.tx, e.id, lag(e.tx) OVER w AS tx0, lag(e.id) OVER w AS id0 FROM seal s
		JOIN event e ON e.id = s.event_id
		WINDOW w AS (PARTITION BY e.id > (SELECT era_event FROM seal_position) ORDER BY s.seq)) o WHERE (tx, id) <= (tx0, id0)`); n != 0 {
		t.Errorf("%d events are sealed out of order", n)
	}
}

func TestARunningTransactionHoldsBackOnlyWhatCameAfterItBegan(t *testing.T) {
	log := testdb.NewLog(t)
	write(t, log, 3)
	sealAll(t, log, 3)
	tx, err := log.DB().Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	var before, after string
	if err := tx.QueryRow(t.Context(), `SELECT pg_current_xact_id()::text`).Scan(&before); err != nil {
		t.Fatal(err)
	}
	write(t, log, 2)
	if err := log.Seal(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	if n := checkChain(t, log.DB()).Size; n != 3 {
		t.Errorf("%d events are sealed while one that may precede them still runs, want 3", n)
	}
	// An event of the long transaction, and ids that are never used, leave no gap.
	insert := `INSERT INTO event (actor_kind, action, subject_kind, subject_id) VALUES ('system', 'team.created', 'team', 'late') RETURNING tx::text`
	if err := tx.QueryRow(t.Context(), insert).Scan(&after); err != nil || after != before {
		t.Fatalf("the late event is of transaction %s, %v, want %s", after, err, before)
	}
	if rolled, err := log.DB().Pool().Begin(t.Context()); err != nil {
		t.Fatal(err)
	} else if _, err := rolled.Exec(t.Context(), insert); err != nil {
		t.Fatal(err)
	} else if err := rolled.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	sealAll(t, log, 6)
	checkChain(t, log.DB())
	var fourth string
	if err := log.DB().Pool().QueryRow(t.Context(), `SELECT subject_id FROM seal JOIN event ON id = event_id WHERE seq = 3`).Scan(&fourth); err != nil || fourth != "late" {
		t.Errorf("the fourth is %q, %v: the transaction that began first goes first", fourth, err)
	}
}

func TestACheckpointSaysWhatIsSealedAndIsSigned(t *testing.T) {
	log := testdb.NewLog(t)
	if _, err := log.Checkpoint(t.Context()); err != audit.ErrNoKey { //nolint:errorlint // it is this very error
		t.Fatalf("without a key: %v", err)
	}
	signer, verifier, err := seal.NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	if err := log.SignWith(signer); err != nil || log.Verifier() != verifier {
		t.Fatalf("the verifying key is %q, %v", log.Verifier(), err)
	}
	if empty, err := log.Checkpoint(t.Context()); err != nil || empty.Size != 0 {
		t.Errorf("of an empty trail: %+v, %v", empty, err)
	}
	write(t, log, 5)
	sealAll(t, log, 5)
	got, err := log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := seal.Open(got.Note, verifier)
	if err != nil {
		t.Fatal(err)
	}
	want := checkChain(t, log.DB())
	want.Origin = "portico.acme.example/trail"
	if read, err := seal.ParseCheckpoint(text); err != nil || read != want || got.Checkpoint != want {
		t.Errorf("the checkpoint says %+v, %v, want %+v", read, err, want)
	}
	if n := count(t, log.DB(), `SELECT count(*) FROM checkpoint WHERE size = 5`); n != 1 {
		t.Errorf("%d checkpoints are kept, want 1", n)
	}
}

func TestTheAppCanOnlyAddToTheSeal(t *testing.T) {
	log := testdb.NewLog(t)
	write(t, log, 3)
	sealAll(t, log, 2)
	for _, statement := range []string{
		`INSERT INTO seal (seq, event_id, line, leaf, link) SELECT 99, 99, line, leaf, link FROM seal LIMIT 1`,
		`UPDATE seal SET line = 'x'`, `DELETE FROM seal`, `TRUNCATE seal`, `DELETE FROM seal_node`, `UPDATE seal_position SET last_id = 0`,
		`INSERT INTO checkpoint (size, root, note) SELECT 1, leaf, 'x' FROM seal LIMIT 1`, `DELETE FROM checkpoint`,
		`INSERT INTO seal_backlog (n, event_id) VALUES (1, 1)`,
		`INSERT INTO seal_past (after_event, to_event, last_tx, last_id) VALUES (0, 3, '0', 0)`, `UPDATE seal_past SET last_id = 0`, `DELETE FROM seal_past`,
		`SELECT seal_append(0, '{1}', '{x}', '{}', '{}')`,   // not at the end
		`SELECT seal_append(3, '{1}', '{x}', '{}', '{}')`,   // an event that is sealed
		`SELECT seal_append(3, '{77}', '{x}', '{}', '{}')`,  // one that is not there
		`SELECT seal_checkpoint(9, sha256('x'), 'nothing')`, // no such tree
	} {
		if _, err := log.DB().Pool().Exec(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
	if n := checkChain(t, log.DB()).Size; n != 3 {
		t.Errorf("%d are sealed, want 3", n)
	}
}

func TestSealingWorksAsTheOwnerOfADatabaseWithoutRoles(t *testing.T) {
	server := os.Getenv(testdb.EnvURL)
	name := "plain_" + strings.ReplaceAll(postgres.NewID(), "-", "")
	conn, err := pgx.Connect(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	run := func(statements ...string) {
		for _, statement := range statements {
			if _, err := conn.Exec(context.Background(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	run("CREATE ROLE "+name+" LOGIN", "CREATE DATABASE "+name+" OWNER "+name)
	t.Cleanup(func() {
		run("DROP DATABASE "+name+" WITH (FORCE)", "DROP ROLE "+name)
		_ = conn.Close(context.Background())
	})
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.User, address.Path = url.User(name), "/"+name
	if err := postgres.Migrate(t.Context(), address.String(), slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), address.String(), postgres.Options{MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if db.Restricted() {
		t.Fatal("this database should not let us work under another role")
	}
	log := audit.New(db, slog.New(slog.DiscardHandler))
	write(t, log, 3)
	sealAll(t, log, 3)
	if n := checkChain(t, db).Size; n != 3 {
		t.Errorf("%d events are sealed, want 3", n)
	}
}

// fill writes n events at once, in one transaction.
func fill(t testing.TB, db *postgres.DB, n int) {
	t.Helper()
	if _, err := db.Pool().Exec(context.Background(), `INSERT INTO event (actor_kind, action, subject_kind, subject_id, after, request_id)
		SELECT 'system', 'team.created', 'team', gen_random_uuid()::text, '{"slug":"payments"}', gen_random_uuid()::text
		FROM generate_series(1, $1)`, n); err != nil {
		t.Fatal(err)
	}
}

func TestASealerThatIsCutOffAtAnyMomentLeavesAWholeChain(t *testing.T) {
	log := testdb.NewLog(t)
	write(t, log, 1)
	sealAll(t, log, 1)
	fill(t, log.DB(), 4321)
	cut := 0
	for patience := time.Millisecond; patience < 200*time.Millisecond; patience = patience * 4 / 3 {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if err := log.Seal(ctx, time.Second); err != nil {
			cut++
		}
		cancel()
		checkChain(t, log.DB())
	}
	sealAll(t, log, 4322)
	if n := checkChain(t, log.DB()).Size; n != 4322 || cut == 0 {
		t.Errorf("%d events are sealed after %d cuts, want 4322", n, cut)
	}
}
