package people

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"portico/internal/apperr"
)

// Limits of an imported list.
const (
	MaxImportBytes = 1 << 20
	MaxImportRows  = 2000
)

// ImportRow is one row of a list as it was written.
type ImportRow struct {
	// Row is the row's number in the file, the first being 1.
	Row   int
	Name  string
	Email string
	Team  string
	Role  string
}

// The columns of a list, and how their headings may be spelled.
const (
	colName = iota
	colEmail
	colTeam
	colRole
	columns
)

// heading finds the column that a heading names; -1 for none.
func heading(cell string) int {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "name", "full name", "person", "member":
		return colName
	case "email", "e-mail", "mail", "address", "e-mail address", "email address", "mail address":
		return colEmail
	case "team", "group":
		return colTeam
	case "role":
		return colRole
	}
	return -1
}

// ParseImport reads a pasted or uploaded list: comma, semicolon or tab, with or without a heading, with or without a byte
// order mark. Kind: Invalid on the field "list".
func ParseImport(text string) ([]ImportRow, error) {
	if len(text) > MaxImportBytes {
		return nil, apperr.Field("list", "The list is larger than 1 MB. Split it.")
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, apperr.Field("list", "The file cannot be read. Save it as “CSV UTF-8” and try again.")
	}
	records, lines, err := readRecords(text)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, apperr.Field("list", "The list is empty. Paste rows of name, e-mail, team and role, or choose a file.")
	}
	order, headed := columnOrder(records[0])
	if headed {
		records, lines = records[1:], lines[1:]
	}
	if headed && !slices.Contains(order, colEmail) {
		return nil, apperr.Field("list", "The heading has no column “email”.")
	}
	if len(records) == 0 {
		return nil, apperr.Field("list", "The list has a heading and no rows.")
	}
	if len(records) > MaxImportRows {
		return nil, apperr.Field("list", "The list has more than 2,000 rows. Split it.")
	}
	rows := make([]ImportRow, 0, len(records))
	for i, record := range records {
		rows = append(rows, rowOf(lines[i], mendComma(record, order), order))
	}
	return rows, nil
}

// readRecords splits the text into rows that are not empty, each with its line in the file.
func readRecords(text string) (records [][]string, lines []int, err error) {
	r := csv.NewReader(bytes.NewBufferString(text))
	r.Comma = delimiter(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.TrimLeadingSpace = true
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, lines, nil
		}
		if err != nil {
			return nil, nil, apperr.Wrap(apperr.Invalid, "The list cannot be read as CSV. Look for a quote that is not closed.", err)
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		line, _ := r.FieldPos(0)
		records, lines = append(records, record), append(lines, line)
	}
}

// delimiter is the sign that the first line uses most, outside of quotes.
func delimiter(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	counts := map[rune]int{}
	quoted := false
	for _, r := range first {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// columnOrder says which column stands where. Without a heading it is name, e-mail, team, role, or the address first where
// the first cell is one.
func columnOrder(first []string) (order []int, headed bool) {
	for _, cell := range first {
		order = append(order, heading(cell))
	}
	known := slices.IndexFunc(order, func(c int) bool { return c >= 0 }) >= 0
	if known && !slices.ContainsFunc(first, func(cell string) bool { return strings.Contains(cell, "@") }) {
		return order, true
	}
	if strings.Contains(first[0], "@") {
		return []int{colEmail, colName, colTeam, colRole}, false
	}
	return []int{colName, colEmail, colTeam, colRole}, false
}

// mendComma joins an address that a comma in the place of a dot has split into two cells, so that the sentence beside the
// row is about the comma and not about a team that does not exist.
func mendComma(record []string, order []int) []string {
	at := slices.Index(order, colEmail)
	if at < 0 || len(record) <= len(order) || at+1 >= len(record) {
		return record
	}
	_, domain, found := strings.Cut(record[at], "@")
	if !found || strings.Contains(domain, ".") {
		return record
	}
	mended := append(slices.Clone(record[:at]), record[at]+","+record[at+1])
	return append(mended, record[at+2:]...)
}

func rowOf(line int, record []string, order []int) ImportRow {
	var cells [columns]string
	for i, cell := range record {
		if i < len(order) && order[i] >= 0 {
			cells[order[i]] = strings.TrimSpace(cell)
		}
	}
	return ImportRow{Row: line, Name: cells[colName], Email: cells[colEmail], Team: cells[colTeam], Role: cells[colRole]}
}
