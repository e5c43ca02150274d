package permission

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/testdb"
)

func TestAnAnswerThatIsKnownToBeLongIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	db, d := testdb.New(t), newDigests()
	ask, everyone := Question{AsOf: time.Now(), KnownAt: time.Now()}, view{everyone: true}
	like := likeKey(ask, everyone)
	d.lines[like] = longAnswer
	for range longAtOnce {
		d.long <- struct{}{} // others are being worked out
	}
	began := time.Now()
	if _, ready, err := d.of(t.Context(), db, ask, everyone); ready || err != nil || time.Since(began) >= waitDigest {
		t.Fatalf("ready: %v after %s, %v", ready, time.Since(began), err)
	}
	// One that is short does not stand in that line.
	if _, ready, err := d.of(t.Context(), db, Question{What: Unproven, AsOf: ask.AsOf, KnownAt: ask.KnownAt}, everyone); !ready || err != nil {
		t.Errorf("a short answer is ready: %v, %v", ready, err)
	}
	for range longAtOnce {
		<-d.long
	}
	for range 100 {
		if _, ready, err := d.of(t.Context(), db, ask, everyone); err != nil {
			t.Fatal(err)
		} else if ready {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if lines, ok := d.lines[like]; !ok || lines != 0 {
		t.Errorf("an answer like it had %d lines last: %v", lines, ok)
	}
}

// expects asks PostgreSQL how long an answer is.
func expects(t *testing.T, conn *pgx.Conn, ask Question, v view) int {
	t.Helper()
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	lines, err := expectedLines(t.Context(), tx, ask, v)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}
