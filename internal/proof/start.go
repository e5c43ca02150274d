package proof

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/postgres"
	"portico/internal/spaces"
)

const (
	staging    = string(journey.Staging)
	production = string(journey.Production)
)

// proofEvent is what the trail keeps of a proof: ids, states and hashes.
type proofEvent struct {
	App         string `json:"app"`
	Environment string `json:"environment"`
	Kind        string `json:"kind"`
	Outcome     string `json:"outcome,omitempty"`
	Code        string `json:"code,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`
	Colleagues  int    `json:"colleagues,omitempty"`
	// Revoked is nil where there was no token to give back.
	Revoked  *bool  `json:"revoked,omitempty"`
	Decision string `json:"decision,omitempty"`
}

// Start begins a proof of an app of the actor's own and gives the vendor's page to send them to. The secret is remembered in
// this process alone, for one exchange within Grace. The same form sent twice gives the same page. Kinds: Invalid, NotFound,
// Forbidden, Conflict for an app that cannot be proved or a challenge that is not there, Unavailable.
func (s *Service) Start(ctx context.Context, actor access.Actor, in StartInput) (Started, error) {
	if in.Kind == "" {
		in.Kind = SignIn
	}
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return Started{}, err
	}
	invalid := in.check()
	key, err := s.serverKey(ctx)
	if err != nil {
		return Started{}, err
	}
	edition, err := s.editionOf(ctx, actor.ID)
	if err != nil {
		return Started{}, err
	}
	var h *onItsWay
	var started Started
	err = s.log.Change(ctx, actor, audit.ProofStarted, func(tx *audit.Tx) (audit.Entry, error) {
		a, entry, err := s.startable(ctx, tx, actor, in.AppID, edition)
		if err == nil {
			err = invalid
		}
		if err != nil {
			return entry, err
		}
		if n, err := startedSince(ctx, tx, actor.ID, s.clock().Add(-time.Hour)); err != nil || n >= mostAnHour {
			return entry, orTooMany(err)
		}
		fresh, challengeID, err := s.prepare(ctx, tx, actor, a, in, key, edition)
		if err != nil {
			return entry, err
		}
		if err := s.keep.put(fresh); err != nil {
			return entry, err
		}
		h = fresh
		started = Started{ProofID: h.proofID, URL: h.url}
		entry.Subject, entry.After = audit.Subject{Kind: "proof", ID: h.proofID}, proofEvent{App: a.id, Environment: a.environment, Kind: string(in.Kind)}
		return entry, insertProof(ctx, tx, h, a, in.Kind, challengeID, s.clock())
	})
	if err != nil {
		if h != nil {
			s.keep.drop(h.state)
		}
		return Started{}, err
	}
	if h == nil {
		var ok bool
		if started, ok = s.keep.again(actor.ID, actor.Submission); !ok {
			return Started{}, apperr.New(apperr.Conflict, "This form was sent before. Open the page again and start anew.")
		}
	}
	return started, nil
}

// prepare draws what a proof needs on its way, and the vendor's page for it.
func (s *Service) prepare(ctx context.Context, tx *audit.Tx, actor access.Actor, a app, in StartInput, key []byte, edition journey.Edition) (*onItsWay, string, error) {
	challenge, redirect, err := s.comesBackTo(ctx, tx, key, actor.ID, a, in.Kind)
	if err != nil {
		return nil, "", err
	}
	h, state := newOnItsWay(actor, a, in.Secret)
	h.hosts, h.redirectURI, h.until = hostsOf(edition, a.environment), redirect.URI, s.clock().Add(Grace)
	h.path = sha256.Sum256([]byte(redirect.path))
	h.url, err = s.vendor.AuthorizeURL(h.hosts, spaces.AuthorizeRequest{
		ClientID: a.clientID, RedirectURI: redirect.URI, State: state, Verifier: string(h.verifier),
	})
	if err != nil {
		h.wipe()
		return nil, "", apperr.New(apperr.Conflict, "The addresses of "+vendorOf(edition)+" in this journey are not usable. A lead or an admin can mend them.")
	}
	return h, challenge.id, nil
}

