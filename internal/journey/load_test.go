package journey

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/testdb"
)

// seed writes rows for a test as directly as possible and stops the test when the database refuses.
type seed struct {
	t  *testing.T
	db *postgres.DB
}

func (s seed) exec(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.db.Pool().Exec(context.Background(), sql, args...); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
}

// team makes a team and gives its id.
func (s seed) team(slug string) string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO team (id, slug, name) VALUES ($1, $2, initcap($2))`, id, slug)
	return id
}

// member makes a member who walks the journey in a role of the team.
func (s seed) member(name, email, role, teamID string) Person {
	s.t.Helper()
	p := Person{postgres.NewID(), name, email}
	s.exec(`INSERT INTO member (id, name, email, email_key, time_zone) VALUES ($1, $2, $3, lower($3), 'Europe/Berlin')`, p.ID, name, email)
	if role == "auditor" || role == "admin" {
		s.exec(`INSERT INTO member_role (id, member_id, role) VALUES ($1, $2, $3)`, postgres.NewID(), p.ID, role)
		return p
	}
	s.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), p.ID, role, teamID)
	s.exec(`INSERT INTO member_journey (member_id, edition, started_at) VALUES ($1, 'zang-2020', now() - interval '10 days')`, p.ID)
	return p
}

// company makes a company in staging with one domain, made by and run by the admin.
func (s seed) company(name, domain string, admin Person) string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO company (id, environment, name, created_by, created_on, recorded_by) VALUES ($1, 'staging', $2, $3, '2026-05-03', $3)`, id, name, admin.ID)
	s.exec(`INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, 'staging', $2)`, id, domain)
	s.roles(id, admin)
	return id
}

// roles makes somebody admin and employee.
func (s seed) roles(companyID string, p Person) {
	s.t.Helper()
	for _, role := range []string{"admin", "employee"} {
		s.exec(`INSERT INTO company_role (id, company_id, member_id, role, since, recorded_by) VALUES ($1, $2, $3, $4, now(), $3)`,
			postgres.NewID(), companyID, p.ID, role)
	}
}

// app makes an app in staging that the person owns.
func (s seed) app(clientID string, owner Person) string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO app (id, environment, name, client_id, created_by, created_on) VALUES ($1, 'staging', 'pay', $2, $3, '2026-06-01')`, id, clientID, owner.ID)
	s.exec(`INSERT INTO app_owner (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), id, owner.ID)
	return id
}

