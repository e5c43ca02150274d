package permission

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/testdb"
)

// long fills the ledger with 8,000 people who got a grant over two years, and every third of them an end or a correction too.
const long = `SET session_replication_role = replica;
INSERT INTO member (id, name, email, email_key, created_at)
	SELECT gen_random_uuid(), 'Someone', i || '@acme.example', i || '@acme.example', now() - interval '3 years' FROM generate_series(1, 8000) i;
INSERT INTO name_history (kind, subject_id, name, detail, recorded_at) SELECT 'member', id, name, email, created_at FROM member;
INSERT INTO role_history (role_id, member_id, role, team_id, since, recorded_at)
	SELECT gen_random_uuid(), id, 'developer', md5((row_number() OVER () / 100)::text)::uuid, created_at, created_at FROM member;
INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade, recorded_at, graded_at)
	SELECT gen_random_uuid(), gen_random_uuid(), 1, id, 'staging', 'self-assigned', at, 'verified', at + interval '1 hour', at + interval '1 hour'
	FROM (SELECT id, now() - row_number() OVER () * interval '2 hours' - interval '2 days' AS at FROM member) m;
UPDATE permission_grant SET superseded_at = recorded_at + interval '1 day' WHERE hashtext(grant_id::text) % 3 = 0;
INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, held_until, grade, recorded_at, graded_at)
	SELECT gen_random_uuid(), grant_id, 2, member_id, environment, kind, held_from + interval '1 minute',
		CASE WHEN hashtext(grant_id::text) % 2 = 0 THEN superseded_at END, grade, superseded_at, graded_at
	FROM permission_grant WHERE superseded_at IS NOT NULL;
UPDATE role_history SET ended_at = since + interval '13 months' WHERE hashtext(role_id::text) % 20 = 0;
SELECT ledger_former_keep(member_id) FROM role_history WHERE ended_at IS NOT NULL;
SET session_replication_role = origin;
ANALYZE`

// plan is a node of what PostgreSQL says it did.
type plan struct {
	Relation string  `json:"Relation Name"`
	Type     string  `json:"Node Type"`
	Rows     float64 `json:"Actual Rows"`
	Removed  float64 `json:"Rows Removed by Filter"`
	Loops    float64 `json:"Actual Loops"`
	Plans    []plan
}

// read counts the rows that were looked at, and names the tables that were read whole.
func (p plan) read() (rows float64, whole []string) {
	if p.Relation != "" {
		rows = (p.Rows + p.Removed) * p.Loops
	}
	if p.Type == "Seq Scan" && rows > 0 {
		whole = append(whole, p.Relation)
	}
	for _, below := range p.Plans {
		more, others := below.read()
		rows, whole = rows+more, append(whole, others...)
	}
	return rows, whole
}

func TestAPageOfALongLedgerReadsFewRows(t *testing.T) {
	t.Parallel()
	conn, err := testdb.New(t).Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	// Only the owner may write without triggers.
	for _, statement := range append([]string{"RESET ROLE"}, strings.Split(long, ";\n")...) {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	now := time.Now().UTC()
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	everyone, lead := view{everyone: true}, view{own: new(string), teams: []string{"c4ca4238-a0b9-2382-0dcc-509a6f75849b"}}
	*lead.own = "0190a000-0000-7000-8000-000000000001"
	for what, c := range map[string]struct {
		ask Question
		view
		most float64
	}{
		"today":               {Question{AsOf: now, KnownAt: now}, everyone, 200},
		"a year ago":          {Question{AsOf: ago(365), KnownAt: now}, everyone, 200},
		"as known a year ago": {Question{AsOf: now, KnownAt: ago(365)}, everyone, 200},
		"verified in staging": {Question{AsOf: ago(30), KnownAt: now, Environment: Staging, Grade: Verified}, everyone, 200},
		"a team of a hundred": {Question{AsOf: ago(1), KnownAt: now}, lead, 1200},
		"who should not":      {Question{What: ShouldNot, Days: 90, AsOf: now, KnownAt: now}, everyone, 700},
		"and as known then":   {Question{What: ShouldNot, Days: 90, AsOf: ago(200), KnownAt: ago(200)}, everyone, 700},
		"who left, mostly":    {Question{What: ShouldNot, Days: 3650, AsOf: now, KnownAt: now}, everyone, 1500},
		"what changed":        {Question{What: Changed, AsOf: ago(30), KnownAt: now, Since: ago(120)}, everyone, 1200},
		"in long years":       {Question{What: Changed, AsOf: ago(30), KnownAt: now, Since: ago(600)}, everyone, 1200},
	} {
		c.ask.Limit = 50
		a := asks(c.ask, c.view)
		explained(t, what, asPlanned(t, conn.Conn(), c.view, a.page(cursor{}), a.args), 51, c.most)
		if c.ask.What != Holds {
			a := asks(c.ask, c.view)
			back := a.stretch(cursor{ago(400), "ffffffff-0000-0000-0000-000000000000"}, true)
			explained(t, what+", back", asPlanned(t, conn.Conn(), c.view, back, a.args), 51, c.most)
		}
	}
	if lines := expects(t, conn.Conn(), Question{AsOf: now, KnownAt: now}, everyone); lines < 4000 || lines > 16_000 {
		t.Errorf("%d lines are expected of some 8,000", lines)
	}
	if lines := expects(t, conn.Conn(), Question{AsOf: now, KnownAt: now}, view{own: lead.own}); lines > 100 {
		t.Errorf("%d lines are expected of one person", lines)
	}
	explained(t, "the last change", conn.QueryRow(t.Context(), "EXPLAIN (ANALYZE, FORMAT JSON) "+lastChanges, now, ago(30)), 1, 20)
}

// asPlanned explains a query by the plan that pages have: that which a connection keeps for any moment, or one of its own.
func asPlanned(t *testing.T, conn *pgx.Conn, v view, query string, args []any) pgx.Row {
	t.Helper()
	how := plannedEach
	if v.everyone {
		how = plannedOnce
	}
	for _, statement := range []string{"RESET ALL", strings.ReplaceAll(how, " LOCAL", ""), "DEALLOCATE ALL", "PREPARE page AS " + query} {
		if _, err := conn.Exec(t.Context(), statement, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	places := make([]string, len(args))
	for i := range args {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	return conn.QueryRow(t.Context(), "EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page("+strings.Join(places, ", ")+")",
		append([]any{pgx.QueryExecModeSimpleProtocol}, args...)...)
}

func explained(t *testing.T, what string, row interface{ Scan(...any) error }, rows, most float64) {
	t.Helper()
	var text []byte
	if err := row.Scan(&text); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	var plans []struct{ Plan plan }
	if err := json.Unmarshal(text, &plans); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	read, whole := plans[0].Plan.read()
	if len(whole) > 0 || read > most {
		t.Errorf("%s reads %.0f rows, at most %.0f are fine, and %v whole:\n%s", what, read, most, whole, text)
	}
	if plans[0].Plan.Rows != rows {
		t.Errorf("%s gives %.0f rows, not %.0f", what, plans[0].Plan.Rows, rows)
	}
}
