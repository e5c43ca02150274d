package signin

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// ChangePassword is what ChangePassword takes.
type ChangePassword struct {
	Current string
	New     string
	// KeepSession is the session that the member asks from; all others end.
	KeepSession string
}

// ChangePassword sets another password for the actor, who knows the current one. Every other session and every open link for
// a new password ends. Kinds: Invalid, Unauthenticated, TooMany, Conflict when it was changed meanwhile.
func (s *Service) ChangePassword(ctx context.Context, actor access.Actor, in ChangePassword) error {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return err
	}
	old, err := s.proveCurrent(ctx, actor, in.Current)
	if err != nil {
		return err
	}
	if err := CheckPassword(in.New, About{Name: actor.Name, Email: actor.Email}); err != nil {
		return inField(err, "new")
	}
	hash, err := s.hash(ctx, in.New)
	if err != nil {
		return err
	}
	return s.log.Change(ctx, actor, audit.PasswordChanged, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(actor.ID)
		stands, err := queries(tx).PasswordLock(ctx, actor.ID)
		if err != nil {
			return entry, err
		}
		if stands != old {
			return entry, apperr.New(apperr.Conflict, "The password was changed a moment ago, somewhere else. Reload the page.")
		}
		return entry, s.setPassword(ctx, tx, actor.ID, hash, in.KeepSession)
	})
}

// proveCurrent compares the current password, within a budget of its own, and gives the hash that stands.
func (s *Service) proveCurrent(ctx context.Context, actor access.Actor, current string) (string, error) {
	key, err := s.key(ctx)
	if err != nil {
		return "", err
	}
	counted, err := s.admitAll(ctx, budget{counter(key, "change", actor.ID), accountLimit})
	if err != nil {
		return "", err
	}
	var old string
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		row, err := queries(tx).PasswordOfMember(ctx, actor.ID)
		old = row.Hash
		return err
	})
	if err != nil && !apperr.Is(err, apperr.NotFound) {
		return "", err
	}
	match, err := s.matches(ctx, current, old)
	if err != nil {
		return "", err
	}
	if !match {
		return "", apperr.Field("current", "This is not your current password.")
	}
	return old, s.giveBack(ctx, counted)
}

// setPassword writes a password and ends what the old one opened.
func (s *Service) setPassword(ctx context.Context, tx *audit.Tx, memberID, hash, keepSession string) error {
	q, now := queries(tx), s.clock()
	if err := q.PasswordSet(ctx, memberID, hash, now); err != nil {
		return postgres.Translate(err)
	}
	if _, err := q.SignInSessionsRevokeOthers(ctx, now, memberID, keepSession); err != nil {
		return postgres.Translate(err)
	}
	return postgres.Translate(q.MemberResetsEnd(ctx, now, memberID))
}
