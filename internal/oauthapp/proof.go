package oauthapp

import "time"

// The kinds of proofs as they are kept.
const (
	ProofSignIn    = "sign-in"
	ProofChallenge = "challenge"
)

// Proof is a round trip with the vendor through an app, as far as the app's own page tells it.
type Proof struct {
	ID   string
	Kind string
	By   string
	At   time.Time
}

// Known says that there was one.
func (p Proof) Known() bool { return !p.At.IsZero() }
