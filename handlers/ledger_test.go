package handlers

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/internal/postgres"
)

// holds puts a line into the ledger as it would stand there after an approval or a tick.
func (s *testServer) holds(who, environment, companyID, grade string, since time.Time) string {
	s.t.Helper()
	kind := map[string]string{"staging": "self-assigned", "production": "vendor-approved"}[environment]
	id := postgres.NewID()
	s.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, grade, recorded_by)
		VALUES ($1, $2, 1, $3, $4, nullif($5, '')::uuid, $6, $7, $8, $3)`, postgres.NewID(), id, s.id[who], environment, companyID, kind, since, grade)
	return id
}

func (s *testServer) ledgerCompany(name, environment string) string {
	s.t.Helper()
	id := postgres.NewID()
	s.sql(`INSERT INTO company (id, environment, name) VALUES ($1, $2, $3)`, id, environment, name)
	return id
}

func (s *testServer) companyRole(company, who, role string) {
	s.t.Helper()
	s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, $4, now())`, postgres.NewID(), company, s.id[who], role)
}

// table reads a CSV answer, without its mark, by the name of its columns.
func (p *page) table() (columns []string, rows [][]string) {
	p.t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.body, "\ufeff"))).ReadAll()
	if err != nil || len(all) == 0 {
		p.t.Fatalf("not a table: %v\n%.500s", err, p.body)
	}
	return all[0], all[1:]
}

func midnight() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

func TestTheLedgerAnswersForTodayAndForYesterday(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme := s.ledgerCompany("ACME", "production")
	s.holds("dev", "production", acme, "verified", midnight().AddDate(0, 0, -3))
	s.holds("dev2", "production", acme, "self-reported", midnight())
	auditor := s.as("auditor")
	today := auditor.get("/ledger?environment=production&company=" + acme).wantStatus(http.StatusOK)
	today.wantText(".answer", "2 people hold developer permission for ACME in production. 1 is verified by Avaya, and 1 is only self-reported.")
	today.wantText("table.ledger tbody tr:first-child", "Dana Ruiz")
	today.wantText("table.ledger tbody tr:nth-child(2)", "Priya Raman")
	today.wantText(".eyebrow", "Nothing here can be changed by you")
	if n := today.Find(`main form[method="post"]:not([action="/exports"])`).Length(); n != 0 {
		t.Errorf("an auditor finds %d forms that change something", n)
	}
	yesterday := auditor.get("/ledger?environment=production&as_of=" + midnight().AddDate(0, 0, -1).Format(time.DateOnly))
	yesterday.wantStatus(http.StatusOK).wantText(".answer", "1 person held developer permission in production, for a company. It was verified by Avaya.")
	if strings.Contains(yesterday.Find("table.ledger").Text(), "Dana Ruiz") {
		t.Error("yesterday's answer holds what began today")
	}
	yesterday.wantText(".diff", "Priya Raman gained for ACME")
	auditor.get("/ledger?grade=verified").wantText("#rows", "1 of 2 rows").wantText("table.ledger tbody", "Priya Raman")
	if n := s.count(`SELECT count(*) FROM event`); n != 0 {
		t.Errorf("reading wrote %d events", n)
	}
}

func TestAnAnswerHasALinkThatGivesItAgainAfterLaterEdits(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.holds("dev", "staging", "", "self-reported", midnight().AddDate(0, 0, -3))
	auditor := s.as("auditor")
	link := auditor.get("/ledger").Find(`.page-head a:contains("Link to this answer")`).AttrOr("href", "")
	if !strings.Contains(link, "known_at=") {
		t.Fatalf("the link is %q", link)
	}
	first := auditor.get(link).wantStatus(http.StatusOK).Find("table.ledger tbody").Text()
	s.holds("dev2", "staging", "", "self-reported", midnight().AddDate(0, 0, -2))
	if again := auditor.get(link).Find("table.ledger tbody").Text(); again != first {
		t.Errorf("first %q, again %q", first, again)
	}
	auditor.get("/ledger").wantText(".answer", "2 people")
}

