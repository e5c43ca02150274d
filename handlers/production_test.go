package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/internal/postgres"
)

const testClientID = "4f2c81d09be76a53e1c4"

func today() string { return time.Now().UTC().Format(time.DateOnly) }

// register sends the form for an app and gives the id of the app.
func (b *browser) register(values url.Values) string {
	b.s.t.Helper()
	form := b.get("/apps/new").wantStatus(http.StatusOK).wantUniqueIDs()
	all := url.Values{"name": {"Refund Desk"}, "client_id": {testClientID}, "redirect_uris": {"http://localhost:3000/\r\nhttps://pay.acme.example/back"}, "created_on": {"2026-05-06"}}
	for name, value := range values {
		all[name] = value
	}
	p := b.submit(form, `form[action="/apps"]`, all).wantStatus(http.StatusSeeOther)
	return strings.TrimPrefix(p.location, "/apps/")
}

// makeReady decides every test, commits and records an SDK, by the forms of the pages, and the lead confirms the tests.
func (b *browser) makeReady(app string) {
	b.s.t.Helper()
	page := b.get("/apps/" + app)
	n := page.Find(`form[action*="/tests/"] select[name="result"]`).Length()
	for i := range n {
		action := page.Find(`form[action*="/tests/"]:has(select)`).Eq(i).AttrOr("action", "")
		b.submit(page, `form[action="`+action+`"]`, url.Values{"result": {"passed"}, "note": {"Seen."}}).wantStatus(http.StatusSeeOther)
	}
	b.get("/apps/"+app).wantText("section:has(#commitment)", "A lead signs the commitment").wantNone(`form[action$="/commitment"]`)
	lead := b.s.as("lead")
	lead.submit(lead.get("/apps/"+app), `form[action$="/commitment"]`, nil).wantStatus(http.StatusSeeOther)
	b.s.sql(`INSERT INTO sdk_download (id, member_id, platform, version, on_day) VALUES ($1, $2, 'javascript', '2.0.28', current_date)`, postgres.NewID(), b.s.id["dev"])
}

func TestAnAppIsRegisteredAndItsSecretNever(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	secret := strings.Repeat("0a1b", 10)
	p := dev.post("/apps", url.Values{"name": {"Desk"}, "environment": {"staging"}, "client_id": {secret}, "created_on": {"2026-05-06"}})
	p.wantStatus(http.StatusUnprocessableEntity).wantText("#app-client_id-error", "looks like a client secret")
	if strings.Contains(p.body, secret) || s.count(`SELECT count(*) FROM app`) != 0 {
		t.Error("the secret came back or was kept")
	}
	if got := p.Find("#app-name").AttrOr("value", ""); got != "Desk" {
		t.Errorf("the name came back as %q", got)
	}
	id := dev.register(nil)
	p = dev.get("/apps/" + id).wantStatus(http.StatusOK).wantUniqueIDs()
	p.wantText("h1", "Refund Desk").wantText("dl.facts", "…e1c4").wantText(".lintel", "0 of 7 decided").wantText(".copyable", "http://localhost:3000/")
	if strings.Contains(p.body, testClientID) {
		t.Error("the whole client id stands on the page")
	}
	s.as("lead").get("/apps/"+id).wantText("#commit-why", "7 tests are open or failed.")
	for _, who := range []string{"dev2", "lead", "auditor", "admin"} {
		s.as(who).get("/apps/" + id).wantStatus(http.StatusOK).wantNone(`a[href$="/edit"]`)
		s.as(who).get("/apps/" + id + "/edit").wantStatus(http.StatusForbidden)
	}
	for _, who := range []string{"otherdev", "otherlead"} {
		s.as(who).get("/apps/" + id).wantStatus(http.StatusNotFound)
		s.as(who).get("/apps/" + id + "/production").wantStatus(http.StatusNotFound)
	}
}

