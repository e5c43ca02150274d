package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// pictured is the day that the mock-ups are drawn for.
var pictured = time.Date(2026, time.June, 16, 9, 40, 0, 0, time.UTC)

func TestALeadsBoardAnswersTheThreeQuestions(t *testing.T) {
	s := newSampleServer(t, pictured)
	p := s.as("lead").get("/teams/payments").wantStatus(http.StatusOK)
	p.wantText("h1", "Payments").wantText(".eyebrow", "Tuesday 16 June 2026")
	p.wantText("section[aria-labelledby=needs]", "Sign the commitment to deploy acme-payments-kenji-staging").wantText("section[aria-labelledby=needs]", "A link is missing in step 3")
	p.wantText("section[aria-labelledby=stuck]", "Samuel Kipkorir, 9 days").wantText("section[aria-labelledby=stuck]", "Lucía and Oluwaseun, 4 days")
	p.wantText("section[aria-labelledby=vendor]", "Aisha Bello, 12 days").wantText("section[aria-labelledby=vendor] .tally", "2")
	p.wantText(".stats", "12 of 14").wantText(".matrix tbody tr:first-child", "Samuel: the redirect URI does not match")
	if rows := p.Find(".matrix tbody tr").Length(); rows != 14 {
		t.Errorf("%d rows, want 14", rows)
	}
	p.Find(".matrix tbody tr").Each(func(_ int, row *goquery.Selection) {
		if cells := row.Find("td.cell").Length(); cells != 11 {
			t.Errorf("%s has %d cells, want 11", row.Find("th").Text(), cells)
		}
	})
	p.wantText(".matrix tfoot", "Share done")
}

func TestEveryControlOfTheBoardLeadsSomewhere(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	for _, path := range []string{"/teams/payments", "/teams/payments?view=list", "/teams/payments?member=" + s.id["samuel.kipkorir"], "/teams/payments/members/" + s.id["samuel.kipkorir"]} {
		page := lead.get(path).wantStatus(http.StatusOK)
		page.Find("main button, dialog button").Each(func(_ int, button *goquery.Selection) {
			if button.AttrOr("type", "") != "submit" || button.Closest("form").Length() == 0 {
				t.Errorf("%s: the button %q does nothing", path, strings.TrimSpace(button.Text()))
			}
		})
		seen := map[string]bool{}
		page.Find("main a, dialog a").Each(func(_ int, a *goquery.Selection) {
			to, _, _ := strings.Cut(a.AttrOr("href", ""), "#")
			if !strings.HasPrefix(to, "/teams/") || seen[to] || strings.Contains(to, "/members/") {
				return
			}
			seen[to] = true
			if answer := lead.get(to); answer.status != http.StatusOK {
				t.Errorf("%s: the link %q to %s answers %d", path, strings.TrimSpace(a.Text()), to, answer.status)
			}
		})
	}
}

func TestFiltersLiveInTheAddress(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	for query, want := range map[string]int{
		"status=problem": 2, "status=waiting-us": 4, "status=waiting-vendor": 2, "status=overdue": 3, "status=active": 12,
		"step=oauth-app": 2, "q=nowak": 1, "status=overdue&q=samuel": 1, "status=nonsense": 14, "density=compact": 14,
	} {
		page := lead.get("/teams/payments?" + query).wantStatus(http.StatusOK)
		if rows := page.Find(".matrix tbody tr").Length(); rows != want {
			t.Errorf("?%s shows %d rows, want %d", query, rows, want)
		}
	}
	page := lead.get("/teams/payments?status=overdue")
	if on := page.Find(".chip[aria-current=true]"); on.Length() != 1 || on.AttrOr("href", "") != "/teams/payments" {
		t.Errorf("the chip at work leads to %q, want the whole board", on.AttrOr("href", ""))
	}
	if kept := page.Find("form.filterbar input[name=status]").AttrOr("value", ""); kept != "overdue" {
		t.Errorf("the form forgets the chip: %q", kept)
	}
	if groups := lead.get("/teams/payments?group=company").Find(".matrix tr.group").Length(); groups != 3 {
		t.Errorf("%d groups, want ACME, Freelance and none yet", groups)
	}
	if table := lead.get("/teams/payments?view=list"); table.Find("table.table tbody tr").Length() != 14 || table.Find(".matrix").Length() != 0 {
		t.Error("the list is not a list")
	}
}

func TestNoMatchAGoodZeroAndFirstUseAreToldApart(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	lead.get("/teams/payments?q=zzz").wantText("[data-empty=no-match]", "Nobody matches these filters")
	s.as("auditor").get("/teams/integration-platform?status=waiting-vendor").wantText("[data-empty=nothing]", "Nobody waits for Avaya")
	s.sql(`UPDATE member_role SET ended_at = now() WHERE role = 'developer' AND team_id = $1`, s.id["payments"])
	lead.get("/teams/payments").wantText("[data-empty=first-use]", "See where each developer stands").wantText("[data-empty=first-use]", "Invite developers")
	p := s.as("auditor").get("/teams/payments").wantText("[data-empty=first-use]", "Nobody is on the way in Payments yet")
	if p.Find("main a[href^='/people']").Length() != 0 {
		t.Error("an auditor is offered to invite")
	}
}

