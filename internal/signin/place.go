package signin

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Place is where a member is signed in: one session.
type Place struct {
	SessionID string
	Address   string
	// Agent is what the browser says of itself.
	Agent  string
	Since  time.Time
	SeenAt time.Time
	Until  time.Time
}

// Places lists where the actor is signed in, the one seen last first. Kind: Unauthenticated.
func (s *Service) Places(ctx context.Context, actor access.Actor) ([]Place, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	var places []Place
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		places, err = sessionsOf(ctx, tx, actor.ID, s.clock())
		return err
	})
	return places, err
}

// SignOut ends the session that the actor asks from.
func (s *Service) SignOut(ctx context.Context, actor access.Actor, sessionID string) error {
	return s.log.Change(ctx, actor, audit.SignedOut, func(tx *audit.Tx) (audit.Entry, error) {
		_, err := queries(tx).SignInSessionRevoke(ctx, s.clock(), sessionID, actor.ID)
		return memberEntry(actor.ID), err
	})
}

// RevokePlace ends one session of the actor's own. Kind: NotFound for one that is not theirs or has ended.
func (s *Service) RevokePlace(ctx context.Context, actor access.Actor, sessionID string) error {
	return s.log.Change(ctx, actor, audit.SessionRevoked, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "session", ID: sessionID}, MemberID: actor.ID}
		if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
			return entry, err
		}
		ended, err := queries(tx).SignInSessionRevoke(ctx, s.clock(), sessionID, actor.ID)
		if err == nil && ended == 0 {
			err = apperr.Missing()
		}
		return entry, err
	})
}

// RevokeOthers ends all sessions of the actor but the one that is kept.
func (s *Service) RevokeOthers(ctx context.Context, actor access.Actor, keep string) error {
	return s.log.Change(ctx, actor, audit.SessionRevoked, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(actor.ID)
		if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
			return entry, err
		}
		return s.revokeAll(ctx, tx, entry, actor.ID, keep)
	})
}

// RevokeAll ends every session of a member, for an admin. Kinds: Forbidden, NotFound.
func (s *Service) RevokeAll(ctx context.Context, actor access.Actor, memberID string) error {
	return s.log.Change(ctx, actor, audit.SessionRevoked, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(memberID)
		if err := actor.Check(access.PeopleWrite, access.Scope{MemberID: memberID}); err != nil {
			return entry, err
		}
		if _, err := queries(tx).MemberByID(ctx, memberID); err != nil {
			return entry, err
		}
		if _, err := queries(tx).MemberByIDForUpdate(ctx, memberID); err != nil {
			return entry, err
		}
		return s.revokeAll(ctx, tx, entry, memberID, "")
	})
}

func (s *Service) revokeAll(ctx context.Context, tx *audit.Tx, entry audit.Entry, memberID, keep string) (audit.Entry, error) {
	ended, err := queries(tx).SignInSessionsRevokeOthers(ctx, s.clock(), memberID, keep)
	if err == nil && ended == 0 {
		err = audit.ErrNoChange
	}
	entry.After = map[string]int64{"sessions_ended": ended}
	return entry, err
}

// CurrentSession is the id of the session that a request came with; empty for none.
func CurrentSession(ctx context.Context) string { return visitOf(ctx).SessionID }
