package audit

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"portico/internal/audit/seal"
)

// File keeps all checkpoints in one file, one after the other with an empty line between them. It suits a file that can only
// be appended to.
type File struct{ path string }

// NewFile makes a File at path.
func NewFile(path string) *File { return &File{path: path} }

// Target names the file.
func (f *File) Target() string { return "file " + f.path }

// Every is zero: lines cost nothing.
func (f *File) Every() time.Duration { return 0 }

// Publish appends the checkpoint and waits until it is on the disk. What a crash left half written is closed by a line break.
func (f *File) Publish(_ context.Context, c Signed) error {
	tail, err := f.tail()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(f.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o640) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	text := c.Note + "\n"
	if tail != "" && !strings.HasSuffix(tail, "\n\n") {
		text = "\n\n" + text
	}
	_, err = io.WriteString(out, text)
	return errors.Join(err, out.Sync(), out.Close())
}

// Holds reports whether the checkpoint is the last in the file.
func (f *File) Holds(c Signed) bool {
	tail, err := f.tail()
	return err == nil && strings.HasSuffix(tail, c.Note+"\n")
}

// Notes are the last checkpoint of the file and the one of the biggest tree among its last few hundred.
func (f *File) Notes() ([]string, error) {
	tail, err := f.tail()
	if err != nil {
		return nil, err
	}
	notes := seal.SplitNotes(tail)
	if len(notes) == 0 {
		return nil, nil
	}
	last := notes[len(notes)-1]
	biggest, size := last, int64(-1)
	for _, note := range notes {
		if c, err := seal.ParseCheckpoint(seal.TextOf(note)); err == nil && c.Size > size {
			biggest, size = note, c.Size
		}
	}
	return []string{last, biggest}, nil
}

// tailBytes is how much of the file's end is read back.
const tailBytes = 128 << 10

func (f *File) tail() (string, error) {
	in, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }()
	info, err := in.Stat()
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(io.NewSectionReader(in, max(0, info.Size()-tailBytes), tailBytes))
	return string(body), err
}
