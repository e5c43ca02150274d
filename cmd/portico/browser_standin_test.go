package main

import (
	"strings"
	"testing"

	"portico/internal/browsertest"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

// testStandIn looks at every page of the stand-in: whoever tries Portico spends half of the time there.
func testStandIn(t *testing.T, browser *browsertest.Browser) {
	vendor := demoVendor(t, t.TempDir())
	vendor.Submit(spacestest.Request{Name: "Dana Ruiz", Mail: "dana.ruiz@acme.example", App: "Payments", Text: "All tests in staging are done. We request production access."})
	hosts := vendor.Hosts()
	web, identity, form := hosts[spacestest.StagingWeb], hosts[spacestest.StagingIdentity], hosts[spacestest.RequestForm]
	tab := browser.Tab(t, identity)
	look := func() {
		t.Helper()
		if faults := append(tab.Check(browsertest.Looks()[0], browsertest.Looks()[2]), tab.Complaints()...); len(faults) > 0 {
			t.Errorf("%s:\n  %s", tab.Path(), strings.Join(faults, "\n  "))
		}
	}
	at := func(address string) {
		t.Helper()
		tab.Open(address)
		look()
	}
	at(web + "/sign-up")
	tab.Fill("Name", "Wei Chen")
	tab.Fill("E-mail address", "wei.chen@acme.example")
	tab.Go("Sign up")
	look()
	letters := vendor.Mailbox(spaces.Staging, "wei.chen@acme.example")
	if len(letters) != 1 {
		t.Fatalf("letters: %+v", letters)
	}
	at(web + "/stand-in/mailbox")
	at(letters[0].Link)
	at(identity + "/sign-in")
	tab.Fill("E-mail address", "dana.ruiz@acme.example")
	tab.Fill("Password", spacestest.Password)
	tab.Go("Sign in")
	look()
	tab.Go("ACME")
	look()
	at(identity + "/company/add")
	at(identity + "/developer")
	tab.Go("acme-payments-dana-staging")
	tab.Go("Show it again (only this stand-in can)")
	look()
	app := vendor.Apps(spaces.Staging)[0]
	at(identity + "/oauth2/authorize?response_type=code&client_id=" + app.ClientID + "&redirect_uri=" + app.RedirectURIs[0] + "&scope=email&state=s")
	at(form + "/spacesapi")
	at(form + "/stand-in/reviewer")
	at(form + "/stand-in")
	at(hosts[spacestest.ProductionWeb] + "/")
}
