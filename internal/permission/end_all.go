package permission

import (
	"context"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
)

// EndAllIn ends every permission that is held for a company, in the caller's change: the vendor took them all at once. Each is
// a new version with its event. Whoever makes the change confirms the end, but for their own, which stays self-reported until
// somebody else looks. until is the moment from which nothing is held. It returns the grants that ended. The caller has
// checked the right. Kind: Invalid, beside on, when one of them is held only since later.
func EndAllIn(ctx context.Context, tx *audit.Tx, companyID string, until time.Time, reason, evidence string) ([]string, error) {
	all, err := atCompanies(ctx, tx, companyID)
	if err != nil {
		return nil, err
	}
	var ended []string
	by := tx.Actor().ID
	for _, old := range all {
		if !old.HeldUntil.IsZero() && !old.HeldUntil.After(until) {
			continue
		}
		if old.HeldFrom.After(until) {
			return nil, apperr.Field("on", "Somebody holds permission here since a later day. Choose that day or a later one, or correct the ledger first.")
		}
		v := old
		v.HeldUntil, v.EndReason = until, reason
		v.EndGrade, v.ExecutedBy, v.EndConfirmedBy, v.EndEvidence = Confirmed, "", by, evidence
		if by == "" || by == old.MemberID {
			v.executed(by, evidence)
		}
		entry, err := succeed(ctx, tx, old, v, reason)
		if err != nil {
			return nil, err
		}
		tx.Record(audit.GrantEnded, entry)
		ended = append(ended, old.GrantID)
	}
	return ended, nil
}
