// Command bench measures what pages cost as the data grows, prints a table and writes it down. A speed is a ratio of two
// measurements taken in one run, turn by turn, since machines differ and are noisy. Run: make bench
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type bench struct {
	URL    string `env:"PORTICO_TEST_DATABASE_URL" required:"" help:"PostgreSQL server on which databases may be made."`
	Grants int    `env:"PORTICO_BENCH_GRANTS" default:"1000000" help:"Lines of the big ledger; the small one has 1,000."`
	Events int    `env:"PORTICO_BENCH_EVENTS" default:"1000000" help:"Events of the long trail; the short one has 10,000."`
	Rounds int    `env:"PORTICO_BENCH_ROUNDS" default:"60" help:"How often each page is asked for."`
	Out    string `env:"PORTICO_BENCH_OUT" default:"bench/latest.md" help:"Where the table is written."`
}

func main() {
	var b bench
	kong.Parse(&b, kong.Name("bench"), kong.Description("Measures pages on small and big data, turn by turn."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context) error {
	small, err := openSite(ctx, b.URL, 1000, 10_000)
	if err != nil {
		return err
	}
	defer small.close()
	big, err := openSite(ctx, b.URL, b.Grants, b.Events)
	if err != nil {
		return err
	}
	defer big.close()
	var results []result
	for _, p := range pages() {
		r, err := compare(ctx, p, small, big, b.Rounds)
		if err != nil {
			return err
		}
		fmt.Println(r)
		results = append(results, r)
	}
	return b.write(ctx, big, results)
}
