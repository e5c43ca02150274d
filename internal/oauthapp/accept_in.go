package oauthapp

import (
	"context"
	"slices"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// AcceptIn accepts in the caller's change that a member shares an app, with its event, where the actor may and it still
// waits; elsewhere nothing happens. The caller has seen to it that nobody accepts their own claim. Kind: NotFound.
func AcceptIn(ctx context.Context, tx *audit.Tx, appID, memberID string, at time.Time) error {
	a, err := locked(ctx, tx, appID)
	if err != nil {
		return err
	}
	actor := tx.Actor()
	i := slices.IndexFunc(a.owners, func(o Owner) bool { return o.Member.ID == memberID && o.Waiting() })
	if i < 0 || memberID == actor.ID || !actor.May(access.AppAccept, scope(a.owners)) {
		return nil
	}
	tx.Record(audit.AppOwnerAccepted, audit.Entry{
		Subject: subject("app", a.ID), MemberID: memberID, TeamID: teamOf(actor, a.owners), After: ownerEvent{memberID, true, true}, Grade: Confirmed,
	})
	_, err = queries(tx).AppOwnerAccept(ctx, a.owners[i].ID, orNil(actor.ID), &at)
	return postgres.Translate(err)
}
