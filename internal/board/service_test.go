package board

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/postgres"
	"portico/internal/sample"
	"portico/internal/testdb"
)

// pictured is the day that the sample is drawn for.
var pictured = time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)

type fixture struct {
	*Service
	t  *testing.T
	db *postgres.DB
}

func journeys(t *testing.T, log *audit.Log) *journey.Service {
	t.Helper()
	all, err := journey.Default()
	if err != nil {
		t.Fatal(err)
	}
	return journey.New(log, func() time.Time { return pictured }, all)
}

func withSample(t *testing.T) fixture {
	t.Helper()
	log := testdb.NewLog(t)
	if err := sample.Load(t.Context(), log, "no password fits this", pictured); err != nil {
		t.Fatal(err)
	}
	return fixture{New(log, journeys(t, log), func() time.Time { return pictured }), t, log.DB()}
}

func (f fixture) id(query, key string) (id string) {
	f.t.Helper()
	if err := f.db.Pool().QueryRow(f.t.Context(), query, key).Scan(&id); err != nil {
		f.t.Fatalf("%s: %v", key, err)
	}
	return id
}

func (f fixture) member(name string) string {
	return f.id(`SELECT id FROM member WHERE name = $1`, name)
}

func (f fixture) team(slug string) string { return f.id(`SELECT id FROM team WHERE slug = $1`, slug) }

// actors are one of each role, by a short name.
func (f fixture) actors() map[string]access.Actor {
	payments, platform := f.team("payments"), f.team("integration-platform")
	as := func(name string, change func(*access.Actor)) access.Actor {
		a := access.Actor{Kind: access.Member, ID: f.member(name), Name: name}
		change(&a)
		return a
	}
	return map[string]access.Actor{
		"lead":      as("Helen Okafor", func(a *access.Actor) { a.Leads = []string{payments} }),
		"developer": as("Priya Raman", func(a *access.Actor) { a.Develops = []string{payments} }),
		"auditor":   as("Ruth Abramson", func(a *access.Actor) { a.Auditor = true }),
		"admin":     as("Victor Lindqvist", func(a *access.Actor) { a.Admin = true }),
		"stranger":  as("Lena Hartmann", func(a *access.Actor) { a.Leads = []string{platform} }),
	}
}

func TestEachRoleSeesTheBoardAsFarAsItsRightsGo(t *testing.T) {
	f := withSample(t)
	for who, want := range map[string]struct{ full, act, needs bool }{
		"lead": {true, true, true}, "developer": {false, false, false}, "auditor": {true, false, false}, "admin": {true, false, false},
	} {
		b, err := f.Team(t.Context(), f.actors()[who], "payments", Filter{})
		if err != nil {
			t.Errorf("%s: %v", who, err)
			continue
		}
		if b.Full != want.full || b.CanAct != want.act || (b.Needs != nil) != want.needs || (b.Stuck != nil) != want.full {
			t.Errorf("%s sees full %v, may act %v, is asked %v; want %+v", who, b.Full, b.CanAct, b.Needs != nil, want)
		}
		if b.Total != 14 || b.Shown != 14 {
			t.Errorf("%s sees %d of %d developers, want 14", who, b.Shown, b.Total)
		}
	}
}

func TestAForeignTeamAndAMissingOneAnswerAlike(t *testing.T) {
	f := withSample(t)
	stranger := f.actors()["stranger"]
	_, foreign := f.Team(t.Context(), stranger, "payments", Filter{})
	_, missing := f.Team(t.Context(), stranger, "no-such-team", Filter{})
	if !apperr.Is(foreign, apperr.NotFound) || !apperr.Is(missing, apperr.NotFound) {
		t.Fatalf("foreign: %v, missing: %v; want not found for both", foreign, missing)
	}
	_, anonymous := f.Team(t.Context(), access.AnonymousActor(), "payments", Filter{})
	if !apperr.Is(anonymous, apperr.Unauthenticated) {
		t.Errorf("anonymous: %v", anonymous)
	}
}

