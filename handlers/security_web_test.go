package handlers

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"portico/internal/config"
	"portico/internal/postgres"
)

// TestNoCellOfAnyFileRunsAsAFormula seeds every text that people write with what a spreadsheet runs, and reads every file.
func TestNoCellOfAnyFileRunsAsAFormula(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	s.sql(`UPDATE blocker SET reason_key = 'something-else', words = 'x'`)
	// The ledger takes no update, so each sign gets a line of somebody else.
	for sign, holder := range map[string]string{"=": "dev2", "+": "lead", "-": "otherlead", "@": "auditor", "\t": "admin", "\r": "disabled"} {
		live := sign + "cmd|' /C calc'!A0"
		for _, column := range []string{
			"member.name", "team.name", "company.name", "app.name", "app.secret_place", "app.description", "blocker.words", "invitation.name",
		} {
			table, name, _ := strings.Cut(column, ".")
			s.sql(`UPDATE `+table+` SET `+name+` = $1 || ' ' || ctid::text`, live)
		}
		s.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade, evidence)
			VALUES ($1, $2, 1, $3, 'staging', 'self-assigned', now() - interval '1 day', 'self-reported', $4)`, postgres.NewID(), postgres.NewID(), s.id[holder], live)
		s.sql(`WITH e AS (INSERT INTO event (actor_kind, action, subject_kind, subject_id) VALUES ('system', 'sample.loaded', $1, $1) RETURNING id)
			INSERT INTO event_reason (event_id, salt, words) SELECT id, decode(repeat('00', 16), 'hex'), $1 FROM e`, live)
		files := 0
		for _, r := range s.routes() {
			if r.method == get && strings.HasSuffix(r.path, ".csv") {
				files++
				p := s.as("admin").get(s.fillPath(r.path, "own")).wantStatus(http.StatusOK)
				wantHarmless(t, r.path, p.body, "calc")
			}
		}
		list := "name,email,team,role\n\"" + live + "\",bad@,\"" + live + "\",\"" + live + "\"\n"
		p := s.as("admin").post("/people/import", url.Values{"list": {list}, "do": {"others"}}).wantStatus(http.StatusOK)
		wantHarmless(t, "/people/import", p.body, "")
		if files < 4 {
			t.Fatalf("%d files", files)
		}
	}
}

// wantHarmless reads a file and looks at the first character of every cell, as a spreadsheet does.
func wantHarmless(t *testing.T, path, file, seeded string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(rows) < 2 || !strings.Contains(file, seeded) {
		t.Errorf("%s: %d rows, none of them seeded:\n%.400s", path, len(rows), file)
	}
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s: column %d is alive: %q", path, i+1, cell)
			}
		}
	}
}

// TestALinkComesFromTheBaseURLWhateverARequestSays asks every page, and for every link that is handed over, with forged names
// of the host.
func TestALinkComesFromTheBaseURLWhateverARequestSays(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	ask := func(method, path string, form url.Values, who string) *page {
		q, err := http.NewRequestWithContext(t.Context(), method, s.site.URL+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		q.Host = "evil.example"
		for name, value := range map[string]string{
			"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example;proto=https", "X-Forwarded-Proto": "https",
			"X-Original-Url": "https://evil.example/", "X-Forwarded-Prefix": "//evil.example", "Sec-Fetch-Site": "same-origin",
			"Content-Type": "application/x-www-form-urlencoded", "X-Http-Method-Override": "POST",
		} {
			q.Header.Set(name, value)
		}
		return s.as(who).send(q)
	}
	for _, r := range s.routes() {
		path := s.fillPath(r.path, "own")
		if r.method == post && (strings.HasPrefix(r.path, "/me/sessions") || r.path == "/sign-out") {
			continue
		}
		p := ask(r.method, path, url.Values{}, "admin")
		if strings.Contains(p.body+p.location+fmt.Sprint(p.header), "evil.example") {
			t.Errorf("%s %s repeats the forged host", r.method, r.path)
		}
	}
	form := url.Values{"name": {"New"}, "email": {"brand-new@acme.example"}, "role": {"developer"}, "team": {s.id["payments"]}}
	p := ask(post, "/people/invite", form, "admin").wantStatus(http.StatusOK)
	if !strings.Contains(p.body, "http://portico.test/invitations/") || strings.Contains(p.body, "evil.example") {
		t.Error("the invitation's link does not come from the base URL")
	}
	p = ask(post, "/people/"+s.id["otherdev"]+"/reset", nil, "admin").wantStatus(http.StatusOK)
	if !strings.Contains(p.body, "http://portico.test/reset/") || strings.Contains(p.body, "evil.example") {
		t.Error("the link for a new password does not come from the base URL")
	}
}

// nasty are values that break what is put together by hand; the first few are asked for more often.
var nasty = []string{
	"''; DROP TABLE event; --", "\x00", "\xff\xfe", "99999999999999999999", "9999-12-31", "", "'", `"`, `\`, "%", "_", "1 OR 1=1", "-1", "0", "newer-1", "newer-",
	"1e9", "NaN", "2026-13-45", "0000-00-00", "-99999999999999.0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", "🙂", "<script>alert(1)</script>",
	"../../etc/passwd", strings.Repeat("a", 9000), "team:x", "a:b:c", "$1", "?", "null", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001",
}

// queryNames are all names that the handlers read out of a query string.
func queryNames(t *testing.T) []string {
	t.Helper()
	names := []string{"status", "step", "q", "group", "look", "density", "supply", "member", "as_of", "known_at", "since", "page", "from", "to", "grant"}
	read := regexp.MustCompile(`query\("([a-z_]+)"\)`)
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file.Name())
		if err != nil || !strings.HasSuffix(file.Name(), ".go") {
			continue
		}
		for _, found := range read.FindAllStringSubmatch(string(text), -1) {
			names = append(names, found[1])
		}
	}
	return names
}

