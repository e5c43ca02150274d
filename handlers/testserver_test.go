package handlers

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/postgres"
	"portico/internal/signin"
	"portico/internal/testdb"
)

// testServer is the whole site on a database of its own, with the people that most tests need:
// two teams (payments, platform); admin, auditor, lead (of payments), dev and dev2 (developers in payments), otherlead and
// otherdev (of platform), disabled (a developer in payments whose account is disabled).
type testServer struct {
	*Server
	t     testing.TB
	db    *postgres.DB
	trail *audit.Log
	site  *httptest.Server
	// id finds a member or team by the short name above.
	id map[string]string
	// log is all that the server wrote about its work.
	log *logBook
}

// logBook keeps what is logged, for tests that look for what must not be there.
type logBook struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var testPeople = []struct{ short, name, role, team string }{
	{"admin", "Victor Lindqvist", "admin", ""},
	{"auditor", "Ruth Abramson", "auditor", ""},
	{"lead", "Helen Okafor", "lead", "payments"},
	{"dev", "Priya Raman", "developer", "payments"},
	{"dev2", "Dana Ruiz", "developer", "payments"},
	{"otherlead", "Lena Hartmann", "lead", "platform"},
	{"otherdev", "Farah Siddiqui", "developer", "platform"},
	{"disabled", "Marek Zeman", "developer", "payments"},
}

func newTestServer(t testing.TB) *testServer {
	t.Helper()
	return newTestServerWith(t, time.Now, config.Config{InvitationLifetime: 168 * time.Hour})
}

// newTestServerWith is newTestServer with a clock and settings of the test's own.
func newTestServerWith(t testing.TB, now func() time.Time, cfg config.Config) *testServer {
	t.Helper()
	db := testdb.New(t)
	book := &logBook{}
	log := slog.New(slog.NewJSONHandler(book, &slog.HandlerOptions{Level: slog.LevelDebug}))
	trail := audit.New(db, log)
	if cfg.BaseURL == "" {
		cfg.BaseURL = "http://portico.test"
	}
	services, err := NewServices(trail, now, cfg)
	if err != nil {
		t.Fatal(err)
	}
	s := &testServer{t: t, db: db, trail: trail, id: map[string]string{}, log: book}
	secure := strings.HasPrefix(cfg.BaseURL, "https://")
	s.Server = New(Deps{
		Services: services, DB: db, Log: log, Now: now, Version: "test", BaseURL: cfg.BaseURL, Secure: secure,
		Sessions: signin.NewSessions(db, signin.SessionOptions{Lifetime: 12 * time.Hour, Idle: time.Hour, Secure: secure}),
	})
	s.site = httptest.NewServer(s.Handler())
	t.Cleanup(s.site.Close)
	s.fill()
	return s
}

