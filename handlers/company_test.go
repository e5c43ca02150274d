package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestACompanyIsRecordedByFormAndShownWithItsPeople(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dana := s.as("dev2")
	form := dana.get("/companies/new").wantStatus(http.StatusOK).wantUniqueIDs()
	if got := form.Find(`input[name="domain"]`).AttrOr("value", ""); got != "acme.example" {
		t.Errorf("the domain of one's own address is offered as %q", got)
	}
	sent := dana.submit(form, `form[action="/companies"]`, url.Values{"name": {"ACME"}, "created_on": {"2026-05-03"}})
	sent.wantStatus(http.StatusSeeOther)
	p := dana.get(sent.location).wantStatus(http.StatusOK).wantUniqueIDs()
	p.wantText("h1", "ACME").wantText(".eyebrow", "Created by Dana Ruiz on 3 May").wantText(".lintel", "1 admin, 1 employee")
	p.wantText("tbody th", "Dana Ruiz").wantText(`td[data-label="Admin"]`, "Yes, self-reported").wantText(".notice h3", "Only one admin in staging")
	p.wantText("#flash", "ACME is recorded")
	if n := p.Find(`form[action$="/confirm"]`).Length(); n != 0 {
		t.Error("one may confirm one's own role")
	}
	again := dana.submit(form, `form[action="/companies"]`, url.Values{"name": {"ACME"}, "created_on": {"2026-05-03"}})
	again.wantStatus(http.StatusSeeOther)
	if n := s.count(`SELECT count(*) FROM company`); n != 1 {
		t.Errorf("the same form sent twice made %d companies", n)
	}
}

func TestACompanyFormComesBackWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	p := dev.post("/companies", url.Values{"name": {"ACME"}, "domain": {"gmail.com"}, "environment": {"staging"}, "created_on": {"2199-01-01"}})
	p.wantStatus(http.StatusUnprocessableEntity).wantText("#company-domain-error", "Everybody can have an address at gmail.com")
	p.wantText("#company-day-error", "still to come").wantText("[data-error-summary] h2", "2 things need your attention")
	if got := p.Find("#company-name").AttrOr("value", ""); got != "ACME" {
		t.Errorf("the name came back as %q", got)
	}
	s.acme()
	p = dev.post("/companies", url.Values{"name": {"Mine"}, "domain": {"acme.example"}, "environment": {"staging"}, "created_on": {"2026-05-03"}})
	p.wantStatus(http.StatusConflict).wantText("#company-domain-error", "ACME has the domain acme.example in staging already")
	p = dev.post("/companies", url.Values{"name": {"Mine"}, "domain": {"gmail.com"}, "environment": {"staging"}, "created_on": {"2026-05-03"}, "back": {"/journey/steps/company#step-company"}})
	p.wantStatus(http.StatusUnprocessableEntity).wantText("h1", "My journey")
	p = dev.post("/companies", url.Values{"name": {"Mine"}, "domain": {"mine.example"}, "environment": {"staging"}, "created_on": {"2026-05-03"}, "back": {"//evil.example"}})
	if p.wantStatus(http.StatusSeeOther); !strings.HasPrefix(p.location, "/companies/") {
		t.Errorf("it leads to %s", p.location)
	}
}

func TestAnAdminOfTheCompanyAnswersAQuestionOnItsPage(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.acme()
	priya, dana := s.as("dev"), s.as("dev2")
	p := priya.get("/companies/" + id).wantStatus(http.StatusOK).wantUniqueIDs()
	p.wantText(".lintel", "You have no role here.")
	priya.submit(p, `form[action$="/ask"]`, nil).wantStatus(http.StatusSeeOther)
	p = priya.get("/companies/" + id)
	p.wantText(".notice h3", "You asked Dana Ruiz on").wantNone(`form[action$="/answer"]`)
	p.wantNone(`form[action$="/ask"]`)
	priya.post("/companies/"+id+"/ask", url.Values{"asked": {s.id["dev2"]}}).wantStatus(http.StatusConflict).wantText(".notice", "You asked already")
	priya.post("/companies/"+id+"/ask", url.Values{"asked": {s.id["dev"]}}).wantStatus(http.StatusUnprocessableEntity)
	p = dana.get("/companies/" + id).wantUniqueIDs()
	p.wantText(".notice h3", "Priya Raman asked you on")
	dana.submit(p, `form[action$="/answer"]`, nil).wantStatus(http.StatusUnprocessableEntity).wantText(".notice .error", "Choose one of the two answers.")
	dana.submit(p, `form[action$="/answer"]`, url.Values{"answer": {"granted"}}).wantStatus(http.StatusSeeOther)
	dana.get("/companies/"+id).wantText("#flash", "confirmed by you").wantText(`td[data-label="Admin"]`, "Yes, confirmed").wantText(`td[data-label="Employee"] small`, "By Dana Ruiz")
}

