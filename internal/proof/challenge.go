package proof

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// challengeLasts is how long a one-time address can be used: over a weekend and a day, because registering it may need
// somebody else.
const challengeLasts = 7 * 24 * time.Hour

// challengeEvent is what the trail keeps of a one-time address: not the address.
type challengeEvent struct {
	App         string    `json:"app"`
	Environment string    `json:"environment"`
	Expires     time.Time `json:"expires"`
}

// MakeChallenge makes a one-time address for an app of the actor's own, in staging, and ends the one before. Kinds: NotFound,
// Forbidden, Conflict for an app that cannot be proved.
func (s *Service) MakeChallenge(ctx context.Context, actor access.Actor, appID string) (Challenge, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return Challenge{}, err
	}
	key, err := s.serverKey(ctx)
	if err != nil {
		return Challenge{}, err
	}
	edition, err := s.editionOf(ctx, actor.ID)
	if err != nil {
		return Challenge{}, err
	}
	var made standing
	err = s.log.Change(ctx, actor, audit.ChallengeMade, func(tx *audit.Tx) (audit.Entry, error) {
		a, entry, err := s.startable(ctx, tx, actor, appID, edition)
		if err != nil {
			return entry, err
		}
		if a.environment != staging {
			return entry, apperr.New(apperr.Conflict, "In production a sign-in shows the approval; a one-time address is for staging.")
		}
		now := s.clock()
		made = standing{id: postgres.NewID(), madeAt: now, expiresAt: now.Add(challengeLasts)}
		hash := sha256.Sum256([]byte(pathOf(key, made.id)))
		made.pathHash = hash[:]
		entry.Subject = audit.Subject{Kind: "challenge", ID: made.id}
		entry.After = challengeEvent{a.id, a.environment, made.expiresAt}
		return entry, replaceChallenge(ctx, tx, made, actor.ID, a.id)
	})
	if err != nil || made.id == "" {
		return Challenge{}, err
	}
	return s.shown(key, made), nil
}

// pathOf is the unguessable end of a challenge's address: 100 bits of a keyed hash over its id, so that it can be shown again
// and is kept nowhere.
func pathOf(key []byte, id string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("challenge\x00" + id))
	text := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)))
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20]
}

// shown is a challenge with its address; without it where the key is another one than it was made with.
func (s *Service) shown(key []byte, c standing) Challenge {
	out := Challenge{ID: c.id, MadeAt: c.madeAt, ExpiresAt: c.expiresAt}
	path := pathOf(key, c.id)
	if hash := sha256.Sum256([]byte(path)); subtle.ConstantTimeCompare(hash[:], c.pathHash) == 1 {
		out.URI = s.redirectURI() + "/" + path
	}
	return out
}
