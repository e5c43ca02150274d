package privacy

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// about is the condition that a row of the table concerns the member in $1.
func (h Held) about() string {
	switch h.Table {
	case "invitation": // an invitation to the person's address is about them before they accept it
		return naming(h.Refs) + " OR email_key = (SELECT m.email_key FROM member m WHERE m.id = $1)"
	case "name_history":
		return "kind = 'member' AND " + naming(h.Refs)
	case "event":
		return naming(h.Refs) + " OR (subject_kind = 'member' AND subject_id = $1::uuid::text)"
	}
	return naming(h.Refs)
}

func countOwn(ctx context.Context, tx pgx.Tx, h Held, id string) (int, error) {
	var rows int
	err := tx.QueryRow(ctx, fmt.Sprintf(`SELECT count(*) FROM %s WHERE %s`, h.Table, h.about()), id).Scan(&rows)
	if err != nil {
		err = fmt.Errorf("count %s: %w", h.Table, err)
	}
	return rows, err
}

// eachOwn reads the rows of one table. Names of tables and columns come from held.go and columns.go and from nowhere else.
func eachOwn(ctx context.Context, tx pgx.Tx, h Held, id string, most int, yield func(json.RawMessage) error) error {
	hidden := "'{" + strings.Join(h.Hidden, ",") + "}'::text[]"
	value := "to_jsonb(x) - " + hidden
	// Words of others about others stay out.
	for _, c := range Columns() {
		if c.Table == h.Table && len(c.Of) > 0 && !slices.Equal(c.Of, h.Refs) {
			value = fmt.Sprintf("CASE WHEN %s THEN %s ELSE (%s) - '%s' END", naming(c.Of), value, value, c.Name)
		}
	}
	if h.Table == "invitation" { // somebody else's name and address, invited by the person
		value = fmt.Sprintf(`CASE WHEN member_id = $1 OR email_key = (SELECT m.email_key FROM member m WHERE m.id = $1) THEN %[1]s
			ELSE (%[1]s) - '{email,email_key,name,send_error}'::text[] END`, value)
	}
	order := "1"
	if h.Table == "event" {
		value = "(" + value + ") || jsonb_build_object('reason', (SELECT r.words FROM event_reason r WHERE r.event_id = x.id))"
		order = "x.id DESC"
	}
	query := fmt.Sprintf(`SELECT (%s)::text FROM %s x WHERE %s ORDER BY %s`, value, h.Table, h.about(), order)
	if most > 0 {
		query += fmt.Sprintf(" LIMIT %d", most)
	}
	rows, err := tx.Query(ctx, query, id)
	if err != nil {
		return fmt.Errorf("read %s: %w", h.Table, err)
	}
	var row string
	_, err = pgx.ForEachRow(rows, []any{&row}, func() error { return yield(json.RawMessage(row)) })
	if err != nil {
		err = fmt.Errorf("read %s: %w", h.Table, err)
	}
	return err
}
