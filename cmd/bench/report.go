package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// write puts the table beside the machine, the versions and the date.
func (b *bench) write(ctx context.Context, big *site, results []result) error {
	var version string
	if err := big.db.Read(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "SHOW server_version").Scan(&version)
	}); err != nil {
		return err
	}
	var t strings.Builder
	fmt.Fprintf(&t, "# The last bench\n\n%s, %d processors, %s, PostgreSQL %s. Medians of %d requests, small and big data turn by turn.\n",
		time.Now().UTC().Format("2 January 2006, 15:04 UTC"), runtime.NumCPU(), runtime.Version(), version, b.Rounds)
	fmt.Fprintf(&t, "Small: 1,000 lines of the ledger, 10,000 events. Big: %d lines, %d events.\n\n", b.Grants, b.Events)
	t.WriteString("| Row | What | Small | Big | Ratio | Bar | |\n|---|---|---|---|---|---|---|\n")
	failed := 0
	for _, r := range results {
		fmt.Fprintf(&t, "| %s | %s | %.2f ms | %.2f ms | %.2f | %.1f | %s |\n", r.row, r.what, ms(r.small), ms(r.big), r.ratio(), r.bar, r.verdict())
		if r.ratio() > r.bar {
			failed++
		}
	}
	if err := os.MkdirAll(filepath.Dir(b.Out), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(b.Out, []byte(t.String()), 0o644); err != nil {
		return err
	}
	fmt.Println("written to", b.Out)
	if failed > 0 {
		return fmt.Errorf("%d of %d are over their bar", failed, len(results))
	}
	return nil
}
