package linkwatch

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"portico/internal/journey"
)

// Target is an address that is asked.
type Target struct {
	URL, Host string
	// Steps are the numbers of the steps that lead there, by the edition's title; a host that no step names has none.
	Uses []Use
	// HostOnly means that only the host has to answer: no step leads to this very page.
	HostOnly bool
}

// Use is where an edition leads to a target.
type Use struct {
	Edition string
	Steps   []int
}

// targets are the addresses of the editions, each once, in the order of the editions and their steps. supplied gives the
// address that a lead supplied for a link of an edition, or "".
func targets(editions []journey.Edition, supplied func(edition, key string) string) []Target {
	var all []Target
	add := func(address, edition string, step int, hostOnly bool) {
		u, err := url.Parse(address)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return
		}
		at := slices.IndexFunc(all, func(t Target) bool { return t.URL == address })
		if at < 0 {
			all = append(all, Target{URL: address, Host: strings.ToLower(u.Host), HostOnly: hostOnly})
			at = len(all) - 1
		}
		t := &all[at]
		t.HostOnly = t.HostOnly && hostOnly
		if step == 0 {
			return
		}
		if n := len(t.Uses); n == 0 || t.Uses[n-1].Edition != edition {
			t.Uses = append(t.Uses, Use{Edition: edition})
		}
		if use := &t.Uses[len(t.Uses)-1]; !slices.Contains(use.Steps, step) {
			use.Steps = append(use.Steps, step)
		}
	}
	for _, e := range editions {
		for _, s := range e.Steps {
			for _, l := range s.Links {
				address := l.URL
				if given := supplied(e.Key, l.Key); given != "" {
					address = given
				}
				add(address, e.Title, s.Number, false)
			}
		}
		for _, h := range e.Hosts {
			if !slices.ContainsFunc(all, func(t Target) bool { return t.Host == strings.ToLower(hostOf(h.URL)) }) {
				add(h.URL, e.Title, 0, true)
			}
		}
	}
	return all
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Missing is a link that the vendor names and gives no address for, and that no lead supplied.
type Missing struct {
	Edition, Key, Label string
	Step                int
	StepKey             string
	// Shipped says that the default journey has it, so that /journey/links/:key supplies it.
	Shipped bool
}

func missing(editions []journey.Edition, supplied func(edition, key string) string) []Missing {
	var all []Missing
	for _, e := range editions {
		for _, s := range e.Steps {
			for _, l := range s.Links {
				once := !slices.ContainsFunc(all, func(m Missing) bool { return m.Edition == e.Title && m.Key == l.Key })
				if l.URL == "" && supplied(e.Key, l.Key) == "" && once {
					all = append(all, Missing{Edition: e.Title, Key: l.Key, Label: l.Label, Step: s.Number, StepKey: s.Key, Shipped: e.Key == journey.DefaultEdition})
				}
			}
		}
	}
	return all
}

// String is "Step 1", "Steps 3 to 8", "Steps 1, 4 and 7".
func (u Use) String() string {
	steps := slices.Sorted(slices.Values(u.Steps))
	n := len(steps)
	switch {
	case n == 0:
		return ""
	case n == 1:
		return "Step " + strconv.Itoa(steps[0])
	case n > 2 && steps[n-1]-steps[0] == n-1:
		return "Steps " + strconv.Itoa(steps[0]) + " to " + strconv.Itoa(steps[n-1])
	}
	words := make([]string, n)
	for i, s := range steps {
		words[i] = strconv.Itoa(s)
	}
	return "Steps " + strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}
