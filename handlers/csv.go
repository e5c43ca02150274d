package handlers

import (
	"bufio"
	"io"
	"strings"
)

// csvWriter streams a table that a spreadsheet opens as text: every cell is quoted, and a cell that a spreadsheet would
// run as a formula gets an apostrophe in front. It begins with the mark that tells Excel the text is UTF-8.
type csvWriter struct {
	out   *bufio.Writer
	begun bool
}

// newCSV makes a writer on w. The caller calls flush once at the end.
func newCSV(w io.Writer) *csvWriter { return &csvWriter{out: bufio.NewWriterSize(w, 32<<10)} }

// row writes one line. An error is the reader having gone away: stop.
func (c *csvWriter) row(cells ...string) error {
	if !c.begun {
		c.begun = true
		if _, err := c.out.WriteString("\ufeff"); err != nil {
			return err
		}
	}
	for i, cell := range cells {
		if i > 0 {
			if err := c.out.WriteByte(','); err != nil {
				return err
			}
		}
		if _, err := c.out.WriteString(`"` + strings.ReplaceAll(safeCell(cell), `"`, `""`) + `"`); err != nil {
			return err
		}
	}
	_, err := c.out.WriteString("\r\n")
	return err
}

// flush sends what is left.
func (c *csvWriter) flush() error { return c.out.Flush() }

// safeCell puts an apostrophe before what a spreadsheet would read as a formula: the ASCII signs, their full-width twins
// that Excel in East Asian languages accepts, and the white space that it strips before it looks.
func safeCell(cell string) string {
	cell = strings.ReplaceAll(cell, "\x00", "")
	if strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") || strings.HasPrefix(cell, "\n") {
		return "'" + cell
	}
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(strings.TrimLeft(cell, " \u00a0\ufeff"), sign) {
			return "'" + cell
		}
	}
	return cell
}