func TestALeadRecordsAndConfirmsRolesOnThePage(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.acme()
	lead := s.as("lead")
	p := lead.get("/companies/" + id).wantStatus(http.StatusOK)
	lead.submit(p, `form[action$="/confirm"]`, nil).wantStatus(http.StatusSeeOther)
	form := `form[action="/companies/` + id + `/roles"]`
	p = lead.submit(p, form, url.Values{"member": {s.id["dev"]}, "since": {"2199-01-01"}})
	p.wantStatus(http.StatusUnprocessableEntity).wantText("#role-since-error", "still to come").wantText("#role-role-error", "Choose admin")
	if got := p.Find(`#role-member option[selected]`).AttrOr("value", ""); got != s.id["dev"] {
		t.Errorf("the person came back as %q", got)
	}
	today := time.Now().UTC().Format(time.DateOnly)
	lead.submit(p, form, url.Values{"member": {s.id["dev"]}, "since": {today}, "role": {"employee"}}).wantStatus(http.StatusSeeOther)
	lead.submit(lead.get("/companies/"+id), form, url.Values{"member": {s.id["otherdev"]}, "since": {today}, "role": {"employee"}}).wantStatus(http.StatusUnprocessableEntity).
		wantText("#role-member-error", "Choose a person of the list.")
	p = lead.get("/companies/" + id)
	if n := p.Find(`td .status[data-status="confirmed"]`).Length(); n != 2 {
		t.Errorf("%d roles are confirmed, want 2", n)
	}
	lead.submit(p, `form[action$="/end"][action*="/roles/"]`, nil).wantStatus(http.StatusSeeOther)
}

func TestThePageOfACompanyShowsPermissionOnlyToThoseWhoMayReadTheLedger(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.acme()
	s.permit("dev2", id)
	for who, shown := range map[string]bool{"dev": false, "otherdev": false, "lead": true, "auditor": true, "otherlead": false} {
		p := s.as(who).get("/companies/" + id).wantStatus(http.StatusOK)
		if got := strings.Contains(p.Find(`td[data-label="Developer permission"]`).Text(), "Yes"); got != shown {
			t.Errorf("%s sees it: %v", who, got)
		}
	}
	s.as("auditor").get("/companies/"+id).wantText(".lede", "1 person holds developer permission here.")
	s.as("auditor").get("/companies").wantText(".lede", "1 company, 0 of them in production.").wantText("tbody", "Only one admin")
}

func TestAMatchIsTakenBackAndRestoredByButton(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.acme()
	dev := s.as("dev")
	p := dev.get("/companies/" + id)
	sent := dev.submit(p, `form[action$="/not-mine"]`, url.Values{"back": {"/journey"}}).wantStatus(http.StatusSeeOther)
	if sent.location != "/journey" {
		t.Errorf("it leads to %s", sent.location)
	}
	p = dev.get("/companies/" + id)
	dev.submit(p, `form[action$="/mine"]`, nil).wantStatus(http.StatusSeeOther)
	dev.get("/companies/"+id).wantNone(`form[action$="/mine"]`).wantText("#flash", "counts again")
}

func TestMailDomainsAreAddedAndTakenAwayOnThePage(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.acme()
	dana := s.as("dev2")
	p := dana.get("/companies/" + id)
	dana.submit(p, `form[action$="/domains"]`, url.Values{"domain": {"gmail.com"}}).wantStatus(http.StatusUnprocessableEntity).wantText("#add-domain-error", "Everybody")
	dana.submit(p, `form[action$="/domains"]`, url.Values{"domain": {"labs.example"}}).wantStatus(http.StatusSeeOther)
	p = dana.get("/companies/"+id).wantText("dl.facts", "labs.example")
	dana.submit(p, `form[action$="/domains/end"]`, nil).wantStatus(http.StatusSeeOther)
	dana.get("/companies/"+id).wantText("#flash", "acme.example no longer stands for this company")
	s.as("dev").get("/companies/" + id).wantNone(`form[action*="/domains"]`)
}

func TestRolesAndQuestionsOfAnotherCompanyAreNotFound(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.acme()
	lead := s.as("lead")
	lead.post("/companies", url.Values{"name": {"Other"}, "domain": {"other.example"}, "environment": {"staging"}, "created_on": {"2026-05-03"}}).wantStatus(http.StatusSeeOther)
	var other, role string
	if err := s.db.Pool().QueryRow(t.Context(), `SELECT company_id, id FROM company_role WHERE company_id <> $1 LIMIT 1`, id).Scan(&other, &role); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/companies/" + id + "/roles/" + role + "/end", "/companies/" + id + "/roles/" + role + "/confirm", "/companies/" + id + "/asks/" + role + "/withdraw", "/companies/" + role} {
		method := lead.post
		if path == "/companies/"+role {
			method = func(path string, _ url.Values) *page { return lead.get(path) }
		}
		method(path, nil).wantStatus(http.StatusNotFound)
	}
	lead.post("/companies/"+id+"/asks/"+role+"/answer", url.Values{"answer": {"granted"}}).wantStatus(http.StatusNotFound)
}
