package handlers

import (
	"slices"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/journey"
	view "portico/views/board"
	"portico/views/components"
)

// deadLinksView is the board's line about links that do not answer; nil while all do.
func (c *call) deadLinksView(dead []journey.LinkCheck, now time.Time) *view.DeadLinks {
	if len(dead) == 0 {
		return nil
	}
	var hosts []string
	since := dead[0].Since
	for _, d := range dead {
		_, rest, _ := strings.Cut(d.URL, "://")
		host, _, _ := strings.Cut(rest, "/")
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
		if d.Since.Before(since) {
			since = d.Since
		}
	}
	slices.Sort(hosts)
	does, it := " does not answer since ", "it"
	if len(hosts) > 1 {
		does, it = " do not answer since ", "one of them"
	}
	out := &view.DeadLinks{
		Text: andList(hosts) + does + components.Day(since, now, c.location()).Shown + ". Whoever needs " + it + " waits, and those days do not count as theirs.",
	}
	if c.actor.May(access.HealthRead, access.Scope{}) {
		out.URL = "/health#links"
	}
	return out
}

// andList joins words as people do: "a, b and c".
func andList(words []string) string {
	if n := len(words) - 1; n > 0 {
		return strings.Join(words[:n], ", ") + " and " + words[n]
	}
	return strings.Join(words, "")
}