func (s *testServer) fill() {
	for slug, name := range map[string]string{"payments": "Payments", "platform": "Integration platform"} {
		s.id[slug] = postgres.NewID()
		s.sql(`INSERT INTO team (id, slug, name) VALUES ($1, $2, $3)`, s.id[slug], slug, name)
	}
	for _, p := range testPeople {
		id, email := postgres.NewID(), p.short+"@acme.example"
		s.id[p.short] = id
		s.sql(`INSERT INTO member (id, name, email, email_key, disabled_at) VALUES ($1, $2, $3, $3, CASE WHEN $4 THEN now() END)`,
			id, p.name, email, p.short == "disabled")
		s.sql(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, $3, nullif($4, '')::uuid)`,
			postgres.NewID(), id, p.role, s.id[p.team])
		if p.team != "" {
			s.sql(`INSERT INTO member_journey (member_id, edition) VALUES ($1, 'zang-2020')`, id)
		}
	}
}

// sql runs a statement as the app's role.
func (s *testServer) sql(statement string, args ...any) {
	s.t.Helper()
	if _, err := s.db.Pool().Exec(s.t.Context(), statement, args...); err != nil {
		s.t.Fatalf("%s: %v", statement, err)
	}
}

// count is the single number that a query gives.
func (s *testServer) count(query string, args ...any) int {
	s.t.Helper()
	var n int
	if err := s.db.Pool().QueryRow(s.t.Context(), query, args...).Scan(&n); err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// browser is one person's browser: cookies are kept, redirects are not followed, and it says where requests come from as
// browsers do.
type browser struct {
	s       *testServer
	cookies map[string]string
}

// anonymous is a browser that is not signed in.
func (s *testServer) anonymous() *browser { return &browser{s: s, cookies: map[string]string{}} }

// as is a browser in which the person with this short name is signed in.
func (s *testServer) as(short string) *browser {
	s.t.Helper()
	ctx, err := s.Sessions.Load(signin.WithVisit(s.t.Context(), &signin.Visit{}), "")
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.Sessions.Begin(ctx, s.id[short]); err != nil {
		s.t.Fatal(err)
	}
	token, _, err := s.Sessions.Commit(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	b := s.anonymous()
	b.cookies[s.Sessions.Cookie.Name] = token
	return b
}

// page is one answer.
type page struct {
	*goquery.Document
	t        testing.TB
	status   int
	header   http.Header
	body     string
	location string
}

func (b *browser) get(path string) *page { return b.do(http.MethodGet, path, nil) }

// post sends a form as the browser's own site would.
func (b *browser) post(path string, form url.Values) *page { return b.do(http.MethodPost, path, form) }

func (b *browser) do(method, path string, form url.Values) *page {
	b.s.t.Helper()
	request, err := http.NewRequestWithContext(b.s.t.Context(), method, b.s.site.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.s.t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if method != http.MethodGet {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return b.send(request)
}

// send is for requests that a test builds itself.
func (b *browser) send(request *http.Request) *page {
	b.s.t.Helper()
	for name, value := range b.cookies {
		request.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	response, err := (&http.Transport{DisableKeepAlives: true, ExpectContinueTimeout: time.Minute}).RoundTrip(request)
	if err != nil {
		b.s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	for _, cookie := range response.Cookies() {
		if cookie.MaxAge < 0 {
			delete(b.cookies, cookie.Name)
			continue
		}
		b.cookies[cookie.Name] = cookie.Value
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		b.s.t.Fatal(err)
	}
	return &page{doc, b.s.t, response.StatusCode, response.Header, string(body), response.Header.Get("Location")}
}

// submit sends the form that the selector finds on a page, with its hidden fields and what it holds, changed by values.
func (b *browser) submit(p *page, selector string, values url.Values) *page {
	b.s.t.Helper()
	form := p.Find(selector).First()
	if form.Length() == 0 {
		b.s.t.Fatalf("no form %q on the page:\n%s", selector, p.body)
	}
	sent := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, field *goquery.Selection) {
		name, kind := field.AttrOr("name", ""), field.AttrOr("type", "")
		_, checked := field.Attr("checked")
		switch {
		case goquery.NodeName(field) == "textarea":
			sent.Add(name, field.Text())
		case goquery.NodeName(field) == "select":
			option := field.Find("option[selected]")
			if option.Length() == 0 {
				option = field.Find("option").First()
			}
			sent.Add(name, option.AttrOr("value", option.Text()))
		case (kind == "checkbox" || kind == "radio") && !checked, kind == "file", kind == "submit":
		default:
			sent.Add(name, field.AttrOr("value", ""))
		}
	})
	for name, value := range values {
		sent[name] = value
	}
	return b.post(form.AttrOr("action", ""), sent)
}

// wantStatus ends the test when the answer has another status.
func (p *page) wantStatus(status int) *page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("status %d, want %d:\n%.2000s", p.status, status, p.body)
	}
	return p
}

// wantText notes an error when what the selector finds does not hold the text.
func (p *page) wantText(selector, text string) *page {
	p.t.Helper()
	if got := strings.Join(strings.Fields(p.Find(selector).Text()), " "); !strings.Contains(got, text) {
		p.t.Errorf("%s reads %.500q, want %q in it", selector, got, text)
	}
	return p
}
