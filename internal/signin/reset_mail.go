package signin

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
)

// ResetLetter is what the mail with a link for a new password says.
type ResetLetter struct {
	Email     string
	Name      string
	Token     string
	ExpiresAt time.Time
}

// AskReset notes that someone wants a new password by mail. A known and an unknown address leave the same row and get the
// same answer; whether a letter is written is decided later, by MailNextReset. Kind: TooMany for a client that asks too
// often. An address that was asked for too often gets no further letter and no other answer.
func (s *Service) AskReset(ctx context.Context, email, clientAddress string) error {
	key, err := s.key(ctx)
	if err != nil {
		return err
	}
	if _, err := s.admitAll(ctx, budget{counter(key, "ask-address", network(clientAddress)), askAddress}); err != nil {
		return err
	}
	name := accountName(email)
	within, err := s.attempt(ctx, counter(key, "ask", name), askLimit)
	if err != nil || !within || len(name) > 400 {
		return err
	}
	// A wish is working data, like a counter: what comes of it leaves the event.
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		return queries(tx).ResetWishInsert(ctx, postgres.NewID(), name, s.clock())
	})
}

// maxResetTries is how often a letter is tried. The person who waits for it asks again before long.
const maxResetTries = 4

// MailNextReset writes the next letter that someone asked for and sends it; false when none is due. The link is good only
// when the mail server took the letter.
func (s *Service) MailNextReset(ctx context.Context, send func(context.Context, ResetLetter) error) (bool, error) {
	if err := s.forgetUnknownWishes(ctx); err != nil {
		return false, err
	}
	var due wish
	var failed error
	found := false
	err := s.log.Change(ctx, access.SystemActor(), audit.PasswordResetMade, func(tx *audit.Tx) (audit.Entry, error) {
		now := s.clock()
		var err error
		if due, err = dueWish(ctx, tx, now); errors.Is(err, pgx.ErrNoRows) {
			return audit.Entry{}, audit.ErrNoChange
		} else if err != nil {
			return audit.Entry{}, err
		}
		found = true
		m, err := queries(tx).MemberByKey(ctx, due.key)
		if err != nil {
			return audit.Entry{}, err
		}
		token, hash := people.NewToken()
		r := reset{id: postgres.NewID(), memberID: m.ID, createdAt: now, expiresAt: now.Add(s.cfg.ResetLifetime)}
		entry := memberEntry(m.ID)
		entry.After = resetEvent{Expires: r.expiresAt, ByMail: true}
		if err := s.writeReset(ctx, tx, r, hash); err != nil {
			return entry, err
		}
		if failed = send(ctx, ResetLetter{Email: m.Email, Name: m.Name, Token: token, ExpiresAt: r.expiresAt}); failed != nil {
			return entry, audit.ErrNoChange
		}
		return entry, queries(tx).ResetWishDelete(ctx, due.id)
	})
	if apperr.Is(err, apperr.NotFound) {
		return found, nil // the account went away this moment; the next call forgets the wish
	}
	if err == nil && failed != nil {
		err = s.laterOrNever(ctx, due, failed)
	}
	return found, err
}

func (s *Service) forgetUnknownWishes(ctx context.Context) error {
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		_, err := queries(tx).ResetWishUnknown(ctx, s.clock())
		return err
	})
}

// laterOrNever puts a letter off, or gives it up when the address was refused or the server stays away.
func (s *Service) laterOrNever(ctx context.Context, w wish, cause error) error {
	var lasting interface{ Permanent() bool }
	refused := errors.As(cause, &lasting) && lasting.Permanent()
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		if refused || w.tries+1 >= maxResetTries {
			return queries(tx).ResetWishDelete(ctx, w.id)
		}
		return queries(tx).ResetWishLater(ctx, w.id, s.clock().Add(time.Minute<<w.tries))
	})
}
