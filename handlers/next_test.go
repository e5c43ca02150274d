package handlers

import "testing"

func TestOnlyAnOwnPathIsFollowed(t *testing.T) {
	for _, evil := range []string{
		"", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example",
		"/\\/evil.example", "//evil.example/%2f..", "https://evil.example", "http://evil.example", "HTTPS://evil.example",
		"https:evil.example", "https:/evil.example", "//evil.example:80", "//user@evil.example", "javascript:alert(1)",
		"JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example",
		"\t//evil.example", " //evil.example", "/%09/evil.example", "/%5cevil.example", "/%5Cevil.example", "/%2fevil.example",
		"/%2Fevil.example", "/%2f%2fevil.example", "/\x00/evil.example", "evil.example", "./evil.example", "../evil.example",
		"?next=//evil.example", "#//evil.example", "ftp://evil.example", "/%0d%0aLocation:%20https://evil.example", "mailto:a@evil.example",
		"/%zz",
	} {
		if got := ownPath(evil, "/home"); got != "/home" {
			t.Errorf("%q was followed to %q", evil, got)
		}
	}
	for _, good := range []string{"/", "/journey", "/teams/payments?status=problem", "/journey/steps/oauth-app#step-7", "/trail?q=a%20b"} {
		if got := ownPath(good, "/home"); got != good {
			t.Errorf("%q became %q", good, got)
		}
	}
}