func TestACoworkerSeesNamesAndProgressOnly(t *testing.T) {
	s := newSampleServer(t, pictured)
	p := s.as("dev").get("/teams/payments?member=" + s.id["samuel.kipkorir"]).wantStatus(http.StatusOK)
	p.wantText(".matrix", "Samuel Kipkorir").wantText(".matrix", "Problem")
	for _, never := range []string{"redirect URI", "verified", "Needs you", "@acme.example</", "still says no", "/members/"} {
		if strings.Contains(p.Find("main").Text()+p.Find("dialog").Text(), never) {
			t.Errorf("a co-worker reads %q", never)
		}
	}
	if p.Find("main form[method=post]").Length() != 0 || p.Find("dialog").Length() != 0 {
		t.Error("a co-worker is offered something to do")
	}
	his := s.as("dev").get("/teams/payments/members/"+s.id["samuel.kipkorir"]).wantStatus(http.StatusOK).wantText("h1", "Samuel Kipkorir")
	for _, never := range []string{"redirect URI", "@acme.example", "still says no", "Dana Ruiz", "ACME", "History", "Nudge", "Recorded by"} {
		if strings.Contains(his.Find("main").Text(), never) {
			t.Errorf("a co-worker reads %q on the page of somebody else", never)
		}
	}
	s.as("dev").post("/teams/payments/members/"+s.id["samuel.kipkorir"]+"/steps/oauth-app/nudge", nil).wantStatus(http.StatusForbidden)
	s.as("dev").get("/teams/payments/members/"+s.id["dev"]).wantStatus(http.StatusOK).wantText("h1", "Priya Raman")
	file := s.as("dev").get("/teams/payments/board.csv").wantStatus(http.StatusOK)
	if strings.Contains(file.body, "acme.example") || strings.Contains(file.body, "redirect") || strings.Contains(file.body, "verified") {
		t.Error("the file tells a co-worker more than the page")
	}
}

func TestAnAuditorReadsAndChangesNothing(t *testing.T) {
	s := newSampleServer(t, pictured)
	auditor := s.as("auditor")
	for _, path := range []string{"/teams/payments", "/teams/payments?member=" + s.id["kenji.watanabe"], "/teams/payments/members/" + s.id["kenji.watanabe"]} {
		p := auditor.get(path).wantStatus(http.StatusOK)
		if n := p.Find("main form[method=post], dialog form[method=post]").Length(); n != 0 {
			t.Errorf("%s offers an auditor %d changes", path, n)
		}
	}
	auditor.get("/teams").wantText("main", "Integration platform").wantText("main", "Payments")
}

func TestForeignAndMissingTeamsAndPeopleAnswerAlike(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	missing := lead.get("/teams/no-such-team").wantStatus(http.StatusNotFound)
	for _, path := range []string{
		"/teams/integration-platform", "/teams/integration-platform/board.csv", "/teams/integration-platform/members/" + s.id["farah.siddiqui"],
		"/teams/payments/members/" + s.id["farah.siddiqui"], "/teams/payments?member=" + s.id["farah.siddiqui"],
	} {
		if got := lead.get(path).wantStatus(http.StatusNotFound); got.body != missing.body {
			t.Errorf("%s answers otherwise than a team that does not exist", path)
		}
	}
	if one := lead.get("/teams"); one.status != http.StatusSeeOther || one.location != "/teams/payments" {
		t.Errorf("one team alone: %d %s", one.status, one.location)
	}
}

func TestALeadConfirmsNudgesAndClosesFromTheMembersPage(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	kenji, samuel := "/teams/payments/members/"+s.id["kenji.watanabe"], "/teams/payments/members/"+s.id["samuel.kipkorir"]
	page := lead.get(kenji).wantText("#step-staging-tested", "Helen Okafor signs the commitment to deploy").wantText("#step-staging-tested", "Look at the tests and sign")
	if done := lead.submit(page, "#step-sdk form", url.Values{"note": {"I ran three of them"}}); done.status != http.StatusSeeOther || done.location != kenji {
		t.Fatalf("confirming answers %d %s", done.status, done.location)
	}
	page = lead.get(kenji).wantText("#step-sdk", "Confirmed").wantText(".timeline", "Confirmed “Download the Spaces SDK”: I ran three of them")
	lead.submit(page, "#step-sdk .take-back form", nil).wantStatus(http.StatusUnprocessableEntity).wantText("#step-sdk", "Say why")
	lead.submit(page, "#step-sdk .take-back form", url.Values{"reason": {"Two of them had failed"}})
	lead.get(kenji).wantText("#step-sdk", "Self-reported")

	page = lead.get(samuel)
	lead.submit(page, "#nudge form", url.Values{"words": {"Call me"}})
	lead.get(samuel).wantText("#nudge", "It sends no mail yet").wantText(".timeline", "Nudged about “Create an OAuth2 app”: Call me")
	page = lead.get(samuel)
	if done := lead.submit(page, ".notice form", url.Values{"answer": {"A slash at the end"}}); done.location != samuel {
		t.Errorf("closing a problem leads to %q, want back to the developer", done.location)
	}
	page = lead.get(samuel).wantText(".timeline", "Closed the problem in “Create an OAuth2 app”: A slash at the end")
	if page.Find(".notice form").Length() != 0 {
		t.Error("a closed problem is still asked about")
	}
}