func TestAnAppIsEditedAndAnOldFormDoesNotOverwrite(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	id := dev.register(nil)
	first, second := dev.get("/apps/"+id+"/edit").wantUniqueIDs(), dev.get("/apps/"+id+"/edit")
	form := `form[action="/apps/` + id + `"]`
	dev.submit(first, form, url.Values{"name": {"Refund Counter"}, "redirect_uris": {"https://pay.acme.example/back"}}).wantStatus(http.StatusSeeOther)
	late := dev.submit(second, form, url.Values{"name": {"Refund Window"}}).wantStatus(http.StatusConflict)
	late.wantText("[data-error-summary]", "Someone changed this a moment ago")
	if got := late.Find("#app-name").AttrOr("value", ""); got != "Refund Window" {
		t.Errorf("what was typed came back as %q", got)
	}
	dev.get("/apps/"+id).wantText("h1", "Refund Counter")
	dev.submit(dev.get("/apps/"+id+"/edit"), form, url.Values{"redirect_uris": {"javascript:alert(1)"}}).wantStatus(http.StatusUnprocessableEntity).wantText("#app-redirect_uris-error", "cannot be a redirect URI")
}

func TestAKnownClientIDWaitsForALeadOnThePage(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	id := s.as("dev").register(nil)
	dana := s.as("dev2")
	if got := dana.register(nil); got != "/apps" && got != "" {
		t.Errorf("it leads to %q", got)
	}
	dana.get("/apps").wantText("#flash", "once a lead of its owner’s team accepts it")
	lead := s.as("lead")
	lead.get("/apps").wantText(".notice", "Dana Ruiz wants to share Refund Desk")
	lead.submit(lead.get("/apps/"+id), `form[action$="/accept"]`, nil).wantStatus(http.StatusSeeOther)
	dana.get("/apps/" + id + "/edit").wantStatus(http.StatusOK)
	p := dana.get("/apps/" + id)
	dana.submit(p, `form[action$="/end"]`, nil).wantStatus(http.StatusSeeOther)
	stranger := s.as("otherdev")
	stranger.register(nil)
	stranger.get("/apps").wantText("tbody th", "Shared app, not yet accepted").wantNone(`tbody th a`)
}

func TestTheLastOwnerStaysAndTestsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	id := dev.register(nil)
	p := dev.get("/apps/" + id)
	p.wantText("section:has(#owners)", "The only owner: name a second one first.")
	owner := strings.TrimSuffix(strings.TrimPrefix(p.Find(`form[action$="/end"]`).AttrOr("action", ""), "/apps/"+id+"/owners/"), "/end")
	dev.post("/apps/"+id+"/owners/"+owner+"/end", nil).wantStatus(http.StatusConflict).wantText("#owner-error", "Name a second one first")
	dev.submit(p, `form[action$="/owners"]`, url.Values{"member": {s.id["otherdev"]}}).wantStatus(http.StatusUnprocessableEntity).wantText("#owner-error", "Choose a person of the list.")
	dev.submit(p, `form[action$="/owners"]`, url.Values{"member": {s.id["dev2"]}}).wantStatus(http.StatusSeeOther)
	test := p.Find(`form[action*="/tests/"]:has(select)`).First().AttrOr("action", "")
	back := dev.post(test, url.Values{"result": {"failed"}, "note": {""}, "version": {"1"}}).wantStatus(http.StatusUnprocessableEntity)
	back.wantText(".error", "Say what fails.")
	if got := back.Find(`form[action="`+test+`"] option[selected]`).AttrOr("value", ""); got != "failed" {
		t.Errorf("the result came back as %q", got)
	}
	dev.post(test, url.Values{"version": {"1"}}).wantStatus(http.StatusUnprocessableEntity).wantText(".error", "Choose passed")
	dev.post(test+"/remove", nil).wantStatus(http.StatusSeeOther)
	dev.submit(p, `form[action$="/tests"]`, url.Values{"title": {"Works on a telephone"}}).wantStatus(http.StatusSeeOther)
	dev.get("/apps/"+id).wantText("[role=listitem] b", "Works on a telephone").wantText(".lintel", "0 of 7 decided")
	dev.post("/apps/"+id+"/commitment", nil).wantStatus(http.StatusForbidden)
	s.as("lead").post("/apps/"+id+"/commitment", nil).wantStatus(http.StatusConflict)
}

