package people

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
)

// Invitation is an offer of membership and one role, bound to an address and open for a while.
type Invitation struct {
	ID        string
	Email     string
	Name      string
	Role      Role
	TeamID    string
	TeamName  string
	InvitedBy string
	CreatedAt time.Time
	ExpiresAt time.Time
	// AcceptedAt and RevokedAt are zero while it is open; MemberID is who accepted.
	AcceptedAt time.Time
	RevokedAt  time.Time
	MemberID   string
	// SentAt is when the mail was taken by the mail server, SendError why it was not; Due says that a letter waits.
	SentAt    time.Time
	SendError string
	Due       bool
	// KnownMemberID is set where the address belongs to a member already: they sign in to accept.
	KnownMemberID string

	key string
}

// State is what has become of an invitation.
type State string

// The states of an invitation.
const (
	Open     State = "open"
	Expired  State = "expired"
	Accepted State = "accepted"
	Revoked  State = "revoked"
)

// State is what has become of it by now.
func (i Invitation) State(now time.Time) State {
	switch {
	case !i.AcceptedAt.IsZero():
		return Accepted
	case !i.RevokedAt.IsZero():
		return Revoked
	case !i.ExpiresAt.After(now):
		return Expired
	}
	return Open
}

// Address is where the invitation is bound to.
func (i Invitation) Address() Address {
	a, err := ParseAddress(i.Email)
	if err != nil {
		// It was checked before it was stored; the stored key is the judge all the same.
		return Address{Typed: i.Email, Key: i.key}
	}
	return a
}

// invitationEvent is what the trail keeps of an invitation: no name and no address.
type invitationEvent struct {
	Role    Role      `json:"role"`
	Team    string    `json:"team,omitempty"`
	Expires time.Time `json:"expires"`
	ByMail  bool      `json:"by_mail"`
}

// InvitationByToken is what the holder of a link may know. Kind: NotFound for a token that fits none.
func (s *Service) InvitationByToken(ctx context.Context, token string) (Invitation, error) {
	var inv Invitation
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		inv, err = invitationByToken(ctx, tx, HashToken(token))
		return err
	})
	return inv, err
}

// MostInvitations is how many invitations a page shows; it says so when that is reached.
const MostInvitations = 200

// acceptedFor is how long an accepted invitation stays in the list.
const acceptedFor = 7 * 24 * time.Hour

// ListInvitations lists what is open or was accepted in the last seven days, the newest first, within what the actor may see.
// Kind: NotFound for who may not see people at all.
func (s *Service) ListInvitations(ctx context.Context, actor access.Actor) ([]Invitation, error) {
	if err := actor.Check(access.PeopleRead, access.Scope{}); err != nil {
		return nil, err
	}
	var list []Invitation
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		list, err = listInvitations(ctx, tx, scopeOf(actor), s.clock().Add(-acceptedFor), MostInvitations)
		return err
	})
	return list, err
}

// teamScope is what a right about an invitation is asked for. Without a team only an admin may.
func teamScope(teamID string) access.Scope {
	if teamID == "" {
		return access.Scope{}
	}
	return access.Scope{TeamIDs: []string{teamID}}
}

// mayInvite checks the right to invite into a team. A team that the actor may not see does not exist for them: it is
// answered like one that is not there.
func mayInvite(actor access.Actor, role Role, teamID string) error {
	if !role.InTeam() && !actor.May(access.PeopleInvite, access.Scope{}) && actor.May(access.PeopleRead, access.Scope{}) {
		return apperr.Refused("Only an admin may invite an auditor or an admin.")
	}
	return actor.Check(access.PeopleInvite, teamScope(teamID))
}
