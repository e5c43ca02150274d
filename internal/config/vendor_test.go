package config

import "testing"

func TestTheVendorsHostsAreReadByName(t *testing.T) {
	v := Vendor{Hosts: []string{"loganstaging.esna.com=http://localhost:8091/", " onecare.avaya.com=https://form.example/x"}, Scopes: []string{"email"}}
	c := Config{Vendor: v}
	if err := c.Complete("127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	got, err := v.Addresses()
	if err != nil || len(got) != 2 || got["loganstaging.esna.com"] != "http://localhost:8091" || got["onecare.avaya.com"] != "https://form.example/x" {
		t.Errorf("read %v, %v", got, err)
	}
	if r := v.Reachable(); len(r) != 2 || r[0] != "form.example:443" || r[1] != "localhost:8091" {
		t.Errorf("reachable: %v", r)
	}
}

func TestAVendorThatCannotWorkIsRefused(t *testing.T) {
	for name, v := range map[string]Vendor{
		"no base URL":        {Hosts: []string{"loganstaging.esna.com"}},
		"an address as host": {Hosts: []string{"https://loganstaging.esna.com=http://localhost:1"}},
		"another scheme":     {Hosts: []string{"loganstaging.esna.com=ftp://localhost:1"}},
		"a password":         {Hosts: []string{"loganstaging.esna.com=http://a:b@localhost:1"}},
		"the same twice":     {Hosts: []string{"a.example=http://localhost:1", "a.example=http://localhost:2"}},
		"a scope of two":     {Scopes: []string{"email profile"}},
	} {
		c := Config{Vendor: v}
		if err := c.Complete("127.0.0.1:8080"); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
