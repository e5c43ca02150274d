package permission

import (
	"context"
	"fmt"
	"slices"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// DecideRemoval is what is said when a permission must go.
type DecideRemoval struct {
	GrantID string
	// Version is the number of the version that the person saw; 0 is whatever counts now.
	Version int
	// On is the day it was decided, as 2026-06-16 in the actor's time zone; not in the future.
	On     string
	Reason string
	// DueBy is the id of who is to see to it, one of Grant.Removers; empty is nobody in particular.
	DueBy string
	// DueOn is the day by which it is to be gone, today or later; may be empty.
	DueOn string
}

// decision is DecideRemoval as it was read.
type decision struct {
	at, dueOn time.Time
	in        DecideRemoval
}

func (s *Service) readDecision(actor access.Actor, in DecideRemoval) (decision, error) {
	var problems apperr.Fields
	d := decision{in: in}
	var err error
	if d.at, err = endOf("decided_on", in.On, zone(actor), s.now()); err != nil {
		problems.Add("decided_on", fieldSentence(err, "decided_on"))
	}
	if d.dueOn, err = dueDay("due_on", in.DueOn, zone(actor), s.now()); err != nil {
		problems.Add("due_on", fieldSentence(err, "due_on"))
	}
	needReason(&problems, in.Reason)
	return d, problems.Err()
}

// apply gives the version in which the removal is decided.
func (d decision) apply(actor access.Actor, old version) version {
	v := old
	v.removal = removal{DecidedAt: d.at, DecidedBy: actor.ID, DueOn: d.dueOn, DueBy: d.in.DueBy}
	v.EndReason = d.in.Reason
	return v
}

// DecideRemoval records that a permission must go, as a new version: it is still held, and an open risk until it is gone and
// somebody else knows that. The person, a lead of their team or an admin may. Kinds: Invalid, NotFound, Forbidden, Conflict
// when its removal is decided or it has ended already, or someone changed it meanwhile.
func (s *Service) DecideRemoval(ctx context.Context, actor access.Actor, in DecideRemoval) error {
	d, invalid := s.readDecision(actor, in)
	return s.change(ctx, actor, audit.GrantRemovalDecided, access.GrantRemove, in.GrantID, in.Version,
		func(tx *audit.Tx, old version) (version, string, error) {
			if invalid != nil {
				return old, "", invalid
			}
			switch {
			case !old.HeldUntil.IsZero():
				return old, "", hasEnded()
			case !old.DecidedAt.IsZero():
				return old, "", apperr.New(apperr.Conflict, "The removal of this permission is decided already.")
			case beforeHeld(old, d.at, in.On, actor):
				return old, "", apperr.Field("decided_on", "It was not held yet on that day.")
			}
			if err := mayBeDue(ctx, tx, old, in.DueBy); err != nil {
				return old, "", err
			}
			return d.apply(actor, old), in.Reason, nil
		})
}

// WithdrawRemoval takes a decision back.
type WithdrawRemoval struct {
	GrantID string
	// Version is the number of the version that the person saw; 0 is whatever counts now.
	Version int
	Reason  string
}

// WithdrawRemoval records that a permission may stay after all, as a new version. Whoever may decide a removal may take it
// back, but the person whom it benefits only a decision of their own. Kinds: Invalid, NotFound, Forbidden, Conflict when no
// removal is decided, it has ended already, or someone changed it meanwhile.
func (s *Service) WithdrawRemoval(ctx context.Context, actor access.Actor, in WithdrawRemoval) error {
	return s.change(ctx, actor, audit.RemovalWithdrawn, access.GrantRemove, in.GrantID, in.Version,
		func(_ *audit.Tx, old version) (version, string, error) {
			switch {
			case !old.HeldUntil.IsZero():
				return old, "", hasEnded()
			case old.DecidedAt.IsZero():
				return old, "", apperr.New(apperr.Conflict, "No removal of this permission is decided.")
			}
			if why := whyNotWithdraw(actor, old.MemberID, old.DecidedBy); why != "" {
				return old, "", apperr.Refused(why)
			}
			var problems apperr.Fields
			needReason(&problems, in.Reason)
			if err := problems.Err(); err != nil {
				return old, "", err
			}
			v := old
			v.removal, v.EndReason = removal{}, ""
			return v, in.Reason, nil
		})
}

// whyNotWithdraw is empty unless the actor would lift a removal that somebody else decided about them.
func whyNotWithdraw(actor access.Actor, memberID, decidedBy string) string {
	if actor.ID == memberID && actor.ID != decidedBy {
		return "Somebody else decided this removal, and nobody lifts one from themselves. A lead of the team or an admin may."
	}
	return ""
}

func hasEnded() error {
	return apperr.New(apperr.Conflict, "The end of this permission is in the ledger already. Correct it if the day is wrong.")
}

// beforeHeld says that a day lies before the one on which it began to be held.
func beforeHeld(v version, at time.Time, day string, actor access.Actor) bool {
	return at.Before(v.HeldFrom) && v.HeldFrom.In(zone(actor)).Format(time.DateOnly) != day
}

// mayBeDue asks that whoever is to see to a removal can.
func mayBeDue(ctx context.Context, tx *audit.Tx, v version, memberID string) error {
	if memberID == "" {
		return nil
	}
	all, err := RemoversIn(ctx, tx, v.MemberID, v.CompanyID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(p Person) bool { return p.ID == memberID }) {
		return apperr.Field("due_by", "Choose a person of the list.")
	}
	return nil
}

// mostDue is how far ahead a removal may be due.
const mostDue = 366

// dueDay reads a day to come as 2026-06-16, as a calendar day of no zone; an empty text is none. Kind: Invalid.
func dueDay(field, text string, loc *time.Location, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	y, m, d := now.In(loc).Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	switch {
	case err != nil:
		return time.Time{}, apperr.Field(field, "Write the day as 2026-06-16.")
	case day.Before(today):
		return time.Time{}, apperr.Field(field, "This day is over. Choose today or a later day.")
	case day.After(today.AddDate(0, 0, mostDue)):
		return time.Time{}, apperr.Field(field, fmt.Sprintf("Choose a day within %d days.", mostDue))
	}
	return day, nil
}
