package proof

import (
	"context"
	"encoding/hex"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/journey"
)

// MostListed is how many proofs a list gives at most.
const MostListed = 200

// Show is one proof, for the person, their lead, an auditor or an admin. Kinds: Unauthenticated, NotFound.
func (s *Service) Show(ctx context.Context, actor access.Actor, id string) (Proof, error) {
	all, err := s.list(ctx, actor, by{id: id}, 1, func(r row) error { return actor.Check(access.ProofRead, r.scope()) })
	if err != nil {
		return Proof{}, err
	}
	if len(all) == 0 {
		return Proof{}, apperr.Missing()
	}
	p := all[0]
	if p.Kind == RedirectChallenge && p.MemberID == actor.ID {
		p.RedirectURI, err = s.addressOf(ctx, actor, p)
	}
	return p, err
}

// addressOf is the one-time address of a challenge while it can still be used; else the sign-in's.
func (s *Service) addressOf(ctx context.Context, actor access.Actor, p Proof) (string, error) {
	key, err := s.serverKey(ctx)
	if err != nil {
		return "", err
	}
	var c standing
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		c, err = standingChallenge(ctx, tx, actor.ID, p.AppID, s.clock())
		return err
	})
	switch {
	case apperr.Is(err, apperr.NotFound):
		return p.RedirectURI, nil
	case err != nil:
		return "", err
	}
	return s.shown(key, c).URI, nil
}

// ForApp lists the proofs of an app, the newest first, MostListed at most: for everybody who may see the app, without what was
// seen for those who may not open them. Kinds: Unauthenticated, NotFound.
func (s *Service) ForApp(ctx context.Context, actor access.Actor, appID string) ([]Proof, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	var a app
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		a, err = appByID(ctx, tx, appID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := actor.Check(access.AppRead, a.scope()); err != nil {
		return nil, err
	}
	only := by{app: appID}
	if a.waits(actor.ID) {
		only.member = actor.ID
	}
	return s.list(ctx, actor, only, MostListed, func(row) error { return nil })
}

// ForMember lists a member's proofs, the newest first, MostListed at most, for the person, their lead, an auditor or an
// admin. Kinds: Unauthenticated, NotFound.
func (s *Service) ForMember(ctx context.Context, actor access.Actor, memberID string) ([]Proof, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		m, err := memberByID(ctx, tx, memberID)
		if err != nil {
			return err
		}
		teams, err := teamsOf(ctx, tx, m.id)
		if err != nil {
			return err
		}
		return actor.Check(access.ProofRead, access.Scope{MemberID: m.id, TeamIDs: teams})
	})
	if err != nil {
		return nil, err
	}
	return s.list(ctx, actor, by{member: memberID}, MostListed, func(row) error { return nil })
}

// ForTeam lists the proofs of a team's people that wait for the actor's word about another account, the newest first,
// MostListed at most. Whoever may decide about none gets none. Kind: Unauthenticated.
func (s *Service) ForTeam(ctx context.Context, actor access.Actor, teamID string) ([]Proof, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	all, err := s.list(ctx, actor, by{team: teamID}, MostListed, func(row) error { return nil })
	return slices.DeleteFunc(all, func(p Proof) bool { return !p.MayDecide }), err
}

// list reads proofs and gives each as the actor may see it; allow may refuse one, which ends the reading.
func (s *Service) list(ctx context.Context, actor access.Actor, which by, most int, allow func(row) error) ([]Proof, error) {
	var rows []row
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		rows, err = listed(ctx, tx, which, most)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []Proof
	editions := map[string]journey.Edition{}
	for _, r := range rows {
		if err := allow(r); err != nil {
			return nil, err
		}
		edition, known := editions[r.edition]
		if !known && r.edition != "" {
			edition = s.journeys.Edition(r.edition)
			editions[r.edition] = edition
		}
		out = append(out, s.seen(r, actor, edition))
	}
	return out, nil
}

// seen is a proof as the actor may see it.
func (s *Service) seen(r row, actor access.Actor, edition journey.Edition) Proof {
	own := r.memberID == actor.ID
	p := Proof{
		ID: r.id, MemberID: r.memberID, MemberName: r.memberName, AppID: r.appID, AppName: nameOf(r.appName, r.clientID, own && r.waiting),
		Environment: journey.Environment(r.environment), Kind: r.kind, StartedAt: r.startedAt, EndedAt: r.endedAt, Outcome: r.outcome,
		ClientEnd: ending(r.clientID), RedirectURI: s.redirectURI(), Decision: r.decision, DecidedAt: r.decidedAt,
		MayRead: actor.May(access.ProofRead, r.scope()),
	}
	p.Silent = p.Outcome == OnTheWay && !s.now().Before(p.StartedAt.Add(Grace))
	if r.kind == RedirectChallenge {
		p.RedirectURI += "/…"
	}
	if p.Outcome == SharedApp && r.counts && r.decision == Undecided {
		p.Decision = Accepted // by the owners' lead, on the page of the app
	}
	stood := p.Outcome == Succeeded || p.Decision == Accepted
	p.Reset = stood && !r.counts
	if !p.MayRead {
		return p
	}
	p.SeenAs, p.Code, p.Reason, p.DecidedBy = r.seenAs, r.code, r.reason, r.decidedBy
	p.Fingerprint = hex.EncodeToString(r.fingerprint)
	p.Shows, p.ShowsNot = words(r, vendorOf(edition), own)
	if r.counts {
		p.Steps = titles(edition, raises(r.environment, r.kind, r.placed, r.raised))
	}
	p.MayDecide = p.Outcome.NeedsDecision() && p.Decision == Undecided && actor.May(access.ProofDecide, r.scope())
	p.MayCancel = own && p.Outcome == OnTheWay
	p.MayRepeat = own && !r.retired && (p.Outcome != OnTheWay || p.Silent)
	return p
}
