package export

import (
	"bufio"
	"io"
	"strings"
)

// Table streams a table that a spreadsheet opens as text: every cell is quoted, and a cell that a spreadsheet would run as a
// formula gets an apostrophe in front. It begins with the mark that tells Excel the text is UTF-8.
type Table struct {
	out   *bufio.Writer
	begun bool
}

// NewCSV makes a table on w. The caller calls Flush once at the end.
func NewCSV(w io.Writer) *Table { return &Table{out: bufio.NewWriterSize(w, 32<<10)} }

// Row writes one line. An error is the reader having gone away: stop.
func (t *Table) Row(cells ...string) error {
	if !t.begun {
		t.begun = true
		t.write("\ufeff")
	}
	for i, cell := range cells {
		if i > 0 {
			t.write(",")
		}
		t.write(`"`)
		if isLive(cell) {
			t.write("'")
		}
		if strings.IndexByte(cell, '"') >= 0 || strings.IndexByte(cell, 0) >= 0 {
			cell = strings.ReplaceAll(strings.ReplaceAll(cell, "\x00", ""), `"`, `""`)
		}
		t.write(cell)
		t.write(`"`)
	}
	// A bufio.Writer keeps its first error, so the last write tells of all.
	_, err := t.out.WriteString("\r\n")
	return err
}

func (t *Table) write(text string) { _, _ = t.out.WriteString(text) }

// Flush sends what is left.
func (t *Table) Flush() error { return t.out.Flush() }

// isLive says whether a spreadsheet would read the cell as a formula: by the ASCII signs, their full-width twins that Excel in
// East Asian languages accepts, and after the white space that it strips before it looks.
func isLive(cell string) bool {
	// Most cells begin with a letter or a digit.
	if cell == "" || (cell[0] > '@' && cell[0] < 0x80) || (cell[0] >= '0' && cell[0] <= '9') {
		return false
	}
	cell = strings.TrimLeft(cell, "\x00")
	for _, sign := range []string{"\t", "\r", "\n"} {
		if strings.HasPrefix(cell, sign) {
			return true
		}
	}
	cell = strings.TrimLeft(cell, " \u00a0\ufeff\x00")
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, sign) {
			return true
		}
	}
	return false
}
