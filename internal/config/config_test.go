package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestASecretCanComeFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(path, []byte("postgres://db/portico\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	set := func(name, value string) error { got[name] = value; return nil }
	if err := ExpandFiles([]string{"DATABASE_URL_FILE=" + path, "OTHER_FILE=/no/such/file", "PORTICO_ADDR=x"}, set); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got["DATABASE_URL"] != "postgres://db/portico" {
		t.Errorf("read %v", got)
	}
}

func TestAValueAndItsFileTogetherAreRefused(t *testing.T) {
	err := ExpandFiles([]string{"DATABASE_URL=a", "DATABASE_URL_FILE=/b"}, func(string, string) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "DATABASE_URL_FILE") {
		t.Errorf("got %v", err)
	}
}

func TestASettingThatIsAFileIsNoSecretOfAnother(t *testing.T) {
	set := func(name, value string) error { t.Errorf("%s became %q", name, value); return nil }
	for _, part := range reflect.VisibleFields(reflect.TypeFor[Checkpoint]()) {
		if name := part.Tag.Get("env"); strings.HasSuffix(name, "_FILE") {
			if err := ExpandFiles([]string{name + "=/no/such/file"}, set); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestAFileThatIsMissingIsSaid(t *testing.T) {
	err := ExpandFiles([]string{"PORTICO_SMTP_PASSWORD_FILE=/no/such/file"}, func(string, string) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "PORTICO_SMTP_PASSWORD_FILE") {
		t.Errorf("got %v", err)
	}
}

func TestTheBaseURLFollowsFromTheAddress(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080", "0.0.0.0:80": "http://localhost:80", "[::]:9": "http://localhost:9", "[::1]:9": "http://[::1]:9",
	} {
		var c Config
		if err := c.Complete(addr); err != nil || c.BaseURL != want || c.Secure() {
			t.Errorf("%s gives %q, %v; want %q", addr, c.BaseURL, err, want)
		}
	}
}

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	for name, c := range map[string]Config{
		"a base URL without a scheme": {BaseURL: "portico.example"},
		"a base URL with a path":      {BaseURL: "https://portico.example/app"},
		"a base URL of another kind":  {BaseURL: "ftp://portico.example"},
		"mail without a sender":       {SMTP: SMTP{Host: "mail.example"}},
		"a proxy that is no address":  {TrustedProxies: []string{"proxy.example"}},
	} {
		if err := c.Complete("127.0.0.1:8080"); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestAnHTTPSBaseURLIsSecureAndLosesItsSlash(t *testing.T) {
	c := Config{BaseURL: "https://portico.example/", TrustedProxies: []string{"10.0.0.1", "fd00::/8"}}
	if err := c.Complete("127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	if proxies, err := c.Proxies(); err != nil || len(proxies) != 2 || proxies[0].String() != "10.0.0.1/32" {
		t.Errorf("proxies %v, %v", proxies, err)
	}
	if c.BaseURL != "https://portico.example" || !c.Secure() {
		t.Errorf("base URL %q, secure %v", c.BaseURL, c.Secure())
	}
}
