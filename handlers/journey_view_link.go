package handlers

import (
	"time"

	"portico/internal/journey"
	"portico/views/components"
)

// linkHealth says how a link answered last: a status and its words, or nothing where it was not asked yet.
func (b *journeyBuilder) linkHealth(l journey.Link) (status, words string) {
	check, ok := b.f.Check(l.URL)
	if !ok || l.Missing() {
		return "", ""
	}
	now, zone := b.c.server.Now(), b.c.location()
	switch {
	case check.Dead:
		return "problem", "Has not answered since " + components.Day(check.Since, now, zone).Shown
	case check.MovedTo != "":
		return "waiting", "Redirects to " + check.MovedTo + " since " + components.Day(check.Since, now, zone).Shown
	case now.Sub(check.At) < time.Minute:
		return "confirmed", "Answered just now"
	case now.Sub(check.At) < time.Hour:
		return "confirmed", "Answered " + countOf(int(now.Sub(check.At)/time.Minute), "minute ago", "minutes ago")
	}
	return "confirmed", "Answered at " + components.Moment(check.At, now, zone).Shown
}
