package journey

import "testing"

func TestAnEditionNamesItsHostsByEnvironmentAndPart(t *testing.T) {
	e := Edition{Hosts: []Host{
		{Key: "staging-web", URL: "https://web.vendor.example/"},
		{Key: "production-identity", URL: "https://id.vendor.example"},
	}}
	if got, ok := e.HostURL(Staging, "web"); !ok || got != "https://web.vendor.example" {
		t.Errorf("HostURL(staging, web) = %q, %v", got, ok)
	}
	if got, ok := e.HostURL(Production, "identity"); !ok || got != "https://id.vendor.example" {
		t.Errorf("HostURL(production, identity) = %q, %v", got, ok)
	}
	if got, ok := e.HostURL(Staging, "identity"); ok {
		t.Errorf("HostURL(staging, identity) = %q, though no host is named", got)
	}
}
