package signin

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
)

// AdminMade is what CreateAdmin did.
type AdminMade struct {
	MemberID string
	// Token belongs into a link for the first password; empty for someone who was a member before.
	Token string
}

// CreateAdmin makes an admin from the command line: a new member with a link for their first password, or a member who gets
// the role. Kinds: Invalid, Conflict for someone who is an admin already or is disabled.
func (s *Service) CreateAdmin(ctx context.Context, actor access.Actor, email, name string) (AdminMade, error) {
	address, err := people.ParseAddress(email)
	if err != nil {
		return AdminMade{}, err
	}
	known, err := s.people.MemberByAddress(ctx, email)
	switch {
	case err == nil && known.Disabled():
		return AdminMade{}, apperr.New(apperr.Conflict, "This account is disabled.")
	case err == nil:
		return AdminMade{MemberID: known.ID}, s.people.GrantRole(ctx, actor, people.GrantRole{MemberID: known.ID, Role: people.Admin})
	case !apperr.Is(err, apperr.NotFound):
		return AdminMade{}, err
	}
	if name, err = people.CleanName("name", name); err != nil {
		return AdminMade{}, err
	}
	made := AdminMade{MemberID: postgres.NewID()}
	token, hash := people.NewToken()
	now := s.clock()
	err = s.log.Change(ctx, actor, audit.PasswordResetMade, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(made.MemberID)
		if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: made.MemberID}); err != nil {
			return entry, err
		}
		// The order of locks is that of set-up: first who is admin, then the rest.
		if _, err := people.AdminsIn(ctx, tx); err != nil {
			return entry, err
		}
		err := s.people.CreateMemberIn(ctx, tx, people.NewMember{ID: made.MemberID, Name: name, Address: address, Role: people.Admin})
		if err != nil {
			return entry, err
		}
		r := reset{id: postgres.NewID(), memberID: made.MemberID, madeBy: actor.ID, createdAt: now, expiresAt: now.Add(s.cfg.AdminLinkLifetime)}
		entry.After = resetEvent{Expires: r.expiresAt}
		return entry, s.writeReset(ctx, tx, r, hash)
	})
	if err != nil {
		return AdminMade{}, err
	}
	made.Token = token
	return made, nil
}
