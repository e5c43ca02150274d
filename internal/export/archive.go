package export

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"strings"
	"time"

	"portico/internal/audit/seal"
)

// archive is the ZIP file, written from its beginning to its end.
type archive struct {
	zip   *zip.Writer
	meter *meter
	at    time.Time
	files []seal.ManifestEntry
}

func newArchive(m *meter, at time.Time) *archive {
	z := zip.NewWriter(m)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return &archive{zip: z, meter: m, at: at}
}

// entry is one file on its way: what goes in is hashed and counted.
type entry struct {
	*bufio.Writer
	out   io.Writer
	sum   hash.Hash
	bytes int64
	rows  int64
	meter *meter
	json  *json.Encoder
}

// Write is below the buffer: whole pieces only.
func (e *entry) write(p []byte) (int, error) {
	e.sum.Write(p)
	e.bytes += int64(len(p))
	return e.out.Write(p)
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// row counts one row of data; read counts one that was looked at without a line of its own.
func (e *entry) row()  { e.rows++; e.read() }
func (e *entry) read() { e.meter.lines.Add(1) }

// line writes v as one line of JSON, characters as they are.
func (e *entry) line(v any) error {
	if e.json == nil {
		e.json = json.NewEncoder(e)
		e.json.SetEscapeHTML(false)
	}
	return e.json.Encode(v)
}

// said is what the manifest says of the file, once all of it is written.
func (e *entry) said(name string) seal.ManifestEntry {
	return seal.ManifestEntry{Name: name, SHA256: hex.EncodeToString(e.sum.Sum(nil)), Bytes: e.bytes, Rows: e.rows}
}

// data adds a file of data, which the manifest names.
func (a *archive) data(name string, fill func(*entry) error) error {
	out, err := a.create(name)
	if err != nil {
		return err
	}
	e := &entry{out: out, sum: sha256.New(), meter: a.meter}
	e.Writer = bufio.NewWriterSize(writerFunc(e.write), 64<<10)
	if err := fill(e); err != nil {
		return err
	}
	if err := e.Flush(); err != nil {
		return err
	}
	a.files = append(a.files, e.said(name))
	return nil
}

// text adds a short file beside the data.
func (a *archive) text(name, body string) error {
	out, err := a.create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, body)
	return err
}

func (a *archive) create(name string) (io.Writer, error) {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at}
	if strings.HasSuffix(name, ".xlsx") {
		// A workbook is compressed already.
		h.Method = zip.Store
	}
	return a.zip.CreateHeader(h)
}

// rows are those of the first file, which is the data itself.
func (a *archive) rows() int64 {
	if len(a.files) == 0 {
		return 0
	}
	return a.files[0].Rows
}

func (a *archive) close() error { return a.zip.Close() }
