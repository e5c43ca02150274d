package audit_test

import (
	"context"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/pgprivate"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// openLog is the trail of a database at url, signed with signer.
func openLog(t *testing.T, url, signer string) *audit.Log {
	t.Helper()
	db, err := postgres.Open(t.Context(), url, postgres.Options{MaxConns: 6})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	log := audit.New(db, slog.New(slog.DiscardHandler))
	if err := log.SignWith(signer); err != nil {
		t.Fatal(err)
	}
	return log
}

func program(t *testing.T, name string, args ...string) {
	t.Helper()
	dir, err := pgprivate.Programs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), filepath.Join(dir, name), args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// dump writes the database at url to a file.
func dump(t *testing.T, url string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "portico.dump")
	program(t, "pg_dump", "--format=custom", "--file="+file, "--dbname="+url)
	return file
}

// otherCluster starts a cluster of its own with the roles that a dump names, and returns the address of its empty database.
func otherCluster(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "portico-restore-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	// The server of root runs as another user, who has to get through.
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // an empty folder for one test
		t.Fatal(err)
	}
	server, err := pgprivate.Start(t.Context(), pgprivate.Config{DataDir: dir, Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	execAt(t, server.URL(), `CREATE ROLE portico_app`, `CREATE ROLE portico_reader`)
	return server.URL()
}

func execAt(t *testing.T, url string, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	for _, statement := range statements {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// restore brings a dump into the empty database at url. A default for objects that another cluster's owner makes is left out:
// that owner is not here.
func restore(t *testing.T, file, url string) {
	t.Helper()
	execAt(t, url, `DO $$ BEGIN CREATE ROLE postgres SUPERUSER; EXCEPTION WHEN duplicate_object THEN NULL; END $$`)
	program(t, "pg_restore", "--no-owner", "--exit-on-error", "--dbname="+url, file)
}

func newSigner(t *testing.T) string {
	t.Helper()
	signer, _, err := seal.NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func TestAChainGoesOnAfterARestoreToAnotherCluster(t *testing.T) {
	source, signer := testdb.NewURL(t), newSigner(t)
	before := openLog(t, source, signer)
	outside := audit.NewDirectory(filepath.Join(t.TempDir(), "checkpoints"))
	write(t, before, 30)
	sealAll(t, before, 30)
	publishNow(t, before, outside)
	write(t, before, 7) // not sealed when it is dumped
	file := dump(t, source)

	target := otherCluster(t)
	restore(t, file, target)
	after := openLog(t, target, signer)
	if err := after.Continue(t.Context(), outside); err != nil {
		t.Fatal(err)
	}
	write(t, after, 5)
	sealAll(t, after, 42)
	got := checkChain(t, after.DB())
	s := state(t, after)
	if got.Size != 42 || s.Size != 42 || len(s.Breaks) != 0 || s.Unsealed != 0 {
		t.Errorf("%d events are sealed, %+v; want 42 without a break", got.Size, s)
	}
	if n := count(t, after.DB(), `SELECT count(*) FROM seal_position WHERE era_event = 37`); n != 1 {
		t.Error("no new era began after event 37")
	}
	if n := count(t, after.DB(), `SELECT count(*) FROM seal WHERE seq + 1 <> event_id`); n != 0 {
		t.Errorf("%d events are out of order", n)
	}
	// A further checkpoint continues the one outside.
	publishNow(t, after, outside)
	if c := state(t, after).Checkpoint; c.Size != 42 || c.Root != got.Root {
		t.Errorf("the checkpoint is of %d events with the root %v, want %v", c.Size, c.Root, got.Root)
	}
	if err := after.Continue(t.Context(), outside); err != nil || len(state(t, after).Breaks) != 0 {
		t.Errorf("a break was found in a trail that goes on: %v", err)
	}
}

func TestARestoreFromAnOldDumpIsRecordedAsABreakOnceAndForEver(t *testing.T) {
	source, signer := testdb.NewURL(t), newSigner(t)
	before := openLog(t, source, signer)
	dir := filepath.Join(t.TempDir(), "checkpoints")
	outside, appended := audit.NewDirectory(dir), audit.NewFile(filepath.Join(t.TempDir(), "checkpoints.txt"))
	write(t, before, 10)
	sealAll(t, before, 10)
	publishNow(t, before, outside, appended)
	old := dump(t, source)
	write(t, before, 10)
	sealAll(t, before, 20)
	publishNow(t, before, outside, appended)
	lost := state(t, before)
	before.DB().Close()

	restored := databaseBeside(t, source)
	restore(t, old, restored)
	after := openLog(t, restored, signer)
	var starts sync.WaitGroup
	for range 5 {
		starts.Go(func() {
			if err := after.Continue(context.Background(), outside, appended); err != nil {
				t.Error(err)
			}
		})
	}
	starts.Wait()
	s := state(t, after)
	if len(s.Breaks) != 1 {
		t.Fatalf("%d breaks are recorded by five processes, want 1: %+v", len(s.Breaks), s.Breaks)
	}
	b := s.Breaks[0]
	root, found := lost.Checkpoint.Root, checkChain(t, after.DB()).Root
	if b.Outside.Size != 20 || b.Outside.Root != root.String() || b.Found.Size != 10 || b.Found.Root != found.String() || b.Event == 0 {
		t.Errorf("the break says %+v", b)
	}

	// It goes on, outgrows what was lost, and the break stays the one that it is.
	write(t, after, 15)
	sealAll(t, after, 26)
	publishNow(t, after, outside, appended)
	for range 2 {
		if err := after.Continue(t.Context(), outside, appended); err != nil {
			t.Fatal(err)
		}
	}
	if s := state(t, after); len(s.Breaks) != 1 || s.Breaks[0] != b {
		t.Errorf("the breaks are %+v, want the one as before", s.Breaks)
	}
	checkChain(t, after.DB())

	// The same dump once more, after the second trail was known outside: another break.
	again := databaseBeside(t, source)
	restore(t, old, again)
	third := openLog(t, again, signer)
	if err := third.Continue(t.Context(), outside); err != nil {
		t.Fatal(err)
	}
	if s := state(t, third); len(s.Breaks) == 0 || s.Breaks[len(s.Breaks)-1].Outside.Size != 26 {
		t.Errorf("the breaks are %+v, want one from 26 events", s.Breaks)
	}
}

func TestACheckpointOfAnotherKeyIsNotBelieved(t *testing.T) {
	url := testdb.NewURL(t)
	outside := audit.NewDirectory(filepath.Join(t.TempDir(), "checkpoints"))
	stranger := openLog(t, testdb.NewURL(t), newSigner(t))
	write(t, stranger, 3)
	sealAll(t, stranger, 3)
	publishNow(t, stranger, outside)
	log := openLog(t, url, newSigner(t))
	if err := log.Continue(t.Context(), outside, audit.NewFile("/proc/self/mem/no-such-file")); err != nil {
		t.Fatal(err)
	}
	if s := state(t, log); len(s.Breaks) != 0 {
		t.Errorf("a stranger's checkpoint made a break: %+v", s.Breaks)
	}
}

func TestADatabaseThatIsRestoredUnderARunningSealerIsFound(t *testing.T) {
	url, signer := testdb.NewURL(t), newSigner(t)
	log := openLog(t, url, signer)
	outside := audit.NewDirectory(filepath.Join(t.TempDir(), "checkpoints"))
	write(t, log, 6)
	sealAll(t, log, 6)
	publishNow(t, log, outside)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		audit.NewSealer(log, audit.SealerOptions{Every: time.Hour, Publishers: []audit.Publisher{outside}}).Run(ctx)
	})
	write(t, log, 1)
	until(t, "the sealer saw seven events", func() bool { return state(t, log).Size == 7 })
	time.Sleep(50 * time.Millisecond)
	// What the owner of the database can do.
	execAt(t, url, `ALTER TABLE seal DISABLE TRIGGER ALL`, `ALTER TABLE event DISABLE TRIGGER ALL`, `ALTER TABLE seal_node DISABLE TRIGGER ALL`,
		`ALTER TABLE checkpoint DISABLE TRIGGER ALL`, `BEGIN`, `DELETE FROM seal WHERE seq >= 4`,
		`DELETE FROM event WHERE id NOT IN (SELECT event_id FROM seal)`, `DELETE FROM seal_node WHERE idx > 6`, `DELETE FROM checkpoint`,
		`UPDATE seal_position SET (last_tx, last_id) = (SELECT tx, id FROM event ORDER BY tx DESC, id DESC LIMIT 1)`, `COMMIT`)
	until(t, "the break is recorded", func() bool { return len(state(t, log).Breaks) == 1 })
	stop()
	running.Wait()
	if b := state(t, log).Breaks[0]; b.Outside.Size != 6 || b.Found.Size != 4 {
		t.Errorf("the break says %+v", b)
	}
}

// publishNow signs what is sealed and brings it to the places.
func publishNow(t *testing.T, log *audit.Log, places ...audit.Publisher) {
	t.Helper()
	c, err := log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if holds, err := log.Publish(t.Context(), p); err != nil || !holds {
			t.Fatalf("%s does not hold the checkpoint of %d: %v", p.Target(), c.Size, err)
		}
	}
}

// databaseBeside makes an empty database in the same cluster.
func databaseBeside(t *testing.T, server string) string {
	t.Helper()
	name := "restored_" + strings.ReplaceAll(postgres.NewID(), "-", "")
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	execAt(t, os.Getenv(testdb.EnvURL), "CREATE DATABASE "+name+" TEMPLATE template0")
	t.Cleanup(func() {
		conn, err := pgx.Connect(context.Background(), os.Getenv(testdb.EnvURL))
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = conn.Close(context.Background()) }()
		if _, err := conn.Exec(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	address.Path = "/" + name
	return address.String()
}
