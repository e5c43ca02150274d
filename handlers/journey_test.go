package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"portico/internal/postgres"
)

// acme makes the company ACME in staging, created and run by Dana (dev2), and gives its id.
func (s *testServer) acme() string {
	s.t.Helper()
	id := postgres.NewID()
	s.sql(`INSERT INTO company (id, environment, name, created_by, created_on, recorded_by) VALUES ($1, 'staging', 'ACME', $2, '2026-05-03', $2)`, id, s.id["dev2"])
	s.sql(`INSERT INTO company_domain (company_id, environment, domain) VALUES ($1, 'staging', 'acme.example')`, id)
	s.acmeRoles(id, "dev2")
	return id
}

func (s *testServer) acmeRoles(companyID, short string) {
	s.t.Helper()
	for _, role := range []string{"admin", "employee"} {
		s.sql(`INSERT INTO company_role (id, company_id, member_id, role, since, recorded_by) VALUES ($1, $2, $3, $4, now(), $3)`,
			postgres.NewID(), companyID, s.id[short], role)
	}
}

// permit puts a staging permission for the company into the ledger.
func (s *testServer) permit(short, companyID string) {
	s.t.Helper()
	s.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, grade, recorded_by)
		VALUES ($1, $2, 1, $3, 'staging', $4, 'self-assigned', now(), 'self-reported', $3)`, postgres.NewID(), postgres.NewID(), s.id[short], companyID)
}

// ownApp registers an app in staging for the person and gives its id.
func (s *testServer) ownApp(short, clientID string) string {
	s.t.Helper()
	id := postgres.NewID()
	s.sql(`INSERT INTO app (id, environment, name, client_id, created_by, created_on) VALUES ($1, 'staging', 'payments-app', $2, $3, current_date)`, id, clientID, s.id[short])
	s.sql(`INSERT INTO app_owner (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), id, s.id[short])
	return id
}

// wantNone notes an error when the selector finds anything.
func (p *page) wantNone(selector string) *page {
	p.t.Helper()
	if n := p.Find(selector).Length(); n != 0 {
		p.t.Errorf("%d of %q, want none", n, selector)
	}
	return p
}

// wantUniqueIDs notes an error for every id that stands twice on the page.
func (p *page) wantUniqueIDs() *page {
	p.t.Helper()
	seen := map[string]bool{}
	p.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id := e.AttrOr("id", "")
		if seen[id] {
			p.t.Errorf("the id %q stands twice", id)
		}
		seen[id] = true
	})
	return p
}

func TestADeveloperBeginsWithTheFirstStepOpen(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	p := s.as("dev").get("/journey").wantStatus(http.StatusOK)
	p.wantText("h1", "My journey").wantText(".lede", "0 of 11 steps done. Begin with step 1.")
	p.wantText("#continue", "Start: sign up for Spaces staging")
	if got := p.Find("#continue a").AttrOr("href", ""); got != "#step-staging-sign-up" {
		t.Errorf("the button leads to %q", got)
	}
	if got := p.Find("li.step").Length(); got != 11 {
		t.Errorf("%d steps, want 11", got)
	}
	if got := p.Find(`li.step[data-status="progress"]`).Length(); got != 1 {
		t.Errorf("%d steps stand out, want 1", got)
	}
	card := `#step-staging-sign-up`
	p.wantText(card+" .instructions a", "Open loganstaging.esna.com")
	if got := p.Find(card+` a[data-kind="leave"]`).AttrOr("rel", ""); got != "noreferrer" {
		t.Errorf("the link to the vendor has rel %q", got)
	}
	p.wantText(card+" .copyable code", "dev@acme.example").wantText(card+" form", "Counts as Self-reported. Helen Okafor can confirm it.")
	p.wantText("#step-password .hint", "Needs the staging account of step 1").wantNone("#step-password a, #step-password form")
	p.wantText("aside", "Helen Okafor").wantText("aside", "read on 2 June 2026")
	p.wantNone(`[style], [onclick]`)
	if strings.Contains(p.body, "Prove it") {
		t.Error("a button stands there that does nothing yet")
	}
}

