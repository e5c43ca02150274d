package journey

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// stage is a service on a database of its own with the people that tasks need: Priya, a developer of payments; Helen, who
// leads it; Dana, another developer; Lena, who leads platform; Ruth, an auditor.
type stage struct {
	seed
	*Service
	payments                       string
	priya, helen, dana, lena, ruth Person
}

func newStage(t *testing.T) *stage {
	t.Helper()
	db := testdb.New(t)
	editions, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{seed: seed{t, db}, Service: New(audit.New(db, slog.New(slog.DiscardHandler)), time.Now, editions)}
	s.payments = s.team("payments")
	platform := s.team("platform")
	s.priya = s.member("Priya Raman", "priya@acme.example", "developer", s.payments)
	s.dana = s.member("Dana Ruiz", "dana@acme.example", "developer", s.payments)
	s.helen = s.member("Helen Okafor", "helen@acme.example", "lead", s.payments)
	s.lena = s.member("Lena Hartmann", "lena@acme.example", "lead", platform)
	s.ruth = s.member("Ruth Abramson", "ruth@acme.example", "auditor", "")
	return s
}

// actor is a person as they act, with the roles that the database holds.
func (s *stage) actor(p Person) access.Actor {
	s.t.Helper()
	a := access.Actor{Kind: access.Member, ID: p.ID, Name: p.Name, Email: p.Email, TimeZone: "Europe/Berlin", RequestID: postgres.NewID()}
	rows, err := s.db.Pool().Query(context.Background(), `SELECT role, coalesce(team_id::text, '') FROM member_role WHERE member_id = $1 AND ended_at IS NULL`, p.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var role, team string
		if err := rows.Scan(&role, &team); err != nil {
			s.t.Fatal(err)
		}
		switch role {
		case "lead":
			a.Leads = append(a.Leads, team)
		case "developer":
			a.Develops = append(a.Develops, team)
		case "auditor":
			a.Auditor = true
		case "admin":
			a.Admin = true
		}
	}
	return a
}

// state is where a step of Priya's stands.
func (s *stage) state(key string) StepProgress {
	s.t.Helper()
	_, _, p, err := s.Progress(context.Background(), s.actor(s.priya), s.priya.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	step, ok := p.Step(key)
	if !ok {
		s.t.Fatalf("no step %q", key)
	}
	return step
}

func (s *stage) wantState(key string, want State) {
	s.t.Helper()
	if got := s.state(key); got.State != want {
		s.t.Errorf("%s is %s (%s), want %s", key, got.State, got.Reason, want)
	}
}

// events counts events of an action about a member, refused or not.
func (s *stage) events(action audit.Action, member Person, refused bool) int {
	s.t.Helper()
	var n int
	err := s.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM event WHERE action = $1 AND member_id = $2 AND refused = $3`,
		string(action), member.ID, refused).Scan(&n)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func (s *stage) wantEvents(action audit.Action, member Person, refused bool, want int) {
	s.t.Helper()
	if got := s.events(action, member, refused); got != want {
		s.t.Errorf("%d events %s (refused %t), want %d", got, action, refused, want)
	}
}

func wantKind(t *testing.T, err error, kind apperr.Kind) {
	t.Helper()
	if err == nil || apperr.KindOf(err) != kind {
		t.Errorf("error = %v, want %s", err, kind)
	}
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// complete marks steps of Priya's as done.
func (s *stage) complete(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		s.must(s.CompleteStep(context.Background(), s.actor(s.priya), CompleteStep{StepKey: key}))
	}
}

func TestProgressIsForThePersonTheirLeadAnAuditorAndAnAdmin(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	for _, p := range []Person{s.priya, s.helen, s.ruth} {
		edition, _, progress, err := s.Progress(ctx, s.actor(p), s.priya.ID)
		if err != nil || edition.Key != DefaultEdition || progress.Total != 11 {
			t.Errorf("%s: edition %q, %d steps, %v", p.Name, edition.Key, progress.Total, err)
		}
	}
	_, _, _, err := s.Progress(ctx, s.actor(s.dana), s.priya.ID)
	wantKind(t, err, apperr.Forbidden)
	_, _, _, err = s.Progress(ctx, s.actor(s.lena), s.priya.ID)
	wantKind(t, err, apperr.NotFound)
	_, _, _, err = s.Progress(ctx, s.actor(s.helen), postgres.NewID())
	wantKind(t, err, apperr.NotFound)
}

func TestSomeoneWithoutAJourneyHasAnEditionWithoutAKey(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	edition, facts, _, err := s.Progress(context.Background(), s.actor(s.ruth), s.ruth.ID)
	if err != nil || edition.Key != "" || facts.Member.ID != s.ruth.ID {
		t.Errorf("edition %q, member %+v, %v", edition.Key, facts.Member, err)
	}
}