func TestARowOpensItsTimeLine(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	p := s.as("dev").get("/ledger/grants/new").wantStatus(http.StatusOK)
	s.as("dev").submit(p, `form[action="/ledger/grants"]`, url.Values{"company": {"freelance"}, "evidence": {"The dashboard shows"}}).wantStatus(http.StatusSeeOther)
	lead := s.as("lead")
	list := lead.get("/ledger").wantStatus(http.StatusOK)
	open := lead.get(strings.TrimSuffix(list.Find("table.ledger tbody th a").AttrOr("href", ""), "#detail")).wantStatus(http.StatusOK)
	open.wantText("#detail .timeline", "Priya Raman recorded developer permission in staging as freelance")
	event := open.Find("#detail .timeline a").AttrOr("href", "")
	lead.get(event).wantStatus(http.StatusOK).wantText("h1", "Priya Raman recorded developer permission").wantText("main table", "Environment")
	grant := lead.get(open.Find(`#detail a:contains("Open this grant")`).AttrOr("href", "")).wantStatus(http.StatusOK)
	grant.wantText("aside", "The dashboard shows")
	done := lead.submit(grant, `form[action$="/confirm"]`, url.Values{"note": {"Seen on her screen"}}).wantStatus(http.StatusSeeOther)
	lead.get(done.location).wantText("#flash", "Confirmed").wantText(".timeline li:first-child", "Helen Okafor confirmed developer permission of Priya Raman").
		wantText(".timeline li:first-child", "Grade: self-reported, then confirmed").wantText("[aria-labelledby=versions]", "Self-reported")
	lead.get("/ledger").wantText("table.ledger tbody", "by Helen Okafor")
}

func TestOneRecordsTheOwnPermissionAndIsToldWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	acme := s.ledgerCompany("ACME", "staging")
	s.companyRole(acme, "dev2", "admin")
	s.companyRole(acme, "dev", "employee")
	dev := s.as("dev")
	form := dev.get("/ledger/grants/new?back=/ledger%3Fenvironment=staging").wantStatus(http.StatusOK)
	form.wantText(`form[action="/ledger/grants"]`, "You are employee but not admin")
	refused := dev.submit(form, `form[action="/ledger/grants"]`, url.Values{"company": {acme}, "evidence": {"Ticked"}}).wantStatus(http.StatusUnprocessableEntity)
	refused.wantText("main", "You are employee of ACME but not admin").wantText("main", "Ask Dana Ruiz")
	if got := refused.Find("textarea[name=evidence]").Text(); got != "Ticked" {
		t.Errorf("what was typed came back as %q", got)
	}
	if got := refused.Find("input[name=once]").AttrOr("value", "a"); got != form.Find("input[name=once]").AttrOr("value", "b") {
		t.Error("the form came back with another key")
	}
	secret := dev.submit(form, `form[action="/ledger/grants"]`, url.Values{"company": {"freelance"}, "evidence": {"client_secret=9f81b3c2d4e5f60718293a4b5c6d7e8f90a1b2c3"}})
	secret.wantStatus(http.StatusUnprocessableEntity)
	if strings.Contains(secret.body, "9f81b3c2") {
		t.Error("a secret came back on the page")
	}
	s.companyRole(acme, "dev", "admin")
	done := dev.submit(form, `form[action="/ledger/grants"]`, url.Values{"company": {acme}}).wantStatus(http.StatusSeeOther)
	if done.location != "/ledger?environment=staging" {
		t.Errorf("led to %q", done.location)
	}
	twice := dev.submit(dev.get("/ledger/grants/new"), `form[action="/ledger/grants"]`, url.Values{"company": {acme}})
	twice.wantStatus(http.StatusConflict).wantText("main", "in the ledger already")
	for _, back := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)"} {
		p := s.as("lead").post("/ledger/grants", url.Values{"company": {"freelance"}, "held_from": {midnight().Format(time.DateOnly)}, "back": {back}})
		if strings.Contains(p.location, "evil") || strings.Contains(p.location, "javascript") {
			t.Errorf("%q leads to %q", back, p.location)
		}
	}
	journey := dev.post("/ledger/grants", url.Values{"company": {acme}, "held_from": {"2031-01-01"}, "evidence": {"Ticked"}, "back": {stepURL(permissionStep)}})
	journey.wantStatus(http.StatusUnprocessableEntity).wantText("#step-developer-permission", "still to come")
	dev.post("/ledger/grants", url.Values{"company": {"freelance"}, "member_id": {s.id["dev2"]}}).wantStatus(http.StatusUnprocessableEntity)
	s.as("auditor").post("/ledger/grants", url.Values{"company": {"freelance"}, "held_from": {midnight().Format(time.DateOnly)}}).wantStatus(http.StatusForbidden)
}

