package audit_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// An installation that is brought up to date has a long trail and no seal: the seal begins at once, and a round costs as much at
// its end as at its beginning.
func TestALongTrailThatWasNeverSealedIsCaughtUpWithRoundByRound(t *testing.T) {
	t.Parallel()
	log := testdb.NewLog(t)
	const events = 12_500
	fill(t, log.DB(), events-500)
	write(t, log, 500)
	if err := log.Seal(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if n := count(t, log.DB(), `SELECT count(*) FROM seal_past WHERE to_event = 12500`); n != 1 {
		t.Fatalf("%d eras before are kept after the first round, want 1", n)
	}
	if n := count(t, log.DB(), `SELECT count(*) FROM seal_backlog`); n != 0 {
		t.Errorf("%d events have a line of their own before they are sealed", n)
	}
	if s := state(t, log); s.Size != 1000 || s.Unsealed != audit.UnsealedMax+1 || s.Oldest.IsZero() {
		t.Errorf("after the first round %d are sealed and %d counted that wait, want 1000 and one more than the most", s.Size, s.Unsealed)
	}
	if err := postgres.Inspect(t.Context(), log.DB().Pool().Config().ConnString(), func(tx pgx.Tx) error {
		out, err := audit.Verify(t.Context(), tx, audit.Verification{})
		if err == nil && (out.Findings.Count != 0 || out.Unsealed != events-1000) {
			t.Errorf("verification says %+v of a trail that is being caught up with", out)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	readBefore := readInARow(t, log)
	write(t, log, 3) // these wait behind the era
	if err := log.Seal(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	// A round that reads the seal or the trail from its beginning makes this six times as many, for each such statement.
	if n := readInARow(t, log) - readBefore; n > events/2 {
		t.Errorf("%d rows were read one after the other to seal %d events", n, events)
	}
	sealAll(t, log, events+3)
	if n := checkChain(t, log.DB()).Size; n != events+3 {
		t.Errorf("%d events are sealed, want %d", n, events+3)
	}
	if n := count(t, log.DB(), `SELECT count(*) FROM seal_past`); n != 0 {
		t.Errorf("%d eras are kept that are sealed to their end", n)
	}
	if n := count(t, log.DB(), `SELECT count(*) FROM seal s JOIN seal n ON n.seq = s.seq + 1 WHERE n.event_id < s.event_id`); n != 0 {
		t.Errorf("%d events are out of order", n)
	}
}

// readInARow is how many rows of the trail and its seal were read so far without an index.
func readInARow(t *testing.T, log *audit.Log) int {
	t.Helper()
	// What other connections read is told a little later: two looks in a row have to agree.
	last := -1
	for range 50 {
		if _, err := log.DB().Pool().Exec(t.Context(), `SELECT pg_stat_force_next_flush()`); err != nil {
			t.Fatal(err)
		}
		n := count(t, log.DB(), `SELECT sum(seq_tup_read)::int FROM pg_stat_user_tables WHERE relname IN ('seal', 'event')`)
		if n == last {
			break
		}
		last = n
		time.Sleep(200 * time.Millisecond)
	}
	return last
}
