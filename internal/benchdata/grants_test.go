package benchdata_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/benchdata"
	"portico/internal/testdb"
)

func TestAMadeUpLedgerHoldsWhatALedgerHolds(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), testdb.NewURL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	if err := benchdata.Grants(t.Context(), conn, 2000); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		sql         string
		least, most int
	}{
		"grants":                   {`SELECT count(DISTINCT grant_id) FROM permission_grant`, 2000, 2000},
		"held":                     {`SELECT count(*) FROM permission_grant WHERE superseded_at IS NULL AND held_until IS NULL`, 1000, 1800},
		"corrected":                {`SELECT count(*) FROM permission_grant g JOIN permission_grant p USING (grant_id) WHERE g.version = p.version + 1 AND g.held_from <> p.held_from`, 20, 200},
		"gaps between versions":    {`SELECT count(*) FROM permission_grant g JOIN permission_grant p USING (grant_id) WHERE g.version = p.version + 1 AND g.recorded_at <> p.superseded_at`, 0, 0},
		"names":                    {`SELECT count(*) FROM name_history WHERE kind = 'member' AND superseded_at IS NULL`, 500, 500},
		"lines of who left":        {`SELECT count(*) FROM ledger_former`, 20, 300},
		"open removals":            {`SELECT count(*) FROM permission_grant WHERE superseded_at IS NULL AND held_until IS NULL AND removal_decided_at IS NOT NULL`, 10, 100},
		"left":                     {`SELECT count(*) FROM role_history WHERE ended_at IS NOT NULL`, 5, 50},
		"the judge of overlaps":    {`SELECT count(*) FROM pg_constraint WHERE conname = 'permission_grant_held_once'`, 1, 1},
		"triggers that stay aside": {`SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'`, 0, 0},
	} {
		var n int
		if err := conn.QueryRow(t.Context(), c.sql).Scan(&n); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if n < c.least || n > c.most {
			t.Errorf("%s: %d, want %d to %d", what, n, c.least, c.most)
		}
	}
}