func TestOnlyWhoMayChangesAGrant(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.holds("dev", "staging", "", "self-reported", midnight().AddDate(0, 0, -9))
	path := "/ledger/grants/" + id
	today := midnight().Format(time.DateOnly)
	forms := map[string]url.Values{"/confirm": {}, "/end": {"ended_on": {today}, "reason": {"x"}}, "/correct": {"held_from": {today}, "reason": {"x"}}}
	for who, want := range map[string]map[string]int{
		"dev":       {"": 200, "/confirm": 403},
		"dev2":      {"": 404, "/confirm": 404, "/end": 404, "/correct": 404},
		"otherlead": {"": 404, "/confirm": 404, "/end": 404, "/correct": 404},
		"auditor":   {"": 200, "/confirm": 403, "/end": 403, "/correct": 403},
		"admin":     {"": 200, "/confirm": 403},
	} {
		b := s.as(who)
		for action, status := range want {
			p := b.get(path)
			if action != "" {
				p = b.post(path+action, forms[action])
			}
			if p.status != status {
				t.Errorf("%s %s: %d, want %d", who, action, p.status, status)
			}
			if missing := b.get("/ledger/grants/" + postgres.NewID()); status == 404 && action == "" && missing.body != p.body {
				t.Errorf("%s tells a foreign grant from a missing one", who)
			}
		}
	}
	if n := s.as("auditor").get(path).Find(`main form[method="post"]`).Length(); n != 0 {
		t.Errorf("an auditor finds %d forms", n)
	}
	lead := s.as("lead")
	page := lead.get(path)
	back := lead.submit(page, `form[action$="/end"]`, url.Values{"ended_on": {"2031-01-01"}, "reason": {"left the team"}}).wantStatus(http.StatusUnprocessableEntity)
	back.wantText("main", "still to come")
	if got := back.Find(`form[action$="/end"] textarea`).Text(); got != "left the team" {
		t.Errorf("the reason came back as %q", got)
	}
	dev := s.as("dev")
	dev.submit(page, `form[action$="/correct"]`, url.Values{"held_from": {midnight().AddDate(0, 0, -5).Format(time.DateOnly)}, "reason": {"later"}}).wantStatus(http.StatusSeeOther)
	stale := lead.submit(page, `form[action$="/end"]`, url.Values{"ended_on": {today}, "reason": {"left the team"}}).wantStatus(http.StatusConflict)
	stale.wantText("main", "meanwhile")
	lead.submit(stale, `form[action$="/end"]`, nil).wantStatus(http.StatusSeeOther)
	lead.get(path).wantText(".lede", "Held from").wantText("aside", "left the team")
	s.as("auditor").get("/ledger").wantText(".empty", "Nobody held it on")
}

func TestTheFileHoldsTheRowsOfAllPagesAndNoLiveCell(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	company := s.ledgerCompany("@SUM(A1)", "production")
	app := postgres.NewID()
	s.sql(`INSERT INTO app (id, environment, name, client_id, created_on) VALUES ($1, 'production', '+HYPERLINK("x")', '=cmd|calc', now())`, app)
	for i, start := range []string{"=", "+", "-", "@", "\t=", "\r="} {
		for j := range 10 {
			member, witness, hostile := postgres.NewID(), postgres.NewID(), start+`1+1"x`
			for who, id := range map[string]string{"m": member, "w": witness} {
				s.sql(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $4)`, id, hostile, hostile, fmt.Sprintf("%s%d-%d", who, i, j))
			}
			s.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, held_until, grade, evidence,
				confirmed_by, app_id, end_reason, recorded_by) VALUES ($1, $2, 1, $3, 'production', $4, 'vendor-approved', now() - interval '1 day', now() + interval '1 day', 'confirmed',
				$5, $7, $6, $5, $3)`, postgres.NewID(), postgres.NewID(), member, company, hostile, app, witness)
		}
	}
	p := s.as("auditor").get("/ledger.csv?environment=production&company=" + company).wantStatus(http.StatusOK)
	columns, rows := p.table()
	if len(rows) != 60 || !strings.HasPrefix(p.body, "\ufeff") || !strings.Contains(p.header.Get("Content-Disposition"), "ledger-") {
		t.Errorf("%d rows, headers %v", len(rows), p.header)
	}
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s is alive: %q", columns[i], cell)
			}
		}
	}
	for _, column := range []string{"Person", "E-mail", "Company", "App", "Client ID", "Why it ended", "Confirmed by", "Evidence in words", "Recorded by"} {
		if at := slices.Index(columns, column); at < 0 || !strings.HasPrefix(rows[0][at], "'") {
			t.Errorf("%s was not made text: %q", column, rows[0])
		}
	}
	first := s.as("auditor").get("/ledger")
	if n := first.Find("table.ledger tbody tr").Length(); n != 50 {
		t.Errorf("%d rows on the first page", n)
	}
	second := s.as("auditor").get(first.Find("a[rel=next]").AttrOr("href", "")).wantStatus(http.StatusOK)
	if n := second.Find("table.ledger tbody tr").Length(); n != 10 {
		t.Errorf("%d rows on the second page", n)
	}
	again := s.as("auditor").get(second.Find("a[rel=prev]").AttrOr("href", "")).wantStatus(http.StatusOK).wantNone("a[rel=prev]")
	if n := again.Find("table.ledger tbody tr").Length(); n != 50 {
		t.Errorf("%d rows on the page before the second", n)
	}
	if _, own := s.as("dev").get("/ledger.csv").wantStatus(http.StatusOK).table(); len(own) != 0 {
		t.Errorf("a developer takes %d rows of others along", len(own))
	}
	if n := s.count(`SELECT count(*) FROM event`); n != 0 {
		t.Errorf("a GET wrote %d events", n)
	}
}

