package main

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portico/internal/browsertest"
)

// anID is what tells two pages of one kind apart: an id, a number, a token.
var anID = regexp.MustCompile(`/([0-9a-f-]{36}|[0-9]+)(/|$)`)

// kind is the address with everything left out that tells two pages of one kind apart. Pages that were asked several things
// at once differ by no part.
func kind(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	path := anID.ReplaceAllString(u.Path, "/:id$2")
	if rest, ok := strings.CutPrefix(path, "/teams/"); ok {
		_, rest, _ = strings.Cut(rest, "/")
		path = strings.TrimSuffix("/teams/:slug/"+rest, "/")
	}
	names := make([]string, 0, len(u.Query()))
	for name := range u.Query() {
		names = append(names, name)
	}
	if len(names) != 1 {
		return path
	}
	return path + "?" + names[0]
}

// walk opens one page of each kind that can be reached by links from the first page of whoever is signed in, and visits it.
// It gives the kinds. Files are left out.
func walk(t *testing.T, tab *browsertest.Tab, visit func(kind string)) []string {
	t.Helper()
	const most = 60 // kinds of pages; more would be a walk in circles
	queue, seen := []string{"/"}, map[string]bool{}
	var kinds []string
	for len(queue) > 0 && len(kinds) < most {
		address := queue[0]
		queue = queue[1:]
		tab.Open(address)
		if status := tab.Status(); status >= 400 {
			t.Errorf("a link leads to %s, which answers %d: %.200s", address, status, tab.Text("main"))
			continue
		}
		at, links := kind(tab.Path()), tab.Links("body")
		if address == "/" || !seen[at] || at == kind(address) {
			seen[at] = true
			if !slices.Contains(kinds, at) {
				kinds = append(kinds, at)
				visit(at)
			}
		}
		for _, link := range links {
			if !strings.HasPrefix(link, "/") || strings.HasPrefix(link, "/static/") || isFile(link) {
				continue
			}
			link, _, _ = strings.Cut(link, "#")
			if k := kind(link); !seen[k] {
				seen[k] = true
				queue = append(queue, link)
			}
		}
	}
	return kinds
}

// isFile reports whether a link leads to a file to keep, which a browser shows no page of.
func isFile(link string) bool {
	path, _, _ := strings.Cut(link, "?")
	return strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".json") || strings.HasSuffix(path, "/file")
}
