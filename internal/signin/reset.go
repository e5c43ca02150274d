package signin

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
)

// reset is one link for a new password.
type reset struct {
	id, memberID, madeBy string
	createdAt, expiresAt time.Time
}

// ResetLink is what the holder of a link for a new password may know.
type ResetLink struct{ MemberID, Name, Email string }

// MakeReset makes a one-time link for a member's new password and gives its token; links from before are dead. An admin
// makes it, or an operator at the command line. Kinds: Forbidden, NotFound, Conflict for a disabled member.
func (s *Service) MakeReset(ctx context.Context, actor access.Actor, memberID string) (token string, expires time.Time, err error) {
	token, hash := people.NewToken()
	now := s.clock()
	r := reset{id: postgres.NewID(), memberID: memberID, madeBy: actor.ID, createdAt: now, expiresAt: now.Add(s.cfg.AdminLinkLifetime)}
	made := false
	err = s.log.Change(ctx, actor, audit.PasswordResetMade, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(memberID)
		if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: memberID}); err != nil {
			return entry, err
		}
		m, err := queries(tx).MemberByIDForUpdate(ctx, memberID)
		if err != nil {
			return entry, err
		}
		if m.DisabledAt != nil {
			return entry, apperr.New(apperr.Conflict, "This account is disabled. Enable it first.")
		}
		made = true
		entry.After = resetEvent{Expires: r.expiresAt}
		return entry, s.writeReset(ctx, tx, r, hash)
	})
	if err != nil || !made {
		return "", time.Time{}, err
	}
	return token, r.expiresAt, nil
}

type resetEvent struct {
	Expires time.Time `json:"expires"`
	ByMail  bool      `json:"by_mail"`
}

// writeReset ends the links from before, so that one is open at a time.
func (s *Service) writeReset(ctx context.Context, tx pgx.Tx, r reset, hash []byte) error {
	if err := queries(tx).MemberResetsEnd(ctx, r.createdAt, r.memberID); err != nil {
		return err
	}
	return insertReset(ctx, tx, r, hash)
}

// ResetByToken is what the holder of a link may know. Kind: NotFound for one that works no longer.
func (s *Service) ResetByToken(ctx context.Context, token string) (ResetLink, error) {
	var link ResetLink
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		link, err = resetByToken(ctx, tx, people.HashToken(token), s.clock())
		return err
	})
	return link, err
}

// UseReset sets a new password by a link that works once. Every session of the member ends. It signs nobody in, but gives a
// device cookie, so that the sign-in that follows is not held up by strangers. Kinds: Invalid, NotFound for a link that works
// no longer.
func (s *Service) UseReset(ctx context.Context, actor access.Actor, token, password string) (SignedIn, error) {
	link, err := s.ResetByToken(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	if err := CheckPassword(password, About{Name: link.Name, Email: link.Email}); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	member := access.Actor{Kind: access.Member, ID: link.MemberID, RequestID: actor.RequestID}
	err = s.log.Change(ctx, member, audit.PasswordResetUsed, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(link.MemberID)
		_, memberID, err := claimReset(ctx, tx, people.HashToken(token), s.clock())
		if err != nil {
			return entry, err
		}
		return entry, s.setPassword(ctx, tx, memberID, hash, "")
	})
	if err != nil {
		return SignedIn{}, err
	}
	device, err := s.device(ctx, link.Email)
	return SignedIn{MemberID: link.MemberID, Device: device}, err
}