func TestOneDeveloperIsReadByThoseWhoMay(t *testing.T) {
	f := withSample(t)
	samuel, farah := f.member("Samuel Kipkorir"), f.member("Farah Siddiqui")
	actors := f.actors()
	for _, c := range []struct {
		who, slug, id string
		want          apperr.Kind
		ok            bool
	}{
		{"lead", "payments", samuel, 0, true},
		{"auditor", "payments", samuel, 0, true},
		{"developer", "payments", actors["developer"].ID, 0, true},
		{"lead", "payments", farah, apperr.NotFound, false},
		{"lead", "integration-platform", farah, apperr.NotFound, false},
		{"auditor", "payments", farah, apperr.NotFound, false},
		{"stranger", "payments", samuel, apperr.NotFound, false},
		{"lead", "payments", postgres.NewID(), apperr.NotFound, false},
		{"lead", "payments", "not-an-id", apperr.NotFound, false},
	} {
		m, err := f.Member(t.Context(), actors[c.who], c.slug, c.id)
		if c.ok && (err != nil || m.ID != c.id || len(m.History) == 0) {
			t.Errorf("%s cannot read: %v", c.who, err)
		}
		if !c.ok && !apperr.Is(err, c.want) {
			t.Errorf("%s reads %s of %s: %v, want %v", c.who, c.id, c.slug, err, c.want)
		}
	}
	lead, _ := f.Member(t.Context(), actors["lead"], "payments", samuel)
	auditor, _ := f.Member(t.Context(), actors["auditor"], "payments", samuel)
	own, _ := f.Member(t.Context(), actors["developer"], "payments", actors["developer"].ID)
	if !lead.CanConfirm || !lead.CanNudge || !lead.CanAnswer || auditor.CanConfirm || auditor.CanNudge || auditor.CanAnswer || own.CanConfirm || own.CanNudge || !own.CanAnswer {
		t.Errorf("a lead may act, an auditor may not, and nobody confirms their own: %+v %+v %+v", lead.CanConfirm, auditor.CanConfirm, own.CanConfirm)
	}
}

// A co-worker may confirm a step, and for that sees how far somebody is: nothing that they said, and nothing said about them.
func TestACoWorkerSeesNamesAndProgressOnly(t *testing.T) {
	f := withSample(t)
	actors := f.actors()
	m, err := f.Member(t.Context(), actors["developer"], "payments", f.member("Samuel Kipkorir"))
	if err != nil || !m.Limited || !m.CanConfirm || m.Leads || m.CanNudge || m.CanAnswer || len(m.Progress.Steps) == 0 {
		t.Fatalf("limited %t, confirms %t, %v", m.Limited, m.CanConfirm, err)
	}
	if m.Email != "" || m.Facts.Member.Email != "" || m.Progress.Member.Email != "" || m.History != nil || m.Facts.Marks != nil || m.Facts.Companies != nil ||
		m.Facts.Grants != nil || m.Facts.Apps != nil || m.Facts.Blockers != nil || m.Facts.Nudges != nil || m.Facts.Files != nil || m.Progress.Holds != nil {
		t.Error("a co-worker gets more than names and progress")
	}
	for _, s := range m.Progress.Steps {
		if s.Evidence != "" || s.Reason != "" || s.Hint != "" || s.Blocker != nil || s.LastNudge != nil || s.RecordedBy.Known() || s.Gate != nil || s.Message != "" || s.Match != nil {
			t.Errorf("%s tells a co-worker too much: %+v", s.Step.Key, s)
		}
	}
	lead, _ := f.Member(t.Context(), actors["lead"], "payments", f.member("Samuel Kipkorir"))
	if lead.Limited || !lead.Leads {
		t.Error("a lead sees all of it")
	}
}

func TestTeamsAreOnesOwnOrAll(t *testing.T) {
	f := withSample(t)
	for who, want := range map[string]string{
		"lead": "[Payments]", "developer": "[Payments]", "stranger": "[Integration platform]",
		"auditor": "[Integration platform Payments]", "admin": "[Integration platform Payments]",
	} {
		teams, err := f.Teams(t.Context(), f.actors()[who])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, team := range teams {
			got = append(got, team.Name)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s may open %v, want %s", who, got, want)
		}
	}
}

