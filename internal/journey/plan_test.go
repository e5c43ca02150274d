package journey

import (
	"strings"
	"testing"

	"portico/internal/postgres"
	"portico/internal/testdb"
)

// many fills the tables that a journey reads with some thousand rows of other people.
const many = `
INSERT INTO member (id, name, email, email_key) SELECT gen_random_uuid(), 'Someone', 'a' || i || '@d' || i || '.example', 'a' || i || '@d' || i || '.example' FROM generate_series(1, 4000) i;
INSERT INTO company (id, environment, name, created_by, created_on) SELECT gen_random_uuid(), 'staging', 'Company', id, current_date FROM member;
INSERT INTO company_domain (company_id, environment, domain) SELECT id, 'staging', 'c' || row_number() OVER () || '.example' FROM company;
INSERT INTO company_role (id, company_id, member_id, role, since) SELECT gen_random_uuid(), id, created_by, 'admin', now() FROM company;
INSERT INTO confirmation (id, member_id, step_key, confirmed_by) SELECT gen_random_uuid(), id, 'account', (SELECT o.id FROM member o WHERE o.id <> m.id LIMIT 1) FROM member m;
INSERT INTO blocker (id, member_id, step_key, reason_key) SELECT gen_random_uuid(), id, 'account', 'something-else' FROM member;
INSERT INTO mark (id, member_id, step_key, state, recorded_by) SELECT gen_random_uuid(), id, 'account', 'done', id FROM member;
INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, grade)
	SELECT gen_random_uuid(), gen_random_uuid(), 1, created_by, 'staging', id, 'self-assigned', now() - interval '1 day', 'self-reported' FROM company;
INSERT INTO session (token, id, member_id, data, created_at, last_seen_at, expires_at)
	SELECT 't' || id, gen_random_uuid(), id, '', now(), now(), now() + interval '1 day' FROM member;
ANALYZE`

func TestTheFactsOfOnePersonAreFoundByAnIndexHoweverManyPeopleThereAre(t *testing.T) {
	t.Parallel()
	conn, err := testdb.New(t).Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	// Statistics are the owner's to gather.
	for _, statement := range append([]string{"RESET ROLE"}, strings.Split(many, ";\n")...) {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	id := postgres.NewID()
	for _, question := range []string{
		`SELECT * FROM confirmation WHERE member_id = ANY (ARRAY['` + id + `']::uuid[]) ORDER BY at, id`,
		`SELECT * FROM confirmation WHERE app_id = '` + id + `' AND withdrawn_at IS NULL`,
		`SELECT * FROM blocker WHERE member_id = ANY (ARRAY['` + id + `']::uuid[]) ORDER BY at, id`,
		`SELECT * FROM mark WHERE member_id = ANY (ARRAY['` + id + `']::uuid[])`,
		`SELECT company_id FROM company_role WHERE member_id = ANY (ARRAY['` + id + `']::uuid[])`,
		`SELECT id FROM company WHERE created_by = ANY (ARRAY['` + id + `']::uuid[])`,
		`SELECT company_id FROM company_domain WHERE domain = 'c7.example' AND ended_at IS NULL`,
		`SELECT * FROM permission_grant WHERE member_id = ANY (ARRAY['` + id + `']::uuid[]) AND superseded_at IS NULL`,
		`SELECT * FROM permission_grant WHERE company_id = '` + id + `' AND superseded_at IS NULL`,
		`SELECT max(last_seen_at) FROM session WHERE member_id = '` + id + `'`,
	} {
		rows, err := conn.Query(t.Context(), `EXPLAIN `+question)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		var plan strings.Builder
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			plan.WriteString(line + "\n")
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(plan.String(), "Seq Scan") {
			t.Errorf("%s reads the whole table:\n%s", question, plan.String())
		}
	}
}
