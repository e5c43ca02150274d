package company

import (
	"strings"
	"testing"

	"portico/internal/apperr"
)

func TestMailDomainIsAsciiAndLowerCase(t *testing.T) {
	for addr, want := range map[string]string{
		"priya.raman@acme.example":          "acme.example",
		" Dana@ACME.Example ":               "acme.example",
		"dana@acme.example.":                "acme.example",
		"a@b@acme.example":                  "acme.example",
		"jörg@bücher.example":               "xn--bcher-kva.example",
		"jorg@BÜCHER.example":               "xn--bcher-kva.example",
		"jorg@xn--bcher-kva.example":        "xn--bcher-kva.example",
		"chen@例え.テスト":                       "xn--r8jz45g.xn--zckzah",
		"samuel+spaces@payments.acme.co.uk": "payments.acme.co.uk",
	} {
		got, err := MailDomain(addr)
		if err != nil || got != want {
			t.Errorf("MailDomain(%q) = %q, %v; want %q", addr, got, err, want)
		}
	}
}

func TestWhatIsNoMailAddressIsRefusedInWords(t *testing.T) {
	for _, addr := range []string{
		"", "priya", "@acme.example", "priya@", "priya@acme", "priya@ acme.example", "priya@acme..example",
		"priya@-acme.example", "priya@acme-.example", "priya@127.0.0.1", "priya@[::1]", "Priya <priya@acme.example>",
		"priya@" + strings.Repeat("a", 64) + ".example", "priya@" + strings.Repeat("abc.", 80) + "example", "priya@acme_co.example", "priya@xn--a.example",
	} {
		got, err := MailDomain(addr)
		if got != "" || !apperr.Is(err, apperr.Invalid) {
			t.Errorf("MailDomain(%q) = %q, %v; want an Invalid error", addr, got, err)
		}
	}
}

func TestADomainIsTakenWithoutItsScheme(t *testing.T) {
	for _, domain := range []string{"https://acme.example", "me@acme.example", "acme.example/path", "acme.example:443", "acme", ""} {
		if got, err := NormalDomain(domain); err == nil {
			t.Errorf("NormalDomain(%q) = %q; want an error", domain, got)
		}
	}
	if got, err := NormalDomain(" Straße.Example. "); err != nil || got != "xn--strae-oqa.example" {
		t.Errorf("NormalDomain keeps ß as IDNA 2008 does: got %q, %v", got, err)
	}
}

func TestRegistrableFollowsThePublicSuffixList(t *testing.T) {
	for domain, want := range map[string]string{
		"acme.example": "acme.example", "bridge.acme.example": "acme.example", "mail.acme.co.uk": "acme.co.uk",
		"co.uk": "", "example": "", "a.b.github.io": "b.github.io", "acme.test": "acme.test", "xn--bcher-kva.example": "xn--bcher-kva.example",
	} {
		if got := Registrable(domain); got != want {
			t.Errorf("Registrable(%q) = %q, want %q", domain, got, want)
		}
	}
}

func TestAMailDomainMatchesItsCompanyAndNoOther(t *testing.T) {
	for _, c := range []struct {
		mail, company string
		want          Match
	}{
		{"acme.example", "acme.example", Exact},
		{"bridge.acme.example", "acme.example", Subdomain},
		{"a.b.acme.example", "acme.example", Subdomain},
		{"a.b.acme.example", "b.acme.example", Subdomain},
		{"acme.example", "bridge.acme.example", NoMatch},
		{"labs.acme.example", "bridge.acme.example", NoMatch},
		{"notacme.example", "acme.example", NoMatch},
		{"acme.co.uk", "other.co.uk", NoMatch},
		{"acme.co.uk", "co.uk", NoMatch},
		{"co.uk", "co.uk", NoMatch},
		{"one.github.io", "github.io", NoMatch},
		{"one.github.io", "two.github.io", NoMatch},
		{"acme.example", "example", NoMatch},
		{"gmail.com", "gmail.com", NoMatch},
		{"team.gmail.com", "gmail.com", NoMatch},
		{"xn--bcher-kva.example", "xn--bcher-kva.example", Exact},
		{"", "acme.example", NoMatch},
		{"acme.example", "", NoMatch},
	} {
		if got := Matches(c.mail, c.company); got != c.want {
			t.Errorf("Matches(%q, %q) = %v, want %v", c.mail, c.company, got, c.want)
		}
	}
}

func TestFreeMailIsKnownUnderItsManyNames(t *testing.T) {
	for _, domain := range []string{
		"gmail.com", "googlemail.com", "outlook.com", "hotmail.co.uk", "hotmail.com.br", "yahoo.co.jp", "yahoo.fr",
		"icloud.com", "gmx.de", "web.de", "proton.me", "mail.ru", "yandex.ru", "qq.com", "163.com", "naver.com", "orange.fr", "libero.it", "wp.pl", "aol.com",
	} {
		if !IsFreeMail(domain) {
			t.Errorf("%s is a free-mail provider", domain)
		}
	}
	for _, domain := range []string{"acme.example", "live.acme.example", "gmail.acme.example", "mail.acme.com", "yahoo", "", "outlook.acme.co.uk"} {
		if IsFreeMail(domain) {
			t.Errorf("%s is not a free-mail provider", domain)
		}
	}
}

func FuzzMailDomainIsStableAndSafe(f *testing.F) {
	for _, seed := range []string{"a@acme.example", "a@bücher.example", "@", "a@..", "a@xn--", "\xff@\xff.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, addr string) {
		domain, err := MailDomain(addr)
		if err != nil {
			return
		}
		again, err := NormalDomain(domain)
		if err != nil || again != domain {
			t.Errorf("%q gives %q, which gives %q, %v", addr, domain, again, err)
		}
		Matches(domain, domain)
	})
}
