package permission

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// maxNames is how many names are kept while a long answer is read: however long it is, they take the same memory.
const maxNames = 20_000

// names are what people, companies and apps were called, as known at a moment.
type names struct {
	knownAt time.Time
	found   map[string]name
}

// name is what somebody or something was called; detail is the mail address of a member and the client id of an app. Of those
// who had no name yet at the moment, present is the name they have now, and known is false.
type name struct {
	name, detail string
	known        bool
}

func namesAt(knownAt time.Time) *names { return &names{knownAt: knownAt, found: map[string]name{}} }

// fill puts names to rows. Who confirmed or recorded a line is named only by what was known.
func (n *names) fill(ctx context.Context, tx pgx.Tx, rows []Row) error {
	if err := n.load(ctx, tx, rows); err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		who, company, app := n.found[r.MemberID], n.found[r.CompanyID], n.found[r.AppID]
		r.Name, r.Email, r.Company, r.App, r.ClientID = who.name, who.detail, company.name, app.name, app.detail
		if by := n.found[r.ConfirmedByID]; by.known {
			r.ConfirmedBy = by.name
		}
		if by := n.found[r.RecordedByID]; by.known {
			r.RecordedBy = by.name
		}
	}
	return nil
}

// load reads the names that rows need and that are not there yet.
func (n *names) load(ctx context.Context, tx pgx.Tx, rows []Row) error {
	if len(n.found) > maxNames {
		clear(n.found)
	}
	var missing ids
	for i := range rows {
		r := &rows[i]
		for _, id := range [...]string{r.MemberID, r.CompanyID, r.AppID, r.ConfirmedByID, r.RecordedByID} {
			if _, ok := n.found[id]; !ok && id != "" {
				n.found[id] = name{}
				missing = append(missing, pgtype.UUID{Bytes: uuid.MustParse(id), Valid: true})
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	known, err := n.read(ctx, tx, true, `SELECT n.subject_id, n.name, n.detail FROM name_history n WHERE n.subject_id = ANY($1::uuid[])
		AND n.recorded_at <= $2 AND (n.superseded_at IS NULL OR n.superseded_at > $2)`, missing, n.knownAt)
	if err != nil || known == len(missing) {
		return err
	}
	var unnamed ids
	for _, id := range missing {
		if !n.found[uuid.UUID(id.Bytes).String()].known {
			unnamed = append(unnamed, id)
		}
	}
	if len(unnamed) == 0 {
		return nil
	}
	_, err = n.read(ctx, tx, false, `SELECT id, name, email FROM member WHERE id = ANY($1::uuid[])
		UNION ALL SELECT id, name, '' FROM company WHERE id = ANY($1::uuid[])
		UNION ALL SELECT id, name, client_id FROM app WHERE id = ANY($1::uuid[])`, unnamed)
	return err
}

// ids are sent as they are, not as text and not by reflection.
type ids = pgtype.FlatArray[pgtype.UUID]

// read keeps the names that a query gives and tells how many those are.
func (n *names) read(ctx context.Context, tx pgx.Tx, known bool, query string, args ...any) (int, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	var of string
	count, found := 0, name{known: known}
	_, err = pgx.ForEachRow(rows, []any{(*id)(&of), &found.name, &found.detail}, func() error {
		n.found[of] = found
		count++
		return nil
	})
	return count, err
}
