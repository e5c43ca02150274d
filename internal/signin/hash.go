package signin

import (
	"context"
	"fmt"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"portico/internal/apperr"
)

// strength is OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 50 ms.
func strength() *argon2id.Params {
	return &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// nobodysHash is compared with when there is no such account, so that the answer costs the same. Its password was random
// and is forgotten.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$ZaPwZEJ6UfYsN0MCGBc3Yw$fyQkm8/Ibz8XtLtP2D4gGn2fJm0Z8Zb9xXr6b1Tq8hY"

func (s *Service) hash(ctx context.Context, password string) (string, error) {
	var hash string
	err := s.hashed(ctx, func() (err error) {
		hash, err = argon2id.CreateHash(norm.NFC.String(password), s.strength)
		return err
	})
	if err != nil && !apperr.Is(err, apperr.Unavailable) {
		err = fmt.Errorf("hash a password: %w", err)
	}
	return hash, err
}

// matches compares a password with a stored hash, and with nobody's where there is none.
func (s *Service) matches(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = s.nobody
	}
	var match bool
	err := s.hashed(ctx, func() (err error) {
		match, err = argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
		return err
	})
	if err != nil && !apperr.Is(err, apperr.Unavailable) {
		err = fmt.Errorf("compare a password: %w", err)
	}
	return match && known, err
}

func busy(cause error) error {
	return apperr.Wrap(apperr.Unavailable, "Many people are signing in right now. Try again in a moment.", cause)
}
