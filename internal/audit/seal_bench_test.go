package audit_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// BenchmarkSealing tells how many events are sealed in a second while nobody writes.
func BenchmarkSealing(b *testing.B) {
	log := testdb.NewLog(b)
	write(b, log, 1)
	sealAll(b, log, 1)
	const events = 20_000
	sealed := 1
	var took time.Duration
	for b.Loop() {
		fill(b, log.DB(), events)
		sealed += events
		begin := time.Now()
		sealAll(b, log, sealed)
		took += time.Since(begin)
	}
	b.ReportMetric(float64(sealed-1)/took.Seconds(), "events/s")
}

// BenchmarkWriting tells how many changes 8 writers make in a second, with no sealer beside them and with three.
func BenchmarkWriting(b *testing.B) {
	for name, sealers := range map[string]int{"unsealed": 0, "sealed": 3} {
		b.Run(name, func(b *testing.B) {
			log := testdb.NewLog(b)
			ctx, stop := context.WithCancel(context.Background())
			var running sync.WaitGroup
			for range sealers {
				running.Go(func() { audit.NewSealer(log, audit.SealerOptions{}).Run(ctx) })
			}
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := log.Change(context.Background(), access.OperatorActor(), audit.TeamCreated, addTeam(postgres.NewID())); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "changes/s")
			stop()
			running.Wait()
		})
	}
}
