package spacestest

import (
	"time"

	"portico/internal/spaces"
)

// live is what a restart forgets.
type live struct {
	// sessions are signed-in browsers: their cookie and the mail address.
	sessions map[string]string
	codes    map[string]*code
	tokens   map[string]*token
	tally    Tally
}

func newLive() *live {
	return &live{sessions: map[string]string{}, codes: map[string]*code{}, tokens: map[string]*token{}}
}

// code is a permission to exchange, once.
type code struct {
	clientID, redirectURI, mail, scope string
	challenge                          string
	till                               time.Time
	used                               bool
	// issued is what it was exchanged for: a second use ends it.
	issued string
}

// token is an access token with its refresh token.
type token struct {
	access, refresh, clientID, mail, scope string
	guest, revoked                         bool
	till                                   time.Time
}

// Tally counts what was done with an environment since the stand-in was started.
type Tally struct {
	// CodesIssued went back to apps; Exchanged became tokens, Refused did not.
	CodesIssued, Exchanged, Refused int
	// Revoked were given back; Alive are still good.
	Revoked, Alive int
	// AskedMe and AskedColleagues are answered questions.
	AskedMe, AskedColleagues int
}

// Tally says what was done with the environment so far.
func (v *Vendor) Tally(env spaces.Environment) Tally {
	v.mu.Lock()
	defer v.mu.Unlock()
	t := v.live[env].tally
	for _, k := range v.live[env].tokens {
		if k.good(v.now()) && !k.guest {
			t.Alive++
		}
	}
	return t
}

func (k *token) good(now time.Time) bool { return k != nil && !k.revoked && now.Before(k.till) }

// Secrets are all codes, access, refresh tokens of the environment and its apps' secrets: what must be found nowhere else.
func (v *Vendor) Secrets(env spaces.Environment) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var all []string
	for c := range v.live[env].codes {
		all = append(all, c)
	}
	for _, k := range v.live[env].tokens {
		all = append(all, k.access)
		if k.refresh != "" {
			all = append(all, k.refresh)
		}
	}
	for _, a := range v.kept.Worlds[env].Apps {
		if a.Secret != "" {
			all = append(all, a.Secret)
		}
	}
	return all
}
