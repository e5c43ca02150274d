package company

import "strings"

// MatchAny compares a mail domain with all that is said of one company: the domains that count as it, and the ones below
// them that do not. The longest of both decides, so that an exclusion takes a branch away and a domain below it brings a
// twig back. domain is the one that matched.
func MatchAny(mailDomain string, domains, excluded []string) (how Match, domain string) {
	for _, d := range domains {
		if m := Matches(mailDomain, d); m != NoMatch && len(d) > len(domain) {
			how, domain = m, d
		}
	}
	for _, x := range excluded {
		if len(x) > len(domain) && Under(mailDomain, x) {
			return NoMatch, ""
		}
	}
	return how, domain
}

// Under says whether a normal domain is the other one or lies below it.
func Under(domain, above string) bool {
	return above != "" && (domain == above || strings.HasSuffix(domain, "."+above))
}
