package proof

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/postgres"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
	"portico/internal/testdb"
)

// stage is a service before the stand-in of the vendor, on a database of its own: Priya and Dana, developers of payments;
// Helen, who leads it; Lena, who leads platform; Ruth, an auditor. Priya owns the app pay, which the vendor knows too.
type stage struct {
	t        *testing.T
	db       *postgres.DB
	vendor   *spacestest.Vendor
	journeys *journey.Service
	*Service
	logged *safeBuffer
	// clock is what the service takes for now.
	mu     sync.Mutex
	offset time.Duration

	payments, platform             string
	priya, dana, helen, lena, ruth access.Actor
	pay                            string
	atVendor                       spacestest.App
}

// safeBuffer is a log that may be written from everywhere.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

const baseURL = "https://portico.acme.example"

func newStage(t *testing.T, options ...func(*spacestest.Options)) *stage {
	t.Helper()
	o := spacestest.Options{SlowFor: 3 * time.Second, PublicClients: true, CallsPerMinute: 10000, CallsPerFiveMinutes: 10000}
	for _, set := range options {
		set(&o)
	}
	v, err := spacestest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s := &stage{t: t, db: testdb.New(t), vendor: v, logged: &safeBuffer{}}
	log := audit.New(s.db, slog.New(slog.NewTextHandler(s.logged, nil)))
	editions, err := journey.Default()
	if err != nil {
		t.Fatal(err)
	}
	s.journeys = journey.New(log, s.time, editions.WithHosts(v.Hosts()))
	s.Service = New(log, s.time, spaces.New(&http.Client{}, spaces.Options{Timeout: 2 * time.Second}), s.journeys, Config{BaseURL: baseURL})
	s.payments, s.platform = s.team("payments"), s.team("platform")
	s.priya = s.member("Priya Raman", "Priya@acme.example", "developer", s.payments)
	s.dana = s.member("Dana Ruiz", "dana@acme.example", "developer", s.payments)
	s.helen = s.member("Helen Okafor", "helen@acme.example", "lead", s.payments)
	s.lena = s.member("Lena Hartmann", "lena@acme.example", "lead", s.platform)
	s.ruth = s.member("Ruth Abramson", "ruth@acme.example", "auditor", "")
	for _, mail := range []string{"priya@acme.example", "dana@acme.example", "helen@acme.example"} {
		v.AddAccount(spaces.Staging, spacestest.Account{Mail: mail, Name: mail})
	}
	v.AddCompany(spaces.Staging, spacestest.Company{
		Name: "ACME", Domains: []string{"acme.example"}, Admins: []string{"dana@acme.example", "priya@acme.example"},
		Employees:  []string{"dana@acme.example", "priya@acme.example", "helen@acme.example"},
		Developers: []string{"dana@acme.example", "priya@acme.example"},
	})
	s.atVendor = v.AddApp(spaces.Staging, spacestest.App{
		Name: "pay", Company: "ACME", Owners: []string{"priya@acme.example"}, Public: true, RedirectURIs: []string{baseURL + "/proof/return"},
	})
	s.pay = s.app("staging", s.atVendor.ClientID, "", s.priya)
	return s
}

func (s *stage) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.offset)
}

func (s *stage) later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offset += d
}

func (s *stage) exec(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.db.Pool().Exec(context.Background(), sql, args...); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
}

func (s *stage) one(sql string, args ...any) string {
	s.t.Helper()
	var out string
	if err := s.db.Pool().QueryRow(context.Background(), sql, args...).Scan(&out); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
	return out
}

func (s *stage) team(slug string) string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO team (id, slug, name) VALUES ($1, $2, initcap($2))`, id, slug)
	return id
}

func (s *stage) member(name, email, role, team string) access.Actor {
	s.t.Helper()
	a := access.Actor{Kind: access.Member, ID: postgres.NewID(), Name: name, Email: email, RequestID: "r-" + name}
	s.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, lower($3))`, a.ID, name, email)
	if role == "auditor" {
		a.Auditor = true
		s.exec(`INSERT INTO member_role (id, member_id, role) VALUES ($1, $2, $3)`, postgres.NewID(), a.ID, role)
		return a
	}
	s.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), a.ID, role, team)
	s.exec(`INSERT INTO member_journey (member_id, edition, started_at) VALUES ($1, 'zang-2020', now() - interval '10 days')`, a.ID)
	if role == "lead" {
		a.Leads = []string{team}
	} else {
		a.Develops = []string{team}
	}
	return a
}

