package people

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"portico/internal/apperr"
)

// Limits of a mail address (RFC 5321, 4.5.3.1), in bytes.
const (
	maxAddress = 254
	maxLocal   = 64
)

// Address is a mail address that was checked.
type Address struct {
	// Typed is the address as it was typed, without spaces around it: letters go there.
	Typed string
	// Key is what makes two addresses the same: lower case, the domain in ASCII.
	Key string
	// Domain is the part after the @, in ASCII and lower case.
	Domain string
}

// ParseAddress checks a mail address. Kind: Invalid on the field "email", with a sentence that names the fault.
func ParseAddress(typed string) (Address, error) {
	typed = strings.TrimSpace(typed)
	if fault := addressFault(typed); fault != "" {
		return Address{}, apperr.Field("email", fault)
	}
	at := strings.LastIndexByte(typed, '@')
	local, domain := typed[:at], typed[at+1:]
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil {
		return Address{}, apperr.Field("email", "The part after the @ is not a domain: "+quote(domain)+".")
	}
	ascii = strings.ToLower(ascii)
	parsed, err := mail.ParseAddress(local + "@" + ascii)
	if err != nil || parsed.Name != "" || !strings.EqualFold(parsed.Address, local+"@"+ascii) {
		return Address{}, apperr.Field("email", "This is not a mail address. It looks like name@company.example.")
	}
	if len(local) > maxLocal || len(typed) > maxAddress || len(local)+1+len(ascii) > maxAddress {
		return Address{}, apperr.Field("email", "The address is too long: 254 characters at most.")
	}
	return Address{Typed: typed, Key: strings.ToLower(local) + "@" + ascii, Domain: ascii}, nil
}

// EmailKey is the Key of an address. Kind: Invalid.
func EmailKey(typed string) (string, error) {
	a, err := ParseAddress(typed)
	return a.Key, err
}

// addressFault finds the slips that people make, so that each has its own sentence.
func addressFault(a string) string {
	at := strings.LastIndexByte(a, '@')
	switch {
	case a == "":
		return "An address is missing."
	case !utf8.ValidString(a) || strings.ContainsFunc(a, unicode.IsControl):
		return "The address has characters that cannot be read."
	case len(a) > maxAddress:
		return "The address is too long: 254 characters at most."
	case strings.ContainsAny(a, "<>\""):
		return "Only the address is wanted, without a name, brackets or quotes."
	case at < 0:
		return "The address has no @."
	case strings.Count(a, "@") > 1:
		return "The address has more than one @. One address at a time."
	case at == 0:
		return "The part before the @ is missing."
	case strings.ContainsFunc(a, unicode.IsSpace):
		return "The address has a space in it."
	}
	return domainFault(a[at+1:])
}

func domainFault(domain string) string {
	switch {
	case domain == "":
		return "The part after the @ is missing."
	case strings.Contains(domain, ","):
		return "The address has a comma instead of a dot."
	case strings.Contains(domain, ";"):
		return "The address has a semicolon instead of a dot."
	case strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, "."):
		return "The part after the @ begins or ends with a dot."
	case strings.Contains(domain, ".."):
		return "The address has two dots in a row."
	case strings.HasPrefix(domain, "["):
		return "A name is wanted after the @, not a number of a machine."
	case !strings.Contains(domain, "."):
		return "The part after the @ has no dot: " + quote(domain) + "."
	}
	return ""
}

// quote repeats a few characters of what was typed.
func quote(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:40]) + "…"
	}
	return "“" + s + "”"
}
