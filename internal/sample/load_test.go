package sample

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/testdb"
)

func load(t *testing.T, now time.Time) *audit.Log {
	t.Helper()
	log := testdb.NewLog(t)
	if err := Load(t.Context(), log, "no password fits this", now); err != nil {
		t.Fatal(err)
	}
	return log
}

func edition(t *testing.T) journey.Edition {
	t.Helper()
	editions, err := journey.Default()
	if err != nil {
		t.Fatal(err)
	}
	ed, _ := editions.Get(journey.DefaultEdition)
	return ed
}

// standings are where everybody stands, in words that do not depend on the calendar.
func standings(t *testing.T, log *audit.Log, now time.Time) map[string]string {
	t.Helper()
	out := map[string]string{}
	ids := make([]string, 0, len(ways()))
	for _, v := range ways() {
		ids = append(ids, id("member", v.who))
	}
	var facts map[string]journey.Facts
	err := log.DB().Read(t.Context(), func(tx pgx.Tx) (err error) {
		facts, err = journey.LoadFacts(t.Context(), tx, ids)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range ways() {
		p := journey.Evaluate(edition(t), facts[id("member", v.who)], now)
		var b strings.Builder
		for _, sp := range p.Steps {
			b.WriteString(sp.Step.Short + " " + string(sp.State) + " " + string(sp.Grade) + " " + number(sp.Days) + "; ")
		}
		out[v.who] = b.String()
	}
	return out
}

func number(n int) string { return strings.Repeat("|", n) }

func TestEveryDayShowsTheSame(t *testing.T) {
	tuesday := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	want := standings(t, load(t, tuesday), tuesday)
	for _, now := range []time.Time{
		time.Date(2026, 6, 20, 23, 50, 0, 0, time.UTC), // a Saturday
		time.Date(2026, 6, 22, 0, 5, 0, 0, time.UTC),   // a Monday, just begun
		time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC),
	} {
		for who, got := range standings(t, load(t, now), now) {
			if got != want[who] {
				t.Errorf("on %s %s stands at\n%s, want\n%s", now.Format("Monday 2 January 2006"), who, got, want[who])
			}
		}
	}
}

func TestEveryStateAndGradeOfTheJourneyStandsInTheSample(t *testing.T) {
	now := time.Now()
	log := load(t, now)
	all := strings.Builder{}
	for _, s := range standings(t, log, now) {
		all.WriteString(s)
	}
	for _, want := range []string{"not-started", "in-progress", "waiting", "cannot-start", "blocked", "skipped", "done verified", "done confirmed", "done self-reported"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("nobody is %s", want)
		}
	}
}

func TestTheMockUpsPeopleStandWhereTheyAreDrawn(t *testing.T) {
	now := time.Now()
	got := standings(t, load(t, now), now)
	for who, want := range map[string]string{
		"samuel": "App blocked  " + number(9), "lucia": "Roles waiting  " + number(4), "oluwaseun": "Roles waiting  " + number(4),
		"thuy": "Review blocked  " + number(3), "aisha": "Review waiting  " + number(12), "ingrid": "Password waiting  " + number(3),
		"kenji": "Tested waiting  " + number(1), "mateus": "Request in-progress  " + number(1), "priya": "App in-progress  " + number(2),
		"jonas": "Tested in-progress  " + number(7), "noor": "Tested in-progress  " + number(5), "chloe": "Sign-up in-progress  " + number(1),
		"dana": "Review done verified", "tomasz": "Review done verified", "sofia": "Review done confirmed", "hugo": "Review done self-reported",
	} {
		if !strings.Contains(got[who], want+";") && !strings.Contains(got[who], want+" ;") {
			t.Errorf("%s stands at %s, want %s in it", who, got[who], want)
		}
	}
}

func TestTheLedgerHoldsSixInProductionAndOneWhoLostIt(t *testing.T) {
	log := load(t, time.Now())
	var held, lost, events int
	err := log.DB().Pool().QueryRow(t.Context(), `
		SELECT count(*) FILTER (WHERE held_until IS NULL OR held_until > now()), count(*) FILTER (WHERE held_until <= now()),
			(SELECT count(*) FROM event WHERE action = 'grant.recorded')
		FROM permission_grant WHERE environment = 'production' AND superseded_at IS NULL`).Scan(&held, &lost, &events)
	if err != nil {
		t.Fatal(err)
	}
	if held != 6 || lost != 1 || events != len(grants()) {
		t.Errorf("%d hold it, %d lost it, %d events; want 6, 1 and %d", held, lost, events, len(grants()))
	}
}

func TestLoadingTwiceChangesNothingButThePassword(t *testing.T) {
	now := time.Now()
	log := load(t, now)
	count := func() (rows int) {
		t.Helper()
		if err := log.DB().Pool().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM mark) + (SELECT count(*) FROM member) + (SELECT count(*) FROM app_test)`).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	before := count()
	if err := Load(t.Context(), log, "another", now.AddDate(0, 0, 30)); err != nil {
		t.Fatal(err)
	}
	if after := count(); after != before {
		t.Errorf("%d rows, %d before", after, before)
	}
	var hash string
	var accounts int
	if err := log.DB().Pool().QueryRow(t.Context(), `SELECT min(hash), count(*) FROM password`).Scan(&hash, &accounts); err != nil || accounts != 4 {
		t.Fatalf("%d accounts have a password, %v; want 4", accounts, err)
	}
	if hash != "another" {
		t.Errorf("the password is kept as %q", hash)
	}
}

func TestADatabaseWithPeopleInItIsLeftAlone(t *testing.T) {
	log := testdb.NewLog(t)
	_, err := log.DB().Pool().Exec(t.Context(), `INSERT INTO member (id, name, email, email_key) VALUES ('01900000-0000-7000-8000-000000000001', 'Ann', 'ann@x.example', 'ann@x.example')`)
	if err != nil {
		t.Fatal(err)
	}
	if err := Load(t.Context(), log, "x", time.Now()); !apperr.Is(err, apperr.Conflict) {
		t.Fatalf("%v, want a conflict", err)
	}
	var members, events int
	if err := log.DB().Pool().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM member), (SELECT count(*) FROM event)`).Scan(&members, &events); err != nil || members != 1 || events != 0 {
		t.Errorf("%d members and %d events, %v; want 1 and none", members, events, err)
	}
}

func TestTheFourAccountsHaveTheirRoles(t *testing.T) {
	log := load(t, time.Now())
	for email, role := range map[string]string{AdminEmail: "admin", LeadEmail: "lead", DeveloperEmail: "developer", AuditorEmail: "auditor"} {
		var got string
		err := log.DB().Pool().QueryRow(t.Context(), `SELECT r.role FROM member m JOIN member_role r ON r.member_id = m.id JOIN password p ON p.member_id = m.id WHERE m.email_key = $1`, email).Scan(&got)
		if err != nil || got != role {
			t.Errorf("%s is %q, %v; want %s", email, got, err, role)
		}
	}
}
