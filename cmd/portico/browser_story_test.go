package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"portico/internal/browsertest"
	"portico/internal/testdb"
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
	return app
}

// signCommitment is the lead's part of step 9: the signature under the commitment, which stands behind the tests too.
func signCommitment(t *testing.T, lead *browsertest.Tab, app string) {
	t.Helper()
	lead.Open("/").WantPath("/teams/payments")
	lead.WantText("#answers", "Ann")
	lead.Open(app)
	lead.Go("Sign the commitment to deploy")
	lead.Open("/").WantText("#answers", "Nothing needs you")
}

// requestProduction does step 10 and what the vendor does in step 11: everything up to the approval of today.
func requestProduction(t *testing.T, tab *browsertest.Tab, app string) {
	t.Helper()
	tab.Open(app + "/production")
	tab.Go("Write the draft")
	tab.WantText(".letter", "testing")
	tab.Go("I have sent it")
	tab.Press("Add entry")
	tab.Fill("Person at Avaya", "K. Lindgren")
	tab.Go("Add to the log")
	tab.Press("Avaya approved")
	tab.Fill("Company in production", "ACME")
	tab.Go("Record the approval")
	tab.WantText("main", "Approved")
}

// storyPassword is everybody's in the story.
const storyPassword = "heavy lintel over six columns"

// storyList is what the first admin imports: twelve people, four of whom take part.
const storyList = `name,e-mail,team,role
Helen Okafor,helen@acme.example,Payments,lead
Ann Lee,ann@acme.example,Payments,developer
Ben Cho,ben@acme.example,Payments,developer
Ruth Abramson,ruth@audit.example,,auditor
Chloé Martin,chloe@acme.example,Payments,developer
Dana Ruiz,dana@acme.example,Payments,developer
Emeka Obi,emeka@acme.example,Payments,developer
Farah Siddiqui,farah@acme.example,Payments,developer
Goran Ilić,goran@acme.example,Payments,developer
Hugo Lambert,hugo@acme.example,Payments,developer
Ingrid Sørensen,ingrid@nord.example,Payments,developer
Jonas Weber,jonas@acme.example,Payments,developer
`

// testStory is how a team comes to production, from an empty database: the first admin is made by the one-time link, twelve
// people are imported, four come in by their links. The first walks the whole way, the second is spared the company and asks
// for the roles, the lead sees both, and the auditor asks who holds the permission. Then everything is stopped and started.
func testStory(t *testing.T, browser *browsertest.Browser) {
	address := testdb.NewURL(t)
	r := start(t, address)
	links := foundTeam(t, browser, r)
	if len(links) != 12 {
		t.Fatalf("%d links for 12 people", len(links))
	}
	lead := accept(t, browser, r, links["helen@acme.example"])
	first := accept(t, browser, r, links["ann@acme.example"])
	second := accept(t, browser, r, links["ben@acme.example"])
	auditor := accept(t, browser, r, links["ruth@audit.example"])

	signUp(t, first)
	first.In("#company-create").Fill("Name of the company", "ACME")
	first.In("#company-create").Go("Record the company")
	getPermission(t, first, "ACME")
	app := buildApp(t, first, "4f2c81d09be76a53e1c4")

	signUp(t, second)
	second.WantText("#step-company", "Skipped: ACME was created by Ann Lee")
	second.WantText("#step-company-roles .name", "Ask Ann to make you admin and employee")
	second.WantText("#company-roles-message", "Hello Ann")
	second.In("#company-roles-ask").Go("Say that I asked Ann")
	second.Open("/journey").WantText(".lede", "1 waiting for Ann")

	signCommitment(t, lead, app)
	requestProduction(t, first, app)
	first.Open("/journey").WantText(".lede", "Nothing is left to do")

	wantStory(t, lead, auditor)
	r.stop()
	r = start(t, address)
	wantStory(t, r.signIn(t, browser, "helen@acme.example", storyPassword), r.signIn(t, browser, "ruth@audit.example", storyPassword))
}

// foundTeam makes the first admin and a team, and imports the list. It gives the links by their addresses.
func foundTeam(t *testing.T, browser *browsertest.Browser, r *running) map[string]string {
	t.Helper()
	token, err := r.services.SignIn.MakeSetupLink(t.Context())
	if err != nil || token == "" {
		t.Fatalf("no link for the first admin: %v", err)
	}
	admin := browser.Tab(t, r.url)
	admin.Open("/setup?token=" + token)
	admin.Fill("Your name", "Victor Lindqvist")
	admin.Fill("Work e-mail", "victor@acme.example")
	admin.Fill("Password", storyPassword)
	admin.Go("Create admin and go on")
	admin.Open("/people")
	admin.Fill("Name of a new team", "Payments")
	admin.Go("Make the team")
	admin.Open("/people/import")
	admin.Fill("Paste the rows", storyList)
	admin.Go("Check the list")
	admin.WantText("main", "Nothing has been sent yet")
	admin.Go("Invite the 12 good rows")
	links := map[string]string{}
	for _, row := range admin.Rows("section[aria-labelledby=links] tbody tr") {
		for word := range strings.FieldsSeq(row) {
			if path, ok := strings.CutPrefix(word, r.url); ok {
				links[mailIn(row)] = path
			}
		}
	}
	return links
}

// mailIn is the mail address among the words.
func mailIn(words string) string {
	for word := range strings.FieldsSeq(words) {
		if strings.Contains(word, "@") {
			return word
		}
	}
	return ""
}

// accept comes in by an invitation's link and chooses a password.
func accept(t *testing.T, browser *browsertest.Browser, r *running, link string) *browsertest.Tab {
	t.Helper()
	tab := browser.Tab(t, r.url)
	tab.Open(link)
	if tab.Count(`input[name=time_zone][value]:not([value=""])`) != 1 {
		t.Error("the form does not say where the browser's days begin")
	}
	tab.Fill("Choose a password", storyPassword)
	tab.Go("Accept and go on")
	if tab.Count("main .notice[data-kind=problem]") > 0 || strings.HasPrefix(tab.Path(), "/invitations/") {
		t.Fatalf("nobody came in by %s: %s", link, tab.Text("main"))
	}
	return tab
}

// wantStory looks at what has come of it: on the board, and in the ledger today and yesterday.
func wantStory(t *testing.T, lead, auditor *browsertest.Tab) {
	t.Helper()
	lead.Open("/teams/payments")
	board := strings.Join(lead.Rows(".matrix tbody tr"), "\n")
	for _, want := range []string{"Ann Lee.*Complete", "Ben Cho.*Ann Lee: make admin and employee"} {
		if !regexp.MustCompile(want).MatchString(board) {
			t.Errorf("%q is not on the board:\n%s", want, board)
		}
	}
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
