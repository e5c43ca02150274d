package privacy

import (
	"context"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// house is a database with two admins, a lead and a developer of one team; gone has left and has nothing open.
type house struct {
	t    *testing.T
	log  *audit.Log
	s    *Service
	now  time.Time
	team string
	// admin, other, lead and dev are actors; gone is the id of who left.
	admin, other, lead, dev access.Actor
	gone                    string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, log: testdb.NewLog(t), now: time.Now().UTC().Truncate(time.Microsecond), team: postgres.NewID()}
	h.s = New(h.log, func() time.Time { return h.now })
	h.sql(`INSERT INTO team (id, slug, name) VALUES ($1, 'payments', 'Payments')`, h.team)
	h.admin = access.Actor{Kind: access.Member, ID: h.member("Victor Lindqvist", "victor@acme.example", "admin"), Admin: true}
	h.other = access.Actor{Kind: access.Member, ID: h.member("Olga Admin", "olga@acme.example", "admin"), Admin: true}
	h.lead = access.Actor{Kind: access.Member, ID: h.member("Helen Okafor", "helen@acme.example", "lead"), Leads: []string{h.team}}
	h.dev = access.Actor{Kind: access.Member, ID: h.member("Priya Raman", "priya@acme.example", "developer"), Develops: []string{h.team}}
	h.gone = h.member("Marek Q. Zeman", "Marek.Zeman@acme.example", "")
	return h
}

func (h *house) member(name, email, role string) string {
	h.t.Helper()
	id := postgres.NewID()
	h.sql(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, lower($3))`, id, name, email)
	if role != "" {
		h.sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, CASE WHEN $3 IN ('lead', 'developer') THEN $4::uuid END)`,
			postgres.NewID(), id, role, h.team)
	}
	return id
}

// sql runs a statement as the app's role.
func (h *house) sql(statement string, args ...any) {
	h.t.Helper()
	if _, err := h.log.DB().Pool().Exec(h.t.Context(), statement, args...); err != nil {
		h.t.Fatalf("%s: %v", statement, err)
	}
}

// value is the single text that a query gives.
func (h *house) value(query string, args ...any) string {
	h.t.Helper()
	var text string
	if err := h.log.DB().Pool().QueryRow(h.t.Context(), `SELECT (`+query+`)::text`, args...).Scan(&text); err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	return text
}

func (h *house) want(query, want string, args ...any) {
	h.t.Helper()
	if got := h.value(query, args...); got != want {
		h.t.Errorf("%s: %q, want %q", query, got, want)
	}
}

func (h *house) erase(actor access.Actor, id string) error {
	h.t.Helper()
	return h.s.Erase(h.t.Context(), actor, EraseMember{MemberID: id, Email: h.value(`SELECT email FROM member WHERE id = $1`, id), Reason: "Asked for it."})
}

// grant is one line of the ledger, held for ten days, open unless ended.
func (h *house) grant(member, recorder, evidence string, ended bool) string {
	h.t.Helper()
	id := postgres.NewID()
	h.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, held_until, grade, evidence, recorded_by)
		VALUES ($1, $2, 1, $3, 'staging', 'self-assigned', $4, CASE WHEN $5 THEN $4::timestamptz + interval '1 day' END, 'self-reported', $6, $7)`,
		postgres.NewID(), id, member, h.now.AddDate(0, 0, -10), ended, evidence, recorder)
	return id
}

// seal lets the sealer work until every event is sealed.
func (h *house) seal() {
	h.t.Helper()
	ctx, stop := context.WithTimeout(h.t.Context(), time.Minute)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		audit.NewSealer(h.log, audit.SealerOptions{}).Run(ctx)
	}()
	for h.value(`SELECT (SELECT count(*) FROM event) = (SELECT count(*) FROM seal)`) != "true" {
		if ctx.Err() != nil {
			h.t.Fatal("the events were not sealed in time")
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	<-done
}
