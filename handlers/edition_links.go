package handlers

import (
	"time"

	"portico/internal/journey"
	"portico/views/components"
)

// linkLook is how the last look at an address went.
type linkLook struct{ status, word string }

// linkHealth is what is known of the addresses of editions, by address. Where nobody looked, nothing is known.
func (s *Server) linkHealth(_ *call) map[string]linkLook { return nil }

// linksLine says of an edition's links what matters most: one that is dead, one that is missing, or that all are well.
func linksLine(e journey.Edition, health map[string]linkLook) (status, words string) {
	missing, dead, looked := 0, 0, 0
	seen := map[string]bool{}
	for _, step := range e.Steps {
		for _, l := range step.Links {
			if seen[l.Key] {
				continue
			}
			seen[l.Key] = true
			if l.Missing() {
				missing++
			}
			if look, known := health[l.URL]; known {
				looked++
				if look.status == "problem" {
					dead++
				}
			}
		}
	}
	switch {
	case dead == 1:
		return "problem", "1 link is dead"
	case dead > 1:
		return "problem", itoa(dead) + " links are dead"
	case missing == 1:
		return "waiting", "1 address is missing"
	case missing > 1:
		return "waiting", itoa(missing) + " addresses are missing"
	case looked > 0:
		return "", "All well"
	case len(seen) == 0:
		return "", "None"
	}
	return "", "Not looked at yet"
}

// editionDay is a day as this reader sees it.
func (s *Server) editionDay(c *call, t time.Time) string {
	return components.Day(t, s.Now(), c.location()).Shown
}
