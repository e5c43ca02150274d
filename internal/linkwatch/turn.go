package linkwatch

import (
	"slices"
	"time"

	"portico/internal/journey"
)

// inTurn puts the links of the shipped editions first, and of the others those that were asked longest ago. A run has an end:
// an edition with a thousand links that nobody answers must not keep the rest from ever being asked.
func inTurn(all []Target, shipped []journey.Edition, asked func(url string) time.Time) []Target {
	first := map[string]bool{}
	for _, t := range targets(shipped, func(string, string) string { return "" }) {
		first[t.URL] = true
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Target) int {
		if first[a.URL] != first[b.URL] {
			if first[a.URL] {
				return -1
			}
			return 1
		}
		if first[a.URL] {
			return 0
		}
		return asked(a.URL).Compare(asked(b.URL))
	})
	return out
}
