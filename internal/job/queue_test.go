package job

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/db"
	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"

	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

var silent = slog.New(slog.DiscardHandler)

// house is one database with processes on it.
type house struct {
	t   *testing.T
	url string
	log *audit.Log
}

func newHouse(t *testing.T) *house {
	t.Helper()
	url := testdb.NewURL(t)
	d, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return &house{t: t, url: url, log: audit.New(d, silent)}
}

// process starts a queue with tasks and gives back what stops it.
func (h *house) process(tasks ...Task) (*Queue, func()) {
	h.t.Helper()
	q, err := New(h.log, tasks...)
	if err != nil {
		h.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		q.Run(ctx, silent, func(ctx context.Context, o postgres.Options) (*postgres.DB, error) {
			return postgres.Open(ctx, h.url, o)
		})
	})
	stop := sync.OnceFunc(func() { cancel(); running.Wait() })
	h.t.Cleanup(stop)
	return q, stop
}

// until waits for a condition of the database, with what was awaited where it does not come.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within 20 s: %s", what)
		}
	}
}

func TestTheTablesOfRiverAreThoseOfItsRelease(t *testing.T) {
	migrator, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	var ours strings.Builder
	for _, name := range []string{"00140_jobs.sql", "00141_jobs_unique.sql"} {
		body, err := db.Migrations().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, 1<<20)
		n, _ := body.Read(buffer)
		ours.Write(buffer[:n])
	}
	words := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	have, from := words(ours.String()), 0
	for _, m := range migrator.AllVersions() {
		if m.Version == 1 {
			continue // River's table of its own migrations, which ours replace
		}
		want := words(strings.ReplaceAll(m.SQLUp, "/* TEMPLATE: schema */", ""))
		at := strings.Index(have[from:], want)
		if at < 0 {
			t.Fatalf("River %03d (%s) is not in our migrations, or not in its order: a new one is needed", m.Version, m.Name)
		}
		from += at + len(want)
	}
}

func TestOfTwoProcessesOneLeadsAndTheJobRunsOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var runs atomic.Int32
	task := Task{Kind: "count-once", Every: time.Hour, Run: func(context.Context) error { runs.Add(1); return nil }}
	_, stopFirst := h.process(task)
	until(t, "the first run", func() bool { return runs.Load() == 1 })
	second, _ := h.process(task)
	time.Sleep(1500 * time.Millisecond)
	if n := runs.Load(); n != 1 {
		t.Fatalf("with a second process beside it the job ran %d times", n)
	}
	stopFirst()
	until(t, "a run under the second leader", func() bool { return runs.Load() == 2 })
	s, err := second.State(t.Context(), access.Actor{Kind: access.Member, ID: postgres.NewID(), Admin: true})
	if err != nil || s.LedSince.IsZero() || !s.MayWork || len(s.Tasks) != 1 || s.Tasks[0].LastBegan.IsZero() {
		t.Errorf("state %+v, %v", s, err)
	}
}

func TestARunThatIsAskedForTwiceRunsOnceAndAfterTheCommitOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var runs atomic.Int32
	hold := make(chan struct{})
	q, _ := h.process(Task{Kind: "asked-for", Run: func(context.Context) error { runs.Add(1); <-hold; return nil }})
	ask := func(fail error) (made bool) {
		err := h.log.DB().Write(t.Context(), func(tx pgx.Tx) (err error) {
			if made, err = q.Ask(t.Context(), tx, "asked-for"); err != nil {
				return err
			}
			return fail
		})
		if !errors.Is(err, fail) {
			t.Fatal(err)
		}
		return made
	}
	ask(errors.New("rolled back"))
	if !ask(nil) || ask(nil) {
		t.Error("the first call makes a run, and the second none while it waits")
	}
	until(t, "the run", func() bool { return runs.Load() == 1 })
	if ask(nil) {
		t.Error("a second run was made while the first one runs")
	}
	close(hold)
	until(t, "that it can be asked for again", func() bool { return ask(nil) })
	until(t, "the second run", func() bool { return runs.Load() == 2 })
	err := h.log.DB().Write(t.Context(), func(tx pgx.Tx) error { _, err := q.Ask(t.Context(), tx, "unheard-of"); return err })
	if !apperr.Is(err, apperr.NotFound) {
		t.Errorf("an unknown task: %v", err)
	}
}

func TestAFailureIsKeptAndTriedAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var runs atomic.Int32
	q, _ := h.process(Task{Kind: "fail-first", Title: "Fails first", Every: time.Hour, Timeout: time.Second, Attempts: 3, Run: func(context.Context) error {
		if runs.Add(1) <= 2 { // the first is tried again within a second, and so is never seen to wait
			return errors.New("the vendor is away " + strings.Repeat("x", 1000))
		}
		return nil
	}})
	admin := access.Actor{Kind: access.Member, ID: member(t, h), Admin: true}
	var s State
	until(t, "the failure", func() bool {
		var err error
		s, err = q.State(t.Context(), admin)
		return err == nil && len(s.Failed) == 1
	})
	f := s.Failed[0]
	if !strings.HasPrefix(f.Error, "the vendor is away") || len(f.Error) > errorLength+10 || f.Attempts != 3 || f.Title != "Fails first" || f.GivenUp {
		t.Errorf("kept of the failure: %+v", f)
	}
	if err := q.Retry(t.Context(), admin, postgresNumber(f.ID)); err != nil {
		t.Fatal(err)
	}
	until(t, "that it runs well", func() bool {
		s, err := q.State(t.Context(), admin)
		return err == nil && len(s.Failed) == 0 && s.Tasks[0].State == "completed"
	})
}

func TestAnAdminHasAJobTriedAgainAndNobodyElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var runs atomic.Int32
	q, _ := h.process(Task{Kind: "give-up", Every: time.Hour, Attempts: 1, Run: func(context.Context) error { runs.Add(1); return errors.New("never") }})
	admin := access.Actor{Kind: access.Member, ID: member(t, h), Admin: true}
	var s State
	until(t, "that it is given up", func() bool {
		s, _ = q.State(t.Context(), admin)
		return len(s.Failed) == 1 && s.Failed[0].GivenUp
	})
	id := postgresNumber(s.Failed[0].ID)
	lead := access.Actor{Kind: access.Member, ID: member(t, h), Leads: []string{postgres.NewID()}}
	if err := q.Retry(t.Context(), lead, id); err == nil {
		t.Error("a lead had it tried again")
	}
	if _, err := q.State(t.Context(), lead); err == nil {
		t.Error("a lead reads the queue")
	}
	for _, wrong := range []string{"0", "-1", "x", "9223372036854775807", "99999999999999999999"} {
		if err := q.Retry(t.Context(), admin, wrong); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("retry of %s: %v", wrong, err)
		}
	}
	if err := q.Retry(t.Context(), admin, id); err != nil {
		t.Fatal(err)
	}
	until(t, "the second run", func() bool { return runs.Load() == 2 })
	var events int
	if err := h.log.DB().Pool().QueryRow(t.Context(), `SELECT count(*) FROM event WHERE action = 'job.retried' AND NOT refused`).Scan(&events); err != nil || events != 1 {
		t.Errorf("%d events, %v", events, err)
	}
}

func TestAStopLetsARunFinish(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var began, ended atomic.Bool
	_, stop := h.process(Task{Kind: "takes-long", Every: time.Hour, Run: func(context.Context) error {
		began.Store(true)
		time.Sleep(700 * time.Millisecond)
		ended.Store(true)
		return nil
	}})
	until(t, "that it begins", began.Load)
	stop()
	if !ended.Load() {
		t.Error("the run was cut short")
	}
}

func TestWithoutTheRightAProcessOnlyPutsRunsIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	conn, err := pgx.Connect(t.Context(), h.url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), `REVOKE DELETE ON river_job FROM portico_app`); err != nil {
		t.Fatal(err)
	}
	ran := make(chan struct{}, 10)
	q, stop := h.process(Task{Kind: "wait-for-right", Run: func(context.Context) error { ran <- struct{}{}; return nil }})
	if err := h.log.DB().Write(t.Context(), func(tx pgx.Tx) error { _, err := q.Ask(t.Context(), tx, "wait-for-right"); return err }); err != nil {
		t.Fatal(err)
	}
	stop()
	s, err := q.State(t.Context(), access.Actor{Kind: access.Member, ID: postgres.NewID(), Admin: true})
	if err != nil || s.MayWork || s.Waiting != 1 || len(ran) != 0 {
		t.Errorf("state %+v with %d runs, %v", s, len(ran), err)
	}
}

func TestATaskThatCannotBeIsRefused(t *testing.T) {
	for _, task := range []Task{{}, {Kind: "no-work"}, {Kind: "too-often", Every: time.Millisecond, Run: func(context.Context) error { return nil }}} {
		if _, err := New(audit.New(testdb.New(t), silent), task); err == nil {
			t.Errorf("%+v was taken", task)
		}
	}
}

func postgresNumber(n int64) string { return strconv.FormatInt(n, 10) }

// member makes somebody who can be the actor of an event.
func member(t *testing.T, h *house) string {
	t.Helper()
	id := postgres.NewID()
	if _, err := h.log.DB().Pool().Exec(t.Context(), `INSERT INTO member (id, name, email, email_key) VALUES ($1, 'Ana Admin', $2, $2)`, id, id+"@acme.example"); err != nil {
		t.Fatal(err)
	}
	return id
}
