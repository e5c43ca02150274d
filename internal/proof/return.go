package proof

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/permission"
)

// Return takes what the vendor sent the actor back with, and gives the proof as it ended. A state is used once, and only by
// whoever started: a second return gives the outcome that stands, with a refusal in the trail, and asks the vendor nothing.
// What is not remembered here any more is Lost. Kinds: Unauthenticated, NotFound for a state that nobody started, Forbidden
// for somebody else's or for one who may prove the app no more.
func (s *Service) Return(ctx context.Context, actor access.Actor, in ReturnInput) (Proof, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return Proof{}, err
	}
	// The state itself keeps this from having two effects, in every process.
	actor.Submission = ""
	state := sha256.Sum256([]byte(in.State))
	p, m, err := s.whose(ctx, actor, state)
	if err != nil {
		return Proof{}, err
	}
	entry := audit.Entry{Subject: audit.Subject{Kind: "proof", ID: p.id}, MemberID: p.memberID}
	if p.memberID != actor.ID {
		refused := apperr.Refused("Somebody else started this sign-in. Nothing was looked at; start one of your own.")
		s.log.Refuse(ctx, actor, audit.ProofSucceeded, entry, refused)
		return Proof{}, refused
	}
	if p.outcome.Ended() {
		s.log.Refuse(ctx, actor, audit.ProofSucceeded, entry, apperr.Refused("This answer of the vendor was used before, so nobody asked the vendor again."))
		return s.Show(ctx, actor, p.id)
	}
	// Whoever leaves the page does not undo what the vendor is asked by then.
	asking := context.WithoutCancel(ctx)
	h, found := s.keep.take(state, actor.ID, s.now())
	switch found {
	case beingAsked:
		return s.Show(ctx, actor, p.id)
	case nothing:
		err = s.settle(asking, actor, p, answer{outcome: Lost})
	case ready:
		defer s.keep.drop(state)
		if err := s.mayStill(asking, actor, p); err != nil {
			return Proof{}, err
		}
		a := s.ask(asking, h, in, m.emailKey)
		if a.outcome == VendorDown || a.revoked != nil {
			s.health.note(h.hosts, a.outcome != VendorDown, s.now())
		}
		err = s.settle(asking, actor, p, a)
	}
	if err != nil {
		return Proof{}, err
	}
	return s.Show(asking, actor, p.id)
}

// whose finds the proof of a state, and the actor. Kind: NotFound.
func (s *Service) whose(ctx context.Context, actor access.Actor, state [sha256.Size]byte) (p begun, m member, err error) {
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		if p, err = byState(ctx, tx, state); err != nil {
			return err
		}
		m, err = memberByID(ctx, tx, actor.ID)
		return err
	})
	return p, m, err
}

// mayStill ends the proof of somebody who may prove the app no more, before the vendor is asked. Kinds: NotFound, Forbidden.
func (s *Service) mayStill(ctx context.Context, actor access.Actor, p begun) error {
	var a app
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		a, err = appByID(ctx, tx, p.appID)
		return err
	})
	if err == nil {
		err = actor.Check(access.ProofStart, a.scope())
	}
	if !apperr.Is(err, apperr.Forbidden) && !apperr.Is(err, apperr.NotFound) {
		return err
	}
	s.log.Refuse(ctx, actor, audit.ProofSucceeded, audit.Entry{Subject: audit.Subject{Kind: "proof", ID: p.id}, MemberID: p.memberID}, err)
	if lost := s.settle(ctx, actor, p, answer{outcome: Lost}); lost != nil {
		return lost
	}
	return err
}

// errUsed ends the outcome of a challenge that another proof used meanwhile.
var errUsed = errors.New("the one-time address was used meanwhile")

// settle writes the outcome of a proof with its event and all that it raises, in one transaction. A proof that ended
// meanwhile stays as it is.
func (s *Service) settle(ctx context.Context, actor access.Actor, p begun, a answer) error {
	err := s.outcome(ctx, actor, p, a)
	if errors.Is(err, errUsed) {
		return s.outcome(ctx, actor, p, answer{outcome: ExchangeFailed, code: "address_used", revoked: a.revoked})
	}
	return err
}

func (s *Service) outcome(ctx context.Context, actor access.Actor, p begun, a answer) error {
	if a.outcome == Succeeded {
		shared, err := s.isWaiting(ctx, p)
		if err != nil {
			return err
		}
		if shared {
			a.outcome = SharedApp
		}
	}
	what := audit.ProofFailed
	if a.outcome == Succeeded {
		what = audit.ProofSucceeded
	}
	return s.log.Change(ctx, actor, what, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "proof", ID: p.id}, MemberID: p.memberID, TeamID: firstOf(actor.Teams())}
		if err := lockMember(ctx, tx, p.memberID); err != nil {
			return entry, err
		}
		p, err := proofForUpdate(ctx, tx, p.id)
		if err != nil {
			return entry, err
		}
		if p.outcome.Ended() {
			return entry, audit.ErrNoChange
		}
		now := s.clock()
		if p.challengeID != "" && a.fingerprint != nil {
			stood, err := useChallenge(ctx, tx, p.challengeID, now)
			if err != nil {
				return entry, err
			}
			if !stood {
				return entry, errUsed
			}
		}
		if err := endProof(ctx, tx, p.id, a, now); err != nil {
			return entry, err
		}
		event := eventOf(p, a.outcome)
		event.Code, event.Fingerprint, event.Revoked = a.code, hex.EncodeToString(a.fingerprint), a.revoked
		if event.Colleagues, err = addColleagues(ctx, tx, p, a.colleagues); err != nil {
			return entry, err
		}
		entry.After = event
		if a.outcome == Succeeded {
			entry.Grade = permission.Verified
			return entry, s.raise(ctx, tx, p)
		}
		return entry, nil
	})
}

func eventOf(p begun, o Outcome) proofEvent {
	return proofEvent{App: p.appID, Environment: p.environment, Kind: string(p.kind), Outcome: string(o)}
}

// isWaiting says that the person only waits to share the app.
func (s *Service) isWaiting(ctx context.Context, p begun) (waits bool, err error) {
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		a, err := appByID(ctx, tx, p.appID)
		waits = a.waits(p.memberID)
		return err
	})
	return waits, err
}

// raise lifts the one grant that a proof speaks of: in staging by a challenge and where exactly one stands, since the vendor
// does not say for which company; in production the one of the app's request.
func (s *Service) raise(ctx context.Context, tx *audit.Tx, p begun) error {
	if p.environment == staging && p.kind != RedirectChallenge {
		return nil
	}
	grants, err := grantsOf(ctx, tx, p, s.clock())
	if err != nil || len(grants) != 1 {
		return err
	}
	_, err = permission.VerifyIn(ctx, tx, grants[0], p.appID)
	return err
}

func firstOf(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}
