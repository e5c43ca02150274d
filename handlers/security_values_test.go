package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// unlikely are values that no form of ours sends: not text, too large to count with, days and zones that there are not.
var unlikely = []string{
	"\x00", "\xff\xfe", "99999999999999999999", "4294967297", "-9223372036854775808", "9999-12-31", "2026-02-30", "10000-01-01", "Local", "../../etc/passwd",
	strings.Repeat("é", 3000), "🙂\u202e", "a@" + strings.Repeat("b.", 120) + "c", "https://" + strings.Repeat("x", 3000) + ".example/", "%00", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001",
}

// TestNoValueOfAFormIsAFaultOfOurs sends every form, as somebody who may, what no form of ours sends: in one field at a time with
// the others left as they could be, and in all of them at once.
func TestNoValueOfAFormIsAFaultOfOurs(t *testing.T) {
	t.Parallel()
	s, who, source := newMatrixServer(t), allowed(t), readSource(t)
	good := url.Values{
		"name": {"Name"}, "environment": {"staging"}, "client_id": {"0123456789abcdef0123"}, "created_on": {"2026-01-05"}, "day": {"2026-01-05"},
		"domain": {"new.example"}, "email": {"new@acme.example"}, "role": {"developer"}, "reason": {"A reason."}, "held_from": {"2026-01-05"},
		"version": {"1"}, "title": {"A title"}, "words": {"Words."}, "platform": {"javascript"}, "time_zone": {"UTC"}, "contact": {"Ana"},
		"redirect_uris": {"https://app.acme.example/"}, "held_until": {"2026-01-06"}, "ended_on": {"2026-01-06"}, "url": {"https://vendor.example/"},
	}
	for _, r := range s.routes() {
		if r.method != post || r.path == "/setup" || who[r.path] == "" {
			continue
		}
		fields := source.fields(r.path)
		b := s.asker(who[r.path])
		for _, value := range unlikely {
			all := url.Values{}
			for _, f := range fields {
				if f.file {
					continue
				}
				all.Set(f.name, value)
				one := url.Values{f.name: {value}}
				for _, g := range fields {
					if g.name != f.name && good.Has(g.name) {
						one[g.name] = good[g.name]
					}
				}
				if p := b.post(s.fillPath(r.path, "own"), one); p.status >= http.StatusInternalServerError {
					t.Errorf("%s with %s=%.40q: status %d", r.path, f.name, value, p.status)
				}
			}
			if p := b.post(s.fillPath(r.path, "own"), all); p.status >= http.StatusInternalServerError {
				t.Errorf("%s with %.40q everywhere: status %d", r.path, value, p.status)
			}
		}
	}
	if log := s.log.String(); strings.Contains(log, `"level":"ERROR"`) {
		t.Errorf("the log: %.2000s", log[max(0, strings.Index(log, `"level":"ERROR"`)-200):])
	}
}
