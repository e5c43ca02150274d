package people

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// NewToken makes the secret of a one-time link: 32 random bytes in the URL's alphabet, and the hash that is stored in its
// place.
func NewToken() (token string, hash []byte) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: it ends the process instead
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, HashToken(token)
}

// HashToken is what a token is looked up by.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
