package export

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestNoCellOfAWorkbookIsAlive(t *testing.T) {
	t.Parallel()
	columns := []string{"A", "B"}
	w, err := newWorkbook(columns)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	live := []string{`=HYPERLINK("https://evil.example","x")`, "+1", "-1", "@SUM(A1)", "\tx", "\rx", "0123", "2026-06-16", "TRUE", "1e5", "<b>&", "a\x01b"}
	for _, cell := range live {
		if err := w.row([]string{cell, cell}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := w.finish([][2]string{{"Query", "=1+1"}}, &out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got := f.GetSheetList(); fmt.Sprint(got) != "[Rows Query]" {
		t.Errorf("the sheets are %v", got)
	}
	for i, cell := range live {
		at := fmt.Sprintf("B%d", i+2)
		kind, err := f.GetCellType("Rows", at)
		formula, _ := f.GetCellFormula("Rows", at)
		text, _ := f.GetCellValue("Rows", at)
		if err != nil || kind != excelize.CellTypeInlineString || formula != "" {
			t.Errorf("%q is of type %v with the formula %q, %v", cell, kind, formula, err)
		}
		if text != cell && !strings.Contains(cell, "\x01") && !strings.Contains(cell, "\r") {
			t.Errorf("%q came back as %q", cell, text)
		}
	}
}

func TestARowPastTheEndOfASheetGoesOnTheNext(t *testing.T) {
	t.Parallel()
	w, err := newWorkbook([]string{"N"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	w.limit = 101
	for i := range 250 {
		if err := w.row([]string{fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := w.finish(nil, &out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got := fmt.Sprint(f.GetSheetList()); got != "[Rows Query Rows 2 Rows 3]" {
		t.Errorf("the sheets are %s", got)
	}
	rows, err := f.GetRows("Rows 3")
	if err != nil || len(rows) != 51 || rows[0][0] != "N" || rows[50][0] != "249" {
		t.Errorf("the last sheet has %d rows, %v", len(rows), err)
	}
}

func TestATableOfAnySizeTakesNoMoreMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	out := NewCSV(discard{})
	for i := range 200_000 {
		if err := out.Row("Ann Berg", "ann.berg@acme.example", fmt.Sprint(i), "=1"); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("200,000 rows left %d bytes in memory", grown)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
