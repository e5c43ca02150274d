package handlers

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/config"
	"portico/internal/notify"
	"portico/internal/people"
)

func TestPeopleAreShownAsFarAsOneMaySeeThem(t *testing.T) {
	s := newTestServer(t)
	s.invitation("new@acme.example", people.Developer, "payments")
	s.invitation("far@acme.example", people.Developer, "platform")
	for who, want := range map[string]struct {
		people, invitations, teams, forms int
	}{
		"admin":   {7, 2, 2, 1 + 2*2 + 2 + 1},
		"auditor": {7, 2, 2, 0},
		"lead":    {3, 1, 1, 2},
	} {
		p := s.as(who).get("/people").wantStatus(200)
		got := [...]int{
			p.Find("section[aria-labelledby=people] tbody tr").Length(), p.Find("[data-invitation]").Length(),
			p.Find("section[aria-labelledby=teams] tbody tr").Length(), p.Find(`main form[method=post]`).Length(),
		}
		if got[0] != want.people || got[1] != want.invitations || got[2] != want.teams {
			t.Errorf("%s sees %v, want %v", who, got, want)
		}
		if who == "auditor" && got[3] != 0 {
			t.Errorf("an auditor has %d forms", got[3])
		}
	}
	s.as("dev").get("/people").wantStatus(404)
	s.as("lead").get("/people/" + s.id["otherdev"]).wantStatus(404)
	s.as("lead").get("/people/"+s.id["dev"]).wantStatus(200).wantText("h1", "Priya Raman").wantText("#roles + p, .lintel p", "An admin gives")
}

func TestPeopleAreFoundByChipAndByWord(t *testing.T) {
	s := newTestServer(t)
	b := s.as("admin")
	rows := func(p *page) int { return p.Find("section[aria-labelledby=people] tbody tr").Length() }
	for path, want := range map[string]int{
		"/people?role=developer": 3, "/people?role=auditor": 1, "/people?disabled=1": 1, "/people?q=priya": 1, "/people?q=DEV2@acme.example": 1,
		"/people?role=nonsense": 7, "/people?after=nonsense": 7, "/people?q=%25": 0,
	} {
		if got := rows(b.get(path).wantStatus(200)); got != want {
			t.Errorf("%s shows %d, want %d", path, got, want)
		}
	}
	b.get("/people?q=nobody").wantText("[data-empty=no-match]", "Nobody matches")
	on := b.get("/people?role=lead").Find(`a.chip[aria-current=true]`)
	if on.Length() != 1 || on.AttrOr("href", "") != "/people" {
		t.Errorf("the chip leads to %s", on.AttrOr("href", ""))
	}
}

func TestALeadInvitesAndTheLinkIsShownOnce(t *testing.T) {
	s := newTestServer(t)
	b := s.as("lead")
	form := b.get("/people/invite").wantStatus(200)
	if form.Find("input[name=role]").Length() != 2 || form.Find("select[name=team] option[value]").Length() != 2 {
		t.Errorf("the lead is offered %d roles and %d teams", form.Find("input[name=role]").Length(), form.Find("select[name=team] option[value]").Length())
	}
	bad := b.submit(form, `form[action="/people/invite"]`, url.Values{"email": {"chloe@acme,example"}, "name": {"Chloé"}, "role": {"developer"}}).wantStatus(422)
	bad.wantText("#email-error", "comma instead of a dot")
	if bad.Find("input[name=name]").AttrOr("value", "") != "Chloé" || bad.Find("input[name=email]").AttrOr("value", "") != "chloe@acme,example" {
		t.Error("what was typed is lost")
	}
	made := b.submit(bad, `form[action="/people/invite"]`, url.Values{"email": {"chloe@acme.example"}, "role": {"developer"}}).wantStatus(200)
	link := made.Find("#link").Text()
	path, ours := strings.CutPrefix(link, "http://portico.test")
	if !ours || !strings.HasPrefix(path, "/invitations/") {
		t.Fatalf("the link is %q", link)
	}
	s.anonymous().get(path).wantStatus(200).wantText("h1", "Join Payments")
	again := b.submit(bad, `form[action="/people/invite"]`, url.Values{"email": {"chloe@acme.example"}, "role": {"developer"}}).wantStatus(303)
	if again.location != "/people" || s.count(`SELECT count(*) FROM invitation`) != 1 {
		t.Error("the same form had two effects")
	}
	list := b.get("/people").wantStatus(200).wantText("[data-invitation]", "Open until")
	if strings.Contains(list.body, path) {
		t.Error("the link is shown again")
	}
	b.post("/people/invite", url.Values{"email": {"x@acme.example"}, "role": {"developer"}, "team": {s.id["platform"]}}).wantStatus(403)
	b.post("/people/invite", url.Values{"email": {"x@acme.example"}, "role": {"admin"}}).wantStatus(403)
	b.post("/people/invite", url.Values{"email": {"x@acme.example"}, "role": {"developer"}, "team": {s.id["payments"]}, "team_id": {s.id["platform"]}}).wantStatus(422)
}

