package handlers

import (
	"net/http"
	"net/url"
	"testing"
)

func TestTheFirstOfADomainWalksFromSignUpToAnAppByTheFormsOfTheJourneyAlone(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	send := func(selector string, values url.Values) {
		t.Helper()
		dev.submit(dev.get("/journey"), selector, values).wantStatus(http.StatusSeeOther)
	}
	send("#staging-sign-up-complete form", nil)
	send("#password-complete form", nil)
	came := dev.submit(dev.get("/journey"), "#company-create form", url.Values{"name": {""}, "domain": {"not a domain"}}).wantStatus(http.StatusUnprocessableEntity)
	came.wantText("h1", "My journey").wantText("#step-company", "domain")
	if got := came.Find("#company-domain").AttrOr("value", ""); got != "not a domain" {
		t.Errorf("the domain reads %q after the form came back", got)
	}
	send("#company-create form", url.Values{"name": {"ACME"}})
	p := dev.get("/journey").wantText("#step-company .status", "Done").wantText("#step-company-roles .status", "Skipped")
	p.wantText("#continue", "give yourself the developer permission")
	dev.submit(p, "#developer-permission-grant form", nil).wantStatus(http.StatusUnprocessableEntity).wantText("#step-developer-permission .error", "Choose")
	acme := p.Find(`#developer-permission-grant input[name="company"]`).First().AttrOr("value", "")
	send("#developer-permission-grant form", url.Values{"company": {acme}})
	send("#developer-dashboard-complete form", nil)
	p = dev.get("/journey").wantText("#continue", "create an OAuth2 app")
	came = dev.submit(p, "#oauth-app-register form", url.Values{"client_id": {""}, "secret_place": {"Vault, payments"}}).wantStatus(http.StatusUnprocessableEntity)
	if got := came.Find("#oauth-app-secret-place").AttrOr("value", ""); got != "Vault, payments" {
		t.Errorf("where the secret lies reads %q after the form came back", got)
	}
	send("#oauth-app-register form", url.Values{"client_id": {"4f2c81d09be76a53e1c4"}, "redirect_uris": {"http://localhost:3000/callback"}})
	send("#sdk-skip form", url.Values{"reason": {"REST only"}})
	p = dev.get("/journey").wantText(".lede", "6 of 11 steps done, 2 skipped").wantText("#continue", "test your app in staging")
	href := p.Find(`#step-staging-tested a[data-kind="primary"]`).AttrOr("href", "")
	dev.get(href).wantStatus(http.StatusOK).wantText("h1", "acme-payments-priya-staging")
	dev.get(href + "/production").wantStatus(http.StatusOK)
}

func TestTheSecondOfADomainAsksTheAdminAndIsLetIn(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	company := s.acme()
	dev := s.as("dev")
	send := func(selector string, values url.Values) {
		t.Helper()
		dev.submit(dev.get("/journey"), selector, values).wantStatus(http.StatusSeeOther)
	}
	send("#staging-sign-up-complete form", nil)
	send("#password-complete form", nil)
	send("#company-roles-ask form", nil)
	dev.get("/journey").wantText(".lede", "1 waiting for Dana").wantText("#step-company-roles .notice", "You asked Dana Ruiz")
	send("#company-roles-held form", nil)
	dev.get("/journey").wantText("#step-company-roles .status", "Done").wantText("#continue", "give yourself the developer permission")
	if n := s.count(`SELECT count(*) FROM company_role WHERE member_id = $1 AND ended_at IS NULL`, s.id["dev"]); n != 2 {
		t.Errorf("%d roles, want admin and employee", n)
	}

	dev2 := s.as("otherdev")
	dev2.post("/journey/steps/staging-sign-up/complete", nil).wantStatus(http.StatusSeeOther)
	dev2.post("/journey/steps/password/complete", nil).wantStatus(http.StatusSeeOther)
	dev2.submit(dev2.get("/journey"), `#step-company form[action="/companies/`+company+`/not-mine"]`, nil).wantStatus(http.StatusSeeOther)
	p := dev2.get("/journey").wantStatus(http.StatusOK)
	if p.Find("#company-create form").Length() != 1 {
		t.Error("who refused the match cannot record their own company")
	}
}