func TestAnAppGoesToProductionByItsPages(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	company := s.acme()
	dev, lead := s.as("dev"), s.as("lead")
	app := dev.register(url.Values{"company": {company}, "description": {"Opens a meeting from a dispute."}})
	at := "/apps/" + app + "/production"
	p := dev.get(at).wantStatus(http.StatusOK).wantUniqueIDs()
	p.wantText(".lede", "Not ready yet: 4 things are missing.").wantText("#start-button-why", "missing above").wantText(".checks", "Staging tests complete")
	dev.post("/apps/"+app+"/requests", nil).wantStatus(http.StatusConflict).wantText(".notice", "Production cannot be requested yet")
	dev.makeReady(app)
	p = dev.get(at).wantText(".lede", "Everything is ready.")
	dev.submit(p, `form[action$="/requests"]`, nil).wantStatus(http.StatusSeeOther)
	p = dev.get(at).wantUniqueIDs()
	p.wantText(".track [aria-current]", "Draft").wantText(".letter", "requesting production access").wantText(".letter mark", "Refund Desk").wantText(".letter li", "SDK: JavaScript 2.0.28")
	p.wantText(`a[data-kind="leave"]`, "Open onecare.avaya.com")
	back := dev.submit(p, `form[action$="/submit"]`, url.Values{"day": {"2199-01-01"}, "reference": {"CASE-7"}}).wantStatus(http.StatusUnprocessableEntity)
	back.wantText("#sent-day-error", "still to come")
	if got := back.Find("#sent-reference").AttrOr("value", ""); got != "CASE-7" {
		t.Errorf("the reference came back as %q", got)
	}
	dev.submit(p, `form[action$="/submit"]`, url.Values{"day": {today()}}).wantStatus(http.StatusSeeOther)
	p = dev.get(at).wantUniqueIDs().wantText(".track [aria-current]", "Submitted").wantText("#text", "Text of the request").wantNone("#body")
	dev.submit(p, `#add-entry form`, url.Values{"contact": {"K. Lindgren"}, "words": {"Are meetings recorded?"}}).wantStatus(http.StatusSeeOther)
	p = dev.get(at).wantText("#follow ~ .letter, section:has(#follow) .letter", "Dear K. Lindgren").wantText(".timeline", "Avaya wrote: Are meetings recorded?")
	dev.submit(p, `section:has(#follow) form`, url.Values{"words": {"The app keeps no recordings"}}).wantStatus(http.StatusSeeOther)
	p = lead.get(at).wantText(".track [aria-current]", "Contacted").wantText(".timeline", "We wrote: The app keeps no recordings").wantText(".stuck", "It counts as confirmed")
	lead.submit(p, `form[action$="/approve"]`, nil).wantStatus(http.StatusSeeOther)
	dev.get(at).wantText(".lede", "Avaya approved it on").wantText(".track [aria-current]", "Approved").wantNone(`form[action*="/requests/"]`)
	if n := s.count(`SELECT count(*) FROM permission_grant g JOIN company c ON c.id = g.company_id
		WHERE g.member_id = $1 AND g.environment = 'production' AND c.environment = 'production' AND c.name = 'ACME' AND g.grade = 'confirmed'`, s.id["dev"]); n != 1 {
		t.Errorf("%d lines of the ledger", n)
	}
	dev.get("/apps/"+app).wantText("aside", "Attempt 1: approved.")
}

func TestAnAppInProductionHasNoTestsLeft(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	app := dev.register(url.Values{"environment": {"production"}})
	dev.get("/apps/"+app).wantStatus(http.StatusOK).wantText("main .envpill", "production").wantNone("#tests").wantNone("#commitment")
}

