package people

import (
	"context"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// ClaimInvitationIn takes an invitation up within a change of another feature: the first to ask gets it, everybody after
// finds it gone. Kind: NotFound for a link that works no longer.
func (s *Service) ClaimInvitationIn(ctx context.Context, tx *audit.Tx, token string) (Invitation, error) {
	return claimInvitation(ctx, tx, HashToken(token), s.clock())
}

// InvitationTakenIn says who took a claimed invitation up.
func (s *Service) InvitationTakenIn(ctx context.Context, tx *audit.Tx, invitationID, memberID string) error {
	return queries(tx).InvitationSetMember(ctx, memberID, invitationID)
}

// AcceptAsMember gives the role of an invitation to the member whom its address belongs to, who has signed in. Kinds:
// NotFound for a link that works no longer, Forbidden for anybody else, Conflict when the role is held already.
func (s *Service) AcceptAsMember(ctx context.Context, actor access.Actor, token string) error {
	return s.log.Change(ctx, actor, audit.InvitationAccepted, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: actor.ID}, MemberID: actor.ID}
		if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
			return entry, err
		}
		inv, err := s.ClaimInvitationIn(ctx, tx, token)
		if err != nil {
			return entry, err
		}
		entry.Subject, entry.TeamID = audit.Subject{Kind: "invitation", ID: inv.ID}, inv.TeamID
		m, err := memberByID(ctx, tx, actor.ID)
		if err != nil {
			return entry, err
		}
		if m.Key != inv.key {
			return entry, apperr.Refused("This invitation is for another address. Only the person it was made for may accept it.")
		}
		if err := s.GiveRoleIn(ctx, tx, GrantRole{MemberID: actor.ID, Role: inv.Role, TeamID: inv.TeamID}); err != nil {
			return entry, err
		}
		entry.After = roleEvent{inv.Role, inv.TeamID}
		return entry, s.InvitationTakenIn(ctx, tx, inv.ID, actor.ID)
	})
}
