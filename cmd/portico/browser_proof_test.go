package main

import (
	"strings"
	"testing"

	"portico/internal/browsertest"
	"portico/internal/spaces/spacestest"
)

const (
	ownAddress    = "The redirect URI that is yours alone"
	commonAddress = "The redirect URI of this Portico"
)

// testProofs is one developer from the sign-up at the vendor to an approved production request, with every provable step
// verified by the vendor's stand-in; and each fault of the stand-in with a page of its own.
func testProofs(t *testing.T, browser *browsertest.Browser) {
	r, vendor := startAtVendor(t)
	links := foundTeam(t, browser, r)
	lead := accept(t, browser, r, links["helen@acme.example"])
	ann := accept(t, browser, r, links["ann@acme.example"])
	auditor := accept(t, browser, r, links["ruth@audit.example"])

	// Everything by hand at the vendor, as a newcomer does it.
	there := visitVendor(t, browser, vendor, spacestest.StagingWeb, spacestest.StagingIdentity)
	there.signUp("Ann Lee", "ann@acme.example")
	there.Open(there.identity + "/company/add")
	there.Fill("Name of your company", "ACME")
	there.Fill("Domain", "acme.example")
	there.Go("Add Company")
	there.tick("ACME")
	clientID, secret, appThere := there.createApp("acme-payments-ann-staging", "https://pay.acme.example/spaces/back")

	signUp(t, ann)
	ann.In("#company-create").Fill("Name of the company", "ACME")
	ann.In("#company-create").Go("Record the company")
	getPermission(t, ann, "ACME")
	app := buildApp(t, ann, clientID)
	wantGrade(t, ann, "staging-sign-up", "self-reported")

	// The address of her own has to be registered in the app, which only somebody with the dashboard can do.
	ann.Open(app + "/prove")
	ann.Go("Make a redirect URI of my own")
	address := ann.Text("#uri-challenge")
	there.Open(appThere)
	there.Fill("Redirect URIs", "https://pay.acme.example/spaces/back\n"+address+"\n"+r.url+"/proof/return")
	there.Go("Save redirect URIs")
	proveAt(t, ann, app, ownAddress, secret, "ann@acme.example")
	ann.WantText("h1", "Proved")
	ann.WantText("main", "or which company")
	for _, step := range []string{"staging-sign-up", "password", "developer-permission", "developer-dashboard", "oauth-app"} {
		wantGrade(t, ann, step, "verified")
	}
	testProofFaults(t, ann, vendor, app, secret)
	finishInProduction(t, browser, r, vendor, lead, ann, app)
	auditor.Open("/ledger?environment=production")
	auditor.WantText("main", "Ann Lee")
	auditor.WantText("main", "Verified")
	for _, kept := range []string{secret} {
		if strings.Contains(auditor.Open("/trail").Text("main"), kept) {
			t.Error("the trail shows the secret")
		}
	}
}

// wantGrade looks at how well a step of one's own journey is known.
func wantGrade(t *testing.T, tab *browsertest.Tab, step, grade string) {
	t.Helper()
	tab.Open("/journey/steps/" + step)
	if tab.Count("#step-"+step+" .evidence [data-status="+grade+"]") == 0 {
		t.Errorf("step %s is not %s: %s", step, grade, tab.Text("#step-"+step))
	}
}

