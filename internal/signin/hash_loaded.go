package signin

import "context"

// Hash is what is kept for a password, for accounts that are loaded rather than made by a person. Kind: Unavailable when
// too many passwords are being hashed.
func (s *Service) Hash(ctx context.Context, password string) (string, error) {
	return s.hash(ctx, password)
}
