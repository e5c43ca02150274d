package audit_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/benchdata"
	"portico/internal/testdb"
)

var blocksForm = regexp.MustCompile(`Buffers: shared hit=(\d+)(?: read=(\d+))?`)

// A page of the trail is the first entries of an index. What it costs is told in blocks, which do not depend on the machine: a
// page that reads the whole trail of this test reads thousands.
func TestAPageOfTheTrailIsFoundByAnIndexHoweverManyEventsThereAre(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), testdb.NewURL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	if err := benchdata.Events(t.Context(), conn, 40_000); err != nil {
		t.Fatal(err)
	}
	one := func(query string) (id string) {
		if err := conn.QueryRow(t.Context(), query).Scan(&id); err != nil {
			t.Fatal(err)
		}
		return id
	}
	team := one(`SELECT id::text FROM team WHERE slug = 'team-1'`)
	member := one(`SELECT member_id::text FROM member_role WHERE role = 'developer' AND team_id = '` + team + `' ORDER BY member_id LIMIT 1`)
	auditor := access.Actor{Kind: access.Member, ID: "00000000-0000-7000-8000-000000000000", Auditor: true}
	lead := access.Actor{Kind: access.Member, ID: one(`SELECT member_id::text FROM member_role WHERE role = 'lead' AND team_id = '` + team + `'`), Leads: []string{team}}
	dev := access.Actor{Kind: access.Member, ID: member}
	then := time.Now().AddDate(-2, 0, 0)
	for name, q := range map[string]struct {
		who    access.Actor
		f      audit.Filter
		cursor string
		blocks int
	}{
		"the first page":             {auditor, audit.Filter{}, "", 1500},
		"a page in the middle":       {auditor, audit.Filter{}, "20000", 1500},
		"the page before it":         {auditor, audit.Filter{}, "newer-20000", 1500},
		"by actor":                   {auditor, audit.Filter{Actor: member}, "", 1500},
		"by Portico itself":          {auditor, audit.Filter{Actor: "system"}, "", 1500},
		"by member":                  {auditor, audit.Filter{Member: member}, "", 1500},
		"by action":                  {auditor, audit.Filter{Action: "role.ended"}, "", 1500},
		"by subject":                 {auditor, audit.Filter{Subject: "step:sdk"}, "", 1500},
		"by request":                 {auditor, audit.Filter{Request: "0198"}, "", 1500},
		"by grade":                   {auditor, audit.Filter{Grade: "verified"}, "", 1500},
		"refused only":               {auditor, audit.Filter{RefusedOnly: true}, "", 1500},
		"a span of days":             {auditor, audit.Filter{From: then.AddDate(0, -1, 0), To: then}, "", 1500},
		"days and an action":         {auditor, audit.Filter{From: then.AddDate(0, -1, 0), To: then, Action: "step.completed"}, "", 1500},
		"by team":                    {auditor, audit.Filter{Team: "team-1"}, "", 3000},
		"a lead's first page":        {lead, audit.Filter{}, "", 3000},
		"a lead's page, the middle":  {lead, audit.Filter{}, "20000", 3000},
		"a lead, refused only":       {lead, audit.Filter{RefusedOnly: true}, "", 3000},
		"a developer's first page":   {dev, audit.Filter{}, "", 1500},
		"a search for a rare word":   {auditor, audit.Filter{Query: "case 4242"}, "", 4000},
		"a search for what is not":   {auditor, audit.Filter{Query: "zzzqqq"}, "", 3000},
		"a search for an action":     {auditor, audit.Filter{Query: "confirmed a step"}, "", 4000},
		"a search for somebody":      {auditor, audit.Filter{Query: "lena raman"}, "", 4000},
		"a search for a request":     {auditor, audit.Filter{Query: member}, "", 4000},
		"refused to one, in a month": {auditor, audit.Filter{Actor: member, RefusedOnly: true, From: then.AddDate(0, -1, 0), To: then}, "", 1500},
	} {
		sql, args, err := audit.PageQuery(q.who, q.f, q.cursor)
		if err != nil {
			t.Fatal(err)
		}
		plan := explain(t, conn, sql, args)
		if strings.Contains(plan, "Seq Scan on event ") {
			t.Errorf("%s reads the whole trail:\n%s", name, plan)
		}
		if blocks := blocksOf(plan); blocks > q.blocks {
			t.Errorf("%s reads %d blocks, more than %d:\n%s", name, blocks, q.blocks, plan)
		}
	}
}

func explain(t *testing.T, conn *pgx.Conn, sql string, args []any) string {
	t.Helper()
	rows, err := conn.Query(t.Context(), `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) `+sql, append([]any{pgx.QueryExecModeCacheDescribe}, args...)...)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return strings.Join(lines, "\n")
}

// blocksOf is what the whole plan read: the first line that tells it is that of the root.
func blocksOf(plan string) int {
	found := blocksForm.FindStringSubmatch(plan)
	if found == nil {
		return 0
	}
	hit, _ := strconv.Atoi(found[1])
	read, _ := strconv.Atoi(found[2])
	return hit + read
}
