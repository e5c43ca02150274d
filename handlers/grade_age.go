package handlers

import (
	"strconv"
	"time"

	"portico/internal/journey"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// gradeAge is how old what is known of something is: "8 May, 39 days ago". Days are those of the calendar, in the zone.
func gradeAge(at, now time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	day := journey.DayOf(at, zone)
	return day.Short(journey.DayOf(now, zone)) + ", " + daysAgo(calendarDays(at, now, zone))
}

// calendarDays counts the days between two times in a zone, never less than none.
func calendarDays(from, to time.Time, zone *time.Location) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return max(int(midnight(to).Sub(midnight(from)).Hours()/24), 0)
}

func daysAgo(n int) string {
	switch n {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	return strconv.Itoa(n) + " days ago"
}

// staleChip is the mark of a proof that is older than it counts as fresh: "Proof over 90 days".
func staleChip(f journey.Facts) string {
	return "Proof over " + days(f.StaleAfterDays)
}

// stepAge is how old what is known of a step is; empty where that is not known.
func stepAge(s journey.StepProgress, now time.Time, zone *time.Location) string {
	if s.Grade == journey.GradeNone {
		return ""
	}
	return gradeAge(s.GradedAt, now, zone)
}

// age fills in how old the evidence of a step is, and the way to prove it again where it grew stale.
func (b *journeyBuilder) age(s journey.StepProgress, e *journeyview.Evidence) {
	if s.Grade == journey.GradeNone || s.GradedAt.IsZero() {
		return
	}
	e.Time, e.Age = b.moment(s.GradedAt), daysAgo(calendarDays(s.GradedAt, b.today, b.c.location()))
	if s.Stale {
		e.Stale, e.Again = staleChip(b.f), proveAgain(b.f, s)
	}
}

// proveAgain leads to the page that proves a step once more, for the app that the step rests on or the first that is there.
func proveAgain(f journey.Facts, s journey.StepProgress) components.ButtonModel {
	id := s.AppID
	for _, app := range f.Apps {
		if id == "" && app.RetiredAt.IsZero() && app.Environment == s.Step.Environment {
			id = app.ID
		}
	}
	if id == "" {
		return components.ButtonModel{}
	}
	return components.ButtonModel{Text: "Prove again", Label: "Prove again: " + s.Title, Size: "small", Icon: "verified", URL: "/apps/" + id + "/prove?again=" + s.Step.Key}
}
