package oauthapp

import (
	"context"
	"errors"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
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

const clientID = "4f2c81d09be76a53e1c4"

func desk() Input {
	return Input{
		Name: "Refund Desk", ClientID: clientID, RedirectURIs: []string{"http://localhost:3000/", "https://pay.acme.example/back"},
		Description: "Opens a meeting from a dispute.", SecretPlace: "Vault, payments/spaces/staging", CreatedOn: "2026-05-06",
	}
}

// company is ACME in an environment.
func (w *world) company(environment string) string {
	id := postgres.NewID()
	w.exec(`INSERT INTO company (id, environment, name) VALUES ($1, $2, 'ACME')`, id, environment)
	w.exec(`INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, $2, 'acme.example')`, id, environment)
	return id
}

// app is Refund Desk in staging, registered by Dana.
func (w *world) app() string {
	w.t.Helper()
	in := desk()
	r, err := w.Register(context.Background(), w.dana, Staging, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.AppID
}

// ready is Dana's app with all that a production request needs.
func (w *world) ready(companyID string) string {
	w.t.Helper()
	ctx, in := context.Background(), desk()
	in.CompanyID = companyID
	r, err := w.Register(ctx, w.dana, Staging, in)
	w.must(err)
	for _, t := range w.get(w.dana, r.AppID).Tests {
		w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: r.AppID, TestID: t.ID, Version: t.Version, Result: Passed}))
	}
	w.must(w.Commit(ctx, w.helen, r.AppID))
	w.exec(`INSERT INTO confirmation (id, member_id, step_key, app_id, confirmed_by) VALUES ($1, $2, 'staging-tested', $3, $4)`,
		postgres.NewID(), w.dana.ID, r.AppID, w.helen.ID)
	w.exec(`INSERT INTO sdk_download (id, member_id, platform, version, on_day) VALUES ($1, $2, 'javascript', '2.0.28', '2026-05-10')`, postgres.NewID(), w.dana.ID)
	return r.AppID
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) get(a access.Actor, id string) View {
	w.t.Helper()
	v, err := w.Get(context.Background(), a, id)
	w.must(err)
	return v
}

func (w *world) current(appID string) Request {
	w.t.Helper()
	p, err := w.Production(context.Background(), w.dana, appID)
	w.must(err)
	return p.Current
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

func (w *world) count(sql string, args ...any) int {
	w.t.Helper()
	var n int
	w.must(w.log.DB().Pool().QueryRow(context.Background(), sql, args...).Scan(&n))
	return n
}

// wantField asks that err names the field.
func wantField(t *testing.T, err error, field string) {
	t.Helper()
	var typed *apperr.Error
	if !errors.As(err, &typed) || typed.Fields[field] == "" {
		t.Errorf("want a sentence beside %s, got %v", field, err)
	}
}

func wantKind(t *testing.T, what string, err error, kind apperr.Kind) {
	t.Helper()
	if !apperr.Is(err, kind) {
		t.Errorf("%s: want %s, got %v", what, kind, err)
	}
}
