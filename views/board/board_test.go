package board

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
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(s.Path, "/", "-")+".html"), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestEverySampleHasOneHeadingNoInlineCodeAndNoIDTwice(t *testing.T) {
	for _, s := range Samples() {
		page := render(t, s)
		for _, never := range []string{" style=", "<style", " onclick=", "javascript:"} {
			if strings.Contains(page, never) {
				t.Errorf("%s holds %q", s.Name, never)
			}
		}
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%s has %d first headings, want 1", s.Name, n)
		}
		seen := map[string]bool{}
		for _, piece := range strings.Split(page, ` id="`)[1:] {
			id, _, _ := strings.Cut(piece, `"`)
			if seen[id] {
				t.Errorf("%s has the id %q twice", s.Name, id)
			}
			seen[id] = true
		}
	}
}

func TestADeveloperWithoutAnAddressIsNoLink(t *testing.T) {
	m := sampleBoard()
	for i := range m.Matrix.Groups[0].Rows {
		row := &m.Matrix.Groups[0].Rows[i]
		row.URL = ""
		for j := range row.Cells {
			row.Cells[j].URL = ""
		}
	}
	page := render(t, layout.Sample{Name: "names only", Path: "board/names", Component: Page(sampleFrame(), m)})
	_, body, _ := strings.Cut(page, "<tbody>")
	body, _, _ = strings.Cut(body, "</tbody>")
	if strings.Contains(body, "<a ") {
		t.Errorf("a row of the board still holds a link")
	}
	if !strings.Contains(body, "Samuel Kipkorir") {
		t.Errorf("the name is gone")
	}
}
