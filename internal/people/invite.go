package people

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Invite is what Invite takes.
type Invite struct {
	Name string
	// Email is the address that the invitation is bound to.
	Email  string
	Role   Role
	TeamID string
}

// Invited is an invitation that was made or renewed.
type Invited struct {
	Invitation
	// Token belongs into the link; it is known here and now and never again. Empty where the link goes by mail.
	Token string
	// ByMail says that a letter will be sent.
	ByMail bool
}

// Invite offers a role to an address: a lead into their own team, an admin anywhere. An address that belongs to a member gets
// the role once that member has signed in and accepted. Kinds: Invalid, Forbidden, NotFound, Conflict when an invitation is
// open already or the role is held already.
func (s *Service) Invite(ctx context.Context, actor access.Actor, in Invite) (Invited, error) {
	address, name, err := checkInvite(in)
	if err != nil {
		return Invited{}, err
	}
	token, hash := NewToken()
	now := s.clock()
	made := Invited{Token: token, ByMail: s.cfg.Mails, Invitation: Invitation{
		ID: postgres.NewID(), Email: address.Typed, Name: name, Role: in.Role, TeamID: in.TeamID, CreatedAt: now,
		ExpiresAt: now.Add(s.cfg.InvitationLifetime), key: address.Key,
	}}
	written := false
	err = s.log.Change(ctx, actor, audit.InvitationMade, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{
			Subject: audit.Subject{Kind: "invitation", ID: made.ID}, TeamID: in.TeamID,
			After: invitationEvent{in.Role, in.TeamID, made.ExpiresAt, made.ByMail},
		}
		if err := mayInvite(actor, in.Role, in.TeamID); err != nil {
			return entry, err
		}
		written = true
		return entry, s.writeInvitation(ctx, tx, actor, made.Invitation, address, hash)
	})
	if err != nil || !written {
		return Invited{}, err
	}
	return made.forActor(), nil
}

// forActor takes the token away where a letter carries another one.
func (m Invited) forActor() Invited {
	if m.ByMail {
		m.Token = ""
	}
	return m
}

func (s *Service) writeInvitation(ctx context.Context, tx *audit.Tx, actor access.Actor, inv Invitation, address Address, hash []byte) error {
	q := queries(tx)
	if inv.Role.InTeam() {
		if _, err := teamByID(ctx, tx, inv.TeamID); apperr.Is(err, apperr.NotFound) {
			return apperr.Field("team", "Choose a team.")
		} else if err != nil {
			return err
		}
	}
	if m, err := memberByKey(ctx, tx, address.Key); err == nil {
		held, err := q.RoleHeld(ctx, m.ID, string(inv.Role), orNil(inv.TeamID))
		if err != nil {
			return err
		}
		if held {
			return apperr.New(apperr.Conflict, "This person holds that role already.")
		}
	} else if !apperr.Is(err, apperr.NotFound) {
		return err
	}
	// One that has run out must not stand in the way of a new one.
	if err := q.InvitationExpireOpen(ctx, inv.CreatedAt, address.Key); err != nil {
		return err
	}
	return insertInvitation(ctx, tx, inv, address, hash, actor.ID, s.due(inv.CreatedAt))
}

// due is when the letter is to be sent: at once, or never where there is no mail server.
func (s *Service) due(now time.Time) *time.Time {
	if !s.cfg.Mails {
		return nil
	}
	return &now
}

func checkInvite(in Invite) (Address, string, error) {
	var problems apperr.Fields
	address, err := ParseAddress(in.Email)
	if err != nil {
		problems.Add("email", sentence(err, "email"))
	}
	name := ""
	if in.Name != "" {
		if name, err = CleanName("name", in.Name); err != nil {
			problems.Add("name", sentence(err, "name"))
		}
	}
	if err := checkRole(in.Role, in.TeamID); err != nil {
		for _, field := range []string{"role", "team"} {
			if s := fieldOf(err, field); s != "" {
				problems.Add(field, s)
			}
		}
	}
	return address, name, problems.Err()
}

// RenewInvitation gives an open or expired invitation a new link and a new term; the old link is dead. byMail sends it again
// where a mail server is set, else the link is given back. Kinds: Forbidden, NotFound, Conflict when it is open no longer.
func (s *Service) RenewInvitation(ctx context.Context, actor access.Actor, id string, byMail bool) (Invited, error) {
	token, hash := NewToken()
	made := Invited{Token: token, ByMail: byMail && s.cfg.Mails}
	written := false
	err := s.log.Change(ctx, actor, audit.InvitationResent, func(tx *audit.Tx) (audit.Entry, error) {
		entry, inv, err := invitationFor(ctx, tx, actor, id)
		if err != nil {
			return entry, err
		}
		now := s.clock()
		if state := inv.State(now); state == Accepted || state == Revoked {
			return entry, apperr.New(apperr.Conflict, "This invitation is open no longer.")
		}
		entry.Before = map[string]time.Time{"expires": inv.ExpiresAt}
		inv.ExpiresAt = now.Add(s.cfg.InvitationLifetime)
		entry.After = invitationEvent{inv.Role, inv.TeamID, inv.ExpiresAt, made.ByMail}
		made.Invitation, written = inv, true
		var due *time.Time
		if made.ByMail {
			due = &now
		}
		_, err = renewInvitation(ctx, tx, id, hash, inv.ExpiresAt, due)
		return entry, err
	})
	if err != nil || !written {
		return Invited{}, err
	}
	return made.forActor(), nil
}

// RevokeInvitation withdraws an invitation: its link is dead at once. One that is withdrawn already stays so. Kinds:
// Forbidden, NotFound, Conflict when it was accepted meanwhile.
func (s *Service) RevokeInvitation(ctx context.Context, actor access.Actor, id string) error {
	return s.log.Change(ctx, actor, audit.InvitationRevoked, func(tx *audit.Tx) (audit.Entry, error) {
		entry, inv, err := invitationFor(ctx, tx, actor, id)
		if err != nil {
			return entry, err
		}
		now := s.clock()
		state := inv.State(now)
		if state == Accepted {
			return entry, apperr.New(apperr.Conflict, "This invitation was accepted meanwhile. You can end the role instead.")
		}
		if state == Revoked {
			return entry, audit.ErrNoChange
		}
		entry.Before, entry.After = map[string]State{"state": state}, map[string]State{"state": Revoked}
		_, err = queries(tx).InvitationRevoke(ctx, now, id)
		return entry, err
	})
}

// invitationFor locks an invitation and checks the right to work on it.
func invitationFor(ctx context.Context, tx *audit.Tx, actor access.Actor, id string) (audit.Entry, Invitation, error) {
	entry := audit.Entry{Subject: audit.Subject{Kind: "invitation", ID: id}}
	inv, err := lockInvitation(ctx, tx, id)
	if err != nil {
		return entry, inv, err
	}
	entry.TeamID = inv.TeamID
	return entry, inv, seeInvitation(actor, inv)
}

// seeInvitation is a 404 for a lead of another team: invitations of other teams do not exist for them.
func seeInvitation(actor access.Actor, inv Invitation) error {
	err := actor.Check(access.PeopleInvite, teamScope(inv.TeamID))
	if apperr.Is(err, apperr.Forbidden) && !scopeOf(actor).sees(inv.TeamID) {
		return apperr.Missing()
	}
	return err
}
