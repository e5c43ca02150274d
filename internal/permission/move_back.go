package permission

import (
	"context"

	"portico/internal/audit"
)

// MoveBackIn takes a merge of two companies back in the caller's change, each grant by a new version with an event
// grant.corrected. A grant that only moved goes back with what was recorded of it since; one that was joined or taken back
// stands again as it was before, unless somebody changed it since: then it stays, and is counted in left. The caller has
// checked the right. Kind: Conflict where two spans would overlap.
func MoveBackIn(ctx context.Context, tx *audit.Tx, fromID string, all []Moved, reason string) (left int, err error) {
	m := mover{tx: tx, from: fromID, reason: reason}
	kept := map[string]bool{}
	// What was joined gives its room back first, then what was taken back stands in it again.
	for _, how := range []string{MoveJoined, MoveTakenBack, MoveMoved} {
		for _, one := range all {
			if one.How != how {
				continue
			}
			back, err := m.back(ctx, one, kept)
			if err != nil {
				return left, err
			}
			if !back {
				left++
			}
		}
	}
	return left, nil
}

// back restores one grant; false when it stays because of a change since. kept are members whose joined grant stays.
func (m *mover) back(ctx context.Context, one Moved, kept map[string]bool) (bool, error) {
	now, err := current(ctx, m.tx, one.GrantID)
	if err != nil {
		return false, err
	}
	if one.How == MoveMoved {
		v := now
		v.CompanyID = m.from
		return true, m.write(ctx, now, v, one.How)
	}
	if now.Number != one.Version || kept[now.MemberID] {
		kept[now.MemberID] = true
		return false, nil
	}
	v, err := versionAt(ctx, m.tx, one.GrantID, one.Version-1)
	if err != nil {
		return false, err
	}
	return true, m.write(ctx, now, v, one.How)
}
