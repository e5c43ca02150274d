package oauthapp

import (
	"context"
	"slices"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// HandOver gives what one owner has of apps to another member.
type HandOver struct {
	FromID, ToID string
	// AppID is the one app that is handed over; empty means all that FromID owns.
	AppID string
}

// handOverEvent is what the trail keeps: who had it before, and who after.
type handOverEvent struct {
	Member string `json:"member"`
}

// mayHandOver is for an owner, a lead of an owner's team, and an admin, who sees to leavers.
func mayHandOver(actor access.Actor, a state) error {
	if actor.Admin {
		return nil
	}
	return mayReport(actor, a)
}

// HandOver makes a member the owner of an app in the place of another, or of all apps that the other owns, in one
// transaction with an event for each app. The history stays: the old owner is an owner until now. It returns how many were
// handed over: 0 when the same form was sent before. Kinds: Invalid, NotFound, Forbidden, Conflict when nothing is owned.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, in HandOver) (count int, err error) {
	err = s.log.Change(ctx, actor, audit.AppHandedOver, func(tx *audit.Tx) (audit.Entry, error) {
		first := audit.Entry{Subject: subject("member", in.FromID), MemberID: in.FromID}
		apps, err := toHandOver(ctx, tx, in)
		if err != nil {
			return first, err
		}
		for _, id := range apps {
			entry, err := s.handOverOne(ctx, tx, actor, id, in)
			if err != nil {
				return entry, err
			}
			if count++; count == 1 {
				first = entry
				continue
			}
			tx.Record(audit.AppHandedOver, entry)
		}
		if count == 0 {
			return first, apperr.New(apperr.Conflict, "Nothing is left to hand over: this person owns no app.")
		}
		return first, nil
	})
	if err != nil {
		count = 0
	}
	return count, err
}

func toHandOver(ctx context.Context, tx *audit.Tx, in HandOver) ([]string, error) {
	if in.AppID != "" {
		return []string{in.AppID}, nil
	}
	if !postgres.IsID(in.FromID) {
		return nil, apperr.Missing()
	}
	all, err := queries(tx).AppIDsOwned(ctx, in.FromID)
	return all, postgres.Translate(err)
}

func (s *Service) handOverOne(ctx context.Context, tx *audit.Tx, actor access.Actor, appID string, in HandOver) (audit.Entry, error) {
	a, entry, err := held(ctx, tx, actor, appID)
	if err != nil {
		return entry, err
	}
	if err := mayHandOver(actor, a); err != nil {
		return entry, err
	}
	if a.Retired() {
		return entry, retired()
	}
	i := slices.IndexFunc(full(a.owners), func(o Owner) bool { return o.Member.ID == in.FromID })
	if i < 0 {
		return entry, apperr.Field("from", "Choose an owner of the app.")
	}
	leaver := full(a.owners)[i]
	if err := s.takeOver(ctx, tx, actor, a, in); err != nil {
		return entry, err
	}
	entry.MemberID, entry.Before, entry.After = in.ToID, handOverEvent{in.FromID}, handOverEvent{in.ToID}
	tx.Record(audit.AppOwnerEnded, audit.Entry{
		Subject: entry.Subject, MemberID: in.FromID, TeamID: entry.TeamID, Before: ownerEvent{in.FromID, leaver.Shared, !leaver.AcceptedAt.IsZero()},
	})
	_, err = queries(tx).AppOwnerEnd(ctx, leaver.ID, ptr(s.now()))
	return entry, postgres.Translate(err)
}

// takeOver makes the other one an owner where they are none yet.
func (s *Service) takeOver(ctx context.Context, tx *audit.Tx, actor access.Actor, a state, in HandOver) error {
	who, err := memberByID(ctx, tx, in.ToID)
	if err != nil {
		return err
	}
	near := append(actor.Teams(), scope(a.owners).TeamIDs...)
	known := slices.ContainsFunc(who.Teams, func(id string) bool { return slices.Contains(near, id) })
	if who.ID == "" || who.ID == in.FromID || who.Disabled || len(who.Teams) == 0 || (!known && !actor.Admin) {
		return apperr.Field("to", "Choose a person of the list.")
	}
	i := slices.IndexFunc(a.owners, func(o Owner) bool { return o.Member.ID == in.ToID })
	if i < 0 {
		return postgres.Translate(insertOwner(ctx, tx, postgres.NewID(), a.ID, in.ToID, false, s.now()))
	}
	if a.owners[i].Waiting() {
		return apperr.Field("to", who.Name+" waits to share "+a.Name+". A lead accepts that first, on the app’s page.")
	}
	return nil
}

// Heirs are who can take over what a member owns: for a lead of theirs people of the actor's and the member's teams, for an
// admin everybody who develops or leads, and nobody for all others, who hand nothing over. Kinds: Unauthenticated.
func (s *Service) Heirs(ctx context.Context, actor access.Actor, memberID string) ([]Person, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	var all []Person
	err := s.log.DB().Read(ctx, heirs(ctx, actor, memberID, &all))
	return slices.DeleteFunc(all, func(p Person) bool { return p.ID == memberID }), err
}
