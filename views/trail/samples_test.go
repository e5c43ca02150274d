package trail

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

func TestARefusalIsToldFromAChangeByAWord(t *testing.T) {
	var b strings.Builder
	if err := View(samplePage()).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	rows := doc.Find("tbody").First().ChildrenFiltered("tr")
	if rows.Length() != 3 || rows.Eq(0).Find(".tag").Length() != 0 || rows.Eq(1).Find(".tag").Text() != "Refused" {
		t.Errorf("%d rows, tags %q", rows.Length(), rows.Find(".tag").Text())
	}
	if got := rows.Eq(0).Find("details td").Eq(1).Text(); !strings.Contains(got, "confirmed") {
		t.Errorf("after reads %q", got)
	}
}
