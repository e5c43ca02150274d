package privacy

import (
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/testdb"
)

// TestEveryColumnThatCanHoldWordsHasItsFate walks the database: a column that nobody judged fails here until it has its line
// in columns.go and in docs/privacy.md.
func TestEveryColumnThatCanHoldWordsHasItsFate(t *testing.T) {
	t.Parallel()
	there := names(t, testdb.New(t), `
		SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'goose_db_version'
		AND c.data_type NOT IN ('uuid', 'boolean', 'integer', 'bigint', 'smallint', 'date', 'timestamp with time zone', 'xid8')`)
	var listed []string
	for _, c := range Columns() {
		listed = append(listed, c.Table+"."+c.Name)
		if c.Fate == "" {
			t.Errorf("%s.%s has no fate", c.Table, c.Name)
		}
		if (c.Fate == Words || c.Fate == Ledger) != (len(c.Of) > 0) {
			t.Errorf("%s.%s: whose words are they?", c.Table, c.Name)
		}
	}
	compare(t, "columns.go", listed, there)
}

// TestEveryTableThatNamesAMemberIsHandedOut holds the list of what is held about a person against the database's references.
func TestEveryTableThatNamesAMemberIsHandedOut(t *testing.T) {
	t.Parallel()
	there := names(t, testdb.New(t), `
		SELECT DISTINCT c.conrelid::regclass::text || '.' || a.attname FROM pg_constraint c
		JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
		WHERE c.contype = 'f' AND c.confrelid = 'member'::regclass
		UNION SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name IN ('member_id', 'actor_id') AND c.data_type = 'uuid'`)
	var listed []string
	for _, h := range HeldAbout() {
		for _, ref := range h.Refs {
			listed = append(listed, h.Table+"."+ref)
		}
	}
	// These name a member in ways that the database does not know.
	compare(t, "held.go", listed, append(there, "member.id", "name_history.subject_id"))
}

func names(t *testing.T, db *postgres.DB, query string) []string {
	t.Helper()
	rows, err := db.Pool().Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(list) == 0 {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	return list
}

func compare(t *testing.T, file string, listed, there []string) {
	t.Helper()
	slices.Sort(there)
	for _, name := range there {
		if !slices.Contains(listed, name) {
			t.Errorf("%s is in the database and not in %s", name, file)
		}
	}
	seen := map[string]bool{}
	for _, name := range listed {
		if !slices.Contains(there, name) || seen[name] {
			t.Errorf("%s: %s is not in the database, or listed twice", file, name)
		}
		seen[name] = true
	}
}
