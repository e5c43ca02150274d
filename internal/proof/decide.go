package proof

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/oauthapp"
	"portico/internal/permission"
)

// maxReason is how many characters of a reason are kept.
const maxReason = 2000

// Cancel ends a proof of the actor's own that is on its way: what was remembered of it is wiped, and whatever the vendor
// answers counts for nothing. Kinds: NotFound, Forbidden, Conflict for one that ended.
func (s *Service) Cancel(ctx context.Context, actor access.Actor, id string) error {
	err := s.log.Change(ctx, actor, audit.ProofCancelled, func(tx *audit.Tx) (audit.Entry, error) {
		p, entry, err := held(ctx, tx, actor, id, access.ProofCancel)
		if err != nil {
			return entry, err
		}
		if p.outcome.Ended() {
			return entry, apperr.New(apperr.Conflict, "This proof ended already.")
		}
		entry.After = eventOf(p, Cancelled)
		return entry, endProof(ctx, tx, p.id, answer{outcome: Cancelled}, s.clock())
	})
	if err == nil {
		s.keep.dropProof(id)
	}
	return err
}

// held finds a proof, holds it and checks a right on it.
func held(ctx context.Context, tx *audit.Tx, actor access.Actor, id string, right access.Right) (begun, audit.Entry, error) {
	p, err := proofForUpdate(ctx, tx, id)
	if err != nil {
		return p, audit.Entry{}, err
	}
	entry := audit.Entry{Subject: audit.Subject{Kind: "proof", ID: p.id}, MemberID: p.memberID}
	teams, err := teamsOf(ctx, tx, p.memberID)
	if err != nil {
		return p, entry, err
	}
	entry.TeamID = firstOf(teams)
	return p, entry, actor.Check(right, access.Scope{MemberID: p.memberID, TeamIDs: teams})
}

// Decide takes a lead's word about another account or a shared app: accepted, the proof counts as one that succeeded; refused,
// it shows nothing. Nobody decides about themselves. Kinds: Invalid, NotFound, Forbidden, Conflict for one that needs no
// decision or has one.
func (s *Service) Decide(ctx context.Context, actor access.Actor, in DecideInput) error {
	in.Reason = strings.TrimSpace(in.Reason)
	var problems apperr.Fields
	switch {
	case !in.Accept && in.Reason == "":
		problems.Add("reason", "Say why, so that the person knows what to do.")
	case utf8.RuneCountInString(in.Reason) > maxReason:
		problems.Add("reason", fmt.Sprintf("Say it in at most %d characters.", maxReason))
	}
	return s.log.Change(ctx, actor, audit.ProofDecided, func(tx *audit.Tx) (audit.Entry, error) {
		p, entry, err := held(ctx, tx, actor, in.ProofID, access.ProofDecide)
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		switch {
		case !p.outcome.NeedsDecision():
			return entry, apperr.New(apperr.Conflict, "This proof needs no decision.")
		case p.decision != Undecided:
			return entry, apperr.New(apperr.Conflict, "This proof was decided already.")
		}
		decision := Refused
		if in.Accept {
			decision, entry.Grade = Accepted, permission.Verified
		}
		event := eventOf(p, p.outcome)
		event.Decision = string(decision)
		entry.After, entry.Reason = event, in.Reason
		if err := decideProof(ctx, tx, p.id, decision, in.Reason, s.clock()); err != nil || !in.Accept {
			return entry, err
		}
		if p.outcome == SharedApp {
			if err := oauthapp.AcceptIn(ctx, tx, p.appID, p.memberID, s.clock()); err != nil {
				return entry, err
			}
		}
		return entry, s.raise(ctx, tx, p)
	})
}
