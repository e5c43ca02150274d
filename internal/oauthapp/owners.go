package oauthapp

import (
	"context"
	"slices"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// ownerEvent is what the trail keeps of an owner.
type ownerEvent struct {
	Member   string `json:"member"`
	Shared   bool   `json:"shared,omitempty"`
	Accepted bool   `json:"accepted,omitempty"`
}

// mayName is for owners, for a lead of an owner's team, and, when nobody is left who could act, for an admin.
func mayName(actor access.Actor, a state) error {
	if mayReport(actor, a) == nil || (actor.Admin && len(active(a.owners)) == 0) {
		return nil
	}
	return mayWrite(actor, a)
}

// AddOwner names a further owner: somebody of the actor's or the owners' teams, and never the actor, an admin aside. Kinds: Invalid, NotFound, Forbidden,
// Conflict for an owner already.
func (s *Service) AddOwner(ctx context.Context, actor access.Actor, appID, memberID string) error {
	return s.change(ctx, actor, audit.AppOwnerAdded, appID, mayName, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		who, err := memberByID(ctx, tx, memberID)
		if err != nil {
			return err
		}
		near := append(actor.Teams(), scope(a.owners).TeamIDs...)
		known := slices.ContainsFunc(who.Teams, func(id string) bool { return slices.Contains(near, id) })
		if who.ID == "" || who.Disabled || (!known && !actor.Admin) {
			return apperr.Field("member", "Choose a person of the list.")
		}
		if memberID == actor.ID && !actor.Admin {
			// Else a lead who brought a known client ID would go around the second person who accepts that it is shared.
			return apperr.Field("member", "Nobody names themselves: an owner or another lead does.")
		}
		entry.MemberID, entry.After = memberID, ownerEvent{memberID, false, false}
		err = insertOwner(ctx, tx, postgres.NewID(), a.ID, memberID, false, s.now())
		if isTaken(err, "app_owner_once") {
			return apperr.New(apperr.Conflict, "This person is an owner already, or waits to be accepted.")
		}
		return err
	})
}

// AcceptShared accepts that someone who brought a known client id shares the app: a lead of an owner's team, never the
// person. Kinds: NotFound, Forbidden, Conflict when it is accepted already.
func (s *Service) AcceptShared(ctx context.Context, actor access.Actor, appID, ownerID string) error {
	may := func(actor access.Actor, a state) error { return actor.Check(access.AppAccept, scope(a.owners)) }
	return s.change(ctx, actor, audit.AppOwnerAccepted, appID, may, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		o, err := ownerIn(a, ownerID)
		if err != nil {
			return err
		}
		entry.MemberID, entry.After, entry.Grade = o.Member.ID, ownerEvent{o.Member.ID, true, true}, Confirmed
		if o.Member.ID == actor.ID {
			return apperr.Refused("Another lead of the team accepts this: nobody accepts their own claim.")
		}
		if !o.Waiting() {
			return apperr.New(apperr.Conflict, "This is accepted already.")
		}
		_, err = queries(tx).AppOwnerAccept(ctx, o.ID, orNil(actor.ID), ptr(s.now()))
		return err
	})
}

// EndOwner takes an owner from an app, or ends a claim to share it. The last owner cannot leave. Kinds: NotFound, Forbidden,
// Conflict for the last owner.
func (s *Service) EndOwner(ctx context.Context, actor access.Actor, appID, ownerID string) error {
	may := func(actor access.Actor, a state) error {
		if o, err := ownerIn(a, ownerID); err == nil && actor.SignedIn() && o.Member.ID == actor.ID {
			return nil // one may always step back oneself, also from a claim that waits
		}
		return mayReport(actor, a)
	}
	return s.change(ctx, actor, audit.AppOwnerEnded, appID, may, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		o, err := ownerIn(a, ownerID)
		if err != nil {
			return err
		}
		entry.MemberID, entry.Before = o.Member.ID, ownerEvent{o.Member.ID, o.Shared, !o.AcceptedAt.IsZero()}
		if !o.Waiting() && len(full(a.owners)) == 1 {
			return apperr.New(apperr.Conflict, "This is the only owner. Name a second one first, then this one can leave.")
		}
		_, err = queries(tx).AppOwnerEnd(ctx, o.ID, ptr(s.now()))
		return err
	})
}

func ownerIn(a state, ownerID string) (Owner, error) {
	i := slices.IndexFunc(a.owners, func(o Owner) bool { return o.ID == ownerID })
	if i < 0 {
		return Owner{}, apperr.Missing()
	}
	return a.owners[i], nil
}