func TestAnInvitationIsRenewedAndWithdrawn(t *testing.T) {
	s := newTestServer(t)
	path, id := s.invitation("pavel@acme.example", people.Developer, "payments")
	b := s.as("lead")
	made := b.submit(b.get("/people"), `form[action$="/link"]`, nil).wantStatus(200)
	renewed := strings.TrimPrefix(made.Find("#link").Text(), "http://portico.test")
	s.anonymous().get(path).wantStatus(404)
	s.anonymous().get(renewed).wantStatus(200)
	s.as("otherlead").post("/people/invitations/"+id+"/withdraw", nil).wantStatus(404)
	s.as("auditor").post("/people/invitations/"+id+"/withdraw", nil).wantStatus(403)
	b.submit(b.get("/people"), `form[action$="/withdraw"]`, nil).wantStatus(303)
	b.get("/people").wantText("section[aria-labelledby=invited]", "No invitation is open")
	s.anonymous().get(renewed).wantStatus(410)
}

func TestAnAdminGivesAndEndsRolesAndTheLastAdminStays(t *testing.T) {
	s := newTestServer(t)
	b := s.as("admin")
	dev := "/people/" + s.id["dev"]
	p := b.get(dev).wantStatus(200)
	b.submit(p, `form[action$="/roles"]`, url.Values{"role": {"lead"}, "team": {""}}).wantStatus(422).wantText("#team-error", "Choose a team")
	b.submit(p, `form[action$="/roles"]`, url.Values{"role": {"lead"}, "team": {s.id["platform"]}, "once": {"another-key-1"}}).wantStatus(303)
	p = b.get(dev).wantText("section[aria-labelledby=roles] tbody", "Lead, Integration platform")
	b.submit(p, `section[aria-labelledby=roles] tbody tr:first-child form`, nil).wantStatus(303)
	if s.count(`SELECT count(*) FROM member_role WHERE member_id = $1 AND ended_at IS NULL`, s.id["dev"]) != 1 {
		t.Error("the role did not end")
	}
	own := b.get("/people/" + s.id["admin"])
	b.submit(own, `section[aria-labelledby=roles] tbody form`, nil).wantStatus(409).wantText("[role=alert]", "last admin")
	b.post("/people/"+s.id["admin"]+"/disable", nil).wantStatus(409)
	s.as("lead").post(dev+"/roles", url.Values{"role": {"admin"}}).wantStatus(403)
}

