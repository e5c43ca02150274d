package people

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// DisableMember keeps a member from signing in and ends every session and reset link they have. What they did stays. The last
// admin stays. Kinds: Forbidden, NotFound, Conflict.
func (s *Service) DisableMember(ctx context.Context, actor access.Actor, memberID string) error {
	return s.log.Change(ctx, actor, audit.MemberDisabled, func(tx *audit.Tx) (audit.Entry, error) {
		entry, m, err := s.accountFor(ctx, tx, actor, memberID)
		if err != nil {
			return entry, err
		}
		if m.Disabled() {
			return entry, audit.ErrNoChange
		}
		if memberID == actor.ID {
			return entry, apperr.New(apperr.Conflict, "You cannot disable your own account. Another admin can.")
		}
		held, err := queries(tx).RoleHeld(ctx, memberID, string(Admin), nil)
		if err != nil {
			return entry, err
		}
		if held {
			if err := keepAnAdmin(ctx, tx, memberID); err != nil {
				return entry, err
			}
		}
		now := s.clock()
		if err := queries(tx).MemberSetDisabled(ctx, &now, memberID); err != nil {
			return entry, err
		}
		// signin owns sessions and links, but stands above people: an account that closes takes them along all the same.
		ended, err := queries(tx).MemberSessionsRevoke(ctx, now, memberID)
		if err != nil {
			return entry, err
		}
		entry.Before = map[string]any{"disabled": false}
		entry.After = map[string]any{"disabled": true, "sessions_ended": ended}
		return entry, queries(tx).MemberResetsEnd(ctx, now, memberID)
	})
}

// EnableMember lets a member sign in again. Sessions from before stay ended. Kinds: Forbidden, NotFound, Conflict for a person
// who was erased.
func (s *Service) EnableMember(ctx context.Context, actor access.Actor, memberID string) error {
	return s.log.Change(ctx, actor, audit.MemberEnabled, func(tx *audit.Tx) (audit.Entry, error) {
		entry, m, err := s.accountFor(ctx, tx, actor, memberID)
		if err != nil {
			return entry, err
		}
		if !m.Disabled() {
			return entry, audit.ErrNoChange
		}
		if err := notErased(ctx, tx, memberID); err != nil {
			return entry, err
		}
		entry.Before, entry.After = map[string]any{"disabled": true}, map[string]any{"disabled": false}
		return entry, queries(tx).MemberSetDisabled(ctx, nil, memberID)
	})
}

// accountFor checks the right and locks the member's row.
func (s *Service) accountFor(ctx context.Context, tx *audit.Tx, actor access.Actor, memberID string) (audit.Entry, Member, error) {
	entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: memberID}, MemberID: memberID}
	if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: memberID}); err != nil {
		return entry, Member{}, err
	}
	m, err := lockMember(ctx, tx, memberID)
	return entry, m, err
}

// UpdateProfile is what UpdateProfile takes.
type UpdateProfile struct {
	Name string
	// TimeZone is an IANA name: "Europe/Prague".
	TimeZone string
}

// UpdateProfile changes the actor's own name and time zone. Kinds: Invalid, Unauthenticated.
func (s *Service) UpdateProfile(ctx context.Context, actor access.Actor, in UpdateProfile) error {
	var problems apperr.Fields
	name, err := CleanName("name", in.Name)
	if err != nil {
		problems.Add("name", sentence(err, "name"))
	}
	if !KnownZone(in.TimeZone) {
		problems.Add("time_zone", "Choose a time zone from the list.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	return s.log.Change(ctx, actor, audit.MemberChanged, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: actor.ID}, MemberID: actor.ID}
		if err := actor.Check(access.SignedIn, access.Scope{MemberID: actor.ID}); err != nil {
			return entry, err
		}
		m, err := lockMember(ctx, tx, actor.ID)
		if err != nil {
			return entry, err
		}
		if m.Name == name && m.TimeZone == in.TimeZone {
			return entry, audit.ErrNoChange
		}
		// The trail names people by id only, so it keeps that the name changed and not the names.
		entry.Before = map[string]any{"time_zone": m.TimeZone}
		entry.After = map[string]any{"time_zone": in.TimeZone, "name_changed": m.Name != name}
		return entry, queries(tx).MemberSetProfile(ctx, name, in.TimeZone, actor.ID)
	})
}