// app makes an app that the person owns.
func (s *stage) app(environment, clientID, stagingApp string, owner access.Actor) string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO app (id, environment, name, client_id, staging_app_id, created_by, created_on) VALUES ($1, $2, 'pay', $3, nullif($4, '')::uuid, $5, current_date)`,
		id, environment, clientID, stagingApp, owner.ID)
	s.own(id, owner, false)
	return id
}

func (s *stage) own(appID string, owner access.Actor, shared bool) {
	s.t.Helper()
	s.exec(`INSERT INTO app_owner (id, app_id, member_id, shared) VALUES ($1, $2, $3, $4)`, postgres.NewID(), appID, owner.ID, shared)
}

// company makes ACME in staging, made by Dana.
func (s *stage) company() string {
	s.t.Helper()
	id := postgres.NewID()
	s.exec(`INSERT INTO company (id, environment, name, created_by, created_on, recorded_by) VALUES ($1, 'staging', 'ACME', $2, '2026-05-03', $2)`, id, s.dana.ID)
	s.exec(`INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, 'staging', 'acme.example')`, id)
	return id
}

// grant makes a permission of Priya's that is held.
func (s *stage) grant(environment, companyID, requestID string) string {
	s.t.Helper()
	id, kind := postgres.NewID(), "self-assigned"
	if environment == production {
		kind = "vendor-approved"
	}
	s.exec(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, grade, recorded_by, request_id)
		VALUES ($1, $2, 1, $3, $4, nullif($5, '')::uuid, $6, now() - interval '1 day', 'self-reported', $3, nullif($7, '')::uuid)`,
		postgres.NewID(), id, s.priya.ID, environment, companyID, kind, requestID)
	return id
}

// start begins a proof of Priya's pay.
func (s *stage) start(kind Kind) Started {
	s.t.Helper()
	return s.startAs(s.priya, s.pay, kind, s.atVendor.Secret)
}

func (s *stage) startAs(who access.Actor, appID string, kind Kind, secret string) Started {
	s.t.Helper()
	started, err := s.Start(s.t.Context(), who, StartInput{AppID: appID, Secret: secret, Kind: kind})
	if err != nil {
		s.t.Fatal(err)
	}
	return started
}

// allow signs in at the vendor and gives what the browser comes back with.
func (s *stage) allow(started Started, mail string) ReturnInput {
	s.t.Helper()
	back, err := s.vendor.Allow(s.t.Context(), started.URL, mail)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.came(back)
}

func (s *stage) came(back string) ReturnInput {
	s.t.Helper()
	u, err := url.Parse(back)
	if err != nil || !strings.HasPrefix(back, baseURL+"/proof/return") {
		s.t.Fatalf("came back to %s, %v", back, err)
	}
	in := ReturnInput{State: u.Query().Get("state"), Code: u.Query().Get("code"), Error: u.Query().Get("error")}
	if u.Path != "/proof/return" {
		in.Path = path.Base(u.Path)
	}
	return in
}

// prove walks a whole sign-in of Priya's with the account of a mail address.
func (s *stage) prove(mail string) Proof {
	s.t.Helper()
	p, err := s.Return(s.t.Context(), s.priya, s.allow(s.start(SignIn), mail))
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// step is where a step of somebody stands.
func (s *stage) step(who access.Actor, rule journey.Rule) journey.StepProgress {
	s.t.Helper()
	edition, _, progress, err := s.journeys.Progress(s.t.Context(), who, who.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	of, _ := edition.StepBy(rule)
	step, _ := progress.Step(of.Key)
	return step
}

func (s *stage) wantGrade(who access.Actor, grade journey.Grade, rules ...journey.Rule) {
	s.t.Helper()
	for _, rule := range rules {
		if got := s.step(who, rule); got.Grade != grade {
			s.t.Errorf("%s of %s is %s, grade %q (%s), want %q", rule, who.Name, got.State, got.Grade, got.Reason, grade)
		}
	}
}

// events counts events of an action about a person.
func (s *stage) events(action audit.Action, who access.Actor, refused bool) int {
	s.t.Helper()
	var n int
	err := s.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM event WHERE action = $1 AND member_id = $2 AND refused = $3`,
		string(action), who.ID, refused).Scan(&n)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s *stage) wantEvents(action audit.Action, who access.Actor, refused bool, want int) {
	s.t.Helper()
	if got := s.events(action, who, refused); got != want {
		s.t.Errorf("%d events %s about %s (refused %t), want %d", got, action, who.Name, refused, want)
	}
}

func (s *stage) wantOutcome(p Proof, want Outcome) {
	s.t.Helper()
	if p.Outcome != want {
		s.t.Errorf("the outcome is %s (%s), want %s", p.Outcome, p.Code, want)
	}
}

func wantKind(t *testing.T, err error, kind apperr.Kind) {
	t.Helper()
	if err == nil || apperr.KindOf(err) != kind {
		t.Errorf("error = %v, want %s", err, kind)
	}
}
