package permission

import (
	"errors"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
)

// zone is where the actor's days begin and end.
func zone(a access.Actor) *time.Location {
	loc, err := time.LoadLocation(a.TimeZone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// dayStart reads a day as 2026-06-16 and gives its first moment in loc. A day after today is refused. Kind: Invalid, about
// the named input.
func dayStart(field, text string, loc *time.Location, now time.Time) (time.Time, error) {
	day, err := time.ParseInLocation(time.DateOnly, text, loc)
	switch {
	case text == "":
		return time.Time{}, apperr.Field(field, "Choose a day.")
	case err != nil || day.Year() < 2000:
		return time.Time{}, apperr.Field(field, "Write the day as 2026-06-16.")
	case day.After(now):
		return time.Time{}, apperr.Field(field, "This day is still to come. Choose today or an earlier day.")
	}
	return day.UTC(), nil
}

// endOf gives the moment from which a permission that ended on a day is no longer held: now when it ended today, else the
// first moment of that day, so that the answer as of that day and any later one does not name the person.
func endOf(field, text string, loc *time.Location, now time.Time) (time.Time, error) {
	day, err := dayStart(field, text, loc, now)
	if err != nil {
		return time.Time{}, err
	}
	if now.In(loc).Format(time.DateOnly) == text {
		return now.UTC(), nil
	}
	return day, nil
}

// fieldSentence takes the sentence for one input out of an Invalid error, to gather it with others.
func fieldSentence(err error, field string) string {
	var typed *apperr.Error
	if errors.As(err, &typed) {
		return typed.Fields[field]
	}
	return ""
}
