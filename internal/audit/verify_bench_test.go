package audit_test

import (
	"runtime"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// BenchmarkVerifying tells how many events are verified in a second, and how much memory is in use at the end of it.
func BenchmarkVerifying(b *testing.B) {
	log := testdb.NewLog(b)
	const events = 100_000
	write(b, log, 1)
	sealAll(b, log, 1)
	fill(b, log.DB(), events-1)
	sealAll(b, log, events)
	var memory runtime.MemStats
	for b.Loop() {
		err := postgres.Inspect(b.Context(), log.DB().Pool().Config().ConnString(), func(tx pgx.Tx) error {
			out, err := audit.Verify(b.Context(), tx, audit.Verification{})
			if err == nil && (out.Events != events || out.Findings.Count != 0) {
				b.Errorf("%+v", out)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(b.N*events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(memory.HeapSys)/(1<<20), "MB")
}
