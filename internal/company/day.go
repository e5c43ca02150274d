package company

import (
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

// dayStart reads a day as 2026-06-16 and gives its first moment in loc, or a sentence that says what is wrong with it.
func dayStart(text string, loc *time.Location, now time.Time) (time.Time, string) {
	day, err := time.ParseInLocation(time.DateOnly, text, loc)
	switch {
	case text == "":
		return time.Time{}, "Choose a day."
	case err != nil || day.Year() < 2000:
		return time.Time{}, "Write the day as 2026-06-16."
	case day.After(now):
		return time.Time{}, "This day is still to come. Choose today or an earlier day."
	}
	return day.UTC(), ""
}
