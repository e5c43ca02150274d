package handlers

import (
	"time"

	"portico/internal/access"
	"portico/internal/journey"
	"portico/internal/linkwatch"
	"portico/views/components"
)

// linkLook is how the last look at an address went.
type linkLook struct{ status, word string }

// linkHealth is what is known of the addresses of editions, by address. Where nobody looked, or for a reader who may not know,
// nothing is.
func (s *Server) linkHealth(c *call) map[string]linkLook {
	out := map[string]linkLook{}
	if s.Links == nil || !c.actor.May(access.HealthRead, access.Scope{}) {
		return out
	}
	all, err := s.Links.Links(c.ctx(), c.actor)
	if err != nil {
		return out
	}
	for _, l := range all.Lines {
		switch {
		case !l.Asked:
		case l.State == linkwatch.Dead:
			out[l.URL] = linkLook{"problem", "Does not answer since " + s.editionDay(c, l.DeadSince)}
		case l.State == linkwatch.Moved:
			out[l.URL] = linkLook{"waiting", "Leads to another host"}
		default:
			out[l.URL] = linkLook{"done", "Answers"}
		}
	}
	return out
}

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
