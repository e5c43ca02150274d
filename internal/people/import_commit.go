package people

import (
	"context"
	"errors"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
)

// ImportedRow is a row after the import: invited, or still faulty with the reason.
type ImportedRow struct {
	CheckedRow
	// Invited has an ID where the row was invited.
	Invited Invited
}

// CommitImport invites the good rows of a list, each in a transaction of its own, so that one that fails keeps nobody else
// out. withLook takes the rows along that need a look. Rows that cannot be imported come back with their reason. Sending the
// same list again invites nobody twice. When time is up or the database goes away midway, the rest comes back as not reached:
// the links of those who were invited are known here and now only, so they must not be lost to an error. Kinds: Invalid,
// NotFound, Forbidden, Unavailable.
func (s *Service) CommitImport(ctx context.Context, actor access.Actor, text string, withLook bool) ([]ImportedRow, error) {
	check, err := s.CheckImport(ctx, actor, text)
	if err != nil {
		return nil, err
	}
	// The form's key would let the first row pass and no other. Open invitations make a second sending harmless.
	actor.Submission = ""
	rows, late := make([]ImportedRow, 0, len(check.Rows)), false
	for _, checked := range check.Rows {
		row := ImportedRow{CheckedRow: checked}
		if checked.Fate == Good || (checked.Fate == Look && withLook) {
			if late = late || timeIsUp(ctx); late {
				rows = append(rows, ImportedRow{CheckedRow: checked.bad(notReached)})
				continue
			}
			row.Invited, err = s.Invite(ctx, actor, checked.invite)
			late = apperr.Is(err, apperr.Unavailable)
			if err != nil {
				row.CheckedRow = checked.bad(reasonOf(err))
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

const notReached = "Not reached in time. Import the same list again; nobody is invited twice"

// reserve is what is left of a request's time for the answer itself.
const reserve = 2 * time.Second

func timeIsUp(ctx context.Context) bool {
	deadline, limited := ctx.Deadline()
	return ctx.Err() != nil || (limited && time.Until(deadline) < reserve)
}

// reasonOf is what a person may read of an error.
func reasonOf(err error) string {
	var typed *apperr.Error
	if errors.As(err, &typed) {
		for _, sentence := range typed.Fields {
			return sentence
		}
		return typed.Message
	}
	return "It is our fault, not yours: this row could not be invited. Try it again."
}
