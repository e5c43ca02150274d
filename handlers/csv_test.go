package handlers

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

func TestACellThatASpreadsheetWouldRunIsMadeText(t *testing.T) {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "\ufeff="} {
		live := start + `HYPERLINK("https://evil.example","x")`
		if got := safeCell(live); got != "'"+live {
			t.Errorf("%q stays alive as %q", live, got)
		}
	}
	for _, harmless := range []string{"", "Ann", "a=b", "o'Brien", "2026-06-16", "'=quoted already"} {
		if got := safeCell(harmless); got != harmless {
			t.Errorf("%q was changed to %q", harmless, got)
		}
	}
}

func TestATableIsReadBackByACSVReaderWithItsMarkForExcel(t *testing.T) {
	var out bytes.Buffer
	w := newCSV(&out)
	rows := [][]string{{"Person", "Note"}, {"Zoë, Ltd; =1", `says "hi"`}, {"two\nlines", ""}}
	for _, r := range rows {
		if err := w.row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.flush(); err != nil {
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
