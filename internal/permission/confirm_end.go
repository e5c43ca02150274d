package permission

import (
	"context"
	"fmt"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// ConfirmEnd raises the end of a grant from self-reported to confirmed, as a new version, and so closes the risk. A lead of
// the member's team may, a co-worker who is admin of that company at the vendor, or an admin; never the person whom it is
// about, nor who recorded that it is gone. Kinds: Invalid, NotFound, Forbidden, Conflict when it is still held, the end is
// known for sure already, or someone changed it meanwhile.
func (s *Service) ConfirmEnd(ctx context.Context, actor access.Actor, in Confirm) error {
	return s.change(ctx, actor, audit.GrantEndConfirmed, access.GrantConfirmEnd, in.GrantID, in.Version,
		func(_ *audit.Tx, old version) (version, string, error) {
			if len([]rune(in.Note)) > maxWords {
				return old, "", apperr.Field("note", fmt.Sprintf("Say it in at most %d characters.", maxWords))
			}
			switch RemovalStateOf(old.DecidedAt, old.HeldUntil, old.EndGrade, s.now()) {
			case NotRemoved, Decided, Ending:
				return old, "", apperr.New(apperr.Conflict, "This permission is still held, so there is no end to confirm.")
			case Removed:
				return old, "", apperr.New(apperr.Conflict, "The end of this permission is "+old.EndGrade+" already.")
			case Executed:
			}
			if whoExecuted(old) == actor.ID {
				return old, "", apperr.Refused(confirmsOwnEnd)
			}
			v := old
			v.EndGrade, v.EndConfirmedBy, v.ExecutedBy = Confirmed, actor.ID, whoExecuted(old)
			return v, in.Note, nil
		})
}

const confirmsOwnEnd = "You recorded this end yourself. Somebody else confirms it: a lead of the team, an admin of the company or an admin here."

// whoExecuted is who recorded that it is gone. An end from before that was kept was recorded with its version.
func whoExecuted(v version) string {
	if v.ExecutedBy == "" && v.EndGrade == "" {
		return v.RecordedBy
	}
	return v.ExecutedBy
}