// TestNoQueryAndNoPathReachesTheDatabaseUnread sends every page what breaks statements, in all of its filters, sorts and
// cursors at once and one by one, and in every part of its path: it is read, or refused, and never a fault of ours.
func TestNoQueryAndNoPathReachesTheDatabaseUnread(t *testing.T) {
	t.Parallel()
	const few = 5
	s, names := newMatrixServer(t), queryNames(t)
	b := s.as("admin")
	ask := func(method, path string) {
		if p := b.do(method, path, nil); p.status >= http.StatusInternalServerError {
			t.Errorf("%s %.200q: status %d", method, path, p.status)
		}
	}
	for _, r := range s.routes() {
		for i, value := range nasty {
			if r.method == get {
				all := url.Values{}
				for _, name := range names {
					all.Set(name, value)
				}
				ask(get, s.fillPath(r.path, "own")+"?"+all.Encode())
			}
			if words := strings.Split(r.path, "/:"); len(words) > 1 && i < few && value != "" {
				path := regexp.MustCompile(`:[a-z]+`).ReplaceAllString(r.path, strings.ReplaceAll(url.PathEscape(value), "$", "%24"))
				ask(r.method, path)
			}
		}
	}
	for _, path := range []string{"/teams/payments", "/ledger", "/trail", "/people", "/apps", "/companies"} {
		for _, name := range names {
			for _, value := range nasty[:few] {
				ask(get, path+"?"+url.Values{name: {value}}.Encode())
			}
		}
	}
	if n := s.count(`SELECT count(*) FROM event`); n == 0 || strings.Contains(s.log.String(), `"level":"ERROR"`) {
		t.Errorf("%d events; the log: %.2000s", n, s.log.String()[max(0, strings.Index(s.log.String(), `"level":"ERROR"`)-200):])
	}
}

// TestNobodyIsLedAway gives every page and every form that knows a way back one that leads elsewhere.
func TestNobodyIsLedAway(t *testing.T) {
	t.Parallel()
	s, who, source := newMatrixServer(t), allowed(t), readSource(t)
	away := []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/\t/evil.example", "javascript:alert('evil.example')", "/%5cevil.example", "evil.example"}
	for _, r := range s.routes() {
		for _, to := range away {
			var p *page
			switch {
			case r.method == get:
				p = s.as("dev").get(s.fillPath(r.path, "own") + "?" + url.Values{"back": {to}, "next": {to}}.Encode())
			case source.has(r.path, "back") || source.has(r.path, "next"):
				form := url.Values{}
				for _, name := range []string{"back", "next"} {
					if source.has(r.path, name) {
						form.Set(name, to)
					}
				}
				p = s.asker(who[r.path]).post(s.fillPath(r.path, "own"), form)
			default:
				continue
			}
			if strings.Contains(strings.ReplaceAll(p.location, "next=", ""), "evil.example") && !strings.HasPrefix(p.location, "/sign-in?next=%2F") {
				t.Errorf("%s %s leads to %q", r.method, r.path, p.location)
			}
			p.Find("a[href], form[action]").Each(func(_ int, e *goquery.Selection) {
				if link := e.AttrOr("href", e.AttrOr("action", "")); ownPath(link, "") == "" && strings.Contains(link, "evil.example") {
					t.Errorf("%s %s has a link to %q", r.method, r.path, link)
				}
			})
		}
	}
	s.password("dev")
	for _, to := range away {
		p := s.anonymous().post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}, "next": {to}}).wantStatus(http.StatusSeeOther)
		if p.location != "/" {
			t.Errorf("after sign-in %q leads to %q", to, p.location)
		}
	}
}

func (s *source) has(path, name string) bool {
	for _, f := range s.fields(path) {
		if f.name == name {
			return true
		}
	}
	return false
}

func TestOverHTTPSTheCookiesAreBoundToHostAndTransport(t *testing.T) {
	t.Parallel()
	s := newTestServerWith(t, time.Now, config.Config{BaseURL: "https://portico.test"})
	s.password("dev")
	p := s.anonymous().post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}}).wantStatus(http.StatusSeeOther)
	if len(p.header.Values("Set-Cookie")) != 2 {
		t.Fatalf("cookies: %v", p.header.Values("Set-Cookie"))
	}
	for _, cookie := range p.header.Values("Set-Cookie") {
		for _, want := range []string{"__Host-portico", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
			if !strings.Contains(cookie, want) {
				t.Errorf("no %s in %q", want, cookie[:min(len(cookie), 30)])
			}
		}
		if strings.Contains(cookie, "Domain=") {
			t.Error("a cookie names a domain")
		}
	}
	if hsts := p.header.Get("Strict-Transport-Security"); !strings.Contains(hsts, "max-age=31536000") {
		t.Errorf("HSTS is %q", hsts)
	}
}

// TestATokenInAnAddressIsNotLogged looks for the tokens of links, which are secrets in an address, in the log.
func TestATokenInAnAddressIsNotLogged(t *testing.T) {
	t.Parallel()
	s := newMatrixServer(t)
	token := "canary-" + postgres.NewID()
	for _, path := range []string{"/invitations/" + token, "/reset/" + token, "/setup?token=" + token, "/sign-in?next=/invitations/" + token, "/no/such/" + token} {
		s.anonymous().get(path)
		s.anonymous().post(path, url.Values{"token": {token}, "password": {token}, "email": {token}})
	}
	if !strings.Contains(s.log.String(), "/invitations/:token") {
		t.Error("the log does not speak of the route")
	}
	s.wantNowhere(token)
}
