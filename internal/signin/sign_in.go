package signin

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// SignIn is what SignIn takes.
type SignIn struct {
	Email    string
	Password string
	// Address is the client's address, found without believing what a client says of itself.
	Address string
	// Device is the device cookie, if the browser brought one.
	Device string
}

// SignedIn is who came in.
type SignedIn struct {
	MemberID string
	// Device is the cookie for this browser.
	Device string
}

// wrong is one sentence for an unknown address, a disabled account and a wrong password.
func wrong() error {
	return apperr.New(apperr.Invalid, "The address or the password is not right. Look at both; capital letters count in the password.")
}

// SignIn checks an address and a password. Known and unknown addresses get the same sentence for the same work. Kinds:
// Invalid, TooMany, Unavailable.
func (s *Service) SignIn(ctx context.Context, actor access.Actor, in SignIn) (SignedIn, error) {
	name := accountName(in.Email)
	key, err := s.key(ctx)
	if err != nil {
		return SignedIn{}, err
	}
	counted, err := s.admit(ctx, key, in, name)
	if err != nil {
		return SignedIn{}, err
	}
	account, err := accountFor(ctx, s.log.DB(), name)
	if err != nil {
		return SignedIn{}, err
	}
	if len(in.Password) > 4*MaxPassword {
		in.Password = in.Password[:4*MaxPassword] // longer than any that can be chosen: wrong, and not worth more work
	}
	match, err := s.matches(ctx, in.Password, account.hash)
	if err != nil {
		return SignedIn{}, err
	}
	if !match {
		return SignedIn{}, wrong()
	}
	if err := s.comeIn(ctx, actor, account); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{MemberID: account.memberID, Device: newDevice(key, name)}, s.giveBack(ctx, counted)
}

// comeIn writes that the member signed in, unless the password or the account changed while it was being compared.
func (s *Service) comeIn(ctx context.Context, actor access.Actor, account account) error {
	member := access.Actor{Kind: access.Member, ID: account.memberID, RequestID: actor.RequestID}
	return s.log.Change(ctx, member, audit.SignedIn, func(tx *audit.Tx) (audit.Entry, error) {
		entry := memberEntry(account.memberID)
		hash, err := queries(tx).PasswordLock(ctx, account.memberID)
		if errors.Is(err, pgx.ErrNoRows) || (err == nil && hash != account.hash) {
			return entry, wrong()
		}
		if err != nil {
			return entry, err
		}
		return entry, queries(tx).SignInSeen(ctx, s.clock(), account.memberID)
	})
}

func memberEntry(memberID string) audit.Entry {
	return audit.Entry{Subject: audit.Subject{Kind: "member", ID: memberID}, MemberID: memberID}
}

// device makes a device cookie for an address that proved itself in another way than by a password.
func (s *Service) device(ctx context.Context, email string) (string, error) {
	key, err := s.key(ctx)
	if err != nil {
		return "", err
	}
	return newDevice(key, accountName(email)), nil
}
