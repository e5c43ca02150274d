package signin_test

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
	"portico/internal/signin"
	"portico/internal/testdb"
)

const (
	goodPassword  = "marble gutter teapot violin"
	otherPassword = "ostrich lantern velvet 87"
	here          = "198.51.100.7"
)

// house is a database with a team, an admin and a lead; the admin has goodPassword.
type house struct {
	t           *testing.T
	log         *audit.Log
	people      *people.Service
	s           *signin.Service
	now         time.Time
	team        people.Team
	admin, lead access.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := emptyHouse(t)
	var err error
	if h.team, err = h.people.CreateTeam(t.Context(), access.OperatorActor(), "Payments"); err != nil {
		t.Fatal(err)
	}
	h.admin = h.member("victor@acme.example", people.Admin, "")
	h.lead = h.member("helen@acme.example", people.Lead, h.team.ID)
	h.give(h.admin.ID, goodPassword)
	return h
}

func emptyHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, log: testdb.NewLog(t), now: time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	h.people = people.New(h.log, clock, people.Config{Edition: "zang-2020"})
	h.s = signin.New(h.log, h.people, clock, signin.Config{Mails: true})
	h.s.HashCheaply()
	return h
}

func (h *house) member(email string, role people.Role, team string) access.Actor {
	h.t.Helper()
	address, err := people.ParseAddress(email)
	if err != nil {
		h.t.Fatal(err)
	}
	id := postgres.NewID()
	err = h.log.Change(h.t.Context(), access.OperatorActor(), audit.SampleLoaded, func(tx *audit.Tx) (audit.Entry, error) {
		return audit.Entry{Subject: audit.Subject{Kind: "sample", ID: id}}, h.people.CreateMemberIn(h.t.Context(), tx, people.NewMember{
			ID: id, Name: "Some One", Address: address, Role: role, TeamID: team,
		})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	actor, err := h.people.ActorFor(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return actor
}

// give sets a member's password by a link, as people do.
func (h *house) give(memberID, password string) {
	h.t.Helper()
	token, _, err := h.s.MakeReset(h.t.Context(), access.OperatorActor(), memberID)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.s.UseReset(h.t.Context(), access.AnonymousActor(), token, password); err != nil {
		h.t.Fatal(err)
	}
}

// try signs in from an address with a device cookie.
func (h *house) try(email, password, address, device string) (signin.SignedIn, error) {
	return h.s.SignIn(h.t.Context(), access.AnonymousActor(), signin.SignIn{Email: email, Password: password, Address: address, Device: device})
}

// session writes a live session and gives its id.
func (h *house) session(memberID string) string {
	h.t.Helper()
	id := postgres.NewID()
	_, err := h.log.DB().Pool().Exec(h.t.Context(),
		`INSERT INTO session (token, id, data, expires_at, member_id, agent) VALUES ($1, $2, '', $3, $4, 'Firefox')`,
		"token of "+id, id, h.now.Add(time.Hour), memberID)
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func (h *house) count(query string, args ...any) int {
	h.t.Helper()
	var n int
	if err := h.log.DB().Pool().QueryRow(h.t.Context(), query, args...).Scan(&n); err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	return n
}

func (h *house) wantEvents(n int, action audit.Action, subject string, refused bool) {
	h.t.Helper()
	got := h.count(`SELECT count(*) FROM event WHERE action = $1 AND subject_id = $2 AND refused = $3`, string(action), subject, refused)
	if got != n {
		h.t.Errorf("%d events %s about %s (refused: %t), want %d", got, action, subject, refused, n)
	}
}

func wantKind(t *testing.T, err error, kind apperr.Kind) {
	t.Helper()
	if err == nil || apperr.KindOf(err) != kind {
		t.Fatalf("got %v, want a %v", err, kind)
	}
}

func wantField(t *testing.T, err error, field string) {
	t.Helper()
	var typed *apperr.Error
	if !errors.As(err, &typed) || typed.Kind != apperr.Invalid || typed.Fields[field] == "" {
		t.Fatalf("got %v, want a sentence beside %q", err, field)
	}
}

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
