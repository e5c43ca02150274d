package permission

import (
	"context"
	"fmt"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// End is what is said when a permission is no longer held.
type End struct {
	GrantID string
	// Version is the number of the version that the person saw; 0 is whatever counts now.
	Version int
	// On is the day it ended, as 2026-06-16 in the actor's time zone.
	On     string
	Reason string
}

// End records that a grant is no longer held, as a new version. The person, a lead of their team or an admin may. Kinds:
// Invalid, NotFound, Forbidden, Conflict when it has ended already or someone changed it meanwhile.
func (s *Service) End(ctx context.Context, actor access.Actor, in End) error {
	var problems apperr.Fields
	until, err := endOf("ended_on", in.On, zone(actor), s.now())
	if err != nil {
		problems.Add("ended_on", fieldSentence(err, "ended_on"))
	}
	needReason(&problems, in.Reason)
	return s.change(ctx, actor, audit.GrantEnded, access.GrantWrite, in.GrantID, in.Version, func(old version) (version, string, error) {
		if err := problems.Err(); err != nil {
			return old, "", err
		}
		if !old.HeldUntil.IsZero() {
			return old, "", apperr.New(apperr.Conflict, "The end of this permission is in the ledger already. Correct it if the day is wrong.")
		}
		v := old
		v.HeldUntil, v.EndReason = until, in.Reason
		if until.Before(old.HeldFrom) {
			if old.HeldFrom.In(zone(actor)).Format("2006-01-02") != in.On {
				return old, "", apperr.Field("ended_on", "It cannot have ended before it began.")
			}
			v.HeldUntil = old.HeldFrom
		}
		return v, in.Reason, nil
	})
}

func needReason(problems *apperr.Fields, reason string) {
	switch {
	case reason == "":
		problems.Add("reason", "Say why, in a few words.")
	case len([]rune(reason)) > maxWords:
		problems.Add("reason", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
}
