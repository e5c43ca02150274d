package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/internal/access"
)

func TestEveryRouteDeclaresItsRightAndEveryChangeItsEvent(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range (&Server{}).routes() {
		if r.right == "" {
			t.Errorf("%s %s declares no right", r.method, r.path)
		}
		if (r.method == post) != (r.event != "") {
			t.Errorf("%s %s: what changes declares an event, and only that; it declares %q", r.method, r.path, r.event)
		}
		if r.method != get && r.method != post {
			t.Errorf("%s %s: pages are read with GET and changed with POST", r.method, r.path)
		}
		if seen[r.method+r.path] {
			t.Errorf("%s %s stands twice", r.method, r.path)
		}
		seen[r.method+r.path] = true
	}
}

func TestThePolicyKnowsEveryRightOfARoute(t *testing.T) {
	admin := access.Actor{Kind: access.Member, ID: "a", Admin: true, Auditor: true, Leads: []string{"t"}, Develops: []string{"t"}}
	for _, r := range (&Server{}).routes() {
		if !admin.May(r.right, access.Scope{MemberID: "a", TeamIDs: []string{"t"}, OwnerIDs: []string{"a"}}) &&
			!admin.May(r.right, access.Scope{MemberID: "b", TeamIDs: []string{"t"}}) {
			t.Errorf("%s %s: nobody could ever hold %q", r.method, r.path, r.right)
		}
	}
}

func TestEveryAnswerCarriesTheHeadersThatProtectIt(t *testing.T) {
	s := newTestServer(t)
	for _, path := range []string{"/sign-in", "/healthz", "/no-such-page", "/journey"} {
		p := s.anonymous().get(path)
		csp := p.header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if got := p.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestSomeoneWhoIsNotSignedInIsLedToTheWayInAndBack(t *testing.T) {
	s := newTestServer(t)
	p := s.anonymous().get("/trail?q=a%20b").wantStatus(http.StatusSeeOther)
	if want := "/sign-in?next=" + url.QueryEscape("/trail?q=a%20b"); p.location != want {
		t.Errorf("led to %q, want %q", p.location, want)
	}
}

func TestADisabledMemberIsNobodyAtTheNextRequest(t *testing.T) {
	s := newTestServer(t)
	b := s.as("dev")
	b.get("/").wantStatus(http.StatusSeeOther)
	s.sql(`UPDATE member SET disabled_at = now() WHERE id = $1`, s.id["dev"])
	if p := b.get("/"); p.location != "/sign-in" {
		t.Errorf("a disabled member was led to %q", p.location)
	}
}

func TestEachPersonIsLedToTheirFirstScreen(t *testing.T) {
	s := newTestServer(t)
	for who, want := range map[string]string{"dev": "/journey", "lead": "/teams", "auditor": "/ledger", "admin": "/people"} {
		if p := s.as(who).get("/").wantStatus(http.StatusSeeOther); p.location != want {
			t.Errorf("%s was led to %q, want %q", who, p.location, want)
		}
	}
}

func TestAnAddressThatDoesNotExistAnswersTheSameToEveryone(t *testing.T) {
	s := newTestServer(t)
	b := s.as("dev")
	one, two := b.get("/teams/no-such-team"), b.get("/no/such/page")
	if one.status != http.StatusNotFound || two.status != http.StatusNotFound || one.body != two.body {
		t.Errorf("statuses %d and %d, bodies alike: %v", one.status, two.status, one.body == two.body)
	}
}

func TestChangesThatAnotherSiteSendsAreRefused(t *testing.T) {
	s := newTestServer(t)
	for _, r := range s.routes() {
		if r.method != post {
			continue
		}
		path := strings.NewReplacer(":id", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", ":key", "password", ":slug", "payments", ":token", "x").Replace(r.path)
		for name, change := range map[string]func(*http.Request){
			"cross-site":     func(q *http.Request) { q.Header.Set("Sec-Fetch-Site", "cross-site") },
			"same-site":      func(q *http.Request) { q.Header.Set("Sec-Fetch-Site", "same-site") },
			"foreign origin": func(q *http.Request) { q.Header.Set("Origin", "https://evil.example") },
			"plain text": func(q *http.Request) {
				q.Header.Set("Sec-Fetch-Site", "cross-site")
				q.Header.Set("Content-Type", "text/plain")
			},
		} {
			before := s.count(`SELECT count(*) FROM event`)
			q, err := http.NewRequestWithContext(t.Context(), post, s.site.URL+path, strings.NewReader("a=b"))
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			change(q)
			if p := s.as("lead").send(q); p.status != http.StatusForbidden {
				t.Errorf("%s %s: status %d, want 403", name, path, p.status)
			}
			if after := s.count(`SELECT count(*) FROM event`); after != before {
				t.Errorf("%s %s: %d events came of it", name, path, after-before)
			}
		}
	}
}

func TestAMethodInAQueryChangesNothing(t *testing.T) {
	s := newTestServer(t)
	for _, r := range s.routes() {
		if r.method != post {
			continue
		}
		path := strings.NewReplacer(":id", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", ":key", "password", ":slug", "payments", ":token", "x").Replace(r.path)
		before := s.count(`SELECT count(*) FROM event`)
		s.as("lead").get(path + "?_method=POST")
		if after := s.count(`SELECT count(*) FROM event`); after != before {
			t.Errorf("GET %s?_method=POST wrote %d events", path, after-before)
		}
	}
}

func TestABodyThatIsTooLargeIsRefused(t *testing.T) {
	s := newTestServer(t)
	q, err := http.NewRequestWithContext(t.Context(), post, s.site.URL+"/sign-in", strings.NewReader(strings.Repeat("a", maxBody+1)))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Expect", "100-continue") // the body is sent only when the server wants it
	if p := s.anonymous().send(q); p.status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, want 413", p.status)
	}
}

func TestReadyTellsDrainingFromWorking(t *testing.T) {
	s := newTestServer(t)
	s.anonymous().get("/readyz").wantStatus(http.StatusOK)
	s.Drain()
	s.anonymous().get("/readyz").wantStatus(http.StatusServiceUnavailable)
	s.anonymous().get("/healthz").wantStatus(http.StatusOK)
}

func TestMetricsAskForAnAdmin(t *testing.T) {
	s := newTestServer(t)
	s.as("dev").get("/metrics").wantStatus(http.StatusNotFound)
	if p := s.as("admin").get("/metrics").wantStatus(http.StatusOK); !strings.Contains(p.body, "portico_requests_total") {
		t.Error("the figures are missing")
	}
}
