package main

import (
	"strings"
	"testing"

	"portico/internal/browsertest"
	"portico/internal/spaces/spacestest"
	"portico/internal/testdb"
)

// vendorPassword is everybody's at the stand-in.
const vendorPassword = "staging pillar 1234"

// startAtVendor is the site beside a stand-in of the vendor, and the stand-in.
func startAtVendor(t *testing.T) (*running, *spacestest.Vendor) {
	t.Helper()
	vendor, err := spacestest.Start(spacestest.Options{CallsPerMinute: 10_000, CallsPerFiveMinutes: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = vendor.Close() })
	var hosts []string
	for host, address := range vendor.Hosts() {
		hosts = append(hosts, host+"="+address)
	}
	return start(t, testdb.NewURL(t), "--vendor-hosts="+strings.Join(hosts, ",")), vendor
}

// atVendor is a tab at the stand-in, where cookies are its own.
type atVendor struct {
	*browsertest.Tab
	web, identity string
}

// visitVendor opens a tab at one environment of the stand-in.
func visitVendor(t *testing.T, browser *browsertest.Browser, vendor *spacestest.Vendor, web, identity string) atVendor {
	t.Helper()
	hosts := vendor.Hosts()
	return atVendor{browser.Tab(t, hosts[identity]), hosts[web], hosts[identity]}
}

// signUp makes an account as a person does: the form, the mail with the invitation, the password.
func (v atVendor) signUp(name, mail string) {
	v.Open(v.web + "/sign-up")
	v.Fill("Name", name)
	v.Fill("E-mail address", mail)
	v.Go("Sign up")
	v.Go("Open the mailbox of " + mail)
	v.Follow(`a[href^="` + v.identity + `/invitation"]`)
	v.Fill("Password", vendorPassword)
	v.Fill("The same again", vendorPassword)
	v.Go("Create password")
	if strings.HasPrefix(v.Path(), "/sign-in") {
		v.signIn(mail)
	}
}

func (v atVendor) signIn(mail string) {
	v.Fill("E-mail address", mail)
	v.Fill("Password", vendorPassword)
	v.Go("Sign in")
}

// tick gives oneself the developer permission and reloads, so that the Developer Dashboard is there.
func (v atVendor) tick(box string) {
	v.Open(v.identity + "/settings")
	v.Tick(box)
	v.Go("Save")
	v.Open(v.identity + "/settings")
}

// createApp makes an app in the Developer Dashboard and gives its client id and secret and its page.
func (v atVendor) createApp(name, uri string) (clientID, secret, page string) {
	v.Open(v.identity + "/developer")
	v.Fill("Name", name)
	v.Fill("Redirect URIs", uri)
	v.Go("Create")
	clientID, secret = v.Text("#client-id"), v.Text("#client-secret")
	v.Open(v.identity + "/developer")
	v.Go(name)
	return clientID, secret, v.identity + v.Path()
}

// proveAt goes from the page "Prove it" through the vendor and back, and ends on the page of the proof.
func proveAt(t *testing.T, tab *browsertest.Tab, app, way, secret, mail string) {
	t.Helper()
	tab.Open(app + "/prove")
	tab.Tick(way)
	tab.Fill("Client secret", secret)
	tab.Go("Go to localhost")
	if tab.Count("input[name=password]") > 0 {
		tab.Fill("E-mail address", mail)
		tab.Fill("Password", vendorPassword)
		tab.Go("Sign in")
	}
	if tab.Count("button[value=allow]") == 0 {
		return
	}
	comeBack(tab, "Allow")
}

// comeBack answers at the vendor and waits for the page of the proof: the page in between sends its form by itself.
func comeBack(tab *browsertest.Tab, button string) {
	tab.Go(button)
	for range 100 {
		if strings.HasPrefix(tab.Path(), "/proofs/") && tab.Count("main h1") == 1 {
			return
		}
		tab.Wait()
	}
}