func TestMarkingAStepLeadsToTheNextOneAndUndoBack(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	after := dev.submit(dev.get("/journey"), "#staging-sign-up-complete form", url.Values{"evidence": {"The welcome mail"}}).wantStatus(http.StatusSeeOther)
	if after.location != "/journey" {
		t.Errorf("the answer leads to %q", after.location)
	}
	p := dev.get("/journey").wantStatus(http.StatusOK)
	p.wantText("#flash", "Done: Sign up for Spaces staging.").wantText("#step-staging-sign-up .evidence", "Self-reported by you")
	p.wantText("#step-staging-sign-up .evidence", "The welcome mail").wantText(".lede", "1 of 11 steps done, 1 waiting for Avaya")
	dev.submit(p, `#step-staging-sign-up form[action$="/undo"]`, nil).wantStatus(http.StatusSeeOther)
	dev.get("/journey").wantText(".lede", "0 of 11 steps done")
	if n := s.count(`SELECT count(*) FROM event WHERE action IN ('step.completed', 'step.undone') AND NOT refused`); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

func TestAMatchedCompanyIsSkippedAndItsAdminIsToBeAsked(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	company := s.acme()
	dev := s.as("dev")
	dev.post("/journey/steps/password/complete", nil).wantStatus(http.StatusConflict)
	dev.post("/journey/steps/staging-sign-up/complete", nil).wantStatus(http.StatusSeeOther)
	dev.post("/journey/steps/password/complete", nil).wantStatus(http.StatusSeeOther)
	p := dev.get("/journey").wantStatus(http.StatusOK)
	p.wantText("#step-company .hint", "Skipped: ACME was created by Dana Ruiz on 3 May")
	if got := p.Find(`#step-company form[action="/companies/` + company + `/not-mine"]`).Length(); got != 1 {
		t.Errorf("%d ways to say that ACME is not theirs, want 1", got)
	}
	p.wantText("#step-company-roles .name", "Ask Dana to make you admin and employee")
	p.wantText("#company-roles-message", "Hello Dana,").wantText("#step-company-roles", "Send this to Dana (dev2@acme.example):")
	ask := `#company-roles-ask form`
	if got := p.Find(ask).AttrOr("action", ""); got != "/companies/"+company+"/ask" {
		t.Errorf("the question goes to %q", got)
	}
	if got := p.Find(ask+` option`).AttrOr("value", ""); got != s.id["dev2"] {
		t.Errorf("the question is for %q, want Dana", got)
	}
	if got := p.Find(`#company-roles-held input[name="role"]`).Length(); got != 2 {
		t.Errorf("%d roles are recorded, want admin and employee", got)
	}

	s.sql(`INSERT INTO company_role_request (id, company_id, member_id, asked_id) VALUES ($1, $2, $3, $4)`, postgres.NewID(), company, s.id["dev"], s.id["dev2"])
	p = dev.get("/journey/steps/company-roles").wantStatus(http.StatusOK)
	p.wantText(".lede", "1 waiting for Dana").wantText("#step-company-roles .status", "Waiting for Dana").wantNone(ask)
	p.wantText("#step-company-roles .notice", "You asked Dana Ruiz").wantText("#company-roles-message", "Hello Dana,")
}

func TestTheAppStepTakesTheClientIDAndNeverTheSecret(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	company := s.acme()
	s.acmeRoles(company, "dev")
	s.permit("dev", company)
	dev := s.as("dev")
	dev.post("/journey/steps/developer-dashboard/complete", nil).wantStatus(http.StatusSeeOther)
	p := dev.get("/journey").wantStatus(http.StatusOK)
	p.wantText("#continue", "Continue: create an OAuth2 app").wantUniqueIDs()
	form := p.Find("#oauth-app-register form")
	if form.AttrOr("action", "") != "/apps" || form.Find(`input[name="client_id"]`).Length() != 1 {
		t.Errorf("no form for the app: %s", form.Text())
	}
	if got := form.Find(`input[name="environment"]`).AttrOr("value", ""); got != "staging" {
		t.Errorf("the app belongs to %q", got)
	}
	if got := form.Find(`input[name="name"]`).AttrOr("value", ""); got != "acme-payments-priya-staging" {
		t.Errorf("the suggested name is %q", got)
	}
	if n := form.Find(`input[name*="secret"]:not([name="secret_place"]), input[type="password"]`).Length(); n != 0 {
		t.Errorf("%d fields ask for a secret", n)
	}
	p.wantText("#step-developer-permission .evidence", "ACME in staging")
	if got := p.Find(`#step-developer-permission a[href^="/ledger/grants/"]`).Length(); got != 1 {
		t.Errorf("%d links to the ledger, want 1", got)
	}
}

func TestACompleteJourneyStaysAndCanBePrinted(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.finish("dev")
	dev := s.as("dev")
	p := dev.get("/journey").wantStatus(http.StatusOK)
	p.wantText(".lede", "Nothing is left to do.").wantUniqueIDs().wantText("#continue", "Open the record of all steps").wantNone(`li.step[data-status="progress"]`)
	r := dev.get("/journey/record").wantStatus(http.StatusOK)
	r.wantText("h1", "Onboarding completed").wantText(".lede", "Priya Raman holds developer permission for ACME in staging since")
	r.wantText(".lede", "for ACME in production since").wantText(`tr[data-step="production-review"]`, "Approved")
	if got := r.Find("tbody tr").Length(); got != 11 {
		t.Errorf("%d rows, want 11", got)
	}
	if got := r.Find(`button.needs-script[data-print]`).Length(); got != 1 {
		t.Errorf("%d buttons to print, want one that needs a script", got)
	}
}

// finish writes everything that a finished journey rests on.
func (s *testServer) finish(short string) {
	s.t.Helper()
	id := s.id[short]
	company := s.acme()
	s.acmeRoles(company, short)
	s.permit(short, company)
	dev := s.as(short)
	dev.post("/journey/steps/developer-dashboard/complete", nil).wantStatus(http.StatusSeeOther)
	dev.post("/journey/sdk", url.Values{"platform": {"ios"}, "version": {"2.0"}}).wantStatus(http.StatusSeeOther)
	app := s.ownApp(short, "4f2c81d09be76a53e1c4")
	s.sql(`INSERT INTO app_test (id, app_id, position, title, result, decided_by, decided_at) VALUES ($1, $2, 1, 'Sign in', 'passed', $3, now())`, postgres.NewID(), app, id)
	s.sql(`INSERT INTO app_commitment (id, app_id, member_id) VALUES ($1, $2, $3)`, postgres.NewID(), app, id)
	confirm := "/teams/payments/members/" + id + "/steps/staging-tested/confirm"
	s.as("lead").post(confirm, url.Values{"app": {app}}).wantStatus(http.StatusSeeOther)
	request := postgres.NewID()
	s.sql(`INSERT INTO production_request (id, app_id, attempt, created_by, submitted_on, submitted_by, submitted_at, decided_on, decision, decided_by, decided_at)
		VALUES ($1, $2, 1, $3, current_date, $3, now(), current_date, 'approved', $3, now())`, request, app, id)
	s.sql(`INSERT INTO production_request_account (request_id, member_id) VALUES ($1, $2)`, request, id)
	there := postgres.NewID()
	s.sql(`INSERT INTO company (id, environment, name) VALUES ($1, 'production', 'ACME')`, there)
	s.sql(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, company_id, kind, held_from, grade, recorded_by, app_id, request_id)
		VALUES ($1, $2, 1, $3, 'production', $4, 'vendor-approved', now(), 'self-reported', $3, $5, $6)`, postgres.NewID(), postgres.NewID(), id, there, app, request)
}

func TestWhoIsStuckSaysWhatTheySeeAndGetsAdvice(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	p := dev.get("/journey")
	p.wantText("#staging-sign-up-stuck summary", "Stuck? Say what you see").wantText("#staging-sign-up-stuck", "Tell Helen")
	dev.submit(p, "#staging-sign-up-stuck form", url.Values{"what": {"address-in-use"}, "words": {"It says taken"}}).wantStatus(http.StatusSeeOther)
	p = dev.get("/journey").wantStatus(http.StatusOK)
	p.wantText(".lede", "1 stuck").wantText("#step-staging-sign-up .notice", "the address is already in use")
	p.wantText("#step-staging-sign-up .notice", "It says taken").wantText("#step-staging-sign-up .notice", "Try this: You have an account.")
	p.wantNone("#staging-sign-up-stuck")
	long := strings.Repeat("x", 2100)
	dev.submit(p, "#staging-sign-up-resolve form", url.Values{"answer": {long}}).wantStatus(http.StatusUnprocessableEntity).
		wantText("#staging-sign-up-answer-error", "at most 2000 characters")
	dev.submit(p, "#staging-sign-up-resolve form", url.Values{"answer": {"New password"}}).wantStatus(http.StatusSeeOther)
	dev.get("/journey").wantText("#staging-sign-up-stuck summary", "Stuck?")
}

func TestAFormWithErrorsKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	p := dev.submit(dev.get("/journey"), "#staging-sign-up-complete form", url.Values{"on": {"2999-01-01"}, "evidence": {"The welcome mail"}})
	p.wantStatus(http.StatusUnprocessableEntity)
	p.wantText("[data-error-summary]", "Done on: This day is still to come.").wantText("#staging-sign-up-on-error", "This day is still to come.")
	if got := p.Find("#staging-sign-up-on").AttrOr("value", ""); got != "2999-01-01" {
		t.Errorf("the day reads %q", got)
	}
	if got := p.Find("#staging-sign-up-on").AttrOr("aria-invalid", ""); got != "true" {
		t.Errorf("the field is not marked as wrong")
	}
	p.wantText("#staging-sign-up-evidence", "The welcome mail")
	p = dev.submit(p, "#staging-sign-up-stuck form", url.Values{"what": {"something-else"}}).wantStatus(http.StatusUnprocessableEntity)
	p.wantText("#staging-sign-up-words-error", "Say in your words")
	if _, open := p.Find("#staging-sign-up-stuck").Attr("open"); !open {
		t.Error("the form that came back is folded")
	}
	if got := p.Find(`#staging-sign-up-stuck input[checked]`).AttrOr("value", ""); got != "something-else" {
		t.Errorf("the answer %q is kept", got)
	}
	if n := s.count(`SELECT count(*) FROM mark`) + s.count(`SELECT count(*) FROM blocker`); n != 0 {
		t.Errorf("%d rows were written by forms with errors", n)
	}
}

