package people_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/people"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// house is a database with one team and the four roles.
type house struct {
	t     *testing.T
	log   *audit.Log
	s     *people.Service
	now   time.Time
	team  people.Team
	other people.Team
	// admin, lead, dev and auditor are actors with these roles; lead and dev in team.
	admin, lead, dev, auditor access.Actor
}

func newHouse(t *testing.T, mails bool) *house {
	t.Helper()
	h := &house{t: t, log: testdb.NewLog(t), now: time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)}
	h.s = people.New(h.log, func() time.Time { return h.now }, people.Config{
		Edition: "zang-2020", Mails: mails, FreeMail: func(domain string) bool { return domain == "mail.example" },
	})
	ctx, operator := t.Context(), access.OperatorActor()
	var err error
	if h.team, err = h.s.CreateTeam(ctx, operator, "Payments"); err != nil {
		t.Fatal(err)
	}
	if h.other, err = h.s.CreateTeam(ctx, operator, "Integration platform"); err != nil {
		t.Fatal(err)
	}
	h.admin = h.member("victor@acme.example", people.Admin, "")
	h.lead = h.member("helen@acme.example", people.Lead, h.team.ID)
	h.dev = h.member("priya@acme.example", people.Developer, h.team.ID)
	h.auditor = h.member("ruth@audit.example", people.Auditor, "")
	return h
}

// member makes a member with one role and gives them as an actor.
func (h *house) member(email string, role people.Role, team string) access.Actor {
	h.t.Helper()
	address, err := people.ParseAddress(email)
	if err != nil {
		h.t.Fatal(err)
	}
	id := postgres.NewID()
	err = h.log.Change(h.t.Context(), access.OperatorActor(), audit.SampleLoaded, func(tx *audit.Tx) (audit.Entry, error) {
		return audit.Entry{Subject: audit.Subject{Kind: "sample", ID: id}}, h.s.CreateMemberIn(h.t.Context(), tx, people.NewMember{
			ID: id, Name: "Person " + email, Address: address, Role: role, TeamID: team,
		})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.actor(id)
}

func (h *house) actor(id string) access.Actor {
	h.t.Helper()
	a, err := h.s.ActorFor(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// count is the single number that a query gives.
func (h *house) count(query string, args ...any) int {
	h.t.Helper()
	var n int
	if err := h.log.DB().Pool().QueryRow(h.t.Context(), query, args...).Scan(&n); err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// wantEvents notes an error unless the trail has n events of the action, refused or not, about the subject.
func (h *house) wantEvents(n int, action audit.Action, subject string, refused bool) {
	h.t.Helper()
	got := h.count(`SELECT count(*) FROM event WHERE action = $1 AND subject_id = $2 AND refused = $3`, string(action), subject, refused)
	if got != n {
		h.t.Errorf("%d events %s about %s (refused: %t), want %d", got, action, subject, refused, n)
	}
}

// wantKind ends the test unless err has the kind.
func wantKind(t *testing.T, err error, kind apperr.Kind) {
	t.Helper()
	if err == nil || apperr.KindOf(err) != kind {
		t.Fatalf("got %v, want a %v", err, kind)
	}
}

// wantField ends the test unless err has a sentence beside the field.
func wantField(t *testing.T, err error, field string) {
	t.Helper()
	var typed *apperr.Error
	if !errors.As(err, &typed) || typed.Kind != apperr.Invalid || typed.Fields[field] == "" {
		t.Fatalf("got %v, want a sentence beside %q", err, field)
	}
}

// together runs n calls at once and gives their errors.
func together(ctx context.Context, n int, call func(context.Context, int) error) []error {
	start, results := make(chan struct{}), make(chan error, n)
	for i := range n {
		go func() {
			<-start
			results <- call(ctx, i)
		}()
	}
	close(start)
	errs := make([]error, n)
	for i := range n {
		errs[i] = <-results
	}
	return errs
}

func won(errs []error) int {
	n := 0
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}
