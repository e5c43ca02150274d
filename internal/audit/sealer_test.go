package audit_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// signed gives log a new key.
func signed(t testing.TB, log *audit.Log) *audit.Log {
	t.Helper()
	signer, _, err := seal.NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	if err := log.SignWith(signer); err != nil {
		t.Fatal(err)
	}
	return log
}

// until waits for what a process beside the test does, on a server that others use too.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !done(); {
		if time.Now().After(end) {
			t.Fatalf("after a minute it is still not so: %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func state(t *testing.T, log *audit.Log) audit.SealState {
	t.Helper()
	s, err := log.SealState(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// place is a Publisher that can be down.
type place struct {
	mu    sync.Mutex
	down  bool
	every time.Duration
	notes []string
}

func (p *place) Target() string       { return "place" }
func (p *place) Every() time.Duration { return p.every }
func (p *place) Publish(_ context.Context, c audit.Signed) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.down {
		return errors.New("nobody is at home")
	}
	p.notes = append(p.notes, c.Note)
	return nil
}

func TestTheSealerSealsSignsAndPublishesWhileItRuns(t *testing.T) {
	log := signed(t, testdb.NewLog(t))
	dir := filepath.Join(t.TempDir(), "checkpoints")
	file := filepath.Join(t.TempDir(), "checkpoints.txt")
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	for range 2 {
		sealer := audit.NewSealer(log, audit.SealerOptions{
			Every: time.Nanosecond, Publishers: []audit.Publisher{audit.NewDirectory(dir), audit.NewFile(file)},
		})
		running.Go(func() { sealer.Run(ctx) })
	}
	write(t, log, 20)
	until(t, "20 events are known outside", func() bool {
		s := state(t, log)
		return s.Size == 20 && s.Checkpoint.Size == 20 && audit.NewDirectory(dir).Holds(s.Checkpoint) && audit.NewFile(file).Holds(s.Checkpoint)
	})
	stop()
	running.Wait()
	s := state(t, log)
	want := checkChain(t, log.DB())
	if s.Checkpoint.Root != want.Root || s.Unsealed != 0 || s.Trouble != "" || s.Verifier == "" || s.Event == 0 || s.EventAt.IsZero() {
		t.Errorf("the state is %+v, want the root %v and nothing unsealed", s, want.Root)
	}
	notes, err := audit.NewDirectory(dir).Notes()
	if err != nil || len(notes) != 2 || notes[0] != s.Checkpoint.Note || notes[1] != s.Checkpoint.Note {
		t.Errorf("the directory gives %q, %v", notes, err)
	}
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, note := range seal.SplitNotes(string(body)) {
		if _, err := seal.Open(note, s.Verifier); err != nil {
			t.Errorf("a checkpoint in the file: %v", err)
		}
	}
	for _, d := range s.Deliveries {
		if d.Size != 20 || d.Error != "" {
			t.Errorf("delivery %+v", d)
		}
	}
}

func TestATargetThatWasDownGetsTheLatestCheckpointWhenItIsBack(t *testing.T) {
	log := signed(t, testdb.NewLog(t))
	to := &place{down: true}
	for n := 1; n <= 2; n++ {
		write(t, log, 1)
		sealAll(t, log, n)
		if _, err := log.Checkpoint(t.Context()); err != nil {
			t.Fatal(err)
		}
		if holds, err := log.Publish(t.Context(), to); err != nil || holds {
			t.Fatalf("delivered to a place that is down: %v, %v", holds, err)
		}
		makeOld(t, log.DB())
	}
	s := state(t, log)
	if len(s.Deliveries) != 1 || s.Deliveries[0].Error != "nobody is at home" || s.Deliveries[0].Attempts != 2 || s.Deliveries[0].Size != 0 {
		t.Fatalf("the failures are told as %+v", s.Deliveries)
	}
	to.down = false
	for range 2 {
		if holds, err := log.Publish(t.Context(), to); err != nil || !holds {
			t.Fatalf("not delivered: %v, %v", holds, err)
		}
	}
	s = state(t, log)
	if len(to.notes) != 1 || to.notes[0] != s.Checkpoint.Note || s.Deliveries[0].Size != 2 || s.Deliveries[0].Error != "" {
		t.Errorf("it got %q, told as %+v; want the newest, once", to.notes, s.Deliveries)
	}
}

func TestATargetIsNotGivenMoreThanItWants(t *testing.T) {
	log := signed(t, testdb.NewLog(t))
	to := &place{every: time.Hour}
	for n := 1; n <= 3; n++ {
		write(t, log, 1)
		sealAll(t, log, n)
		if _, err := log.Checkpoint(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := log.Publish(t.Context(), to); err != nil {
			t.Fatal(err)
		}
	}
	if len(to.notes) != 1 {
		t.Errorf("it got %d in an hour, want 1", len(to.notes))
	}
	makeOld(t, log.DB())
	if holds, err := log.Publish(t.Context(), to); err != nil || !holds || len(to.notes) != 2 {
		t.Errorf("an hour later it has %d, %v, %v; want 2", len(to.notes), holds, err)
	}
}

// makeOld moves deliveries a day back.
func makeOld(t *testing.T, db *postgres.DB) {
	t.Helper()
	if _, err := db.Pool().Exec(t.Context(), `UPDATE checkpoint_delivery SET at = at - interval '1 day'`); err != nil {
		t.Fatal(err)
	}
}

func TestASealerThatCannotSealSaysSoAndGoesOnWhenItCan(t *testing.T) {
	url := testdb.NewURL(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	owner, err := postgres.Open(t.Context(), url, postgres.Options{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	log := audit.New(db, slog.New(slog.DiscardHandler))
	write(t, log, 1)
	ownerRuns(t, owner, `ALTER FUNCTION seal_append RENAME TO seal_append_gone`)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { audit.NewSealer(log, audit.SealerOptions{}).Run(ctx) })
	until(t, "the trouble is told", func() bool { return strings.Contains(state(t, log).Trouble, "seal_append") })
	if s := state(t, log); s.Unsealed != 1 || s.Oldest.IsZero() || s.Verifier != "" {
		t.Errorf("the state is %+v, want one that waits", s)
	}
	ownerRuns(t, owner, `ALTER FUNCTION seal_append_gone RENAME TO seal_append`)
	until(t, "the event is sealed", func() bool { s := state(t, log); return s.Size == 1 && s.Trouble == "" })
	stop()
	running.Wait()
}

// ownerRuns runs a statement as the owner of the tables.
func ownerRuns(t *testing.T, db *postgres.DB, statement string) {
	t.Helper()
	conn, err := db.Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	for _, s := range []string{"RESET ROLE", statement, "SET ROLE " + postgres.AppRole} {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOneKeyIsMadeHoweverManyProcessesStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	var mu sync.Mutex
	keys, makers := map[string]int{}, 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			signer, made, err := audit.MakeKeyIn(dir, "portico.acme.example/trail")
			mu.Lock()
			defer mu.Unlock()
			keys[signer]++
			if made {
				makers++
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(keys) != 1 || makers != 1 {
		t.Errorf("%d keys by %d makers, want 1 by 1", len(keys), makers)
	}
	info, err := os.Stat(filepath.Join(dir, audit.SignerFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key can be read by %v, %v", info.Mode(), err)
	}
	signer, err := audit.KeyIn(dir)
	if err != nil || keys[signer] != 8 {
		t.Errorf("read %q, %v", signer, err)
	}
	verifier, err := seal.VerifierOf(signer)
	if err != nil {
		t.Fatal(err)
	}
	if public, err := os.ReadFile(filepath.Join(dir, audit.VerifierFile)); err != nil || string(public) != verifier+"\n" {
		t.Errorf("beside it stands %q, %v, want %q", public, err, verifier)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("the directory holds %v, %v, want the two files", entries, err)
	}
	if err := os.WriteFile(filepath.Join(dir, audit.SignerFile), []byte("no key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if signer, err := audit.KeyIn(dir); err == nil {
		t.Errorf("read %q from a file that holds no key", signer)
	}
}
