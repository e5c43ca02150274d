package edition

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
