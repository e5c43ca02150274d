package signin

import "github.com/alexedwards/argon2id"

// HashCheaply lets a test hash hundreds of passwords in a moment. What the strength is in earnest has a test of its own.
func (s *Service) HashCheaply() {
	s.strength = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	hash, err := argon2id.CreateHash("a password that fits nobody", s.strength)
	if err != nil {
		panic(err)
	}
	s.nobody = hash
}
