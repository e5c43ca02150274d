package notify

import (
	"context"
	"strings"
	"testing"
	"time"

	"portico/internal/linkwatch"
)

// kept is a Mailer that keeps the last letter.
type kept struct{ mail Mail }

func (k *kept) Send(_ context.Context, m Mail) error { k.mail = m; return nil }

func TestALetterAboutLinksNamesEachInTheReadersTimeAndLeadsToTheOneField(t *testing.T) {
	box := &kept{}
	p := NewPost(nil, nil, box, "https://portico.acme.example/")
	at := time.Date(2026, 5, 3, 22, 30, 0, 0, time.UTC)
	dead := []linkwatch.DeadLink{{URL: "https://one.example/<b>", Host: "one.example", Since: at}}
	letter := linkwatch.Letter{Name: "Helen Okafor", Email: "helen@acme.example", TimeZone: "Europe/Prague", Links: dead}
	if err := p.deadLinks(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	m := box.mail
	if m.To != "helen@acme.example" || m.Subject != "A link of the journey does not answer" {
		t.Errorf("to %s: %q", m.To, m.Subject)
	}
	for _, want := range []string{"https://one.example/<b>", "since 4 May 2026, 00:30", "https://portico.acme.example/health", "this one does not answer"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the text lacks %q:\n%s", want, m.Text)
		}
	}
	if strings.Contains(m.HTML, "<b>") || !strings.Contains(m.HTML, "one.example") {
		t.Errorf("the HTML:\n%s", m.HTML)
	}
	letter.Links, letter.TimeZone = append(dead, linkwatch.DeadLink{URL: "https://two.example", Since: at}), "Nowhere/Land"
	if err := p.deadLinks(t.Context(), letter); err != nil || box.mail.Subject != "2 links of the journey do not answer" || !strings.Contains(box.mail.Text, "22:30 UTC") {
		t.Errorf("%q, %v", box.mail.Subject, err)
	}
	if found, err := NewPost(nil, nil, box, "").nextLink(t.Context()); found || err != nil {
		t.Errorf("without a watch: %v, %v", found, err)
	}
}