func TestASecretInAFieldIsRefusedAndDoesNotComeBack(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	secret := strings.Repeat("9a3f", 10)
	p := s.as("dev").post("/journey/steps/staging-sign-up/complete", url.Values{"evidence": {secret}}).wantStatus(http.StatusUnprocessableEntity)
	if strings.Contains(p.body, secret) {
		t.Error("the secret stands on the page")
	}
	if n := s.count(`SELECT count(*) FROM mark`); n != 0 {
		t.Errorf("%d marks were written", n)
	}
}

func TestAStepThatCannotStartIsRefusedOnThePageWithItsGate(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	p := s.as("dev").post("/journey/steps/developer-dashboard/complete", nil).wantStatus(http.StatusConflict)
	p.wantText("#step-developer-dashboard .notice", "Step 6 cannot start yet: Needs the developer permission of step 5")
	p.wantText("[data-error-summary]", "cannot start yet")
}

func TestEveryStepHasAnAddressAndAnUnknownOneHasNone(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	p := dev.get("/journey/steps/sdk").wantStatus(http.StatusOK)
	if _, open := p.Find("#step-sdk details").Attr("open"); !open {
		t.Error("the step is not open")
	}
	p.wantText("#step-sdk .notice", "Cannot start yet").wantText("#step-sdk .instructions", "Developer Dashboard").wantNone("#step-sdk form")
	dev.get("/journey/steps/nowhere").wantStatus(http.StatusNotFound)
	dev.post("/journey/steps/nowhere/complete", nil).wantStatus(http.StatusNotFound)
}

