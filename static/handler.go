package static

import (
	"bytes"
	"net/http"
	"strings"
	"time"
)

// Handler serves the assets under [Prefix]; mount it with the full path left in
// place. A hashed name may be kept for ever. Anything else answers 404, and
// methods other than GET and HEAD answer 405.
func Handler() http.Handler {
	return http.HandlerFunc(serve)
}

func serve(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		head.Set("Allow", "GET, HEAD")
		http.Error(w, "This address can only be read.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, Prefix)
	a, ok := assets().byHashed[name]
	if !ok {
		// A page of an older release may ask for an older name: never let a cache keep this answer.
		head.Set("Cache-Control", "no-store")
		http.Error(w, "This file does not exist.", http.StatusNotFound)
		return
	}
	head.Set("Content-Type", a.kind)
	head.Set("Cache-Control", "public, max-age=31536000, immutable")
	head.Set("Vary", "Accept-Encoding")
	body, tag := a.plain, `"`+a.tag+`"`
	if len(a.gzip) > 0 && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		body, tag = a.gzip, `"`+a.tag+`-gz"`
		head.Set("Content-Encoding", "gzip")
	}
	head.Set("ETag", tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// acceptsGzip reads an Accept-Encoding header. Only a plain "gzip" or one with a
// weight above nought counts; "*" is not taken up, since no browser sends it alone.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q := strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		return strings.Trim(q, "0.") != "" || q == ""
	}
	return false
}
