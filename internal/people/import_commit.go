package people

import (
	"context"
	"errors"

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
// same list again invites nobody twice. Kinds: Invalid, NotFound, Forbidden; Unavailable when the database went away midway,
// with the rows so far.
func (s *Service) CommitImport(ctx context.Context, actor access.Actor, text string, withLook bool) ([]ImportedRow, error) {
	check, err := s.CheckImport(ctx, actor, text)
	if err != nil {
		return nil, err
	}
	// The form's key would let the first row pass and no other. Open invitations make a second sending harmless.
	actor.Submission = ""
	rows := make([]ImportedRow, 0, len(check.Rows))
	for _, checked := range check.Rows {
		row := ImportedRow{CheckedRow: checked}
		if checked.Fate == Good || (checked.Fate == Look && withLook) {
			row.Invited, err = s.Invite(ctx, actor, checked.invite)
			if apperr.Is(err, apperr.Unavailable) || ctx.Err() != nil {
				return rows, err
			}
			if err != nil {
				row.CheckedRow = checked.bad(reasonOf(err))
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
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