// grant makes a permission in staging that is held.
func (s seed) grant(p Person, companyID string) string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, grade, recorded_by)
		VALUES ($1, $2, 1, $3, 'staging', $4, 'self-assigned', now() - interval '1 day', 'self-reported', $3)`,
		postgres.NewID(), id, p.ID, companyID)
	return id
}

func loadFor(t *testing.T, db *postgres.DB, ids ...string) map[string]Facts {
	t.Helper()
	var out map[string]Facts
	err := db.Read(context.Background(), func(tx pgx.Tx) (err error) {
		out, err = LoadFacts(context.Background(), tx, ids)
		return err
	})
	if err != nil {
		t.Fatalf("load facts: %v", err)
	}
	return out
}

func TestFactsOfAMemberAreReadWithEverybodyWhoIsNamed(t *testing.T) {
	t.Parallel()
	s := seed{t, testdb.New(t)}
	team := s.team("payments")
	dana := s.member("Dana Ruiz", "dana@acme.example", "developer", team)
	helen := s.member("Helen Okafor", "helen@acme.example", "lead", team)
	priya := s.member("Priya Raman", "priya@bridge.acme.example", "developer", team)
	acme := s.company("ACME", "acme.example", dana)
	s.company("Elsewhere", "elsewhere.example", dana)
	s.roles(acme, priya)
	grant := s.grant(priya, acme)
	app := s.app("4f2c81d09be76a53e1c4", priya)
	s.exec(`INSERT INTO app_owner (id, app_id, member_id, shared) VALUES ($1, $2, $3, true)`, postgres.NewID(), app, dana.ID)
	s.exec(`INSERT INTO app_redirect_uri (app_id, uri, position) VALUES ($1, 'http://localhost/b', 1), ($1, 'http://localhost/a', 0)`, app)
	s.exec(`INSERT INTO app_test (id, app_id, position, title, result, decided_by, decided_at) VALUES ($1, $2, 1, 'Sign in', 'passed', $3, now())`, postgres.NewID(), app, priya.ID)
	s.exec(`INSERT INTO app_commitment (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), app, priya.ID)
	request := postgres.NewID()
	s.exec(`INSERT INTO production_request (id, app_id, attempt, created_by, submitted_on, reference) VALUES ($1, $2, 1, $3, '2026-06-10', 'R-1')`, request, app, priya.ID)
	s.exec(`INSERT INTO production_request_account (request_id, member_id) VALUES ($1, $2)`, request, priya.ID)
	s.exec(`INSERT INTO mark (id, member_id, step_key, state, evidence, happened_on, recorded_by) VALUES ($1, $2, 'staging-sign-up', 'done', 'mail', '2026-06-08', $2)`, postgres.NewID(), priya.ID)
	s.exec(`INSERT INTO confirmation (id, member_id, step_key, confirmed_by) VALUES ($1, $2, 'staging-sign-up', $3)`, postgres.NewID(), priya.ID, helen.ID)
	s.exec(`INSERT INTO sdk_download (id, member_id, platform, version, on_day) VALUES ($1, $2, 'ios', '2.0', '2026-06-09')`, postgres.NewID(), priya.ID)
	s.exec(`INSERT INTO company_role_request (id, company_id, member_id, asked_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), acme, priya.ID, dana.ID)
	s.exec(`INSERT INTO blocker (id, member_id, step_key, reason_key, words) VALUES ($1, $2, 'oauth-app', 'other', 'odd')`, postgres.NewID(), priya.ID)
	s.exec(`INSERT INTO nudge (id, member_id, sent_by, step_key) VALUES ($1, $2, $3, 'oauth-app')`, postgres.NewID(), priya.ID, helen.ID)
	s.exec(`INSERT INTO journey_link (id, edition, link_key, url, supplied_by) VALUES ($1, 'zang-2020', 'k', 'https://example.org', $2), ($3, 'other', 'k', 'https://no.example', $2)`, postgres.NewID(), helen.ID, postgres.NewID())

	f := loadFor(t, s.db, priya.ID)[priya.ID]
	if f.Member.Person != priya || f.Member.TeamName != "Payments" || f.Member.TimeZone.String() != "Europe/Berlin" || f.Member.StartedAt.IsZero() {
		t.Errorf("member = %+v", f.Member)
	}
	if len(f.Leads) != 1 || f.Leads[0] != helen {
		t.Errorf("leads = %v, want Helen", f.Leads)
	}
	if len(f.Companies) != 1 || f.Companies[0].ID != acme || f.Companies[0].CreatedBy != dana || f.Companies[0].CreatedOn.String() != "3 May 2026" {
		t.Fatalf("companies = %+v, want ACME alone, found by a domain above the mail domain", f.Companies)
	}
	if got := len(f.Companies[0].Roles); got != 3 {
		t.Errorf("ACME has %d roles, want Priya's two and Dana as admin", got)
	}
	if len(f.Grants) != 1 || f.Grants[0].ID != grant || f.Grants[0].RecordedBy != priya {
		t.Errorf("grants = %+v", f.Grants)
	}
	checkApp(t, f, priya)
	checkSaid(t, f, priya, helen, dana)
}

func checkApp(t *testing.T, f Facts, priya Person) {
	t.Helper()
	if len(f.Apps) != 1 {
		t.Fatalf("apps = %+v, want one", f.Apps)
	}
	a := f.Apps[0]
	if len(a.Owners) != 2 || !a.Owners[1].Shared {
		t.Errorf("owners = %+v, want Priya and Dana who shares", a.Owners)
	}
	if len(a.RedirectURIs) != 2 || a.RedirectURIs[0] != "http://localhost/a" {
		t.Errorf("redirect URIs = %v, want them in their order", a.RedirectURIs)
	}
	if len(a.Tests) != 1 || a.Tests[0].Result != TestPassed || a.Tests[0].DecidedBy != priya {
		t.Errorf("tests = %+v", a.Tests)
	}
	if a.Commitment.By != priya || a.Commitment.At.IsZero() {
		t.Errorf("commitment = %+v", a.Commitment)
	}
	if len(a.Requests) != 1 || a.Requests[0].SubmittedOn.String() != "10 June 2026" || len(a.Requests[0].Accounts) != 1 || !a.Requests[0].DecidedOn.IsZero() {
		t.Errorf("requests = %+v", a.Requests)
	}
}

func checkSaid(t *testing.T, f Facts, priya, helen, dana Person) {
	t.Helper()
	if len(f.Marks) != 1 || f.Marks[0].State != MarkDone || f.Marks[0].HappenedOn.String() != "8 June 2026" || f.Marks[0].RecordedBy != priya {
		t.Errorf("marks = %+v", f.Marks)
	}
	if len(f.Confirmations) != 1 || f.Confirmations[0].By != helen {
		t.Errorf("confirmations = %+v", f.Confirmations)
	}
	if len(f.SDKs) != 1 || f.SDKs[0].OnDay.String() != "9 June 2026" {
		t.Errorf("SDKs = %+v", f.SDKs)
	}
	if len(f.RoleRequests) != 1 || f.RoleRequests[0].Asked != dana || f.RoleRequests[0].Answer != "" {
		t.Errorf("role requests = %+v", f.RoleRequests)
	}
	if len(f.Blockers) != 1 || f.Blockers[0].Words != "odd" || len(f.Nudges) != 1 || f.Nudges[0].By != helen {
		t.Errorf("blockers = %+v, nudges = %+v", f.Blockers, f.Nudges)
	}
	if len(f.Links) != 1 || f.Links[0].URL != "https://example.org" {
		t.Errorf("links = %+v, want the one of the member's edition", f.Links)
	}
}

func TestOneMembersFactsDoNotHoldAnothersAndTheUnknownHaveNone(t *testing.T) {
	t.Parallel()
	s := seed{t, testdb.New(t)}
	team := s.team("payments")
	ann := s.member("Ann", "ann@acme.example", "developer", team)
	bo := s.member("Bo", "bo@acme.example", "developer", team)
	s.app("11112222333344445555", ann)
	s.exec(`INSERT INTO mark (id, member_id, step_key, state, recorded_by) VALUES ($1, $2, 'password', 'done', $2)`, postgres.NewID(), ann.ID)
	all := loadFor(t, s.db, ann.ID, bo.ID, postgres.NewID())
	if len(all) != 2 {
		t.Fatalf("%d members have facts, want 2", len(all))
	}
	if len(all[ann.ID].Marks) != 1 || len(all[ann.ID].Apps) != 1 {
		t.Errorf("Ann's marks and apps are missing: %+v", all[ann.ID])
	}
	if len(all[bo.ID].Marks) != 0 || len(all[bo.ID].Apps) != 0 {
		t.Errorf("Bo has facts of Ann: %+v", all[bo.ID])
	}
}

func TestTheFactsOfManyMembersTakeOneRoundTrip(t *testing.T) {
	t.Parallel()
	s := seed{t, testdb.New(t)}
	team := s.team("payments")
	var ids []string
	for _, name := range []string{"ann", "bo", "cy", "di", "ed"} {
		ids = append(ids, s.member(name, name+"@acme.example", "developer", team).ID)
	}
	err := s.db.Read(context.Background(), func(tx pgx.Tx) error {
		counting := &countingTx{Tx: tx}
		_, err := LoadFacts(context.Background(), counting, ids)
		if counting.trips != 1 {
			t.Errorf("%d round trips, want 1", counting.trips)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// countingTx counts what is sent to the database.
type countingTx struct {
	pgx.Tx
	trips int
}

func (c *countingTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	c.trips++
	return c.Tx.SendBatch(ctx, b)
}

func (c *countingTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	c.trips++
	return c.Tx.Query(ctx, sql, args...)
}

func TestOnlyAFewAdminsOfALargeCompanyAreRead(t *testing.T) {
	t.Parallel()
	s := seed{t, testdb.New(t)}
	team := s.team("payments")
	dana := s.member("Dana", "dana@acme.example", "developer", team)
	acme := s.company("ACME", "acme.example", dana)
	for i := range 40 {
		p := s.member("A", time.Unix(int64(i), 0).Format("150405")+"@acme.example", "developer", team)
		s.roles(acme, p)
	}
	ann := s.member("Ann", "ann@acme.example", "developer", team)
	f := loadFor(t, s.db, ann.ID)[ann.ID]
	if got := len(f.Companies[0].Roles); got != 20 {
		t.Errorf("%d roles are read, want 20 admins", got)
	}
	if f.Companies[0].Roles[0].Member.ID != dana.ID {
		t.Errorf("the first admin is not the one who made the company")
	}
}
