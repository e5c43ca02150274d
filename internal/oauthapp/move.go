package oauthapp

import (
	"context"
	"slices"
	"time"

	"portico/internal/audit"
)

// MoveIn gives the apps of one company to another in the caller's change, each with an event app.changed: both are the same
// company at the vendor. It returns their ids. The caller has checked the right.
func MoveIn(ctx context.Context, tx *audit.Tx, fromID, intoID, reason string) ([]string, error) {
	ids, err := lockedAt(ctx, tx, fromID)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, err := moveOne(ctx, tx, id, fromID, intoID, reason); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// MoveBackIn takes a merge back for the apps that it moved; one that somebody gave to another company since stays there. It
// returns how many stay.
func MoveBackIn(ctx context.Context, tx *audit.Tx, fromID, intoID string, ids []string, reason string) (left int, err error) {
	for _, id := range ids {
		moved, err := moveOne(ctx, tx, id, intoID, fromID, reason)
		if err != nil {
			return left, err
		}
		if !moved {
			left++
		}
	}
	return left, nil
}

func moveOne(ctx context.Context, tx *audit.Tx, appID, fromID, intoID, reason string) (bool, error) {
	company, version, err := companyAndVersion(ctx, tx, appID)
	if err != nil || company != fromID {
		return false, err
	}
	next, err := moveApp(ctx, tx, appID, intoID)
	if err != nil {
		return false, err
	}
	tx.Record(audit.AppChanged, audit.Entry{
		Subject: subject("app", appID), Before: appEvent{CompanyID: fromID, Version: version}, After: appEvent{CompanyID: intoID, Version: next},
		Reason: reason,
	})
	return true, nil
}

// RetireIn retires the apps of a company in the caller's change, because the environment that they lived in is empty: each
// with an event, and with one for the commitment that falls with it. Their tests and requests stay as they were said. An app
// that the vendor approved for production stays: its way is done, and the record of it keeps. It returns the apps that
// retired. The caller has checked the right.
func RetireIn(ctx context.Context, tx *audit.Tx, companyID string, at time.Time, reason string) ([]AtCompany, error) {
	if _, err := lockedAt(ctx, tx, companyID); err != nil {
		return nil, err
	}
	all, err := AppsAt(ctx, tx, companyID)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(a AtCompany) bool { return a.Approved })
	for _, a := range all {
		c, err := commitmentOf(ctx, tx, a.ID)
		if err != nil {
			return nil, err
		}
		if c.ID != "" {
			if err := withdrawCommitment(ctx, tx, c.ID, at, "", reason); err != nil {
				return nil, err
			}
			tx.Record(audit.CommitmentWithdrawn, audit.Entry{Subject: subject("app", a.ID), MemberID: c.By.ID, Reason: reason})
		}
		if err := retireApp(ctx, tx, a.ID, at); err != nil {
			return nil, err
		}
		tx.Record(audit.AppRetired, audit.Entry{Subject: subject("app", a.ID), Reason: reason})
	}
	return all, nil
}