// mostAnHour is how many proofs one person starts within an hour: a wrong secret is typed again a few times, not for ever.
const mostAnHour = 40

func orTooMany(err error) error {
	if err != nil {
		return err
	}
	return apperr.New(apperr.TooMany, fmt.Sprintf("You started %d proofs within the hour. Nothing was started; try again later.", mostAnHour))
}

// check holds what was typed to what a secret looks like; a wrong one is the vendor's to refuse.
func (in StartInput) check() error {
	var problems apperr.Fields
	switch {
	case len(in.Secret) > 500:
		problems.Add("secret", "This is too long for a client secret.")
	case strings.ContainsFunc(in.Secret, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		problems.Add("secret", "A client secret has no spaces and no line breaks in it.")
	}
	if in.Kind != SignIn && in.Kind != RedirectChallenge {
		problems.Add("kind", "Choose a sign-in or a one-time address.")
	}
	return problems.Err()
}

// startable finds an app, checks that the actor may prove it and that it can be proved, and begins the event.
func (s *Service) startable(ctx context.Context, tx *audit.Tx, actor access.Actor, appID string, edition journey.Edition) (app, audit.Entry, error) {
	entry := audit.Entry{MemberID: actor.ID}
	a, err := appByID(ctx, tx, appID)
	if err != nil {
		return a, entry, err
	}
	entry.Subject = audit.Subject{Kind: "app", ID: a.id}
	if teams := actor.Teams(); len(teams) > 0 {
		entry.TeamID = teams[0]
	}
	if err := actor.Check(access.ProofStart, a.scope()); err != nil {
		return a, entry, err
	}
	if why := s.offFor(edition, a); why != "" {
		return a, entry, apperr.New(apperr.Conflict, why)
	}
	return a, entry, nil
}

// address is where a proof comes back to; path is its one-time end, empty for a sign-in.
type address struct{ URI, path string }

func (s *Service) comesBackTo(ctx context.Context, tx *audit.Tx, key []byte, memberID string, a app, kind Kind) (standing, address, error) {
	if kind == SignIn {
		return standing{}, address{URI: s.redirectURI()}, nil
	}
	c, err := standingChallenge(ctx, tx, memberID, a.id, s.clock())
	if apperr.Is(err, apperr.NotFound) {
		return c, address{}, apperr.New(apperr.Conflict, "There is no one-time address that can still be used. Make one, register it in the app at the vendor, then start.")
	}
	if err != nil {
		return c, address{}, err
	}
	shown := s.shown(key, c)
	if shown.URI == "" {
		return c, address{}, apperr.New(apperr.Conflict, "This one-time address can no longer be shown. Make a new one.")
	}
	return c, address{URI: shown.URI, path: strings.TrimPrefix(shown.URI, s.redirectURI()+"/")}, nil
}

// newOnItsWay draws the state and the verifier of a new proof.
func newOnItsWay(actor access.Actor, a app, secret string) (h *onItsWay, state string) {
	state = random()
	return &onItsWay{
		proofID: postgres.NewID(), memberID: actor.ID, appID: a.id, submission: actor.Submission, clientID: a.clientID,
		state: sha256.Sum256([]byte(state)), secret: []byte(secret), verifier: []byte(random()),
	}, state
}

// random is 256 bits as text, which is also a PKCE verifier (RFC 7636).
func random() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: it ends the process instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// editionOf is the edition that somebody walks; one without a key for someone who walks none.
func (s *Service) editionOf(ctx context.Context, memberID string) (journey.Edition, error) {
	var m member
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		m, err = memberByID(ctx, tx, memberID)
		return err
	})
	if err != nil || m.edition == "" {
		return journey.Edition{}, err
	}
	return s.journeys.Edition(m.edition), nil
}