func TestADisabledPersonIsOutAtTheNextRequest(t *testing.T) {
	s := newTestServer(t)
	s.password("dev")
	b, dev := s.as("admin"), s.as("dev")
	dev.get("/me").wantStatus(200)
	page := "/people/" + s.id["dev"]
	b.submit(b.get(page), `form[action$="/disable"]`, nil).wantStatus(303)
	dev.get("/me").wantStatus(303)
	s.anonymous().post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}}).wantStatus(422)
	b.submit(b.get(page).wantText(".notice", "disabled"), `form[action$="/enable"]`, nil).wantStatus(303)
	dev.get("/me").wantStatus(303)
	s.anonymous().post("/sign-in", url.Values{"email": {"dev@acme.example"}, "password": {testPassword}}).wantStatus(303)
}

func TestAnAdminHandsALinkForANewPasswordOver(t *testing.T) {
	s := newTestServer(t)
	b, dev := s.as("admin"), s.as("dev")
	p := b.get("/people/" + s.id["dev"])
	link := strings.TrimPrefix(b.submit(p, `form[action$="/reset"]`, nil).wantStatus(200).Find("#link").Text(), "http://portico.test")
	s.anonymous().get(link).wantStatus(200)
	b.submit(p, `main form[action$="/sign-out"]`, nil).wantStatus(303)
	dev.get("/me").wantStatus(303)
	s.as("lead").post("/people/"+s.id["dev"]+"/reset", nil).wantStatus(403)
}

func TestTeamsAreMadeAndRenamed(t *testing.T) {
	s := newTestServer(t)
	b := s.as("admin")
	p := b.get("/people")
	b.submit(p, `form[action="/people/teams"]`, url.Values{"name": {"payments"}}).wantStatus(422).wantText("#team-name-error", "exists already")
	b.submit(p, `form[action="/people/teams"]`, url.Values{"name": {"Mobile"}, "once": {"another-key-2"}}).wantStatus(303)
	p = b.get("/people").wantText("section[aria-labelledby=teams]", "Mobile")
	b.submit(p, `form[action="/people/teams/mobile/rename"]`, url.Values{"name": {"Mobile apps"}}).wantStatus(303)
	b.post("/people/teams/mobile/rename", url.Values{"name": {"Web"}, "was": {"Mobile"}}).wantStatus(409).wantText("#team-mobile-error", "Someone renamed")
	b.post("/people/teams/no-such/rename", url.Values{"name": {"Web"}, "was": {"Mobile"}}).wantStatus(404)
	s.as("lead").post("/people/teams", url.Values{"name": {"Mine"}}).wantStatus(403)
}

const testList = "name,email,team,role\nNadia,nadia@acme.example,Payments,Developer\nGrace,grace@acme,example,Payments,Developer\n" +
	"Sam,sam@gmail.com,Payments,Developer\nDana,dev2@acme.example,Payments,Developer\n\"=HYPERLINK(\"\"x\"\")\",bad@,Payments,Developer\n"

func TestAListIsCheckedThenImportedAndTheRestComesBackAsAFile(t *testing.T) {
	s := newTestServer(t)
	b := s.as("lead")
	b.get("/people/import").wantStatus(200).wantText("main", "Payments")
	check := b.post("/people/import", url.Values{"do": {"check"}, "list": {testList}}).wantStatus(200)
	check.wantText(".notice h3", "1 row is good, 1 needs a look, 3 cannot be imported")
	if check.Find("button[value=others][data-download]").Length() != 1 {
		t.Error("the download would lock the form, so that the good rows could not be invited after it")
	}
	check.wantText("tbody tr:first-child", "The address has a comma instead of a dot")
	if s.count(`SELECT count(*) FROM invitation`) != 0 {
		t.Fatal("the dry run wrote something")
	}
	others := b.submit(check, `form[action="/people/import"]`, url.Values{"do": {"others"}}).wantStatus(200)
	if !strings.HasPrefix(others.header.Get("Content-Type"), "text/csv") || !strings.Contains(others.body, `"'=HYPERLINK`) || strings.Contains(others.body, "nadia@") {
		t.Errorf("the file is:\n%s", others.body)
	}
	done := b.submit(check, `form[action="/people/import"]`, url.Values{"do": {"invite"}, "with_look": {"on"}}).wantStatus(200)
	done.wantText("h1", "2 people are invited")
	if n := done.Find("section[aria-labelledby=links] code").Length(); n != 2 {
		t.Errorf("%d links, want 2", n)
	}
	if n := done.Find("section[aria-labelledby=left] tbody tr").Length(); n != 3 {
		t.Errorf("%d rows are left, want 3", n)
	}
	link := strings.TrimPrefix(done.Find("#link-1").Text(), "http://portico.test")
	s.anonymous().get(link).wantStatus(200)
	b.submit(check, `form[action="/people/import"]`, url.Values{"do": {"invite"}}).wantStatus(200).wantText("h1", "Nobody is invited")
	if s.count(`SELECT count(*) FROM invitation`) != 2 {
		t.Error("somebody was invited twice")
	}
	b.post("/people/import", url.Values{"do": {"check"}, "list": {""}}).wantStatus(422).wantText("#list-error", "empty")
	s.as("auditor").post("/people/import", url.Values{"do": {"invite"}, "list": {testList}}).wantStatus(403)
	s.as("dev").get("/people/import").wantStatus(404)
}

