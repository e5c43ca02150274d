package handlers

import (
	"bytes"
	"encoding/hex"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

// allowed says who may use each POST route on their own things, by the reviewed matrix.
func allowed(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(matrixFile)
	if err != nil {
		t.Fatal(err)
	}
	who := map[string]string{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if words[0] != post || words[2] != "own" {
			continue
		}
		for _, word := range words[3:] {
			name, status, _ := strings.Cut(word, "=")
			taken := status == "200" || status == "303" || status == "409" || status == "422"
			if taken && !(name == "anonymous" && status == "303") && who[words[1]] == "" {
				who[words[1]] = name
			}
		}
	}
	return who
}

// TestAFieldThatAFormDoesNotHaveIsRefused sends every form with a field more, of the kind that would raise somebody.
func TestAFieldThatAFormDoesNotHaveIsRefused(t *testing.T) {
	t.Parallel()
	s, who := newMatrixServer(t), allowed(t)
	for _, r := range s.routes() {
		if r.method != post || r.path == "/setup" {
			continue
		}
		b := s.asker(who[r.path])
		for _, extra := range []string{"is_admin", "member_id", "actor_id", "grade", "created_by", "id", "_method"} {
			if p := b.post(s.fillPath(r.path, "own"), url.Values{extra: {"admin"}}); p.status != http.StatusUnprocessableEntity && p.status != http.StatusForbidden {
				t.Errorf("%s with %s by %s: status %d, want 422", r.path, extra, who[r.path], p.status)
			}
		}
		if s.changes() != 0 {
			t.Fatalf("%s changed something", r.path)
		}
	}
}

// Texts that must be found nowhere afterwards: the shapes of the vendor's secret, of its tokens, and of a pasted answer.
var canaries = []string{
	"c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44",
	"eyJhbGciOiJIUzI1NiJ9.Y2FuYXJ5Y2FuYXJ5.c2lnbmF0dXJlY2FuYXJ5",
	"client_secret: canary-of-a-secret-9f31",
}

// TestASecretIsRefusedInEveryFieldAndFoundNowhere posts what looks like a credential into every field of every form, as
// somebody who may use the form, and then looks for it in every table, in the log and in the answers.
func TestASecretIsRefusedInEveryFieldAndFoundNowhere(t *testing.T) {
	t.Parallel()
	s, who, source := newMatrixServer(t), allowed(t), readSource(t)
	for _, r := range s.routes() {
		if r.method != post || r.path == "/setup" {
			continue
		}
		b, path, changed := s.asker(who[r.path]), s.fillPath(r.path, "own"), s.changes()
		for _, f := range source.fields(r.path) {
			for _, canary := range canaries {
				p := b.postSecret(path, f, "see "+canary)
				if p.status != http.StatusUnprocessableEntity && !f.secret {
					t.Errorf("%s, %s: status %d, want 422", r.path, f.name, p.status)
				}
				if strings.Contains(p.body, canary) && !(f.secret && (f.name == "email" || f.name == "sha256")) {
					t.Errorf("%s, %s: the page repeats the secret", r.path, f.name)
				}
			}
		}
		// A password may look like a credential: it is one, and only its hash is kept.
		if s.changes() != changed && r.path != "/reset/:token" {
			t.Errorf("%s changed something", r.path)
		}
	}
	s.wantNowhere(canaries...)
}

func (b *browser) postSecret(path string, f formField, text string) *page {
	if !f.file {
		return b.post(path, url.Values{f.name: {text}})
	}
	b.s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile(f.name, "list.csv")
	if err != nil {
		b.s.t.Fatal(err)
	}
	_, _ = file.Write([]byte("name,email,team,role\n" + text + ",x@acme.example,Payments,developer\n")) // a buffer takes all
	_ = form.Close()                                                                                    // as above
	q, err := http.NewRequestWithContext(b.s.t.Context(), post, b.s.site.URL+path, &body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	q.Header.Set("Content-Type", form.FormDataContentType())
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.send(q)
}

// wantNowhere looks for texts in every row of every table, also as bytes, and in the log.
func (s *testServer) wantNowhere(texts ...string) {
	s.t.Helper()
	dump := s.dump()
	for _, text := range texts {
		for _, form := range []string{text, hex.EncodeToString([]byte(text))} {
			if i := strings.Index(dump, form); i >= 0 {
				s.t.Errorf("the database keeps %q: %.300s", text, dump[max(0, i-200):])
			}
			if strings.Contains(s.log.String(), form) {
				s.t.Errorf("the log keeps %q", text)
			}
		}
	}
}

// dump is every row of every table as text.
func (s *testServer) dump() string {
	s.t.Helper()
	conn, err := s.db.Pool().Acquire(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Release()
	var all strings.Builder
	tables, err := conn.Query(s.t.Context(), `SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'`)
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			s.t.Fatal(err)
		}
		names = append(names, name)
	}
	if _, err := conn.Exec(s.t.Context(), `RESET ROLE`); err != nil {
		s.t.Fatal(err)
	}
	for _, name := range names {
		var rows string
		if err := conn.QueryRow(s.t.Context(), `SELECT coalesce(string_agg(x::text, E'\n'), '') FROM `+name+` x`).Scan(&rows); err != nil {
			s.t.Fatalf("%s: %v", name, err)
		}
		all.WriteString(name + "\n" + rows + "\n")
	}
	if _, err := conn.Exec(s.t.Context(), `SET ROLE portico_app`); err != nil {
		s.t.Fatal(err)
	}
	return all.String()
}