func TestAnAuditorWalksNoJourneyAndIsToldWhereToGo(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	p := s.as("auditor").get("/journey").wantStatus(http.StatusOK)
	p.wantText(`[data-empty="no-right"]`, "You have no journey here").wantText(`[data-empty] a`, "Open the ledger").wantNone("li.step")
	s.as("auditor").get("/journey/record").wantStatus(http.StatusOK).wantText("[data-empty]", "You have no journey here")
	s.as("auditor").post("/journey/steps/staging-sign-up/complete", nil).wantStatus(http.StatusForbidden)
}

func TestALeadSuppliesAMissingLinkAndEverybodySeesIt(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev, lead := s.as("dev"), s.as("lead")
	p := dev.get("/journey/steps/company").wantStatus(http.StatusOK)
	p.wantText("#step-company .instructions .notice", "gives no address. A lead can supply it.").wantNone(`form[action^="/journey/links/"]`)
	p = lead.get("/journey/steps/company")
	form := `form[action="/journey/links/add-company-guide"]`
	lead.submit(p, form, url.Values{"url": {"ftp://x"}}).wantStatus(http.StatusUnprocessableEntity).wantText("#company-url-error", "https://")
	lead.submit(p, form, url.Values{"url": {"https://help.acme.example/add"}}).wantStatus(http.StatusSeeOther)
	p = dev.get("/journey/steps/company")
	if got := p.Find(`#step-company a[href="https://help.acme.example/add"]`).Length(); got != 1 {
		t.Errorf("%d links to the address, want 1", got)
	}
	p.wantText("#step-company .instructions", "Address supplied by Helen Okafor")
	dev.post("/journey/links/add-company-guide", url.Values{"url": {"https://evil.example"}}).wantStatus(http.StatusForbidden)
	s.as("admin").post("/journey/links/add-company-guide", url.Values{"url": {"nonsense"}, "step": {"company"}}).wantStatus(http.StatusUnprocessableEntity)
}

