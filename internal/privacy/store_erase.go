package privacy

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// erased counts what an erasure took away, for its event.
type erased struct {
	Texts       int64 `json:"texts"`
	Reasons     int64 `json:"reasons"`
	Sessions    int64 `json:"sessions"`
	Invitations int64 `json:"invitations"`
}

// erase takes a person out of every table, in the order in which the names are still known.
func erase(ctx context.Context, tx pgx.Tx, p Person, now time.Time) (erased, error) {
	var n erased
	q := queries(tx)
	names, err := q.PrivacyNames(ctx, p.ID)
	if err != nil {
		return n, err
	}
	label := Label(p.ID)
	if n.Texts, err = eraseWords(ctx, tx, p.ID, names.Names, names.Addresses, label); err != nil {
		return n, err
	}
	if n.Reasons, err = q.PrivacyReasonsErase(ctx, now, p.ID); err != nil {
		return n, err
	}
	mentioning, err := q.PrivacyReasonsMentioning(ctx, now, names.Names, names.Addresses)
	if err != nil {
		return n, err
	}
	n.Reasons += mentioning
	if err := q.PrivacyMemberErase(ctx, p.ID, label, now); err != nil {
		return n, err
	}
	if n.Invitations, err = q.PrivacyInvitationsErase(ctx, now, p.ID, p.key); err != nil {
		return n, err
	}
	if n.Sessions, err = q.PrivacySessionsErase(ctx, now, p.ID); err != nil {
		return n, err
	}
	for _, away := range []func() error{
		func() error { return q.PrivacyPasswordDelete(ctx, p.ID) },
		func() error { return q.PrivacyResetsDelete(ctx, p.ID) },
		func() error { return q.PrivacyWishesDelete(ctx, p.key) },
		func() error { _, err := q.PrivacyAsksClose(ctx, now, p.ID); return err },
		func() error { _, err := q.PrivacyBlockersClose(ctx, now, p.ID); return err },
	} {
		if err := away(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// eraseWords empties the words of and about a person, and takes their name and address out of everybody else's. It gives the
// number of texts that changed. Names of tables and columns come from the list in columns.go and from nowhere else.
func eraseWords(ctx context.Context, tx pgx.Tx, id string, names, addresses []string, label string) (int64, error) {
	var changed int64
	for _, c := range Columns() {
		if c.Fate == Words {
			tag, err := tx.Exec(ctx, fmt.Sprintf(`UPDATE %s SET %s = '' WHERE %s <> '' AND %s`, c.Table, c.Name, c.Name, naming(c.Of)), id)
			if err != nil {
				return changed, fmt.Errorf("empty %s.%s: %w", c.Table, c.Name, err)
			}
			changed += tag.RowsAffected()
		}
		if c.Fate == Words || c.Fate == Text {
			tag, err := tx.Exec(ctx, fmt.Sprintf(`UPDATE %[1]s SET %[2]s = without_person(%[2]s, $1, $2, $3)
				WHERE %[2]s <> '' AND without_person(%[2]s, $1, $2, $3) <> %[2]s`, c.Table, c.Name), names, addresses, label)
			if err != nil {
				return changed, fmt.Errorf("look for the person in %s.%s: %w", c.Table, c.Name, err)
			}
			changed += tag.RowsAffected()
		}
	}
	return changed, nil
}

// naming is the condition that one of the columns names the member in $1.
func naming(columns []string) string {
	return "$1 IN (" + strings.Join(columns, ", ") + ")"
}
