package main

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"portico/internal/browsertest"
)

// faultyPage has one of each fault that the other tests look for; the grey text is too pale in a dark theme only.
const faultyPage = `<!doctype html><html lang="en"><head><title>Faulty</title><link rel="stylesheet" href="/faulty.css"></head><body>
<main><h1>Faulty</h1><p class="pale">Pale</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
<p class="wide">Wide</p><p class="thin">A collapsed column</p><p style="color:red">Inline</p><button onclick="alert(1)">Press</button>
<script>alert("in the page")</script></main></body></html>`

const faultyStyle = `:root { color-scheme: light dark; background: light-dark(#fff, #111) } .pale { color: #333 } .wide { width: 900px } .thin { width: 1ch; overflow-wrap: anywhere }`

// testFaultsAreFound holds the tests themselves to account: a check that finds nothing in a faulty page proves nothing.
func testFaultsAreFound(t *testing.T, browser *browsertest.Browser) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", viewsPolicy)
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(faultyPage))
	})
	mux.HandleFunc("GET /faulty.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		_, _ = w.Write([]byte(faultyStyle))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	tab := browser.Tab(t, server.URL)
	tab.Open("/")
	found := tab.Check()
	for _, want := range []string{
		"320 px, dark; 1280 px, light: image-alt", "320 px, dark; 1280 px, dark: color-contrast",
		"320 px, light; 320 px, dark: scrolls sideways: 908 px in 320 px: p.wide",
		": squeezed to a few letters a line: A collapsed column",
	} {
		if !slices.ContainsFunc(found, func(fault string) bool { return strings.Contains(fault, want) }) {
			t.Errorf("%q was not found in %q", want, found)
		}
	}
	tab.Press("Press")
	complaints := strings.Join(tab.Complaints(), "\n")
	for _, want := range []string{"inline style", "inline script", "inline event handler"} {
		if !strings.Contains(complaints, want) {
			t.Errorf("nothing about an %s in what the browser said: %s", want, complaints)
		}
	}
}
