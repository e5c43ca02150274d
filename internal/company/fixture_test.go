package company

import (
	"context"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// noon is when all of these tests happen.
var noon = time.Date(2026, 6, 16, 12, 0, 0, 0, time.UTC)

// world is a database with two teams: Payments with a lead and two developers, and Bridge with one of each.
type world struct {
	*Service
	t                         *testing.T
	payments, bridge          string
	helen, dana, priya        access.Actor
	gustav, farah             access.Actor
	auditor, admin, anonymous access.Actor
}

func newWorld(t *testing.T) *world {
	t.Helper()
	t.Parallel()
	w := &world{Service: New(testdb.NewLog(t), func() time.Time { return noon }), t: t, anonymous: access.AnonymousActor()}
	w.payments, w.bridge = w.team("payments"), w.team("bridge")
	w.helen = w.member("Helen Okafor", "lead", w.payments)
	w.dana = w.member("Dana Ruiz", "developer", w.payments)
	w.priya = w.member("Priya Raman", "developer", w.payments)
	w.gustav = w.member("Gustav Berg", "lead", w.bridge)
	w.farah = w.member("Farah Siddiqui", "developer", w.bridge)
	w.auditor = w.member("Ines Duarte", "auditor", "")
	w.admin = w.member("Victor Lindqvist", "admin", "")
	return w
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.log.DB().Pool().Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) team(slug string) string {
	id := postgres.NewID()
	w.exec(`INSERT INTO team (id, slug, name) VALUES ($1, $2, $2)`, id, slug)
	return id
}

func (w *world) member(name, role, team string) access.Actor {
	a := access.Actor{Kind: access.Member, ID: postgres.NewID(), Name: name, Email: name[:1] + postgres.NewID() + "@acme.example", TimeZone: "UTC"}
	w.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $3)`, a.ID, a.Name, a.Email)
	w.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, nullif($4, '')::uuid)`, postgres.NewID(), a.ID, role, team)
	switch role {
	case "lead":
		a.Leads = []string{team}
	case "developer":
		a.Develops = []string{team}
	case "auditor":
		a.Auditor = true
	case "admin":
		a.Admin = true
	}
	return a
}

// acme is ACME in staging, made by Dana.
func (w *world) acme() string {
	w.t.Helper()
	id, err := w.Create(context.Background(), w.dana, NewCompany{Environment: Staging, Name: "ACME", Domain: "acme.example", CreatedOn: "2026-05-03"})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) get(a access.Actor, id string) View {
	w.t.Helper()
	v, err := w.Get(context.Background(), a, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// events counts the events of an action, refused or not.
func (w *world) events(action audit.Action, refused bool) int {
	w.t.Helper()
	var n int
	err := w.log.DB().Pool().QueryRow(context.Background(), `SELECT count(*) FROM event WHERE action = $1 AND refused = $2`, string(action), refused).Scan(&n)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) wantEvents(action audit.Action, refused bool, want int) {
	w.t.Helper()
	if got := w.events(action, refused); got != want {
		w.t.Errorf("%s, refused %v: %d events, want %d", action, refused, got, want)
	}
}
