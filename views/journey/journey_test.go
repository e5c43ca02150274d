package journey

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portico/views/layout"
)

func render(t *testing.T, s layout.Sample) string {
	t.Helper()
	var b strings.Builder
	if err := s.Component.Render(t.Context(), &b); err != nil {
		t.Fatalf("render %s: %v", s.Name, err)
	}
	if dir := os.Getenv("PORTICO_SAMPLES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(s.Path)+".html"), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestEverySampleRendersWithoutInlineStyleOrScript(t *testing.T) {
	for _, s := range Samples() {
		page := render(t, s)
		for _, never := range []string{" style=", "<style", " onclick=", "javascript:"} {
			if strings.Contains(page, never) {
				t.Errorf("%s holds %q", s.Name, never)
			}
		}
		if strings.Count(page, "<h1") != 1 {
			t.Errorf("%s has %d first headings, want 1", s.Name, strings.Count(page, "<h1"))
		}
	}
}

func TestNoIDStandsTwiceOnAPage(t *testing.T) {
	for _, s := range Samples() {
		seen := map[string]bool{}
		for _, piece := range strings.Split(render(t, s), ` id="`)[1:] {
			id, _, _ := strings.Cut(piece, `"`)
			if seen[id] {
				t.Errorf("%s has the id %q twice", s.Name, id)
			}
			seen[id] = true
		}
	}
}

func TestOnlyTheCurrentStepLooksLikeTheCurrentStep(t *testing.T) {
	step := Step{Key: "sdk", Status: "progress"}
	if got := step.look(); got == "progress" {
		t.Errorf("a step in progress that is not the current one looks like the card")
	}
	step.Current, step.Status = true, "todo"
	if got := step.look(); got != "progress" {
		t.Errorf("the current step looks like %q", got)
	}
}
