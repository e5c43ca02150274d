package notify_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/notify"
)

// checkpoint is a signed one, with the key that verifies it.
func checkpoint(t *testing.T) (audit.Signed, string) {
	t.Helper()
	signer, verifier, err := seal.NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	c := audit.Signed{
		Checkpoint: seal.Checkpoint{Origin: "portico.acme.example/trail", Size: 1311, Root: seal.Leaf("x")},
		At:         time.Date(2026, 6, 16, 9, 41, 0, 0, time.UTC),
	}
	if c.Note, err = seal.Sign(c.Text(), signer); err != nil {
		t.Fatal(err)
	}
	return c, verifier
}

func TestAnAuditorGetsTheCheckpointByMailAsItWasSigned(t *testing.T) {
	box := newMailbox(t, "")
	c, verifier := checkpoint(t)
	post := notify.NewPost(nil, nil, server(t, box, ""), "https://portico.acme.example/")
	to, err := post.CheckpointMail("Ada Auditor <ada@acme.example>", time.Hour, verifier)
	if err != nil {
		t.Fatal(err)
	}
	var way audit.Publisher = to
	if err := way.Publish(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	got := box.all()
	if len(got) != 1 || got[0].to != "ada@acme.example" || way.Target() != "mail to ada@acme.example" || way.Every() != time.Hour {
		t.Fatalf("%s: %+v", way.Target(), got)
	}
	header, text, html := read(t, got[0].body)
	if header.Get("Subject") != "Checkpoint 1311 of the trail of portico.acme.example" || !strings.Contains(html, "1311") {
		t.Errorf("the mail is %q: %s", header.Get("Subject"), html)
	}
	notes := seal.SplitNotes(text)
	if len(notes) != 1 || notes[0] != c.Note || !strings.Contains(text, verifier) {
		t.Errorf("the letter holds %q, want %q:\n%s", notes, c.Note, text)
	}
	if _, err := post.CheckpointMail("the auditor", time.Hour, verifier); err == nil {
		t.Error("an address that is none was taken")
	}
}

func TestACheckpointIsPostedAndItsSecretAddressIsNotWrittenDown(t *testing.T) {
	c, _ := checkpoint(t)
	var got, kind string
	keeper := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.URL.RawQuery != "token=s3cret" {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
		}
		got, kind = string(body), r.Header.Get("Content-Type")
		w.WriteHeader(http.StatusNoContent)
	}))
	defer keeper.Close()
	to, err := notify.NewCheckpointURL(strings.Replace(keeper.URL, "http://", "http://portico:s3cret@", 1) + "/keep?token=s3cret")
	if err != nil {
		t.Fatal(err)
	}
	var way audit.Publisher = to
	if err := way.Publish(t.Context(), c); err != nil || got != c.Note || kind != "text/plain; charset=utf-8" {
		t.Errorf("posted %q as %q, %v", got, kind, err)
	}
	if way.Target() != "post to "+keeper.URL+"/keep" {
		t.Errorf("the target is told as %q", way.Target())
	}
	keeper.Close()
	if err := way.Publish(t.Context(), c); err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("to a place that is gone: %v", err)
	}
}

func TestACheckpointGoesNowhereElseAndIsNotTakenForDelivered(t *testing.T) {
	c, _ := checkpoint(t)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it followed a redirect") }))
	defer elsewhere.Close()
	for name, answer := range map[string]http.HandlerFunc{
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		},
		"an error": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
	} {
		keeper := httptest.NewServer(answer)
		to, err := notify.NewCheckpointURL(keeper.URL)
		if err != nil {
			t.Fatal(err)
		}
		if err := to.Publish(t.Context(), c); err == nil {
			t.Errorf("%s was taken for a delivery", name)
		}
		keeper.Close()
	}
	if _, err := notify.NewCheckpointURL("nowhere"); err == nil {
		t.Error("an address that is none was taken")
	}
}

func TestACheckpointWithoutAMailServerIsNotTakenForDelivered(t *testing.T) {
	c, verifier := checkpoint(t)
	to, err := notify.NewPost(nil, nil, notify.None{}, "https://portico.acme.example").CheckpointMail("ada@acme.example", 0, verifier)
	if err != nil {
		t.Fatal(err)
	}
	if err := to.Publish(t.Context(), c); err == nil {
		t.Error("a letter that nobody took was delivered")
	}
}
