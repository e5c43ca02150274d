package permission_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/permission"
	"portico/internal/postgres"
)

// verified are the sentences of what VerifyLedger finds.
func (h *house) verified() string {
	h.t.Helper()
	var all []string
	err := postgres.Inspect(h.t.Context(), h.log.DB().Pool().Config().ConnString(), func(tx pgx.Tx) error {
		_, found, err := permission.VerifyLedger(h.t.Context(), tx)
		for _, f := range found.Kept {
			all = append(all, f.What)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

func TestAnOwnerWhoHidesALineOfSomebodyWhoLeftIsFound(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.exec(`UPDATE member_role SET since = now() - interval '90 days'`)
	grant := h.records(h.ann, permission.Freelance, 30)
	h.exec(`UPDATE member_role SET ended_at = now() WHERE member_id = $1`, h.ann.ID)
	if n := h.one(`SELECT count(*) FROM ledger_former WHERE grant_id = $1`, grant); n != 1 {
		t.Fatalf("%d rows say where to look", n)
	}
	if found := h.verified(); found != "" {
		t.Fatalf("nobody touched anything: %s", found)
	}
	owner, err := pgx.Connect(ctx, h.log.DB().Pool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = owner.Close(ctx) }()
	for _, c := range []struct{ name, hide, back, want string }{
		{"deleted", `DELETE FROM ledger_former`, `SELECT ledger_former_keep(member_id) FROM permission_grant`, "is missing where such lines are looked for"},
		{"moved to another day", `UPDATE ledger_former SET held_from = held_from + interval '90 years'`, `UPDATE ledger_former SET held_from = held_from - interval '90 years'`, "stands otherwise"},
		{"given to a company", `UPDATE ledger_former SET company_id = gen_random_uuid()`, `UPDATE ledger_former SET company_id = NULL`, "stands otherwise"},
		{
			"made younger", `ALTER TABLE permission_grant DISABLE TRIGGER USER; UPDATE permission_grant SET graded_at = graded_at + interval '9 years'`,
			`UPDATE permission_grant SET graded_at = recorded_at`, "says that its evidence stands since",
		},
	} {
		if _, err := owner.Exec(ctx, c.hide, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if found := h.verified(); !strings.Contains(found, c.want) || !strings.Contains(found, grant) {
			t.Errorf("%s: found %q", c.name, found)
		}
		if _, err := owner.Exec(ctx, c.back); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
	}
	if found := h.verified(); found != "" {
		t.Errorf("all is back: %s", found)
	}
}