func TestTheReasonsForNoRowsAreNotConfused(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	labs := s.ledgerCompany("ACME Labs", "staging")
	kind := func(who, path, want string) {
		t.Helper()
		p := s.as(who).get(path).wantStatus(http.StatusOK)
		if got := p.Find("main .empty").AttrOr("data-empty", "none"); got != want {
			t.Errorf("%s at %s: %q, want %q", who, path, got, want)
		}
	}
	kind("auditor", "/ledger", "first-use")
	kind("dev", "/ledger", "no-right")
	kind("lead", "/ledger", "first-use")
	s.holds("dev", "staging", "", "self-reported", midnight().AddDate(0, 0, -1))
	kind("auditor", "/ledger?environment=production", "nothing")
	kind("auditor", "/ledger?grade=verified", "no-match")
	kind("auditor", "/ledger?environment=production&company="+labs, "no-match")
	kind("dev2", "/ledger", "no-right")
	kind("dev", "/ledger", "none")
	kind("auditor", "/trail", "first-use")
	kind("dev", "/trail", "no-right")
	kind("auditor", "/trail?q=nothing-like-this", "no-match")
}

func TestAQuestionThatTheLedgerDoesNotKnowIsRefused(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	auditor := s.as("auditor")
	hostile := []string{"'; DROP TABLE event; --", "1 OR 1=1", "%00", "../../etc/passwd", "-1", "<script>", "9999999999999999999999", "%ff"}
	for _, path := range []string{"/ledger?", "/ledger.csv?", "/trail?", "/trail.csv?"} {
		for _, name := range []string{"company", "environment", "as_of", "known_at", "since", "grade", "page", "action", "team", "from", "to", "refused", "actor", "member", "subject"} {
			for _, value := range hostile {
				if strings.HasPrefix(value, "%") {
					value, _ = url.PathUnescape(value)
				}
				p := auditor.get(path + name + "=" + url.QueryEscape(value))
				if p.status != http.StatusOK && p.status != http.StatusUnprocessableEntity {
					t.Errorf("%s%s=%q: %d", path, name, value, p.status)
				}
			}
		}
	}
	for _, path := range []string{
		"/ledger?environment=live", "/ledger?as_of=tomorrow", "/ledger?as_of=2999-01-01", "/ledger?page=1", "/ledger?grade=best",
		"/trail?action=nothing", "/trail?page=x", "/trail?grade=best", "/trail?refused=maybe", "/trail?subject=x",
	} {
		auditor.get(path).wantStatus(http.StatusUnprocessableEntity)
	}
	for _, path := range []string{"/trail/0", "/trail/x", "/trail/99999", "/ledger/grants/x", "/ledger/grants/" + s.id["dev"]} {
		auditor.get(path).wantStatus(http.StatusNotFound)
	}
}

func TestAQuestionWithoutAnAnswerSaysWhyBesideIt(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	labs := s.ledgerCompany("ACME Labs", "production")
	auditor := s.as("auditor")
	for _, q := range []struct{ query, field, value, says string }{
		{"as_of=30.6.2026", "as_of", "30.6.2026", "Write the day as 2026-06-16"},
		{"what=should-not&days=0", "days", "0", "Write a number of days"},
		{"what=should-not&days=many", "days", "many", "Write a number of days"},
		{"what=changed&since=2026-03-02&as_of=2026-03-01", "since", "2026-03-02", "before the day you ask about"},
		{"as_of=2999-01-01", "as_of", "2999-01-01", "what will be"},
	} {
		p := auditor.get("/ledger?environment=production&company=" + labs + "&" + q.query).wantStatus(http.StatusUnprocessableEntity)
		p.wantText("[role=alert] a[href='#ask_"+q.field+"']", q.says)
		field := p.Find("form.sentence [name='" + q.field + "'][aria-invalid]")
		if got := field.AttrOr("value", "none"); got != q.value {
			t.Errorf("%s: %s came back as %q", q.query, q.field, got)
		}
		for name, want := range map[string]string{"environment": "production", "company": labs} {
			if got := p.Find("form.sentence [name="+name+"] option[selected]").AttrOr("value", ""); got != want {
				t.Errorf("%s: %s came back as %q", q.query, name, got)
			}
		}
		if p.Find(".answer").Length() != 0 {
			t.Errorf("%s: an answer is shown", q.query)
		}
	}
	auditor.get("/ledger?environment=live").wantStatus(http.StatusUnprocessableEntity).wantText("[role=alert]", "environment")
}