func TestALeadConfirmsAndNudgesFromAnAddressOfTheTeam(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	s.as("dev").post("/journey/steps/staging-sign-up/complete", nil).wantStatus(http.StatusSeeOther)
	base := "/teams/payments/members/" + s.id["dev"]
	lead := s.as("lead")
	after := lead.post(base+"/steps/staging-sign-up/confirm", url.Values{"back": {"/teams/payments?member=" + s.id["dev"]}}).wantStatus(http.StatusSeeOther)
	if after.location != "/teams/payments?member="+s.id["dev"] {
		t.Errorf("the answer leads to %q", after.location)
	}
	if after = lead.post(base+"/steps/password/nudge", url.Values{"words": {"Need help?"}, "back": {"https://evil.example"}}).wantStatus(http.StatusSeeOther); after.location != base {
		t.Errorf("the answer leads to %q, want %q", after.location, base)
	}
	p := s.as("dev").get("/journey")
	p.wantText("#step-staging-sign-up .evidence", "Confirmed by Helen Okafor").wantText("#step-password .notice", "Helen Okafor reminded you")
	lead.post(base+"/steps/staging-sign-up/confirm/withdraw", url.Values{"reason": {"It was another mail"}}).wantStatus(http.StatusSeeOther)
	s.as("dev").get("/journey").wantText("#step-staging-sign-up .evidence", "Self-reported by you")
	s.as("otherlead").post(base+"/steps/staging-sign-up/confirm", nil).wantStatus(http.StatusNotFound)
	s.as("otherlead").post("/teams/platform/members/"+s.id["dev"]+"/steps/staging-sign-up/confirm", nil).wantStatus(http.StatusNotFound)
	s.as("dev").post(base+"/steps/staging-sign-up/confirm", nil).wantStatus(http.StatusForbidden)
}

func TestADownloadIsRecordedAndRemovedOnThePage(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	company := s.acme()
	s.acmeRoles(company, "dev")
	s.permit("dev", company)
	dev := s.as("dev")
	dev.post("/journey/steps/developer-dashboard/complete", nil).wantStatus(http.StatusSeeOther)
	p := dev.get("/journey/steps/sdk")
	fingerprint := strings.Repeat("0c", 32)
	dev.submit(p, "#sdk-record form", url.Values{"platform": {"javascript"}}).wantStatus(http.StatusUnprocessableEntity).wantText("#sdk-version-error", "Write the version")
	dev.submit(p, "#sdk-record form", url.Values{"platform": {"javascript"}, "version": {"2.0.28"}, "sha256": {fingerprint}}).wantStatus(http.StatusSeeOther)
	p = dev.get("/journey/steps/sdk").wantText("#step-sdk .queue", "JavaScript 2.0.28").wantText("#step-sdk .queue code", fingerprint)
	dev.submit(p, `#step-sdk .queue form`, nil).wantStatus(http.StatusSeeOther)
	dev.get("/journey/steps/sdk").wantNone("#step-sdk .queue")
}
