package privacy

import (
	"testing"
)

// What the ledger's answers say of names and teams comes from a history that only the house's own triggers write.
func TestTheAppsRoleWritesNoHistoryOfNamesAndRolesByItself(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	tx, err := h.log.DB().Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	if _, err := tx.Exec(t.Context(), `CREATE TEMP TABLE made_up (id uuid, name text, email text, client_id text, disabled_at timestamptz,
		created_at timestamptz, member_id uuid, role text, team_id uuid, company_id uuid, since timestamptz, ended_at timestamptz)`); err != nil {
		t.Fatal(err)
	}
	for _, function := range []string{"member_name_kept", "company_name_kept", "app_name_kept", "role_kept"} {
		try, err := tx.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := try.Exec(t.Context(), `CREATE TRIGGER forge AFTER INSERT ON made_up FOR EACH ROW EXECUTE FUNCTION `+function+`()`); err == nil {
			t.Errorf("a table of the app's own feeds the history by %s", function)
		}
		if err := try.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, try := range []string{
		`SELECT name_history_erase('` + h.dev.ID + `', 'Somebody Else', 'else@acme.example')`,
		`SELECT name_history_add('member', '` + h.dev.ID + `', 'Somebody Else', '', NULL, now())`,
		`UPDATE name_history SET name = 'Somebody Else'`,
	} {
		step, err := tx.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := step.Exec(t.Context(), try); err == nil {
			t.Errorf("the app's role may %s", try)
		}
		if err := step.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNobodyIsErasedWithoutAnEvent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := h.log.DB().Pool().Exec(t.Context(), `SELECT member_erase($1, 'Erased person X', now())`, h.dev.ID); err == nil {
		t.Error("the app's role erased somebody and told nobody")
	}
	h.want(`SELECT count(*) FROM member WHERE erased_at IS NOT NULL`, "0")
}
