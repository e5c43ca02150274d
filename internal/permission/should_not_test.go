package permission_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// shouldNotHold is the question as one condition on each line, however many it looks at: who had left, whose evidence is old and
// whose removal was decided, of those who hold it. $1 is the day asked about, $2 what was known, $3 the day before which evidence
// is old.
const shouldNotHold = `SELECT g.grant_id::text || ' ' || g.version FROM permission_grant g
WHERE g.recorded_at <= $2 AND (g.superseded_at IS NULL OR g.superseded_at > $2)
AND g.held_from <= $1 AND (g.held_until IS NULL OR g.held_until > $1)
AND ($4 = '' OR g.environment = $4) AND ($5 = '' OR coalesce(g.company_id::text, 'freelance') = $5) AND ($6 = '' OR g.grade = $6)
AND ($7 OR g.member_id = $8 OR EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND r.team_id = ANY($9)
	AND r.recorded_at <= $2 AND (r.superseded_at IS NULL OR r.superseded_at > $2) AND (r.ended_at IS NULL OR (r.ended_at > $1
	AND EXISTS (SELECT FROM permission_grant f WHERE f.grant_id = g.grant_id AND f.version = 1 AND f.recorded_at <= r.ended_at)))))
AND (g.graded_at < $3 OR coalesce(g.removal_decided_at <= $1, false)
	OR EXISTS (SELECT FROM name_history n WHERE n.subject_id = g.member_id AND n.disabled_at <= $1
		AND n.recorded_at <= $2 AND (n.superseded_at IS NULL OR n.superseded_at > $2))
	OR EXISTS (SELECT FROM (VALUES (true), (false)) of (a_team) WHERE
		EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND CASE WHEN a_team THEN r.team_id IS NOT NULL ELSE r.company_id = g.company_id END
			AND r.ended_at <= $1 AND r.recorded_at <= $2 AND (r.superseded_at IS NULL OR r.superseded_at > $2))
		AND NOT EXISTS (SELECT FROM role_history r WHERE r.member_id = g.member_id AND CASE WHEN a_team THEN r.team_id IS NOT NULL ELSE r.company_id = g.company_id END
			AND r.since <= $1 AND (r.ended_at IS NULL OR r.ended_at > $1) AND r.recorded_at <= $2 AND (r.superseded_at IS NULL OR r.superseded_at > $2))))
ORDER BY g.held_from DESC, g.grant_id DESC`

// past fills the ledger and what is kept beside it with a year that nobody could have lived: lines recorded ahead, evidence older
// than its span, removals that take long, people who come, go and come back, each with corrections.
type past struct {
	*house
	r    *rand.Rand
	send func(sql string, args ...any)
}

