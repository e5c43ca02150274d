package oauthapp

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// rotationEvent is what the trail keeps of the days of a secret.
type rotationEvent struct {
	RotatedOn string `json:"rotated_on,omitempty"`
	RotateBy  string `json:"rotate_by,omitempty"`
}

// Rotation is when the secret of an app was last made anew at the vendor, and by when it is to be the next time. Days as
// 2026-06-16; each may be empty.
type Rotation struct {
	AppID   string
	Version int
	// RotatedOn is not in the future and not before the app was registered, RotateBy not before RotatedOn.
	RotatedOn, RotateBy string
}

// PlanRotation records the days of a secret. Kinds: Invalid, NotFound, Forbidden, Conflict when someone changed the app
// meanwhile.
func (s *Service) PlanRotation(ctx context.Context, actor access.Actor, in Rotation) error {
	var problems apperr.Fields
	var rotated, by time.Time
	var sentence string
	if in.RotatedOn != "" {
		if rotated, sentence = readDay(in.RotatedOn, zone(actor), s.now()); sentence != "" {
			problems.Add("rotated_on", sentence)
		}
	}
	if in.RotateBy != "" {
		if by, sentence = readAnyDay(in.RotateBy); sentence != "" {
			problems.Add("rotate_by", sentence)
		} else if by.Before(rotated) {
			problems.Add("rotate_by", "This lies before the day on which it was made anew.")
		}
	}
	return s.change(ctx, actor, audit.SecretRotated, in.AppID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		if err := problems.Err(); err != nil {
			return err
		}
		if in.Version != a.Version {
			return changedMeanwhile()
		}
		if !rotated.IsZero() && rotated.Before(a.CreatedOn) {
			return apperr.Field("rotated_on", "The app was registered on "+day(a.CreatedOn)+" only.")
		}
		if rotated.Equal(a.RotatedOn) && by.Equal(a.RotateBy) {
			return audit.ErrNoChange
		}
		entry.Before = rotationEvent{dayOrNone(a.RotatedOn), dayOrNone(a.RotateBy)}
		entry.After, entry.Grade = rotationEvent{in.RotatedOn, in.RotateBy}, SelfReported
		return rotateApp(ctx, tx, a.App, rotated, by)
	})
}

// readAnyDay reads a day as 2026-06-16 that may still be to come.
func readAnyDay(text string) (day time.Time, sentence string) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < 2000 || day.Year() > 2100 {
		return time.Time{}, "Write the day as 2026-06-16."
	}
	return day, ""
}

func dayOrNone(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func dayPtr(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
