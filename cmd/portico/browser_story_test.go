package main

import (
	"strings"
	"testing"
	"time"

	"portico/internal/browsertest"
)

// signUp does steps 1 and 2: an account at the vendor, and its password.
func signUp(t *testing.T, tab *browsertest.Tab) {
	t.Helper()
	tab.Open("/journey")
	for _, step := range []string{"staging-sign-up", "password"} {
		tab.In("#"+step+"-complete").Fill("Evidence", "The mail of Avaya Spaces")
		tab.In("#" + step + "-complete").Go("Mark as done")
		tab.WantText("#flash", "Done: ")
	}
}

// getPermission does steps 5 and 6: the check-box of the company, and the dashboard behind it.
func getPermission(t *testing.T, tab *browsertest.Tab, company string) {
	t.Helper()
	tab.Open("/journey")
	tab.In("#developer-permission-grant").Tick(company)
	tab.In("#developer-permission-grant").Go("Record it in the ledger")
	tab.Open("/journey")
	tab.In("#developer-dashboard-complete").Go("Mark as done")
}

// buildApp does steps 7 to 9: an app, an SDK, and tests that a lead can confirm. It gives the address of the app.
func buildApp(t *testing.T, tab *browsertest.Tab, clientID string) string {
	t.Helper()
	tab.Open("/journey")
	form := tab.In("#oauth-app-register")
	form.Fill("Client ID", clientID)
	form.Fill("Redirect URIs", "https://pay.acme.example/spaces/back")
	form.Fill("Where the secret lies", "Vault, payments/spaces/staging")
	form.Go("Register the app")
	tab.Open("/journey")
	tab.In("#sdk-record").Tick("JavaScript")
	tab.In("#sdk-record").Fill("Version", "2.0.28")
	tab.In("#sdk-record").Go("Record the download")
	tab.Open("/journey")
	tab.In("#step-staging-tested").Go("Open the app and its test list")
	tab.WantPath("/apps/")
	app, _, _ := strings.Cut(tab.Path(), "?")
	for open := `[role="listitem"]:has([data-status="todo"])`; tab.Count(open) > 0; {
		test := tab.In(open)
		test.Press("Give the result")
		test.Fill("Result", "Passed")
		test.Fill("Evidence or reason", "Run on the staging site")
		test.Go("Save the result")
	}
	tab.Go("We commit to deploy it")
	return app
}

// requestProduction does step 10 and what the vendor does in step 11: everything up to the approval of today.
func requestProduction(t *testing.T, tab *browsertest.Tab, app string) {
	t.Helper()
	tab.Open(app + "/production")
	tab.Go("Write the draft")
	tab.WantText(".letter", "testing")
	tab.Go("I have sent it")
	tab.Press("Avaya made contact")
	tab.Fill("Who from Avaya", "K. Lindgren")
	tab.Go("Record the contact")
	tab.Press("Avaya approved")
	tab.Fill("Company in production", "ACME")
	tab.Go("Record the approval")
	tab.WantText("main", "Approved")
}

// cast are the addresses of those who take part.
type cast struct{ lead, first, second, auditor string }

// storyPassword is everybody's in the story.
const storyPassword = "heavy lintel over six columns"

// teamAtWork is how a team comes to production: the first walks the whole way, the second is spared the company and asks for
// the roles, the lead sees both, and the auditor asks who holds the permission.
func teamAtWork(t *testing.T, browser *browsertest.Browser, r *running, who cast) {
	t.Helper()
	first := r.signIn(t, browser, who.first, storyPassword)
	signUp(t, first)
	first.In("#company-create").Fill("Name of the company", "ACME")
	first.In("#company-create").Go("Record the company")
	getPermission(t, first, "ACME")
	app := buildApp(t, first, "4f2c81d09be76a53e1c4")

	second := r.signIn(t, browser, who.second, storyPassword)
	signUp(t, second)
	second.WantText("#step-company", "Skipped: ACME was created by Ann Lee")
	second.WantText("#step-company-roles .name", "Ask Ann to make you admin and employee")
	second.WantText("#company-roles-message", "Hello Ann")
	second.In("#company-roles-ask").Go("Say that I asked Ann")
	second.Open("/journey")
	second.WantText(".lede", "1 waiting for Ann")

	lead := r.signIn(t, browser, who.lead, storyPassword)
	lead.WantPath("/teams/payments")
	lead.WantText("main", "Confirm Ann’s staging tests")
	lead.Go("Confirm")
	lead.Go("Confirm: Test your app in staging")

	requestProduction(t, first, app)
	first.Open("/journey")
	first.WantText(".lede", "Nothing is left to do")

	lead.Open("/teams/payments")
	lead.WantText("tr:has([href*='ann']), main", "Ann Lee")
	wantAnswers(t, r, browser, who)
}

// wantAnswers asks the ledger as the auditor does.
func wantAnswers(t *testing.T, r *running, browser *browsertest.Browser, who cast) {
	t.Helper()
	auditor := r.signIn(t, browser, who.auditor, storyPassword)
	auditor.Open("/ledger")
	auditor.Fill("Company", "ACME")
	auditor.Fill("Environment", "production")
	auditor.Go("Ask the ledger")
	auditor.WantText(".answer", "1 person holds developer permission for ACME in production")
	auditor.WantText(".ledger", "Ann Lee")
	auditor.Fill("As of", time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly))
	auditor.Go("Ask the ledger")
	auditor.WantText(".answer", "nobody held developer permission for ACME in production")
}
