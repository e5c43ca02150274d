package export

import "portico/internal/access"

// table is the rows for a spreadsheet, where the format asks for one: as CSV beside the file that goes out, or as a workbook,
// which has working files of its own. Without either it takes rows and does nothing.
type table struct {
	name  string
	aside *aside
	csv   *Table
	book  *workbook
	rows  int64
	meter *meter
}

// table begins one. The caller calls close in any case.
func (a *archive) table(e Export, columns []string) (*table, error) {
	t := &table{name: e.What + "." + e.Format, meter: a.meter}
	var err error
	switch e.Format {
	case CSV:
		if t.aside, err = a.aside(t.name); err != nil {
			return t, err
		}
		t.csv = NewCSV(t.aside)
		return t, t.csv.Row(columns...)
	case Excel:
		t.book, err = newWorkbook(columns)
	}
	return t, err
}

// row adds a row. The cells can be used again after it.
func (t *table) row(cells []string) error {
	switch {
	case t.csv != nil:
		t.aside.row()
		return t.csv.Row(cells...)
	case t.book != nil:
		t.rows++
		t.meter.lines.Add(1)
		return t.book.row(cells)
	}
	return nil
}

// wanted says whether rows go anywhere.
func (t *table) wanted() bool { return t.csv != nil || t.book != nil }

// endTable puts a table behind the files before it.
func (s *Service) endTable(actor access.Actor, e Export, a *archive, t *table) error {
	switch {
	case t.csv != nil:
		if err := t.csv.Flush(); err != nil {
			return err
		}
		return a.join(t.aside)
	case t.book != nil:
		return a.data(t.name, func(out *entry) error {
			out.rows = t.rows
			return t.book.finish(s.facts(actor, e, a.files, t.rows), out)
		})
	}
	return nil
}

func (t *table) close() {
	t.aside.close()
	if t.book != nil {
		t.book.close()
	}
}
