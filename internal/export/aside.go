package export

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
)

// aside is a file of data that is filled while another one goes out, so that the rows are read once for both. It waits,
// compressed as it will be in the archive, in a working file that nobody else can open, and takes no memory by its size.
type aside struct {
	entry
	name    string
	file    *os.File
	packed  *flate.Writer
	waiting *bufio.Writer
	check   hash.Hash32
}

// asideBuffer is how many bytes an aside gathers before it passes them on.
const asideBuffer = 64 << 10

// aside begins a file beside the one that goes out. The caller joins it, and closes it whatever happens.
func (a *archive) aside(name string) (*aside, error) {
	file, err := os.CreateTemp("", "portico-export-*")
	if err != nil {
		return nil, fmt.Errorf("begin a working file of an export: %w", err)
	}
	// The name goes at once: the file lives as long as it is open, also when the process dies.
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("hide a working file of an export: %w", err), file.Close())
	}
	s := &aside{name: name, file: file, check: crc32.NewIEEE(), waiting: bufio.NewWriterSize(file, asideBuffer)}
	if s.packed, err = flate.NewWriter(s.waiting, flate.BestSpeed); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	s.entry = entry{out: io.MultiWriter(s.check, s.packed), sum: sha256.New(), meter: a.meter}
	s.Writer = bufio.NewWriterSize(writerFunc(s.entry.write), asideBuffer)
	return s, nil
}

// join adds the file to the archive, behind those before it.
func (a *archive) join(s *aside) error {
	if err := errors.Join(s.Flush(), s.packed.Close(), s.waiting.Flush()); err != nil {
		return fmt.Errorf("end a working file of an export: %w", err)
	}
	size, err := s.file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = s.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("read a working file of an export: %w", err)
	}
	out, err := a.zip.CreateRaw(&zip.FileHeader{
		Name: s.name, Method: zip.Deflate, Modified: a.at, CRC32: s.check.Sum32(), CompressedSize64: uint64(size), UncompressedSize64: uint64(s.bytes), //nolint:gosec // sizes of files
	})
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, s.file); err != nil {
		return err
	}
	a.files = append(a.files, s.said(s.name))
	return nil
}

// close lets the working file go; after a join nothing is lost with it.
func (s *aside) close() {
	if s != nil {
		_ = s.file.Close()
	}
}