// moments are as many as n moments of the last 400 days, in order; some of them are the same day.
func (p past) moments(n int) []time.Time {
	var all []time.Time
	for range n {
		all = append(all, p.now.UTC().Truncate(time.Hour).Add(-time.Duration(1+p.r.IntN(400*24))*time.Hour))
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

func (p past) maybe(at time.Time) *time.Time {
	if p.r.IntN(2) == 0 {
		return nil
	}
	return &at
}

func until(recorded []time.Time, i int) *time.Time {
	if i+1 == len(recorded) {
		return nil
	}
	return &recorded[i+1]
}

func (p past) role(member string) {
	role, recorded, column, where := postgres.NewID(), p.moments(1+p.r.IntN(3)), "team_id", []string{p.payments, p.bridge}[p.r.IntN(2)]
	if p.r.IntN(2) == 0 {
		column, where = "company_id", []string{p.acme, p.labs}[p.r.IntN(2)]
	}
	for i, at := range recorded {
		span := p.moments(2)
		p.send(`INSERT INTO role_history (role_id, member_id, role, `+column+`, since, ended_at, recorded_at, superseded_at)
			VALUES ($1, $2, 'developer', $3, $4, $5, $6, $7)`, role, member, where, span[0], p.maybe(span[len(span)-1]), at, until(recorded, i))
	}
}

func (p past) closes(member string) {
	recorded := p.moments(3)
	for i, at := range recorded {
		p.send(`INSERT INTO name_history (kind, subject_id, name, disabled_at, recorded_at, superseded_at) VALUES ('member', $1, 'X', $2, $3, $4)`,
			member, p.maybe(at), at, until(recorded, i))
	}
}

func (p past) line(member string) {
	grant, recorded := postgres.NewID(), p.moments(1+p.r.IntN(4))
	company := []*string{nil, &p.acme, &p.labs}[p.r.IntN(3)]
	environment, kind := "staging", "self-assigned"
	if p.r.IntN(3) == 0 {
		environment, kind, company = "production", "vendor-approved", []*string{nil, &p.acmeProd}[p.r.IntN(2)]
	}
	graded := recorded[0]
	for i, at := range recorded {
		from := at.Add(-time.Duration(p.r.IntN(60*24)) * time.Hour)
		if p.r.IntN(4) == 0 {
			from = at.Add(time.Duration(p.r.IntN(60*24)) * time.Hour)
		}
		if p.r.IntN(3) == 0 {
			graded = at
		}
		p.send(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, held_until, grade,
			graded_at, removal_decided_at, recorded_at, superseded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			postgres.NewID(), grant, i+1, member, environment, company, kind, from, p.maybe(from.Add(time.Duration(p.r.IntN(300*24))*time.Hour)),
			[]string{"verified", "confirmed", "self-reported"}[p.r.IntN(3)], graded, p.maybe(from.Add(time.Duration(p.r.IntN(300*24))*time.Hour)),
			at, until(recorded, i))
	}
}

func (h *house) liveThrough(r *rand.Rand) {
	conn, err := h.log.DB().Pool().Acquire(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	defer conn.Release()
	p := past{h, r, func(sql string, args ...any) {
		h.t.Helper()
		if _, err := conn.Exec(h.t.Context(), sql, args...); err != nil {
			h.t.Fatalf("%s: %v", sql, err)
		}
	}}
	p.send("RESET ROLE")
	p.send("ALTER TABLE permission_grant DROP CONSTRAINT permission_grant_held_once")
	people := []string{h.ann.ID, h.ben.ID, h.helen.ID, h.lena.ID}
	for i := range 16 {
		people = append(people, h.member(fmt.Sprintf("Person %d", i)).ID)
	}
	for range 500 {
		who := people[r.IntN(len(people))]
		switch n := r.IntN(20); {
		case n == 0:
			p.closes(who)
		case n < 4:
			p.role(who)
		default:
			p.line(who)
		}
	}
	p.send("SET ROLE portico_app")
}

func (h *house) shouldNot(a access.Actor, q permission.Question) (rows []string) {
	h.t.Helper()
	teams := a.Leads
	if teams == nil {
		teams = []string{}
	}
	found, err := h.log.DB().Pool().Query(h.t.Context(), shouldNotHold, q.AsOf, q.KnownAt, q.AsOf.AddDate(0, 0, -q.Days), q.Environment, q.Company, q.Grade,
		a.Auditor, a.ID, teams)
	if err != nil {
		h.t.Fatal(err)
	}
	for found.Next() {
		var row string
		if err := found.Scan(&row); err != nil {
			h.t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// walks reads every page of an answer, and checks that each names the one before it.
func (h *house) walks(a access.Actor, q permission.Question) (rows []string, last permission.Answer) {
	h.t.Helper()
	began := []string{""}
	for {
		last = h.ask(a, q)
		for _, row := range last.Rows {
			rows = append(rows, fmt.Sprint(row.GrantID, " ", row.Version))
			if len(row.Why()) == 0 {
				h.t.Errorf("%s should not be held, and nobody says why", row.GrantID)
			}
		}
		if n := len(began); n > 1 && last.Previous != began[n-2] {
			h.t.Errorf("page %d says that the one before begins at %q, not at %q", n, last.Previous, began[n-2])
		}
		if last.Next == "" {
			return rows, last
		}
		q.After = last.Next
		began = append(began, q.After)
	}
}

func TestWhoShouldNotHoldItIsWhomTheConditionSaysLineByLine(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed := range uint64(2) {
		h := newHouse(t)
		h.service = permission.New(h.log, time.Now)
		r := rand.New(rand.NewPCG(seed, 121))
		h.liveThrough(r)
		for range 40 {
			day := func() time.Time {
				return h.now.UTC().Truncate(time.Hour).Add(-time.Duration(1+r.IntN(380*24)) * time.Hour)
			}
			q := permission.Question{
				What: permission.ShouldNot, AsOf: day(), KnownAt: day(), Days: 1 + r.IntN(200), Limit: 1 + r.IntN(9),
				Environment: []string{"", "", permission.Staging, permission.Production}[r.IntN(4)],
				Grade:       []string{"", "", permission.Verified, permission.SelfReported}[r.IntN(4)],
			}
			if q.Company = []string{"", "", permission.Freelance, h.acme}[r.IntN(4)]; q.Company == h.acme {
				q.Environment = ""
			}
			if r.IntN(3) == 0 {
				q.KnownAt = h.now.UTC().Truncate(time.Microsecond)
			}
			for _, who := range []access.Actor{h.auditor, h.helen, h.ann} {
				want := h.shouldNot(who, q)
				got, last := h.walks(who, q)
				if !slices.Equal(got, want) || last.Shown != len(want) {
					t.Fatalf("seed %d, %s asks %+v: %d rows, counted %d, want %d\n%s\nwant\n%s", seed, who.Name, q, len(got), last.Shown, len(want),
						strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
				seen[who.Name] += len(got)
			}
		}
	}
	for who, rows := range seen {
		if rows < 100 {
			t.Errorf("of %s only %d rows were compared", who, rows)
		}
	}
}

func TestALineAndTheEndOfARoleThatAreWrittenAtOnceAreBothSeen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := context.Background()
	for i := range 6 {
		who := h.member(fmt.Sprintf("Leaver %d", i))
		h.role(&who, "developer", h.payments)
		h.role(&who, "developer", h.bridge)
		h.exec(`UPDATE member_role SET since = now() - interval '9 days' WHERE member_id = $1`, who.ID)
		// Each sees nothing of the others: the ends of both roles and the line come together.
		done := make(chan error, 3)
		ends := func(team string) {
			_, err := h.log.DB().Pool().Exec(ctx, `UPDATE member_role SET ended_at = now() - interval '1 hour' WHERE member_id = $1 AND team_id = $2`, who.ID, team)
			done <- err
		}
		go ends(h.payments)
		go ends(h.bridge)
		go func() {
			_, err := h.service.Record(ctx, who, permission.Record{Company: permission.Freelance, HeldFrom: h.day(3)})
			done <- err
		}()
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	}
	h.now = time.Now()
	if a := h.ask(h.auditor, permission.Question{What: permission.ShouldNot}); len(a.Rows) != 6 || a.Shown != 6 {
		t.Errorf("%d rows, counted %d: of six who left while they recorded it", len(a.Rows), a.Shown)
	}
}

func TestWhereFormerPeopleAreLookedForIsNotForTheAppToWrite(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, statement := range []string{
		`INSERT INTO ledger_former (version_id, grant_id, held_from) VALUES (gen_random_uuid(), gen_random_uuid(), now())`,
		`UPDATE ledger_former SET held_from = now()`, `DELETE FROM ledger_former`, `SELECT ledger_former_keep(gen_random_uuid())`,
	} {
		if _, err := h.log.DB().Pool().Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
