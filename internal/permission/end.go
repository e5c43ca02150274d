package permission

import (
	"context"
	"fmt"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// End is what is said when a permission is no longer held.
type End struct {
	GrantID string
	// Version is the number of the version that the person saw; 0 is whatever counts now.
	Version int
	// On is the day it was gone at the vendor, as 2026-06-16 in the actor's time zone.
	On string
	// DecidedOn is the day it was decided that it must go, in the same form; empty is the day it went. It is not read where the
	// removal was decided before.
	DecidedOn string
	// Reason may be empty where the removal was decided before.
	Reason string
	// Evidence says how one could see that it is gone, in words; may be empty.
	Evidence string
}

// ending is End as it was read.
type ending struct {
	until, decided time.Time
	in             End
}

func (s *Service) readEnd(actor access.Actor, in End) (ending, apperr.Fields) {
	var problems apperr.Fields
	e := ending{in: in}
	var err error
	if e.until, err = endOf("ended_on", in.On, zone(actor), s.now()); err != nil {
		problems.Add("ended_on", fieldSentence(err, "ended_on"))
	}
	e.decided = e.until
	if in.DecidedOn != "" && in.DecidedOn != in.On {
		if e.decided, err = endOf("decided_on", in.DecidedOn, zone(actor), s.now()); err != nil {
			problems.Add("decided_on", fieldSentence(err, "decided_on"))
		} else if e.decided.After(e.until) && !e.until.IsZero() {
			problems.Add("decided_on", "It cannot have been gone before it was decided. Say the day it went.")
		}
	}
	if len([]rune(in.Evidence)) > maxWords {
		problems.Add("evidence", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
	return e, problems
}

// End records that a grant is no longer held, as a new version: the second step of a removal, or both at once. The end is
// self-reported, and so an open risk, until somebody else confirms it. The person, a lead of their team or an admin may.
// Kinds: Invalid, NotFound, Forbidden, Conflict when it has ended already or someone changed it meanwhile.
func (s *Service) End(ctx context.Context, actor access.Actor, in End) error {
	e, problems := s.readEnd(actor, in)
	return s.change(ctx, actor, audit.GrantEnded, access.GrantRemove, in.GrantID, in.Version, func(_ *audit.Tx, old version) (version, string, error) {
		if old.DecidedAt.IsZero() || in.Reason != "" {
			needReason(&problems, in.Reason)
		}
		if err := problems.Err(); err != nil {
			return old, "", err
		}
		if !old.HeldUntil.IsZero() {
			return old, "", hasEnded()
		}
		if beforeHeld(old, e.until, in.On, actor) {
			return old, "", apperr.Field("ended_on", "It cannot have ended before it began.")
		}
		return e.apply(actor, old), in.Reason, nil
	})
}

// apply gives the version in which it has ended.
func (e ending) apply(actor access.Actor, old version) version {
	v := old
	if v.HeldUntil = e.until; e.until.Before(old.HeldFrom) {
		v.HeldUntil = old.HeldFrom
	}
	if old.DecidedAt.IsZero() {
		v.DecidedAt, v.DecidedBy = e.decided, actor.ID
	}
	if e.in.Reason != "" {
		v.EndReason = e.in.Reason
	}
	v.executed(actor.ID, e.in.Evidence)
	return v
}

func needReason(problems *apperr.Fields, reason string) {
	switch {
	case reason == "":
		problems.Add("reason", "Say why, in a few words.")
	case len([]rune(reason)) > maxWords:
		problems.Add("reason", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
}
