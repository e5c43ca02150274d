package ledger

import (
	"context"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestEverySampleHasOneHeadingAndNoForbiddenMarkup(t *testing.T) {
	for _, s := range Samples() {
		t.Run(s.Path, func(t *testing.T) {
			var b strings.Builder
			if err := s.Component.Render(context.Background(), &b); err != nil {
				t.Fatal(err)
			}
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
			if err != nil {
				t.Fatal(err)
			}
			if doc.Find("h1").Length() != 1 {
				t.Error("a page has one h1")
			}
			for _, bad := range []string{"style=", "onclick", "<script>"} {
				if strings.Contains(b.String(), bad) {
					t.Errorf("the page holds %q", bad)
				}
			}
			seen := map[string]bool{}
			doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
				id := e.AttrOr("id", "")
				if seen[id] {
					t.Errorf("the id %q stands twice", id)
				}
				seen[id] = true
			})
		})
	}
}

func TestTheQuestionIsAFormThatKeepsItsAnswers(t *testing.T) {
	var b strings.Builder
	if err := View(samplePage()).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	form := doc.Find(`form.sentence[method="get"][action="/ledger"]`)
	for _, field := range []string{"what", "company", "environment", "as_of", "known_at"} {
		if form.Find(`[name="`+field+`"][aria-label]`).Length() != 1 {
			t.Errorf("the question has no field %s with a name", field)
		}
	}
	if got := form.Find(`[name="environment"] option[selected]`).AttrOr("value", ""); got != "production" {
		t.Errorf("the environment is %q", got)
	}
	if form.Find("button").Length() != 1 {
		t.Error("without a script the question could not be asked")
	}
	if n := doc.Find(`main form[method=post]:not([action="/exports"])`).Length(); n != 0 {
		t.Errorf("%d forms change something on a page that is read only", n)
	}
}
