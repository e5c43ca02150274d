package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path string, headers map[string]string) *http.Response {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	rec := httptest.NewRecorder()
	Handler().ServeHTTP(rec, req)
	return rec.Result()
}

func body(t *testing.T, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryAssetHasAHashedAddressThatStaysTheSame(t *testing.T) {
	shape := regexp.MustCompile(`^/static/[a-z-]+\.[0-9a-f]{12}\.(css|js|svg)$`)
	for _, name := range []string{"app.css", "theme.js", "app.js", "icons.svg", "favicon.svg"} {
		first, second := URL(name), URL(name)
		if first != second || !shape.MatchString(first) {
			t.Errorf("URL(%q) = %q, then %q; want one hashed address", name, first, second)
		}
		if res := get(t, first, nil); res.StatusCode != http.StatusOK {
			t.Errorf("GET %s = %d", first, res.StatusCode)
		}
	}
}

func TestAHashedAssetMayBeKeptForEverAndIsNotSniffed(t *testing.T) {
	types := map[string]string{
		"app.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8", "icons.svg": "image/svg+xml",
	}
	for name, want := range types {
		h := get(t, URL(name), nil).Header
		if h.Get("Content-Type") != want || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: type %q, options %q", name, h.Get("Content-Type"), h.Get("X-Content-Type-Options"))
		}
		if h.Get("Cache-Control") != "public, max-age=31536000, immutable" || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: caching %q, vary %q", name, h.Get("Cache-Control"), h.Get("Vary"))
		}
	}
}

func TestGzipIsServedToThoseWhoTakeItAndHoldsTheSameBytes(t *testing.T) {
	plain := body(t, get(t, URL("app.css"), nil))
	res := get(t, URL("app.css"), map[string]string{"Accept-Encoding": "br, gzip;q=0.8"})
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("Content-Encoding = %q", res.Header.Get("Content-Encoding"))
	}
	packed := body(t, res)
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(unpacked, plain) {
		t.Errorf("unpacked bytes differ (%v)", err)
	}
	if len(packed)*3 > len(plain) {
		t.Errorf("gzip made %d of %d bytes; want less than a third", len(packed), len(plain))
	}
	if res := get(t, URL("app.css"), map[string]string{"Accept-Encoding": "gzip;q=0"}); res.Header.Get("Content-Encoding") != "" {
		t.Error("gzip was sent to someone who refused it")
	}
}

func TestAnUnchangedAssetAnswers304(t *testing.T) {
	for _, encoding := range []string{"", "gzip"} {
		tag := get(t, URL("app.js"), map[string]string{"Accept-Encoding": encoding}).Header.Get("ETag")
		res := get(t, URL("app.js"), map[string]string{"Accept-Encoding": encoding, "If-None-Match": tag})
		if tag == "" || res.StatusCode != http.StatusNotModified {
			t.Errorf("encoding %q: tag %q, status %d", encoding, tag, res.StatusCode)
		}
	}
}

func TestUnknownAndUnhashedNamesAreNotFoundAndNotKept(t *testing.T) {
	for _, path := range []string{"/static/app.css", "/static/app.000000000000.css", "/static/", "/static/../go.mod", URL("none.css")} {
		res := get(t, path, nil)
		if res.StatusCode != http.StatusNotFound || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("GET %s = %d, %q", path, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
}

func TestAssetsCanOnlyBeRead(t *testing.T) {
	rec := httptest.NewRecorder()
	Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodPost, URL("app.css"), strings.NewReader("x")))
	if rec.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST = %d", rec.Code)
	}
}

func TestEverySheetIsJoinedOnceAndTheLayersComeFirst(t *testing.T) {
	entries, err := fs.ReadDir(files, "css")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]int{}
	for _, name := range sheets() {
		listed[name+".css"]++
	}
	for _, e := range entries {
		if listed[e.Name()] != 1 {
			t.Errorf("%s is joined %d times; want once", e.Name(), listed[e.Name()])
		}
	}
	css := string(body(t, get(t, URL("app.css"), nil)))
	if strings.Index(css, "@layer reset, tokens, base") > strings.Index(css, "@layer reset {") {
		t.Error("the order of layers is named after the first layer")
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
}

func TestTheStyleSheetLoadsNothingFromElsewhere(t *testing.T) {
	css := string(body(t, get(t, URL("app.css"), nil)))
	for _, forbidden := range []string{"@import", "http:", "https:", "!important"} {
		if strings.Contains(css, forbidden) {
			t.Errorf("app.css holds %q", forbidden)
		}
	}
}
