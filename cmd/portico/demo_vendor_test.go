package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"testing"

	"portico/internal/config"
	"portico/internal/sample"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

// demoVendor is the stand-in of a demo with its data in dir.
func demoVendor(t *testing.T, dir string) *spacestest.Vendor {
	t.Helper()
	d := demoCmd{config.Config{DataDir: dir, Addr: "127.0.0.1:0"}}
	v, err := d.startVendor()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	if err := d.Complete("127.0.0.1:8080"); err != nil {
		t.Fatalf("the demo's own settings are refused: %v", err)
	}
	fillVendor(v, d.BaseURL)
	return v
}

func TestTheDeveloperOfTheDemoCanProveAnAppAtOnce(t *testing.T) {
	v := demoVendor(t, t.TempDir())
	var secret string
	for _, a := range v.Apps(spaces.Staging) {
		if a.ClientID == sample.DeveloperApp {
			secret = a.Secret
		}
	}
	client, hosts, back := spaces.New(http.DefaultClient, spaces.Options{}), v.Spaces(spaces.Staging), "http://127.0.0.1:8080/proof/return"
	page, err := client.AuthorizeURL(hosts, spaces.AuthorizeRequest{ClientID: sample.DeveloperApp, RedirectURI: back, State: "s", Verifier: "v"})
	if err != nil {
		t.Fatal(err)
	}
	returned, err := v.Allow(t.Context(), page, sample.DeveloperEmail)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(returned)
	if err != nil {
		t.Fatal(err)
	}
	token, err := client.Exchange(t.Context(), hosts, spaces.ExchangeRequest{
		ClientID: sample.DeveloperApp, Secret: secret, RedirectURI: back, Code: u.Query().Get("code"), Verifier: "v",
	})
	if err != nil {
		t.Fatal(err)
	}
	if who, err := client.Me(t.Context(), hosts, token); err != nil || !who.Is(sample.DeveloperEmail) {
		t.Errorf("it was %+v, %v", who, err)
	}
	if people, err := client.Colleagues(t.Context(), hosts, token, "dana"); err != nil || len(people) != 1 {
		t.Errorf("colleagues: %+v, %v", people, err)
	}
}

func TestTheStandInKeepsItsAddressesAndItsPeopleOverARestart(t *testing.T) {
	dir := t.TempDir()
	first := demoVendor(t, dir)
	hosts, apps := first.Hosts(), len(first.Apps(spaces.Staging))
	first.AddRedirectURI(spaces.Staging, sample.DeveloperApp, "http://localhost:4711/mine")
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := demoVendor(t, dir)
	for name, base := range second.Hosts() {
		if hosts[name] != base {
			t.Errorf("%s moved from %s to %s", name, hosts[name], base)
		}
	}
	again := second.Apps(spaces.Staging)
	if len(again) != apps {
		t.Errorf("%d apps, %d before", len(again), apps)
	}
	for _, a := range again {
		if a.ClientID == sample.DeveloperApp && len(a.RedirectURIs) != 3 {
			t.Errorf("its redirect URIs are %v", a.RedirectURIs)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*.old")); len(found) > 0 {
		t.Errorf("its own file was set aside: %v", found)
	}
}

func TestADemoWithAVendorOfItsOwnStartsNoStandIn(t *testing.T) {
	d := demoCmd{config.Config{Addr: "127.0.0.1:8080", Vendor: config.Vendor{Hosts: []string{"loganstaging.esna.com=http://localhost:1"}}}}
	if v, err := d.startVendor(); v != nil || err != nil {
		t.Errorf("started %v, %v", v, err)
	}
}

func TestThePortsOfTheStandInAreNextToPorticos(t *testing.T) {
	if got := standInAddresses("0.0.0.0:8080"); got[spacestest.StagingWeb] != "127.0.0.1:8091" || got[spacestest.RequestForm] != "127.0.0.1:8097" || len(got) != 7 {
		t.Errorf("ports: %v", got)
	}
	for _, addr := range []string{"", "127.0.0.1:0", "127.0.0.1:65530", "nowhere"} {
		if got := standInAddresses(addr); got != nil {
			t.Errorf("%q gives %v", addr, got)
		}
	}
}
