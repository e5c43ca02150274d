package export

import (
	"archive/zip"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// A sheet has this many rows with its heading; what is more goes on in another one.
const rowsPerSheet = 1_048_576

// workbook is an Excel workbook: the rows on its first sheet, what was asked on another. Every cell is text and stays text, so
// none can run. The library keeps what does not fit into 16 MiB in a file of its own until the end.
type workbook struct {
	file    *excelize.File
	columns []string
	sheet   *excelize.StreamWriter
	sheets  int
	row1    []any
	at      int
	limit   int
}

func newWorkbook(columns []string) (*workbook, error) {
	w := &workbook{file: excelize.NewFile(), columns: columns, limit: rowsPerSheet}
	return w, w.nextSheet("Rows")
}

// nextSheet begins a sheet under its heading, which stays in sight.
func (w *workbook) nextSheet(name string) error {
	if w.sheet != nil {
		if err := w.sheet.Flush(); err != nil {
			return fmt.Errorf("end a sheet of the workbook: %w", err)
		}
	}
	w.sheets++
	var err error
	if w.sheets == 1 {
		err = w.file.SetSheetName("Sheet1", name)
	} else {
		_, err = w.file.NewSheet(name)
	}
	if err != nil {
		return fmt.Errorf("name a sheet of the workbook: %w", err)
	}
	if w.sheet, err = w.file.NewStreamWriter(name); err != nil {
		return fmt.Errorf("begin a sheet of the workbook: %w", err)
	}
	if err = w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("hold the heading of the workbook: %w", err)
	}
	w.at = 0
	return w.put(w.columns)
}

// row adds a row, on a further sheet where this one is full.
func (w *workbook) row(cells []string) error {
	if w.at == w.limit {
		if err := w.nextSheet(fmt.Sprintf("Rows %d", w.sheets+1)); err != nil {
			return err
		}
	}
	return w.put(cells)
}

func (w *workbook) put(cells []string) error {
	w.row1 = w.row1[:0]
	for _, cell := range cells {
		w.row1 = append(w.row1, cell)
	}
	w.at++
	if err := w.sheet.SetRow(fmt.Sprintf("A%d", w.at), w.row1); err != nil {
		return fmt.Errorf("write row %d of the workbook: %w", w.at, err)
	}
	return nil
}

// finish adds the sheet of facts, right behind the rows, and writes the workbook to out.
func (w *workbook) finish(facts [][2]string, out io.Writer) error {
	w.columns = []string{"What", "Value"}
	if err := w.nextSheet("Query"); err != nil {
		return err
	}
	for _, f := range facts {
		if err := w.put(f[:]); err != nil {
			return err
		}
	}
	if err := w.sheet.Flush(); err != nil {
		return fmt.Errorf("end the workbook: %w", err)
	}
	if w.sheets > 2 {
		if err := w.file.MoveSheet("Query", "Rows 2"); err != nil {
			return fmt.Errorf("order the sheets of the workbook: %w", err)
		}
	}
	// The library would put the whole file together in memory first; its parts go out as they are made instead.
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(out) })
	if _, err := w.file.WriteToBuffer(); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// close takes the working files away. Nothing is lost when that fails but their place.
func (w *workbook) close() { _ = w.file.Close() }
