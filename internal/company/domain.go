package company

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"portico/internal/apperr"
)

// maxDomain is the longest name that DNS carries, in characters.
const maxDomain = 253

// MailDomain is the domain of a mail address as it is stored and compared: ASCII (IDN in its xn-- form), lower case, without a
// dot at the end. The error is Invalid when the address has no usable domain.
func MailDomain(addr string) (string, error) {
	addr = strings.TrimSpace(addr)
	at := strings.LastIndexByte(addr, '@')
	if at <= 0 || strings.ContainsAny(addr, " \t\r\n<>,;") {
		return "", apperr.Field("email", "This is not a mail address. It looks like name@company.example.")
	}
	domain, err := NormalDomain(addr[at+1:])
	if err != nil {
		return "", apperr.Field("email", "The part after the @ is not a domain.")
	}
	return domain, nil
}

// NormalDomain is a domain as it is stored and compared: ASCII, lower case, without a dot at the end. The error is Invalid
// when it is not a domain of at least two labels.
func NormalDomain(domain string) (string, error) {
	domain = strings.TrimSuffix(strings.TrimSpace(domain), ".")
	if domain == "" || !utf8.ValidString(domain) || strings.ContainsAny(domain, "@/:[]") {
		return "", notADomain()
	}
	ascii := strings.ToLower(domain)
	if !plain(ascii) {
		var err error
		if ascii, err = idna.Lookup.ToASCII(domain); err != nil {
			return "", notADomain()
		}
		ascii = strings.ToLower(strings.TrimSuffix(ascii, "."))
	}
	if len(ascii) > maxDomain || !strings.Contains(ascii, ".") || !labels(ascii) {
		return "", notADomain()
	}
	return ascii, nil
}

func notADomain() error {
	return apperr.Field("domain", "This is not a domain. It looks like company.example, without @ and without https://.")
}

// plain says that nothing about the domain asks for the IDN rules, which are slow: the common case for a whole board.
func plain(s string) bool {
	if strings.Contains(s, "xn--") {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

// labels says that every label is 1 to 63 letters, digits or hyphens, with no hyphen at an end, and the last is not a number.
func labels(ascii string) bool {
	all := strings.Split(ascii, ".")
	for _, label := range all {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			c := label[i]
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
				return false
			}
		}
	}
	return strings.Trim(all[len(all)-1], "0123456789") != ""
}

// ShownDomain is a normal domain as people read it: bücher.example for xn--bcher-kva.example. It is empty where that is the
// same, or where it would not lead back to the same domain.
func ShownDomain(domain string) string {
	shown, err := idna.Lookup.ToUnicode(domain)
	if err != nil || shown == domain {
		return ""
	}
	if back, err := NormalDomain(shown); err != nil || back != domain {
		return ""
	}
	return shown
}

// Registrable is the part of a normal domain that somebody registered: acme.co.uk for mail.acme.co.uk. It is empty for a
// public suffix itself (co.uk), which belongs to nobody. A top level that is not on the list counts as one suffix.
func Registrable(domain string) string {
	registrable, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return ""
	}
	return registrable
}

// Match says how a mail domain belongs to a company's domain.
type Match int

// The kinds of match, the surer the greater.
const (
	NoMatch Match = iota
	Subdomain
	Exact
)

// Matches compares two normal domains. A mail domain below the company's (bridge.acme.example and acme.example) is a
// Subdomain, unless the company's is a public suffix or a free-mail provider: those belong to everybody. A company's
// domain below the mail domain is no match: acme.example may be many companies.
func Matches(mailDomain, companyDomain string) Match {
	if mailDomain == "" || companyDomain == "" || IsFreeMail(companyDomain) {
		return NoMatch
	}
	if mailDomain == companyDomain {
		if Registrable(companyDomain) == "" {
			return NoMatch
		}
		return Exact
	}
	if !strings.HasSuffix(mailDomain, "."+companyDomain) {
		return NoMatch
	}
	// Between them no public suffix may stand: in a.blogspot.com and blogspot.com another person may own the first.
	registrable := Registrable(companyDomain)
	if registrable == "" || Registrable(mailDomain) != registrable {
		return NoMatch
	}
	return Subdomain
}
