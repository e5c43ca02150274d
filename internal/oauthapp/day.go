package oauthapp

import (
	"slices"
	"time"

	"portico/internal/access"
)

// zone is where the actor's days begin and end.
func zone(a access.Actor) *time.Location {
	loc, err := time.LoadLocation(a.TimeZone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// readDay reads a day as 2026-06-16, or says in a sentence what is wrong with it. The day is a date: midnight UTC, moved by
// no zone. loc decides whether it has come.
func readDay(text string, loc *time.Location, now time.Time) (day time.Time, sentence string) {
	day, err := time.Parse(time.DateOnly, text)
	switch {
	case text == "":
		return time.Time{}, "Choose a day."
	case err != nil || day.Year() < 2000:
		return time.Time{}, "Write the day as 2026-06-16."
	case text > now.In(loc).Format(time.DateOnly):
		return time.Time{}, "This day is still to come. Choose today or an earlier day."
	}
	return day, ""
}

// startOf is the first moment of a date in loc.
func startOf(day time.Time, loc *time.Location) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, loc).UTC()
}

// dateOf is the date of a moment in loc, as dates are kept.
func dateOf(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// WorkingDays counts Monday to Friday after from, up to and with to; both are dates. From a Friday to the next Tuesday it
// is 2.
func WorkingDays(from, to time.Time) int {
	if from.IsZero() || !to.After(from) {
		return 0
	}
	days := int(to.Sub(from).Hours() / 24)
	n := days / 7 * 5
	for d := from.AddDate(0, 0, days/7*7+1); !d.After(to); d = d.AddDate(0, 0, 1) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			n++
		}
	}
	return n
}

// Answered sums up how long the vendor took for requests that it decided, in working days.
type Answered struct {
	Count, Median, Longest int
}

func sumUp(days []int) Answered {
	if len(days) == 0 {
		return Answered{}
	}
	slices.Sort(days)
	return Answered{Count: len(days), Median: days[(len(days)-1)/2], Longest: days[len(days)-1]}
}
