package oauthapp

import (
	"context"
	"fmt"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Commit records that the team commits to deploy the app into production. Kinds: NotFound, Forbidden, Conflict while a test
// is open or failed, or when somebody committed already.
func (s *Service) Commit(ctx context.Context, actor access.Actor, appID string) error {
	err := s.change(ctx, actor, audit.AppCommitted, appID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		tests, err := testsOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if why := WhyNotCommit(a.App, tests); why != "" {
			return apperr.New(apperr.Conflict, why)
		}
		entry.Grade = SelfReported
		return insertCommitment(ctx, tx, postgres.NewID(), a.ID, actor.ID, s.now())
	})
	if isTaken(err, "app_commitment_once") {
		return apperr.New(apperr.Conflict, "The team has committed already.")
	}
	return err
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

// WithdrawCommit takes the commitment back. Where there is none, nothing happens. Kinds: NotFound, Forbidden.
func (s *Service) WithdrawCommit(ctx context.Context, actor access.Actor, appID string) error {
	return s.change(ctx, actor, audit.CommitmentWithdrawn, appID, mayWrite, func(tx *audit.Tx, a state, _ *audit.Entry) error {
		c, err := commitmentOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if c.ID == "" {
			return audit.ErrNoChange
		}
		_, err = queries(tx).AppCommitmentWithdraw(ctx, c.ID, ptr(s.now()))
		return err
	})
}

// uncommit takes a commitment back because the list of tests it was said of has changed.
func (s *Service) uncommit(ctx context.Context, tx *audit.Tx, a App, reason string) error {
	c, err := commitmentOf(ctx, tx, a.ID)
	if err != nil || c.ID == "" {
		return err
	}
	tx.Record(audit.CommitmentWithdrawn, audit.Entry{Subject: subject("app", a.ID), MemberID: c.By.ID, Reason: reason})
	_, err = queries(tx).AppCommitmentWithdraw(ctx, c.ID, ptr(s.now()))
	return err
}
