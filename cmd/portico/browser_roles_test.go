package main

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"portico/internal/browsertest"
)

// The accounts of the sample data, and kinds of pages that each must come upon by links alone.
func sampleRoles() []struct{ email, pages string } {
	return []struct{ email, pages string }{
		{"lead@acme.example", "/teams/:slug /journey /apps /apps/:id /people /ledger /trail /me"},
		{"dev@acme.example", "/journey /journey/record /apps /apps/:id /me"},
		{"auditor@acme.example", "/ledger /ledger/grants/:id /ledger/print /trail /trail/:id /trail/print /exports /teams /teams/:slug /me"},
		{"admin@acme.example", "/people /people/import /people/invite /people/:id /teams /ledger /trail /me"},
	}
}

// testRoles walks every page of every role. The first who comes upon a kind of page sees it in all four ways, the others in
// the hardest: what differs between them is what they may do, not how it is drawn. Pages that were asked for something more
// are drawn as those that were not.
func testRoles(t *testing.T, browser *browsertest.Browser) {
	r := startSample(t)
	wantViewsPolicy(t, r)
	var looked sync.Map
	for _, role := range sampleRoles() {
		t.Run(role.email, func(t *testing.T) {
			t.Parallel()
			tab := r.signIn(t, browser, role.email, demoPassword)
			kinds := walk(t, tab, func(kind string) {
				looks := browsertest.Looks()
				_, before := looked.LoadOrStore(kind, true)
				if before || strings.Contains(kind, "?") {
					looks = looks[2:3]
				}
				tab.Unfold()
				if faults := append(tab.Check(looks...), tab.Complaints()...); len(faults) > 0 {
					t.Errorf("%s:\n  %s", tab.Path(), strings.Join(faults, "\n  "))
				}
			})
			for page := range strings.FieldsSeq(role.pages) {
				if !slices.Contains(kinds, page) {
					t.Errorf("no link led to %s; there were %q", page, kinds)
				}
			}
		})
	}
}

// wantViewsPolicy holds that views are looked at under the content policy of the site itself.
func wantViewsPolicy(t *testing.T, r *running) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+"/sign-in", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if got := answer.Header.Get("Content-Security-Policy"); got != viewsPolicy {
		t.Errorf("the site has the policy %q, views have %q", got, viewsPolicy)
	}
}
