package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// page is one thing that is measured: the same address on small and on big data.
type page struct {
	row, what, path string
	// bar is how many times longer it may take on the big data.
	bar float64
}

func pages() []page {
	ago := func(days int) string { return time.Now().AddDate(0, 0, -days).UTC().Format(time.DateOnly) }
	day, quarter, long := ago(30), ago(120), ago(730)
	return []page{
		{"B4", "ledger as of a date, a page of 50", "/ledger?as_of=" + day, 1.3},
		{"B4", "ledger as of a date, as known then", "/ledger?as_of=" + day + "&known_at=then", 1.3},
		{"B4", "ledger now", "/ledger", 1.3},
		{"ledger", "as of today, as known long ago", "/ledger?known_at=" + long, 1.3},
		{"ledger", "verified only", "/ledger?grade=verified&as_of=" + day, 1.3},
		{"ledger", "production, unproven", "/ledger?what=unproven&environment=production&as_of=" + day, 1.3},
		{"ledger", "what changed in a quarter", "/ledger?what=changed&as_of=" + day + "&since=" + quarter, 1.3},
		{"ledger", "who should not hold it", "/ledger?what=should-not&as_of=" + day, 1.3},
		{"ledger", "whose end nobody confirmed", "/ledger?what=end-unconfirmed&as_of=" + day, 1.3},
		{"trail", "trail, newest page", "/trail", 1.3},
		{"trail", "trail, refused only", "/trail?refused=yes", 1.3},
		{"trail", "trail, one kind of event", "/trail?action=grant.recorded", 1.3},
	}
}

// result is what was measured.
type result struct {
	page
	small, big time.Duration // medians
	bytes      int
}

func (r result) ratio() float64 { return float64(r.big) / float64(r.small) }

func (r result) verdict() string {
	if r.ratio() <= r.bar {
		return "pass"
	}
	return "FAIL"
}

// String is the result as a line.
func (r result) String() string {
	return fmt.Sprintf("%-6s %-38s %8.2f ms %8.2f ms   %.2f of %.1f   %s", r.row, r.what, ms(r.small), ms(r.big), r.ratio(), r.bar, r.verdict())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// compare asks both sites for the page turn by turn and takes the medians. The first answers, which fill caches, are left out.
func compare(ctx context.Context, p page, small, big *site, rounds int) (result, error) {
	r := result{page: p}
	for _, s := range []*site{small, big} {
		if err := s.settle(ctx, p.path); err != nil {
			return r, err
		}
	}
	var took [2][]time.Duration
	for round := range rounds + warmUp {
		for i, s := range []*site{small, big} {
			d, body, err := s.get(ctx, p.path)
			if err != nil {
				return r, err
			}
			r.bytes = len(body)
			if round >= warmUp {
				took[i] = append(took[i], d)
			}
		}
	}
	r.small, r.big = median(took[0]), median(took[1])
	return r, nil
}

const warmUp = 5

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
