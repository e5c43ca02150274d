package oauthapp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// CommitmentSentence is what a lead signs about an app.
func CommitmentSentence(app string) string {
	return "We have looked at the tests of " + app + " in staging and at their evidence, and we commit to deploy it into Spaces production."
}

// Commit signs the commitment to deploy the app into production. A lead of an owner's team signs, because the one who did the
// work is not the one who answers for it: a lead who owns the app signs only where no other lead can, and an owner only where
// nobody leads the owners. Kinds: NotFound, Forbidden with who signs, Conflict while a test is open or failed, or when it is
// signed already.
func (s *Service) Commit(ctx context.Context, actor access.Actor, appID string) error {
	var leads []Person
	may := func(actor access.Actor, a state) error { return maySign(actor, a, leads) }
	err := s.log.Change(ctx, actor, audit.AppCommitted, func(tx *audit.Tx) (audit.Entry, error) {
		a, entry, err := held(ctx, tx, actor, appID)
		if err != nil {
			return entry, err
		}
		if leads, err = leadsOf(ctx, tx, a); err != nil {
			return entry, err
		}
		if err := may(actor, a); err != nil {
			return entry, err
		}
		tests, err := testsOf(ctx, tx, a.ID)
		if err != nil {
			return entry, err
		}
		if why := WhyNotCommit(a.App, tests); why != "" {
			return entry, apperr.New(apperr.Conflict, why)
		}
		entry.Grade = SelfReported
		if !slices.Contains(members(a.owners), actor.ID) {
			entry.Grade = Confirmed
		}
		return entry, insertCommitment(ctx, tx, a.ID, Commitment{
			ID: postgres.NewID(), By: Person{ID: actor.ID}, At: s.now(), Sentence: CommitmentSentence(a.Name),
		})
	})
	if isTaken(err, "app_commitment_once") {
		return apperr.New(apperr.Conflict, "The commitment is signed already.")
	}
	return err
}

// maySign says who signs the commitment; leads are who leads an owner.
func maySign(actor access.Actor, a state, leads []Person) error {
	if err := mayRead(actor, a); err != nil {
		return err
	}
	if a.Retired() {
		return retired()
	}
	owns := slices.Contains(members(full(a.owners)), actor.ID)
	others := slices.DeleteFunc(slices.Clone(leads), func(p Person) bool {
		return p.ID == actor.ID || slices.Contains(members(a.owners), p.ID)
	})
	switch {
	case len(leads) == 0 && owns:
		return mayWrite(actor, a)
	case !actor.May(access.AppAccept, scope(a.owners)):
		if len(leads) == 0 {
			return apperr.Refused("An owner of the app signs the commitment, because nobody leads the owners.")
		}
		return apperr.Refused("A lead signs the commitment: " + orNames(leads) + ".")
	case owns && len(others) > 0:
		return apperr.Refused("You own this app, so another lead signs: " + orNames(others) + ".")
	}
	return nil
}

func orNames(people []Person) string {
	all := make([]string, 0, len(people))
	for _, p := range people {
		all = append(all, p.Name)
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

// WhyNotCommit says why nobody can commit yet; empty when they can.
func WhyNotCommit(a App, tests []Test) string {
	left := len(tests) - settled(tests)
	switch {
	case a.Environment != Staging:
		return "The commitment belongs to the staging app."
	case len(tests) == 0:
		return "The test list is empty: say first what must work."
	case left == 1:
		return "1 test is open or failed."
	case left > 1:
		return fmt.Sprintf("%d tests are open or failed.", left)
	}
	return ""
}

// WithdrawCommit takes the commitment back; it stays to be read. An owner or a lead of an owner's team may. Where there is
// none, nothing happens. Kinds: NotFound, Forbidden.
func (s *Service) WithdrawCommit(ctx context.Context, actor access.Actor, appID string) error {
	return s.change(ctx, actor, audit.CommitmentWithdrawn, appID, mayReport, func(tx *audit.Tx, a state, _ *audit.Entry) error {
		c, err := commitmentOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if c.ID == "" {
			return audit.ErrNoChange
		}
		return withdrawCommitment(ctx, tx, c.ID, s.now(), actor.ID, "")
	})
}

// uncommit takes a commitment back because the list of tests it was said of has changed.
func (s *Service) uncommit(ctx context.Context, tx *audit.Tx, a App, reason string) error {
	c, err := commitmentOf(ctx, tx, a.ID)
	if err != nil || c.ID == "" {
		return err
	}
	tx.Record(audit.CommitmentWithdrawn, audit.Entry{Subject: subject("app", a.ID), MemberID: c.By.ID, Reason: reason})
	return withdrawCommitment(ctx, tx, c.ID, s.now(), "", reason)
}
