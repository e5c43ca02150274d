package sample

import (
	"fmt"
	"time"
)

// pictured is the day that the data is written for: a Tuesday.
var pictured = time.Date(2026, time.June, 16, 0, 0, 0, 0, time.UTC)

// clock turns the days that the data is written with into days of the calendar it is loaded in.
type clock struct{ today time.Time }

func newClock(now time.Time) clock {
	y, m, d := now.UTC().Date()
	return clock{today: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// day is the calendar day that lies as many working days back from today as the written one ("26 May", "19 Nov 2025") does
// from the pictured day. It is never a Saturday or a Sunday, and a day written later never comes out earlier.
func (c clock) day(written string) time.Time {
	t := c.today
	for n := workingDays(parse(written), pictured); n > 0; t = t.AddDate(0, 0, -1) {
		if !weekend(t) {
			n--
		}
	}
	for weekend(t) {
		t = t.AddDate(0, 0, -1)
	}
	return t
}

// at is an instant of that day: the hour tells what came first on it.
func (c clock) at(written string, hour int) time.Time {
	return c.day(written).Add(time.Duration(hour)*time.Hour + 12*time.Minute)
}

// ahead is a day to come.
func (c clock) ahead(written string) time.Time {
	t := c.today
	for n := workingDays(pictured, parse(written)); n > 0; {
		t = t.AddDate(0, 0, 1)
		if !weekend(t) {
			n--
		}
	}
	return t
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// workingDays counts the days from Monday to Friday after from, up to and with to.
func workingDays(from, to time.Time) int {
	n := 0
	for t := from.AddDate(0, 0, 1); !t.After(to); t = t.AddDate(0, 0, 1) {
		if !weekend(t) {
			n++
		}
	}
	return n
}

// parse reads a day of the data. A slip in it is a slip in the program, and the first test finds it.
func parse(written string) time.Time {
	for _, layout := range []string{"2 Jan 2006", "2 Jan"} {
		if t, err := time.Parse(layout, written); err == nil {
			if t.Year() == 0 {
				t = t.AddDate(pictured.Year(), 0, 0)
			}
			return t
		}
	}
	panic(fmt.Sprintf("sample: %q is not a day", written))
}
