package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// latestName is the file in a directory of checkpoints that holds the one that came last.
const latestName = "latest"

// suffix of the files in a directory of checkpoints.
const suffix = ".checkpoint"

// Directory keeps each checkpoint as a file of its own, whose names sort by the size of the tree.
type Directory struct{ path string }

// NewDirectory makes a Directory at path, which is made when the first checkpoint comes.
func NewDirectory(path string) *Directory { return &Directory{path: path} }

// Target names the directory.
func (d *Directory) Target() string { return "directory " + d.path }

// Every is zero: files cost nothing.
func (d *Directory) Every() time.Duration { return 0 }

// Publish writes the checkpoint to the disk, so that a loss of power leaves the old files or the new.
func (d *Directory) Publish(_ context.Context, c Signed) error {
	if err := os.MkdirAll(d.path, 0o750); err != nil {
		return err
	}
	// After a break of continuity two trees of one size may meet here: the root tells them apart.
	name := fmt.Sprintf("%012d-%x%s", c.Size, c.Root[:4], suffix)
	for _, to := range []string{name, latestName} {
		if err := writeWhole(d.path, to, []byte(c.Note), 0o640); err != nil {
			return err
		}
	}
	return nil
}

// Holds reports whether the checkpoint is the one that came last.
func (d *Directory) Holds(c Signed) bool {
	body, err := os.ReadFile(filepath.Join(d.path, latestName))
	return err == nil && string(body) == c.Note
}

// Notes are the one that came last and the one of the biggest tree.
func (d *Directory) Notes() ([]string, error) {
	entries, err := os.ReadDir(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	biggest := ""
	names := map[string]bool{}
	for _, entry := range entries { // sorted by name
		if strings.HasSuffix(entry.Name(), suffix) {
			biggest = entry.Name()
		}
		names[entry.Name()] = true
	}
	var notes []string
	for _, name := range []string{latestName, biggest} {
		if !names[name] {
			continue
		}
		body, err := os.ReadFile(filepath.Join(d.path, name))
		if err != nil {
			return nil, err
		}
		notes = append(notes, string(body))
	}
	return notes, nil
}

// writeWhole puts a file into dir that is there whole or not at all, whatever happens.
func writeWhole(dir, name string, body []byte, mode fs.FileMode) error {
	temporary, err := writeTemporary(dir, body, mode)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary) }()
	if err := os.Rename(temporary, filepath.Join(dir, name)); err != nil {
		return err
	}
	return syncDirectory(dir)
}

// writeTemporary writes a file of another name to the disk, for the caller to move or link to where it belongs.
func writeTemporary(dir string, body []byte, mode fs.FileMode) (string, error) {
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

func syncDirectory(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