func TestARejectedRequestBeginsAgainOnThePage(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	app := dev.register(nil)
	at := "/apps/" + app + "/production"
	dev.makeReady(app)
	dev.submit(dev.get(at), `form[action$="/requests"]`, nil).wantStatus(http.StatusSeeOther)
	p := dev.get(at)
	edit := p.Find(`form:has(textarea[name="body"])`).AttrOr("action", "")
	dev.submit(p, `form[action="`+edit+`"]`, url.Values{"body": {"Our own words."}, "account": {s.id["dev"], s.id["dev2"]}}).wantStatus(http.StatusSeeOther)
	p = dev.get(at).wantText(".letter", "Our own words.").wantText(".notice", "The text says neither")
	dev.submit(p, `form[action="`+edit+`"]`, url.Values{"body": {""}, "account": nil}).wantStatus(http.StatusUnprocessableEntity).
		wantText("#body-error", "Write what").wantText("#accounts-error", "Name at least one account")
	dev.submit(p, `form[action$="/submit"]`, nil).wantStatus(http.StatusSeeOther)
	p = dev.get(at)
	dev.submit(p, `form[action$="/reject"]`, nil).wantStatus(http.StatusUnprocessableEntity).wantText("#reject-reason-error", "Say what Avaya wrote.")
	dev.submit(p, `form[action$="/reject"]`, url.Values{"reason": {"The privacy notice is missing."}}).wantStatus(http.StatusSeeOther)
	p = dev.get(at).wantText(".notice", "The privacy notice is missing.").wantText(".evidence", "Our own words.").wantText("section:has(#start) button", "Begin attempt 2")
	dev.submit(p, `form[action$="/resubmit"]`, nil).wantStatus(http.StatusSeeOther)
	p = dev.get(at).wantText(".letter", "Our own words.").wantText(".evidence", "Attempt 1")
	dev.submit(p, `form[action$="/withdraw"]`, nil).wantStatus(http.StatusSeeOther)
	dev.get(at).wantText(".lede", "Attempt 2 was withdrawn on")
	s.as("auditor").get(at).wantStatus(http.StatusOK).wantNone("main form")
}

func TestARequestOfAnotherAppIsNotFound(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	one, two := dev.register(nil), dev.register(url.Values{"client_id": {"bbbbbbbbbbbbbbbbbbbb"}})
	dev.makeReady(one)
	dev.submit(dev.get("/apps/"+one+"/production"), `form[action$="/requests"]`, nil).wantStatus(http.StatusSeeOther)
	var request string
	if err := s.db.Pool().QueryRow(t.Context(), `SELECT id FROM production_request`).Scan(&request); err != nil {
		t.Fatal(err)
	}
	base := "/apps/" + two + "/requests/" + request
	for path, form := range map[string]url.Values{
		"/submit": {"day": {today()}}, "/contact": {"day": {today()}, "contact": {"K."}}, "/approve": {"day": {today()}, "company": {"freelance"}},
		"/reject": {"day": {today()}, "reason": {"No"}}, "/withdraw": nil, "/resubmit": nil, "": {"body": {"x"}, "account": {s.id["dev"]}},
	} {
		dev.post(base+path, form).wantStatus(http.StatusNotFound)
	}
	if n := s.count(`SELECT count(*) FROM production_request WHERE submitted_on IS NULL AND withdrawn_at IS NULL`); n != 1 {
		t.Error("the request was changed")
	}
}

func TestAppsAreFilteredAndSentAsTheyAreShown(t *testing.T) {
	t.Parallel()
	s := newTestServer(t)
	dev := s.as("dev")
	dev.register(url.Values{"name": {"=HYPERLINK(1)"}})
	dev.register(url.Values{"environment": {"production"}, "client_id": {"bbbbbbbbbbbbbbbbbbbb"}, "name": {"Live"}})
	p := dev.get("/apps").wantText("#all", "2 apps").wantText(".notice", "Live still allows localhost").wantText(".chip", "Production")
	if got := p.Find("tbody tr").Length(); got != 2 {
		t.Errorf("%d rows", got)
	}
	dev.get("/apps?env=production").wantText("#all", "1 app").wantText("tbody", "Live").wantText(".chip[aria-current]", "Production")
	dev.get("/apps?env=staging&team=Nobody").wantText(".empty", "No app matches these filters")
	csv := dev.get("/apps.csv?env=staging").wantStatus(http.StatusOK)
	if !strings.Contains(csv.body, `"'=HYPERLINK(1)"`) || strings.Contains(csv.body, "Live") || strings.Contains(csv.body, testClientID) {
		t.Errorf("the file is %q", csv.body)
	}
	s.as("otherdev").get("/apps").wantText(".empty", "No app is registered yet")
}
