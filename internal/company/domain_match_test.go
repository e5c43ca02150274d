package company

import "testing"

func TestOfDomainsAndExclusionsTheLongestDecides(t *testing.T) {
	t.Parallel()
	acme := []string{"acme.example", "acme-payments.example"}
	for _, c := range []struct {
		name, mail        string
		domains, excluded []string
		want              Match
		by                string
	}{
		{"the domain itself", "acme.example", acme, nil, Exact, "acme.example"},
		{"a domain that also counts", "acme-payments.example", acme, nil, Exact, "acme-payments.example"},
		{"a sub-domain", "payments.acme.example", acme, nil, Subdomain, "acme.example"},
		{"a deep sub-domain", "a.b.c.acme.example", acme, nil, Subdomain, "acme.example"},
		{"an exclusion itself", "labs.acme.example", acme, []string{"labs.acme.example"}, NoMatch, ""},
		{"below an exclusion", "x.labs.acme.example", acme, []string{"labs.acme.example"}, NoMatch, ""},
		{"beside an exclusion", "labs2.acme.example", acme, []string{"labs.acme.example"}, Subdomain, "acme.example"},
		{"a name that only ends like one", "notlabs.acme.example", acme, []string{"labs.acme.example"}, Subdomain, "acme.example"},
		{"a domain below an exclusion comes back", "new.labs.acme.example", append([]string{"new.labs.acme.example"}, acme...), []string{"labs.acme.example"}, Exact, "new.labs.acme.example"},
		{"of two domains the nearer is named", "x.bridge.acme.example", []string{"acme.example", "bridge.acme.example"}, nil, Subdomain, "bridge.acme.example"},
		{"an exclusion above the domain takes nothing away", "acme.example", acme, []string{"example"}, Exact, "acme.example"},
		{"an IDN domain in its stored form", "mail.xn--bcher-kva.example", []string{"xn--bcher-kva.example"}, nil, Subdomain, "xn--bcher-kva.example"},
		{"a public suffix between", "a.blogspot.com", []string{"blogspot.com"}, nil, NoMatch, ""},
		{"a domain above the company's", "example", acme, nil, NoMatch, ""},
		{"a free-mail domain that somebody wrote down", "gmail.com", []string{"gmail.com"}, nil, NoMatch, ""},
		{"no domains at all, as of a company that ended", "acme.example", nil, nil, NoMatch, ""},
		{"no mail domain", "", acme, nil, NoMatch, ""},
	} {
		how, by := MatchAny(c.mail, c.domains, c.excluded)
		if how != c.want || by != c.by {
			t.Errorf("%s: %v by %q, want %v by %q", c.name, how, by, c.want, c.by)
		}
	}
}
