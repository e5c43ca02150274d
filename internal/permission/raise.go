package permission

import (
	"context"

	"portico/internal/apperr"
	"portico/internal/audit"
)

// VerifyIn raises a grant to verified in the caller's change, as a new version with the event grant.verified, because the
// vendor itself showed it through an app. It says whether it did: a grant that is verified already stays as it is, and so
// does one that is held no more. An empty appID leaves the app of the grant. Only the outcome of a proof may call it. Kinds:
// NotFound, Conflict.
func VerifyIn(ctx context.Context, tx *audit.Tx, grantID, appID string) (raised bool, err error) {
	old, err := current(ctx, tx, grantID)
	if err != nil {
		return false, err
	}
	if old.Grade == Verified || !old.HeldUntil.IsZero() {
		return false, nil
	}
	if tx.Actor().ID == "" {
		return false, apperr.New(apperr.Conflict, "A proof is somebody's.")
	}
	v := old
	v.Grade, v.ConfirmedBy = Verified, ""
	if v.AppID == "" {
		v.AppID = appID
	}
	entry, err := succeed(ctx, tx, old, v, "")
	if err != nil {
		return false, err
	}
	tx.Record(audit.GrantVerified, entry)
	return true, nil
}
