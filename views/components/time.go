package components

import "time"

// TimeModel is a moment as people read it, with the exact moment at hand.
type TimeModel struct {
	// Shown is in the reader's zone: "9 June, 14:22".
	Shown string
	// Machine is RFC 3339 in UTC, UTC the same for people: "9 June 2026, 12:22:04 UTC".
	Machine string
	UTC     string
	// WithUTC shows the exact moment beside the other, where a record is read by more
	// than one person: ledger, trail, reports.
	WithUTC bool
}

// Moment shows t to the minute in the reader's zone: "14:22" for today, "9 June,
// 14:22" for this year, "9 June 2025, 14:22" for another. now is when the page is
// made. The zero time gives an empty model, which shows nothing.
func Moment(t, now time.Time, zone *time.Location) TimeModel {
	if t.IsZero() {
		return TimeModel{}
	}
	local, today := t.In(zone), now.In(zone)
	m := exact(t)
	switch {
	case local.YearDay() == today.YearDay() && local.Year() == today.Year():
		m.Shown = local.Format("15:04")
	case local.Year() == today.Year():
		m.Shown = local.Format("2 January, 15:04")
	default:
		m.Shown = local.Format("2 January 2006, 15:04")
	}
	return m
}

// Day shows t as a date in the reader's zone: "9 June", with the year only where it
// may be another one. The zero time gives an empty model.
func Day(t, now time.Time, zone *time.Location) TimeModel {
	if t.IsZero() {
		return TimeModel{}
	}
	local := t.In(zone)
	m := exact(t)
	m.Shown = local.Format("2 January")
	if local.Year() != now.In(zone).Year() {
		m.Shown = local.Format("2 January 2006")
	}
	return m
}

func exact(t time.Time) TimeModel {
	u := t.UTC()
	return TimeModel{Machine: u.Format(time.RFC3339), UTC: u.Format("2 January 2006, 15:04:05") + " UTC"}
}
