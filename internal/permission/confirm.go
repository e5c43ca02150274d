package permission

import (
	"context"
	"fmt"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Confirm is what a second person says who looked.
type Confirm struct {
	GrantID string
	// Version is the number of the version that the person saw; 0 is whatever counts now.
	Version int
	// Note says what was looked at; may be empty.
	Note string
}

// Confirm raises a self-reported grant to confirmed, as a new version. A lead of the member's team may, or a co-worker who
// is admin of that company at the vendor, and never the person whom it benefits. Kinds: Invalid, NotFound, Forbidden,
// Conflict when it is confirmed or verified already or someone changed it meanwhile.
func (s *Service) Confirm(ctx context.Context, actor access.Actor, in Confirm) error {
	return s.change(ctx, actor, audit.GrantConfirmed, access.GrantConfirm, in.GrantID, in.Version, func(_ *audit.Tx, old version) (version, string, error) {
		if len([]rune(in.Note)) > maxWords {
			return old, "", apperr.Field("note", fmt.Sprintf("Say it in at most %d characters.", maxWords))
		}
		if old.Grade != SelfReported {
			return old, "", apperr.New(apperr.Conflict, "This permission is "+old.Grade+" already.")
		}
		v := old
		v.Grade, v.ConfirmedBy = Confirmed, actor.ID
		return v, in.Note, nil
	})
}