// testProofFaults breaks the stand-in in each way and looks at the page that a person comes to.
func testProofFaults(t *testing.T, ann *browsertest.Tab, vendor *spacestest.Vendor, app, secret string) {
	t.Helper()
	try := func(fault spacestest.Fault, secret, heading, words string) {
		t.Helper()
		if fault != "" {
			vendor.Break(fault)
			defer vendor.Mend()
		}
		proveAt(t, ann, app, commonAddress, secret, "ann@acme.example")
		ann.WantText("h1", heading)
		ann.WantText("main", words)
	}
	try("", "0123456789abcdef0123456789abcdef01234567", "Not proved", "client secret")
	try(spacestest.ExpiredCode, secret, "Not proved", "too old")
	try(spacestest.OtherAccount, secret, "Another account", "lead")
	try(spacestest.GuestToken, secret, "Only a guest", "proves nothing")
	ann.Open(app + "/prove")
	ann.Tick(commonAddress)
	ann.Fill("Client secret", secret)
	ann.Go("Go to localhost")
	comeBack(ann, "Deny")
	ann.WantText("h1", "You said no")
	for _, fault := range []spacestest.Fault{spacestest.Down, spacestest.Unavailable, spacestest.Maintenance, spacestest.Huge, spacestest.Moved} {
		vendor.Break(fault, spacestest.StagingAPI)
		proveAt(t, ann, app, commonAddress, secret, "ann@acme.example")
		ann.WantText("h1", "did not answer")
		ann.WantText("main", "not yours")
		vendor.Mend()
	}
	testSilence(t, ann, app, secret)
	try("", secret, "Proved", "Ann")
}

// testSilence leaves with an address that the app does not know: the vendor says so on its own page and sends nobody back.
func testSilence(t *testing.T, ann *browsertest.Tab, app, secret string) {
	t.Helper()
	ann.Open(app + "/prove")
	ann.Go("Make a redirect URI of my own")
	address := ann.Text("#uri-challenge")
	proveAt(t, ann, app, ownAddress, secret, "ann@acme.example")
	if strings.HasPrefix(ann.Path(), "/proof") {
		t.Fatalf("the vendor sent somebody back to an address that it does not know: %s", ann.Path())
	}
	ann.Open(app + "/prove")
	ann.Follow("section[aria-labelledby=recent] li a")
	ann.WantText("h1", "On the way")
	ann.WantText("#uri-exact", address)
	ann.Go("Stop this proof")
	ann.WantText("h1", "Stopped")
}

// finishInProduction confirms the tests, sends the request, lets the vendor approve it and proves that with the production app.
func finishInProduction(t *testing.T, browser *browsertest.Browser, r *running, vendor *spacestest.Vendor, lead, ann *browsertest.Tab, app string) {
	t.Helper()
	hosts := vendor.Hosts()
	signCommitment(t, lead, app)
	ann.Open(app + "/production")
	ann.Go("Write the draft")
	letter := ann.Text(".letter")
	form := browser.Tab(t, hosts[spacestest.RequestForm])
	form.Open("/spacesapi")
	form.Fill("Name", "Ann Lee")
	form.Fill("E-mail address", "ann@acme.example")
	form.Fill("Company", "ACME")
	form.Fill("Name of the application", "acme-payments-ann")
	form.Fill("Describe the application", letter)
	form.Go("Submit")
	ann.Go("I have sent it")
	form.Open("/stand-in/reviewer")
	form.Go("Approve")
	ann.Press("Avaya approved")
	ann.Fill("Company in production", "ACME")
	ann.Go("Record the approval")
	ann.WantText("main", "Approved")

	there := visitVendor(t, browser, vendor, spacestest.ProductionWeb, spacestest.ProductionIdentity)
	there.signUp("Ann Lee", "ann@acme.example")
	there.Open(there.identity + "/settings")
	clientID, secret, _ := there.createApp("acme-payments-ann", r.url+"/proof/return")
	ann.Open("/apps/new?environment=production&staging_app=" + strings.TrimPrefix(app, "/apps/"))
	ann.Fill("Name of the app", "acme-payments-ann")
	ann.Fill("Client ID", clientID)
	ann.Fill("Redirect URIs", r.url+"/proof/return")
	ann.Go("Register the app")
	proveAt(t, ann, ann.Path(), commonAddress, secret, "ann@acme.example")
	ann.WantText("h1", "Proved")
	wantGrade(t, ann, "production-review", "verified")
}
