package permission

import (
	"context"
	"fmt"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Correct is what was recorded wrongly, put right.
type Correct struct {
	GrantID string
	// Version is the number of the version that the person saw; 0 is whatever counts now.
	Version int
	// HeldFrom and HeldUntil are days as 2026-06-16 in the actor's time zone; an empty HeldUntil is still held.
	HeldFrom  string
	HeldUntil string
	Evidence  string
	// NeverHeld takes the whole span back: it was recorded by mistake.
	NeverHeld bool
	Reason    string
}

// Correct replaces what is known of a grant by a new version; what was known before stays readable as of before. What a
// second person or the vendor attested was the old version, so the grade falls back to self-reported, and that of the end
// too where the end changes. The person or a lead of their team may. Kinds: Invalid, NotFound, Forbidden, Conflict when the span meets another one or someone
// changed it meanwhile.
func (s *Service) Correct(ctx context.Context, actor access.Actor, in Correct) error {
	span, invalid := s.readSpan(actor, in)
	return s.change(ctx, actor, audit.GrantCorrected, access.GrantWrite, in.GrantID, in.Version, func(_ *audit.Tx, old version) (version, string, error) {
		if invalid != nil {
			return old, "", invalid
		}
		v := old
		v.Grade, v.ConfirmedBy = SelfReported, ""
		if in.NeverHeld {
			v.HeldUntil, v.EndReason = old.HeldFrom, in.Reason
			v.executed(actor.ID, "")
			return v, in.Reason, nil
		}
		v.Evidence = in.Evidence
		v.HeldFrom = keepMoment(old.HeldFrom, span.from, in.HeldFrom, zone(actor))
		v.HeldUntil = keepMoment(old.HeldUntil, span.until, in.HeldUntil, zone(actor))
		switch {
		case v.HeldUntil.IsZero():
			// Held after all: a removal that was decided stays decided, so that nobody corrects it away.
			v.removal = removal{DecidedAt: v.DecidedAt, DecidedBy: v.DecidedBy, DueOn: v.DueOn, DueBy: v.DueBy}
			if v.DecidedAt.IsZero() {
				v.EndReason = ""
			}
		case v.HeldUntil.Before(v.HeldFrom):
			return old, "", apperr.Field("held_until", "It cannot have ended before it began.")
		case !v.HeldUntil.Equal(old.HeldUntil):
			v.executed(actor.ID, v.EndEvidence)
		}
		if v.HeldFrom.Equal(old.HeldFrom) && v.HeldUntil.Equal(old.HeldUntil) && v.Evidence == old.Evidence {
			return old, "", audit.ErrNoChange
		}
		return v, in.Reason, nil
	})
}

type span struct{ from, until time.Time }

func (s *Service) readSpan(actor access.Actor, in Correct) (span, error) {
	var problems apperr.Fields
	var out span
	var err error
	if !in.NeverHeld {
		if out.from, err = dayStart("held_from", in.HeldFrom, zone(actor), s.now()); err != nil {
			problems.Add("held_from", fieldSentence(err, "held_from"))
		}
		if in.HeldUntil != "" {
			if out.until, err = endOf("held_until", in.HeldUntil, zone(actor), s.now()); err != nil {
				problems.Add("held_until", fieldSentence(err, "held_until"))
			}
		}
		if len([]rune(in.Evidence)) > maxWords {
			problems.Add("evidence", fmt.Sprintf("Say it in at most %d characters.", maxWords))
		}
	}
	needReason(&problems, in.Reason)
	return out, problems.Err()
}

// keepMoment keeps the exact moment that is known when the day on the form is still the day it falls on.
func keepMoment(known, read time.Time, day string, loc *time.Location) time.Time {
	if !known.IsZero() && known.In(loc).Format(time.DateOnly) == day {
		return known
	}
	return read
}
