package seal

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// longestText is how many bytes a manifest, key or checkpoint may have, and longestLine one line of data.
const (
	longestText = 16 << 20
	longestLine = 64 << 20
)

// text reads a short file; one that is not there is empty.
func (x *exportFile) text(name string) (string, error) {
	f := x.entries[name]
	if f == nil {
		return "", nil
	}
	r, err := f.Open()
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	defer func() { _ = r.Close() }()
	body, err := io.ReadAll(io.LimitReader(r, longestText))
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return string(body), nil
}

// EachLine calls yield for every line of a file of an export, without its line break, and stops at its first error. The line
// is only good until yield returns.
func EachLine(open func() (io.ReadCloser, error), yield func(line []byte) error) error {
	r, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	lines := lineScanner(r)
	for lines.Scan() {
		if err := yield(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// lineScanner reads lines and refuses one that is longer than any that Portico writes: a file of a few kilobytes may swell to
// many gigabytes.
func lineScanner(r io.Reader) *bufio.Scanner {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), longestLine)
	return lines
}

// files checks that each file of data is the one that the manifest names, that none is missing and none is there beside them.
func (x *exportFile) files() {
	named := map[string]bool{ManifestFile: true, StatementFile: true, CheckpointFile: true, KeyFile: true}
	for _, f := range x.out.Manifest.Files {
		if named[f.Name] {
			x.bad("the manifest names %s twice", f.Name)
			continue
		}
		named[f.Name] = true
		if x.file(f) {
			x.out.Files++
		}
	}
	for _, f := range x.zip.File {
		if !named[f.Name] {
			x.bad("the file %q was put in: the manifest does not name it", f.Name)
		}
	}
	for _, name := range x.needed() {
		if !named[name] {
			x.bad("the manifest does not name %s, which such an export has", name)
		}
	}
}

// needed are the files that every export of its kind has.
func (x *exportFile) needed() []string {
	switch m := x.out.Manifest; {
	case m.What == ExportTrail && m.Whole:
		return []string{EventsFile, ReasonsFile, GrantsFile}
	case m.What == ExportTrail:
		return []string{EventsFile, ReasonsFile}
	}
	return []string{RowsFile}
}

func (x *exportFile) file(want ManifestEntry) bool {
	f := x.entries[want.Name]
	if f == nil {
		x.bad("the file %s is missing", want.Name)
		return false
	}
	r, err := f.Open()
	if err != nil {
		x.bad("the file %s cannot be read: %v", want.Name, err)
		return false
	}
	defer func() { _ = r.Close() }()
	sum, lines := sha256.New(), lineCounter(0)
	// One byte more than it should have tells of any number more.
	n, err := io.Copy(io.MultiWriter(sum, &lines), io.LimitReader(r, want.Bytes+1))
	switch {
	case err != nil:
		x.bad("the file %s cannot be read: %v", want.Name, err)
	case n != want.Bytes || hex.EncodeToString(sum.Sum(nil)) != want.SHA256:
		x.bad("the file %s was changed: its SHA-256 is not the one in the manifest", want.Name)
	case strings.HasSuffix(want.Name, ".jsonl") && int64(lines) != want.Rows:
		x.bad("the file %s has %s lines, and the manifest says %s", want.Name, Number(int64(lines)), Number(want.Rows))
	default:
		return true
	}
	return false
}

// lineCounter counts line breaks.
type lineCounter int64

func (c *lineCounter) Write(p []byte) (int, error) {
	*c += lineCounter(bytes.Count(p, []byte{'\n'}))
	return len(p), nil
}
