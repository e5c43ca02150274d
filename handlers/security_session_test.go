package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"portico/internal/postgres"
	"portico/internal/signin"
)

// TestASessionThatWasSignedOutNeverComesBack signs out while another request of the same session is in flight, one that
// writes the session at its end because it takes a message out of it.
func TestASessionThatWasSignedOutNeverComesBack(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	const rounds, workers = 1000, 10
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for range rounds / workers {
				b := s.withMessage("dev")
				inFlight := &browser{s: s, cookies: map[string]string{s.Sessions.Cookie.Name: b.cookies[s.Sessions.Cookie.Name]}}
				after := &browser{s: s, cookies: map[string]string{s.Sessions.Cookie.Name: b.cookies[s.Sessions.Cookie.Name]}}
				done := make(chan struct{})
				go func() { defer close(done); inFlight.get("/ledger") }()
				b.post("/sign-out", nil)
				<-done
				if p := after.get("/me"); p.status != http.StatusSeeOther {
					t.Errorf("a session is alive after its sign-out: status %d", p.status)
				}
			}
		})
	}
	all.Wait()
	if alive := s.count(`SELECT count(*) FROM session WHERE revoked_at IS NULL AND member_id IS NOT NULL`); alive != 0 {
		t.Errorf("%d of %d sessions are alive", alive, rounds)
	}
	if out := s.count(`SELECT count(*) FROM event WHERE action = 'session.signed-out'`); out != rounds {
		t.Errorf("%d of %d signed out", out, rounds)
	}
}

// withMessage is a browser of somebody whose next page shows a message.
func (s *testServer) withMessage(short string) *browser {
	ctx, err := s.Sessions.Load(signin.WithVisit(s.t.Context(), &signin.Visit{}), "")
	if err == nil {
		err = s.Sessions.Begin(ctx, s.id[short])
	}
	if err != nil {
		s.t.Error(err)
		return s.anonymous()
	}
	s.Sessions.PutFlash(ctx, `[{"Kind":"done","Text":"Saved."}]`)
	token, _, err := s.Sessions.Commit(ctx)
	if err != nil {
		s.t.Error(err)
	}
	b := s.anonymous()
	b.cookies[s.Sessions.Cookie.Name] = token
	return b
}

func TestATokenThatWasChosenOutsideBecomesNobodysSession(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.password("dev")
	const chosen = "a-token-that-an-attacker-chose"
	b := s.anonymous()
	b.cookies[s.Sessions.Cookie.Name] = chosen
	b.post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}}).wantStatus(http.StatusSeeOther)
	if b.cookies[s.Sessions.Cookie.Name] == chosen {
		t.Error("a token that was chosen outside was taken")
	}
}

func TestNothingIsSignedOutByLookingAtAnAddress(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	b := s.as("dev")
	b.get("/sign-out").wantStatus(http.StatusNotFound)
	b.get("/me").wantStatus(http.StatusOK)
}

func TestARoleThatWasLostIsLostAtTheNextRequest(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	lead, admin, auditor := s.as("lead"), s.as("admin"), s.as("auditor")
	lead.get("/people").wantStatus(http.StatusOK)
	admin.get("/metrics").wantStatus(http.StatusOK)
	auditor.get("/teams/platform").wantStatus(http.StatusOK)
	s.sql(`INSERT INTO member_role (id, member_id, role) VALUES ($1, $2, 'admin')`, postgres.NewID(), s.id["dev2"])
	s.sql(`UPDATE member_role SET ended_at = now() WHERE member_id = ANY($1)`, []string{s.id["lead"], s.id["admin"], s.id["auditor"]})
	lead.get("/people").wantStatus(http.StatusNotFound)
	lead.get("/teams/payments").wantStatus(http.StatusNotFound)
	admin.get("/metrics").wantStatus(http.StatusNotFound)
	auditor.get("/teams/platform").wantStatus(http.StatusNotFound)
}

// TestNoHeaderGivesNewGuesses guesses until it is held up, and then says to be somebody else.
func TestNoHeaderGivesNewGuesses(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.password("dev")
	guess := func(email, forwarded string) *page {
		q := s.formRequest("/sign-in", url.Values{"email": {email}, "password": {"not the right one at all"}})
		for _, name := range []string{"X-Forwarded-For", "X-Real-Ip", "True-Client-Ip", "Forwarded", "Cf-Connecting-Ip"} {
			q.Header.Set(name, forwarded)
		}
		return s.anonymous().send(q)
	}
	for range 10 {
		guess("dev@acme.example", "203.0.113.1")
	}
	for i, email := range []string{"dev@acme.example", "DEV@Acme.Example", " dev@acme.example ", "dev@ACME.example"} {
		p := guess(email, "198.51.100."+string(rune('1'+i)))
		if p.status != http.StatusTooManyRequests || p.header.Get("Retry-After") == "" {
			t.Errorf("%q from elsewhere: status %d, want 429", email, p.status)
		}
	}
	known, unknown := guess("dev2@acme.example", "x"), guess("nobody@acme.example", "x")
	if known.status != unknown.status || known.Find(".notice").Text() != unknown.Find(".notice").Text() {
		t.Errorf("known %d and unknown %d answer differently", known.status, unknown.status)
	}
}

// formRequest is a form that a test sends with headers of its own.
func (s *testServer) formRequest(path string, form url.Values) *http.Request {
	s.t.Helper()
	q, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.site.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	return q
}