func TestAMissingLinkIsSuppliedFromTheBoardThatAsksForIt(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	page := lead.get("/teams/payments?supply=add-company-guide").wantText("#supply", "How to add a company")
	back := lead.submit(page, "#supply form", url.Values{"url": {"http://not-safe.example"}}).wantStatus(http.StatusUnprocessableEntity)
	back.wantText("#supply .error", "https://")
	if kept := back.Find("#supply input[name=url]").AttrOr("value", ""); kept != "http://not-safe.example" {
		t.Errorf("what was typed is gone: %q", kept)
	}
	if done := lead.submit(back, "#supply form", url.Values{"url": {"https://help.acme.example/company"}}); done.status != http.StatusSeeOther || done.location != "/teams/payments" {
		t.Fatalf("supplying answers %d %s", done.status, done.location)
	}
	if page := lead.get("/teams/payments"); strings.Contains(page.Find("#answers").Text(), "A link is missing") {
		t.Error("the board still asks for the link")
	}
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'link.supplied' AND NOT refused`); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	s.as("dev").post("/teams/payments/links/add-company-guide", url.Values{"url": {"https://evil.example"}}).wantStatus(http.StatusForbidden)
	if n := s.count(`SELECT count(*) FROM event WHERE action = 'link.supplied' AND refused`); n != 1 {
		t.Errorf("%d refusals in the trail, want 1", n)
	}
}

func TestTheFileIsExactlyWhatIsShown(t *testing.T) {
	s := newSampleServer(t, pictured)
	s.sql(`UPDATE member SET name = '=cmd|calc' WHERE id = $1`, s.id["samuel.kipkorir"])
	lead := s.as("lead")
	page := lead.get("/teams/payments?status=overdue&group=company")
	file := lead.get(page.Find(".filterbar a[href*='board.csv']").AttrOr("href", "")).wantStatus(http.StatusOK)
	if kind := file.header.Get("Content-Type"); kind != "text/csv; charset=utf-8" {
		t.Errorf("sent as %q", kind)
	}
	if name := file.header.Get("Content-Disposition"); name != `attachment; filename="payments-2026-06-16.csv"` {
		t.Errorf("named %q", name)
	}
	rows := strings.Split(strings.TrimSpace(file.body), "\r\n")
	if len(rows) != 4 {
		t.Fatalf("%d lines, want a head and 3 rows:\n%s", len(rows), file.body)
	}
	for row, want := range map[int]string{
		0: `"Group","Developer","E-mail","Sign-up"`,
		1: `"ACME","'=cmd|calc","samuel.kipkorir@acme.example","Done, verified 13 days ago, 2026-05-26"`,
		2: `"Waiting, 4 days"`,
	} {
		if !strings.Contains(rows[row], want) {
			t.Errorf("line %d is %s, want %s in it", row, rows[row], want)
		}
	}
}

func TestWhatALeadTypedComesBackWithWhatIsWrong(t *testing.T) {
	s := newSampleServer(t, pictured)
	lead := s.as("lead")
	kenji, samuel := "/teams/payments/members/"+s.id["kenji.watanabe"], "/teams/payments/members/"+s.id["samuel.kipkorir"]
	long := strings.Repeat("too long ", 300)
	for _, c := range []struct{ path, form, field string }{
		{kenji, "#step-sdk form", "note"}, {samuel, "#nudge form", "words"}, {samuel, ".notice form", "answer"},
	} {
		page := lead.submit(lead.get(c.path), c.form, url.Values{c.field: {long}}).wantStatus(http.StatusUnprocessableEntity)
		field := page.Find(c.form + " textarea[name=" + c.field + "]")
		if field.AttrOr("aria-invalid", "") != "true" || field.Text() != strings.TrimSpace(long) {
			t.Errorf("%s: what was typed into %s is gone, or nothing says what is wrong", c.path, c.field)
		}
		secret := lead.submit(lead.get(c.path), c.form, url.Values{c.field: {"client_secret=0123456789abcdef0123456789abcdef01234567"}}).wantStatus(http.StatusUnprocessableEntity)
		if strings.Contains(secret.body, "0123456789abcdef0123") || secret.Find(c.form+" .error").Length() == 0 {
			t.Errorf("%s: a secret in %s comes back, or nothing says why not", c.path, c.field)
		}
	}
}
