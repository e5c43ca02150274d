package journey

import (
	"strconv"
	"time"
)

// Day is a calendar day without a time or a zone, as the ledger and the vendor's mails give it. The zero Day means "not known".
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf is the calendar day of the instant t in loc; nil means UTC. The zero time has no day.
func DayOf(t time.Time, loc *time.Location) Day {
	if t.IsZero() {
		return Day{}
	}
	if loc == nil {
		loc = time.UTC
	}
	y, m, d := t.In(loc).Date()
	return Day{y, m, d}
}

// DateOf takes the calendar date that t itself carries, for a column of type date: a date is never moved by a zone.
func DateOf(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	y, m, d := t.Date()
	return Day{y, m, d}
}

// IsZero says that the day is not known.
func (d Day) IsZero() bool { return d == Day{} }

// Before says whether d lies before other; an unknown day lies before every known one.
func (d Day) Before(other Day) bool { return d.number() < other.number() }

// Start is the first instant of the day in loc; nil means UTC. The zero Day gives the zero time.
func (d Day) Start(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// String is the day with its year: "3 May 2026".
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Day) + " " + d.Month.String() + " " + strconv.Itoa(d.Year)
}

// Short is the day as screens write it: "3 May", with the year only where it is not today's.
func (d Day) Short(today Day) string {
	if d.IsZero() || (d.Year != today.Year && !today.IsZero()) {
		return d.String()
	}
	return strconv.Itoa(d.Day) + " " + d.Month.String()
}

// number counts days from 1 January 1970; the zero Day is far before every other.
func (d Day) number() int {
	if d.IsZero() {
		return -1 << 40
	}
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// AddWorkingDays is the n-th working day after d (Monday to Friday); n of 0 or less gives d itself.
func (d Day) AddWorkingDays(n int) Day {
	if d.IsZero() {
		return d
	}
	t := d.Start(time.UTC)
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if day := t.Weekday(); day != time.Saturday && day != time.Sunday {
			n--
		}
	}
	return DateOf(t)
}

// WorkingDays counts the days from Monday to Friday after the day of from, up to and with the day of to, both seen in loc
// (nil means UTC). From a Friday to the next Tuesday it is 2. It is 0 when either is unknown or to lies before from.
func WorkingDays(from, to time.Time, loc *time.Location) int {
	return workingDaysBetween(DayOf(from, loc), DayOf(to, loc))
}

// workingDaysBetween is WorkingDays for calendar days. 1 January 1970 was a Thursday; counting whole weeks keeps it cheap for
// spans of years.
func workingDaysBetween(from, to Day) int {
	if from.IsZero() || to.IsZero() {
		return 0
	}
	a, b := from.number(), to.number()
	if b <= a {
		return 0
	}
	return workingUpTo(b) - workingUpTo(a)
}

// workingUpTo counts working days from Monday 29 December 1969 up to and with day n; only differences of it mean anything.
func workingUpTo(n int) int {
	n += 3
	week := n / 7
	rest := n % 7
	if rest < 0 {
		week, rest = week-1, rest+7
	}
	return week*5 + min(rest+1, 5)
}

// Zones remembers time zones by name while facts are read, because loading one opens a file. The zero value is not usable:
// make one with make(Zones).
type Zones map[string]*time.Location

// Get is the zone of that name; an unknown or empty name gives UTC.
func (z Zones) Get(name string) *time.Location {
	if loc, ok := z[name]; ok {
		return loc
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = time.UTC
	}
	z[name] = loc
	return loc
}
