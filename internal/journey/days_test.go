package journey

import (
	"testing"
	"time"
)

func TestWorkingDaysAreMondayToFridayAfterTheFirstDay(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to time.Time
		want     int
	}{
		{"the same day is none", june(16), june(16), 0},
		{"Friday to Tuesday is two", june(12), june(16), 2},
		{"Thursday to Tuesday is three", june(11), june(16), 3},
		{"Friday to Sunday is none", june(12), june(14), 0},
		{"Saturday to Monday is one", june(13), june(15), 1},
		{"Sunday to Saturday is five", june(14), june(20), 5},
		{"a request of 29 May on 16 June", may(29), june(16), 12},
		{"4 May to 9 June", may(4), june(9), 26},
		{"a whole year", onDate(time.January, 1), time.Date(2027, time.January, 1, 0, 0, 0, 0, zone), 261},
		{"backwards is none", june(16), june(1), 0},
		{"from nowhere is none", time.Time{}, june(16), 0},
		{"to nowhere is none", june(16), time.Time{}, 0},
		{"across 1970", time.Date(1969, time.December, 26, 12, 0, 0, 0, zone), time.Date(1970, time.January, 5, 12, 0, 0, 0, zone), 6},
	} {
		if got := WorkingDays(c.from, c.to, zone); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestWorkingDaysAgreeWithCountingThem(t *testing.T) {
	start := time.Date(1968, time.January, 1, 12, 0, 0, 0, time.UTC)
	for from := range 21 {
		count := 0
		for n := 1; n < 900; n++ {
			if day := start.AddDate(0, 0, from+n).Weekday(); day != time.Saturday && day != time.Sunday {
				count++
			}
			if got := WorkingDays(start.AddDate(0, 0, from), start.AddDate(0, 0, from+n), nil); got != count {
				t.Fatalf("%d days from the %dth: got %d, want %d", n, from, got, count)
			}
		}
	}
}

func TestADayIsTheMembersDay(t *testing.T) {
	late := time.Date(2026, time.June, 11, 23, 30, 0, 0, time.UTC)
	auckland := time.FixedZone("Auckland", 12*60*60)
	if got := DayOf(late, auckland); got.String() != "12 June 2026" {
		t.Errorf("in Auckland it is %s", got)
	}
	if utc, there := WorkingDays(late, late.Add(24*time.Hour), nil), WorkingDays(late, late.Add(24*time.Hour), auckland); utc != 1 || there != 0 {
		t.Errorf("in UTC %d days, in Auckland %d", utc, there)
	}
	// A date of the vendor's mail stays that date, however far west the member is.
	if got := DateOf(time.Date(2026, time.May, 29, 0, 0, 0, 0, time.UTC)); got.String() != "29 May 2026" {
		t.Errorf("the date moved to %s", got)
	}
}

func TestADayIsWrittenWithItsYearOnlyWhereItIsAnother(t *testing.T) {
	now := on(today)
	for _, c := range []struct {
		day  Day
		want string
	}{{on(june(8)), "8 June"}, {Day{2025, time.November, 19}, "19 November 2025"}, {Day{}, ""}} {
		if got := c.day.Short(now); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := on(june(8)).Short(Day{}); got != "8 June" {
		t.Errorf("without today: %q", got)
	}
}

func TestADueDayLiesAmongWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from Day
		n    int
		want string
	}{{on(june(12)), 4, "18 June 2026"}, {on(june(13)), 1, "15 June 2026"}, {on(june(12)), 0, "12 June 2026"}, {on(june(5)), 10, "19 June 2026"}} {
		if got := c.from.AddWorkingDays(c.n); got.String() != c.want {
			t.Errorf("%d working days after %s: got %s, want %s", c.n, c.from, got, c.want)
		}
	}
	if !(Day{}).AddWorkingDays(3).IsZero() || !(Day{}).Start(nil).IsZero() || !(Day{}).Before(on(june(1))) {
		t.Error("an unknown day became a known one")
	}
}

func TestAZoneIsLoadedOnceAndAnUnknownOneIsUTC(t *testing.T) {
	zones := make(Zones)
	if zones.Get("Nowhere/Land") != time.UTC || zones.Get("") == nil || len(zones) != 2 {
		t.Errorf("zones are %v", zones)
	}
}
