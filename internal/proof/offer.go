package proof

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/journey"
)

// client is the vendor's client that this package speaks through, as editions name it.
const client = "spaces"

// mostRecent is how many proofs an offer shows.
const mostRecent = 10

// Offer says what "Prove it" has for the actor: for one app of theirs, or with an empty appID for all of them. Kinds:
// Unauthenticated, NotFound, Forbidden for an app of others that the actor may see.
func (s *Service) Offer(ctx context.Context, actor access.Actor, appID string) (Offer, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return Offer{}, err
	}
	key, err := s.serverKey(ctx)
	if err != nil {
		return Offer{}, err
	}
	edition, err := s.editionOf(ctx, actor.ID)
	if err != nil {
		return Offer{}, err
	}
	out := Offer{Environment: journey.Staging, RedirectURI: s.redirectURI(), Public: true, VendorUp: true}
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		apps, err := offered(ctx, tx, actor, appID)
		if err != nil {
			return err
		}
		for _, a := range apps {
			out.Apps = append(out.Apps, s.offerApp(edition, a, actor.ID))
		}
		if len(apps) == 1 {
			out.Environment = journey.Environment(apps[0].environment)
			c, err := standingChallenge(ctx, tx, actor.ID, apps[0].id, s.clock())
			if err == nil {
				shown := s.shown(key, c)
				out.Challenge = &shown
			} else if !apperr.Is(err, apperr.NotFound) {
				return err
			}
		}
		out.Off = offOffer(edition, out)
		rows, err := listed(ctx, tx, by{member: actor.ID, app: appID}, mostRecent)
		for _, r := range rows {
			out.Recent = append(out.Recent, s.seen(r, actor, edition))
		}
		return err
	})
	if err != nil {
		return Offer{}, err
	}
	if out.Off == "" {
		out.Steps = titles(edition, raises(string(out.Environment), SignIn, false, true))
		if out.Environment == journey.Staging {
			out.ChallengeSteps = titles(edition, raises(staging, RedirectChallenge, false, true))
		}
		h := hostsOf(edition, string(out.Environment))
		if s.trusts(string(out.Environment), h) {
			out.Identity, out.VendorUp = h.Identity, s.up(ctx, h)
		}
	}
	return out, nil
}

// offered are the apps that an offer is about, each of them the actor's own.
func offered(ctx context.Context, tx pgx.Tx, actor access.Actor, appID string) ([]app, error) {
	ids := []string{appID}
	if appID == "" {
		var err error
		if ids, err = ownApps(ctx, tx, actor.ID); err != nil {
			return nil, err
		}
	}
	var apps []app
	for _, id := range ids {
		a, err := appByID(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if err := actor.Check(access.ProofStart, a.scope()); err != nil {
			if appID == "" {
				continue
			}
			return nil, err
		}
		apps = append(apps, a)
	}
	return apps, nil
}

func (s *Service) offerApp(edition journey.Edition, a app, memberID string) OfferedApp {
	return OfferedApp{
		ID: a.id, Name: nameOf(a.name, a.clientID, a.waits(memberID)), ClientID: a.clientID, Environment: journey.Environment(a.environment),
		KnowsReturn: slices.Contains(a.uris, s.redirectURI()), Off: s.offFor(edition, a),
	}
}

// nameOf is what an app is called; whoever only waits to share it knows nothing but the client id that they brought.
func nameOf(name, clientID string, waiting bool) string {
	if waiting {
		return "App " + ending(clientID)
	}
	return name
}

// ending is the part of a client id that screens show.
func ending(clientID string) string {
	if len(clientID) <= 4 {
		return clientID
	}
	return "…" + clientID[len(clientID)-4:]
}

// offFor says what of the journey and the app stands against a proof; empty for nothing.
func offFor(edition journey.Edition, a app) string {
	if why := offEdition(edition); why != "" {
		return why
	}
	switch h := hostsOf(edition, a.environment); {
	case a.retired:
		return "This app is retired. What it proved stays as history."
	case a.kind == "service":
		return "Nobody signs in through a service app, so a sign-in cannot prove it. Say what you did, and a lead confirms it."
	case h.Identity == "" || h.API == "":
		return "This journey does not name the addresses of " + vendorOf(edition) + " for " + a.environment + ", so nothing can be proved there."
	}
	return ""
}

func offEdition(edition journey.Edition) string {
	switch {
	case edition.Key == "":
		return "Only someone who walks a journey proves its steps."
	case edition.Client != client:
		return "Portico cannot ask " + vendorOf(edition) + " itself, so nothing can be proved on this journey. Say what you did, and a lead confirms it."
	}
	return ""
}

// offOffer says why nothing of an offer can be proved: what stands against all of it, or against each of its apps.
func offOffer(edition journey.Edition, o Offer) string {
	if why := offEdition(edition); why != "" {
		return why
	}
	if len(o.Apps) == 0 {
		return "Register an app with its client ID first: the sign-in goes through it."
	}
	for _, a := range o.Apps {
		if a.Off == "" {
			return ""
		}
	}
	return o.Apps[0].Off
}

func vendorOf(edition journey.Edition) string {
	if edition.Vendor == "" {
		return "the vendor"
	}
	return edition.Vendor
}
