package export_test

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"portico/internal/export"
	"portico/internal/permission"
)

// sameRows is what the table of the ledger is made from, for COPY: the yardstick of a file of the ledger.
const sameRows = `COPY (SELECT m.name, m.email, coalesce(c.name, 'Freelance'), g.environment, a.name, a.client_id, g.kind, g.held_from, g.held_until,
	g.end_reason, g.grade, g.recorded_at AS graded_at, cb.name, g.evidence, rb.name, g.recorded_at, g.grant_id, g.version, now() AS as_of, now() AS known_at
	FROM permission_grant g JOIN member m ON m.id = g.member_id LEFT JOIN company c ON c.id = g.company_id LEFT JOIN app a ON a.id = g.app_id
	LEFT JOIN member cb ON cb.id = g.confirmed_by LEFT JOIN member rb ON rb.id = g.recorded_by
	WHERE g.superseded_at IS NULL ORDER BY g.held_from DESC, g.grant_id DESC) TO STDOUT (FORMAT csv, FORCE_QUOTE *)`

// counter is where files go: to nowhere, counted. It keeps the biggest heap that it sees.
type counter struct{ bytes, peak atomic.Int64 }

func (c *counter) Write(p []byte) (int, error) {
	if n := c.bytes.Add(int64(len(p))); n/(8<<20) != (n-int64(len(p)))/(8<<20) {
		c.look()
	}
	return len(p), nil
}

func (c *counter) look() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if held := int64(m.HeapAlloc); held > c.peak.Load() {
		c.peak.Store(held)
	}
}

// BenchmarkAFileOfTheLedgerAgainstCOPY writes a ledger of PORTICO_BENCH_ROWS lines (100,000 without it) by COPY, as a plain
// CSV and as an export, turn by turn, and reports how many times as fast as COPY each is. The bar is 0.5 for the CSV.
func BenchmarkAFileOfTheLedgerAgainstCOPY(b *testing.B) {
	rows, err := strconv.Atoi(os.Getenv("PORTICO_BENCH_ROWS"))
	if err != nil {
		rows = 100_000
	}
	h := newHouse(b, true)
	ctx := context.Background()
	conn, err := h.log.DB().Pool().Acquire(ctx)
	if err != nil {
		b.Fatal(err)
	}
	// Triggers step aside: for so many rows in one statement they take longer than all that is measured.
	for _, statement := range []string{
		`RESET ROLE`, `SET statement_timeout = 0`, `SET session_replication_role = replica`,
		`INSERT INTO member (id, name, email, email_key)
			SELECT gen_random_uuid(), 'Developer ' || i, i || '@acme.example', i || '@acme.example' FROM generate_series(1, ` + strconv.Itoa(rows) + `) i`,
		`INSERT INTO name_history (kind, subject_id, name, detail, recorded_at) SELECT 'member', id, name, email, created_at - interval '1 day' FROM member
			WHERE NOT EXISTS (SELECT FROM name_history WHERE subject_id = member.id)`,
		`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade, evidence, recorded_at, graded_at)
			SELECT gen_random_uuid(), gen_random_uuid(), 1, id, 'staging', 'self-assigned', now() - random() * interval '300 days', 'self-reported',
			'I ticked the box', now() - interval '1 minute', now() - interval '1 minute' FROM member WHERE name LIKE 'Developer %'`,
		`SET session_replication_role = origin`, `VACUUM ANALYZE`, `SET ROLE portico_app`,
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			b.Fatalf("%s: %v", statement, err)
		}
	}
	conn.Release()
	var byCopy, byCSV, byZIP time.Duration
	var csv, zip counter
	b.ResetTimer()
	for range b.N {
		byCopy += timed(b, func() error {
			conn, err := h.log.DB().Pool().Acquire(ctx)
			if err != nil {
				return err
			}
			defer conn.Release()
			_, err = conn.Conn().PgConn().CopyTo(ctx, &counter{}, sameRows)
			return err
		})
		byCSV += timed(b, func() error {
			t, cells := export.NewCSV(&csv), export.LedgerRows{}
			err := h.service.EachRow(ctx, h.auditor, permission.Question{}, func(q permission.Question, r permission.Row) error {
				return t.Row(cells.Of(q, r)...)
			})
			if err != nil {
				return err
			}
			return t.Flush()
		})
		byZIP += timed(b, func() error {
			e, err := h.service.Make(ctx, h.auditor, export.Order{What: export.Ledger, Format: export.CSV})
			if err != nil {
				return err
			}
			return h.service.Fetch(ctx, h.auditor, e.ID, &zip)
		})
	}
	b.ReportMetric(byCopy.Seconds()/byCSV.Seconds(), "csv/copy")
	b.ReportMetric(byCopy.Seconds()/byZIP.Seconds(), "zip/copy")
	b.ReportMetric(byCopy.Seconds()/float64(b.N), "copy-s")
	b.ReportMetric(float64(csv.peak.Load())/(1<<20), "csv-MiB")
	b.ReportMetric(float64(zip.peak.Load())/(1<<20), "zip-MiB")
}

func timed(b *testing.B, what func() error) time.Duration {
	b.Helper()
	began := time.Now()
	if err := what(); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}
