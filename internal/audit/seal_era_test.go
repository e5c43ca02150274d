package audit_test

import (
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/testdb"
)

// The app's role may begin an era of any name, also by a snapshot from before: no event falls between two of them.
func TestAnEraThatIsMadeUpSkipsNoEvent(t *testing.T) {
	t.Parallel()
	log := testdb.NewLog(t)
	write(t, log, 3)
	sealAll(t, log, 2)
	old, err := log.DB().Pool().BeginTx(t.Context(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Exec(t.Context(), `SELECT count(*) FROM event`); err != nil {
		t.Fatal(err)
	}
	write(t, log, 2)
	if _, err := old.Exec(t.Context(), `SELECT seal_begin('from before')`); err != nil {
		t.Fatal(err)
	}
	if err := old.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() { write(t, log, 30) })
	for _, era := range []string{"made up", "another", "made up", "a third"} {
		if _, err := log.DB().Pool().Exec(t.Context(), `SELECT seal_begin($1)`, era); err != nil {
			t.Error(err)
		}
	}
	all.Wait()
	sealAll(t, log, 35)
	if n := checkChain(t, log.DB()).Size; n != 35 {
		t.Errorf("%d are sealed, want 35", n)
	}
}
