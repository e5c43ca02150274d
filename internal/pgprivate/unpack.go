package pgprivate

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// unpackLimit is the most that an archive may grow to, in bytes.
const unpackLimit = 512 << 20

// unpack writes the archive's folder "package" to dir, which it creates, and
// makes the links that the archive lists in a file, because npm archives cannot
// hold links. Everything stays inside dir: os.Root sees to it, whatever the
// names in the archive say.
func unpack(archive io.Reader, dir string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	defer root.Close() //nolint:errcheck // a handle on a folder
	if err := unpackFiles(archive, root); err != nil {
		return fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	if err := makeLinks(root); err != nil {
		return fmt.Errorf("unpack PostgreSQL: %w", err)
	}
	return nil
}

func unpackFiles(archive io.Reader, root *os.Root) error {
	zip, err := gzip.NewReader(bufio.NewReader(archive))
	if err != nil {
		return err
	}
	files := tar.NewReader(zip)
	for left := int64(unpackLimit); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name, ok := strings.CutPrefix(header.Name, "package/")
		if !ok {
			return fmt.Errorf("%q lies outside the package", header.Name)
		}
		switch header.Typeflag {
		case tar.TypeDir:
			err = root.MkdirAll(path.Clean(name), 0o755)
		case tar.TypeReg:
			if left -= header.Size; left < 0 {
				return errors.New("it is larger than any build of PostgreSQL")
			}
			err = unpackFile(root, name, files, header.FileInfo().Mode())
		default:
			err = fmt.Errorf("%q is neither a file nor a folder", header.Name)
		}
		if err != nil {
			return err
		}
	}
}

// unpackFile writes one file. Of its mode only the right to run it counts.
func unpackFile(root *os.Root, name string, content io.Reader, mode fs.FileMode) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	perm := fs.FileMode(0o644)
	if mode&0o100 != 0 {
		perm = 0o755
	}
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, perm)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}

// makeLinks makes the links of native/pg-symlinks.json: without them the
// programs do not find their libraries.
func makeLinks(root *os.Root) error {
	text, err := root.ReadFile("native/pg-symlinks.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("pg-symlinks.json: %w", err)
	}
	for _, link := range links {
		source, target := path.Clean(link.Source), path.Clean(link.Target)
		if !fs.ValidPath(source) || !fs.ValidPath(target) {
			return fmt.Errorf("the link %q to %q leaves the package", link.Target, link.Source)
		}
		if err := root.MkdirAll(path.Dir(target), 0o755); err != nil {
			return err
		}
		if err := root.Symlink(relative(path.Dir(target), source), target); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// relative is the way from a folder to a file, both inside the package.
func relative(from, to string) string {
	if path.Dir(to) == from {
		return path.Base(to)
	}
	if from == "." {
		return to
	}
	return strings.Repeat("../", strings.Count(from, "/")+1) + to
}