func TestHistoryTellsTheWayNewestFirst(t *testing.T) {
	f := withSample(t)
	m, err := f.Member(t.Context(), f.actors()["lead"], "payments", f.member("Samuel Kipkorir"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for i, h := range m.History {
		told[h.Text] = true
		if i > 0 && h.At.After(m.History[i-1].At) {
			t.Errorf("%q stands below an older line", h.Text)
		}
	}
	for _, want := range []string{
		"Started the journey", "Became admin of ACME, staging", "Developer permission for ACME, staging", "Downloaded the JavaScript SDK 2.0.28",
		"Said they are stuck in “Create an OAuth2 app”: the redirect URI does not match", "Nudged about “Create an OAuth2 app”: Shall we look at it together?",
		"Closed the problem in “Create your password”: It was in the spam folder", "Asked Dana Ruiz to be made admin and employee of ACME",
	} {
		if !told[want] {
			t.Errorf("history does not tell %q", want)
		}
	}
}

func TestHistoryTellsWhatWasProvedAndWhen(t *testing.T) {
	f := withSample(t)
	m, err := f.Member(t.Context(), f.actors()["lead"], "payments", f.member("Kenji Watanabe"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(m.History, func(h Happening) bool {
		return h.Text == "Proved “acme-payments-kenji-staging”, staging" && h.Grade == journey.Verified && !h.At.IsZero()
	}) {
		t.Errorf("history does not tell the proof: %v", m.History)
	}
}

// TestABoardTakesTheSameRoundTripsHoweverLargeTheTeamIs counts them on the wire: a question of the program that follows an
// answer of the database is one.
func TestABoardTakesTheSameRoundTripsHoweverLargeTheTeamIs(t *testing.T) {
	var trips atomic.Int64
	direct := testdb.NewURL(t)
	db, err := postgres.Open(t.Context(), counted(t, direct, &trips), postgres.Options{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	trail := audit.New(db, slog.New(slog.DiscardHandler))
	s := New(trail, journeys(t, trail), time.Now)
	actor := access.Actor{Kind: access.Member, ID: postgres.NewID(), Admin: true}
	measure := func(slug string, developers int) int64 {
		fill(t, db, slug, developers)
		var last int64
		for range 3 { // the first reads prepare the statements
			before := trips.Load()
			b, err := s.Team(t.Context(), actor, slug, Filter{})
			if err != nil || b.Total != developers {
				t.Fatalf("%d developers, %v", b.Total, err)
			}
			last = trips.Load() - before
		}
		return last
	}
	small, large := measure("small", 2), measure("large", 60)
	if small != large || small > 8 {
		t.Errorf("%d round trips for 2 developers, %d for 60; want the same few", small, large)
	}
}

func fill(t *testing.T, db *postgres.DB, slug string, developers int) {
	t.Helper()
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := db.Pool().Exec(t.Context(), sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	team := postgres.NewID()
	exec(`INSERT INTO team (id, slug, name) VALUES ($1, $2, $2)`, team, slug)
	for i := range developers {
		id, app := postgres.NewID(), postgres.NewID()
		exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $2 || '@acme.example', $2 || '@acme.example')`, id, fmt.Sprintf("%s%d", slug, i))
		exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'developer', $3)`, postgres.NewID(), id, team)
		exec(`INSERT INTO member_journey (member_id, edition) VALUES ($1, 'zang-2020')`, id)
		exec(`INSERT INTO mark (id, member_id, step_key, state, recorded_by) VALUES ($1, $2, 'staging-sign-up', 'done', $2)`, postgres.NewID(), id)
		exec(`INSERT INTO app (id, environment, name, client_id, created_by, created_on) VALUES ($1, 'staging', 'app', $2, $3, '2026-06-01')`, app, app, id)
		exec(`INSERT INTO app_owner (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), app, id)
	}
}

// counted is the address of a relay in front of the database that counts round trips.
func counted(t *testing.T, address string, trips *atomic.Int64) string {
	t.Helper()
	cfg, err := pgconn.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	network, where := pgconn.NetworkAddress(cfg.Host, cfg.Port)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial(network, where)
			if err != nil {
				_ = client.Close()
				return
			}
			var answered atomic.Bool
			answered.Store(true)
			go relay(client, server, func() {
				if answered.Swap(false) {
					trips.Add(1)
				}
			})
			go relay(server, client, func() { answered.Store(true) })
		}
	}()
	through := url.URL{Scheme: "postgres", User: url.UserPassword(cfg.User, cfg.Password), Host: listener.Addr().String(), Path: cfg.Database, RawQuery: "sslmode=disable"}
	return through.String()
}

// relay copies until either side ends, and says of each piece that it came by.
func relay(from, to net.Conn, seen func()) {
	defer func() { _, _ = from.Close(), to.Close() }()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			seen()
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func TestEvaluateNamesSomebodyWithoutFacts(t *testing.T) {
	ed := edition(t)
	all := evaluate(map[string]journey.Edition{"": ed}, []journey.Person{{ID: "x", Name: "Ann"}}, nil, pictured)
	if len(all) != 1 || all[0].Progress.Member.Name != "Ann" || len(all[0].Progress.Steps) != len(ed.Steps) {
		t.Errorf("%+v", all)
	}
}
