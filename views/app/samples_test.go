package app

import (
	"context"
	"strings"
	"testing"
)

func TestEverySampleHasOneHeadingAndNoForbiddenMarkup(t *testing.T) {
	for _, s := range Samples() {
		t.Run(s.Path, func(t *testing.T) {
			var b strings.Builder
			if err := s.Component.Render(context.Background(), &b); err != nil {
				t.Fatal(err)
			}
			page := b.String()
			if strings.Count(page, "<h1") != 1 {
				t.Error("a page has one h1")
			}
			for _, bad := range []string{"style=", "onclick", "<script>"} {
				if strings.Contains(page, bad) {
					t.Errorf("the page holds %q", bad)
				}
			}
		})
	}
}

func TestAButtonThatCannotBeUsedSaysWhy(t *testing.T) {
	var b strings.Builder
	if err := ProductionPage(sampleNotReady()).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`aria-disabled="true"`, `aria-describedby="start-button-why"`, "2 things are missing above."} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
