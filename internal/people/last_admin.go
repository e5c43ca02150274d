package people

import (
	"context"

	"portico/internal/apperr"
	"portico/internal/audit"
)

// keepAnAdmin refuses to lose the last admin who can sign in. All changes to who is admin queue on one lock, and the count
// is a statement of its own after it, so that two admins who remove each other at once cannot both win. Kind: Conflict.
func keepAnAdmin(ctx context.Context, tx *audit.Tx, leaving string) error {
	q := queries(tx)
	if err := q.AdminLock(ctx); err != nil {
		return err
	}
	others, err := q.AdminOthers(ctx, leaving)
	if err != nil {
		return err
	}
	if others == 0 {
		return apperr.New(apperr.Conflict, "This is the last admin. Make someone else an admin first.")
	}
	return nil
}

// AdminsIn counts the admins who can sign in, and keeps the count true until the transaction ends.
func AdminsIn(ctx context.Context, tx *audit.Tx) (int64, error) {
	q := queries(tx)
	if err := q.AdminLock(ctx); err != nil {
		return 0, err
	}
	return q.AdminCount(ctx)
}
