package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

func TestACellThatASpreadsheetWouldRunIsMadeText(t *testing.T) {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "\ufeff="} {
		live := start + `HYPERLINK("https://evil.example","x")`
		if !isLive(live) {
			t.Errorf("%q stays alive", live)
		}
	}
	for _, harmless := range []string{"", "Ann", "a=b", "o'Brien", "2026-06-16", "'=quoted already"} {
		if isLive(harmless) {
			t.Errorf("%q is changed", harmless)
		}
	}
}

func TestATableIsReadBackByACSVReaderWithItsMarkForExcel(t *testing.T) {
	var out bytes.Buffer
	w := NewCSV(&out)
	rows := [][]string{{"Person", "Note"}, {"Zoë, Ltd; =1", `says "hi"`}, {"two\nlines", ""}}
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	text, found := strings.CutPrefix(out.String(), "\ufeff")
	if !found || strings.Contains(text, "\ufeff") {
		t.Fatalf("the mark is not at the start once: %q", out.String())
	}
	if !strings.Contains(text, `"Zoë, Ltd; =1"`) {
		t.Errorf("a cell is not quoted: %q", text)
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if strings.Join(got[i], "|") != strings.Join(r, "|") {
			t.Errorf("row %d came back as %q, want %q", i, got[i], r)
		}
	}
}
