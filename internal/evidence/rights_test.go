package evidence

import (
	"strings"
	"testing"
)

func TestWhoReadsForReportsGetsNoFile(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	tx, err := r.log.DB().Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	for query, want := range map[string]bool{
		`has_column_privilege('portico_reader', 'evidence_file', 'sha256', 'SELECT')`:   true,
		`has_column_privilege('portico_reader', 'evidence_file', 'body', 'SELECT')`:     false,
		`has_column_privilege('portico_reader', 'evidence_file', 'name', 'SELECT')`:     false,
		`has_column_privilege('portico_app', 'confirmation', 'withdrawn_at', 'UPDATE')`: true,
		`has_column_privilege('portico_app', 'confirmation', 'confirmed_by', 'UPDATE')`: false,
		`has_column_privilege('portico_app', 'request_contact', 'on_day', 'UPDATE')`:    false,
		`has_column_privilege('portico_app', 'team_test_list', 'saved_by', 'UPDATE')`:   false,
		`has_column_privilege('portico_app', 'link_replacement', 'new_text', 'UPDATE')`: false,
		`has_column_privilege('portico_app', 'evidence_file', 'body', 'UPDATE')`:        false,
		`has_column_privilege('portico_app', 'proof', 'member_id', 'UPDATE')`:           false,
		`has_table_privilege('portico_app', 'ledger_former', 'INSERT, UPDATE, DELETE')`: false,
	} {
		var got bool
		if err := tx.QueryRow(t.Context(), "SELECT "+query).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %t, %v", strings.TrimSpace(query), got, err)
		}
	}
}