func TestAListMayComeAsAFile(t *testing.T) {
	s := newTestServer(t)
	b := s.as("lead")
	upload := func(body string) *page {
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		_ = w.WriteField("do", "check")
		_ = w.WriteField("list", "")
		part, err := w.CreateFormFile("file", "people.csv")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(body))
		_ = w.Close()
		request, err := http.NewRequestWithContext(t.Context(), post, s.site.URL+"/people/import", &buf)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", w.FormDataContentType())
		request.Header.Set("Sec-Fetch-Site", "same-origin")
		return b.send(request)
	}
	upload("\ufeff"+testList).wantStatus(200).wantText(".lintel", "5 rows")
	upload("name,email\n\xff,x@y.example").wantStatus(422).wantText("#list-error", "UTF-8")
	upload(strings.Repeat("x", people.MaxImportBytes+1)).wantStatus(422).wantText("#file-error", "larger than 1 MB")
}

// taken is a mail server that takes everything.
type taken struct{ mails []notify.Mail }

func (m *taken) Send(_ context.Context, mail notify.Mail) error {
	m.mails = append(m.mails, mail)
	return nil
}

func TestWithAMailServerNoLinkIsShownAndTheLetterLeadsIn(t *testing.T) {
	s := newTestServerWith(t, time.Now, config.Config{
		InvitationLifetime: time.Hour, SMTP: config.SMTP{Host: "localhost", Port: 1, From: "portico@acme.example", TLS: "none"},
	})
	b := s.as("lead")
	b.submit(b.get("/people/invite"), `form[action="/people/invite"]`, url.Values{"email": {"chloe@acme.example"}, "role": {"developer"}}).wantStatus(303)
	b.get("/people").wantText("[data-invitation]", "The mail is on its way")
	box := &taken{}
	if _, err := notify.NewPost(s.People, s.SignIn, box, s.BaseURL).SendDue(t.Context()); err != nil || len(box.mails) != 1 {
		t.Fatalf("%d letters, %v", len(box.mails), err)
	}
	_, rest, _ := strings.Cut(box.mails[0].Text, s.BaseURL)
	path, _, _ := strings.Cut(rest, "\n")
	s.anonymous().get(path).wantStatus(200).wantText("h1", "Join Payments")
	b.get("/people").wantText("[data-invitation]", "Mailed, open until")
	b.submit(b.get("/people"), `form[action$="/resend"]`, nil).wantStatus(303)
	s.anonymous().get(path).wantStatus(404)
	if s.count(`SELECT count(*) FROM event WHERE action = 'invitation.mailed' AND actor_kind = $1`, string(access.System)) != 1 {
		t.Error("the letter left no event")
	}
}
