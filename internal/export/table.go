package export

import "portico/internal/access"

// writeTable adds the same rows as a table for a spreadsheet, in the order of the screen, where the format asks for one.
func (s *Service) writeTable(actor access.Actor, e Export, a *archive, columns []string, each func(row func([]string) error) error) error {
	switch e.Format {
	case CSV:
		return a.data(e.What+".csv", func(out *entry) error {
			t := NewCSV(out)
			if err := t.Row(columns...); err != nil {
				return err
			}
			if err := each(func(cells []string) error { out.row(); return t.Row(cells...) }); err != nil {
				return err
			}
			return t.Flush()
		})
	case Excel:
		return a.data(e.What+".xlsx", func(out *entry) error {
			w, err := newWorkbook(columns)
			if err != nil {
				return err
			}
			defer w.close()
			if err := each(func(cells []string) error { out.row(); return w.row(cells) }); err != nil {
				return err
			}
			return w.finish(s.facts(actor, e, a.files, out.rows), out)
		})
	}
	return nil
}
