package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major version of PostgreSQL that Portico runs on.
const oldest = 15

// binaries is a PostgreSQL installation.
type binaries struct {
	dir     string
	major   int
	version string
}

func (b binaries) path(program string) string { return filepath.Join(b.dir, program) }

// binaries finds an installation that fits our data, in the order of bindirs,
// and gets one where there is no data and none is installed.
func (s *Server) binaries(ctx context.Context) (binaries, error) {
	major, err := s.at.clusterMajor()
	if err != nil {
		return binaries{}, err
	}
	found := installed(ctx, s.bindirs())
	if s.cfg.BinDir != "" && len(found) == 0 {
		return binaries{}, fmt.Errorf("no PostgreSQL %d or newer (programs postgres and initdb) in %s", oldest, s.cfg.BinDir)
	}
	if best, ok := pick(found, major); ok {
		return best, nil
	}
	if s.cfg.BinDir == "" && (len(found) == 0 && major == 0 || major == fetchMajor) {
		return s.obtain(ctx, major)
	}
	return binaries{}, mismatch(s.at.data, major, found)
}

// mismatch says what is there, what is needed, and what can be done.
func mismatch(data string, major int, found []binaries) error {
	here := "none"
	if len(found) > 0 {
		names := make([]string, 0, len(found))
		for _, b := range found {
			names = append(names, fmt.Sprintf("%d in %s", b.major, b.dir))
		}
		here = strings.Join(names, ", ")
	}
	return fmt.Errorf("the data in %s was written by PostgreSQL %d, and only that version can read it; found here: %s. "+
		"Install PostgreSQL %d, or carry the data over with pg_upgrade. Nothing was changed", data, major, here, major)
}

// clusterMajor is the version that wrote our data, 0 where there is none.
func (at layout) clusterMajor() (int, error) {
	text, err := os.ReadFile(filepath.Join(at.data, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, at.explain(err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("%s/PG_VERSION does not name a PostgreSQL version; the data is left as it is", at.data)
	}
	return major, nil
}

// pick chooses the first installation of the data's version, never merely the
// newest; without data the first of all.
func pick(found []binaries, major int) (binaries, bool) {
	for _, b := range found {
		if major == 0 || b.major == major {
			return b, true
		}
	}
	return binaries{}, false
}

// bindirs lists where PostgreSQL may be, best first.
func (s *Server) bindirs() []string {
	if s.cfg.BinDir != "" {
		return []string{s.cfg.BinDir}
	}
	var dirs []string
	if path, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // a link alone has no initdb beside it
		}
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql@*/bin",
		"/usr/local/opt/postgresql@*/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			continue // the patterns are ours and well formed
		}
		slices.SortFunc(found, func(a, b string) int { return numberIn(b) - numberIn(a) })
		dirs = append(dirs, found...)
	}
	return append(dirs, filepath.Join(s.at.fetched, "native", "bin"))
}

// installed asks each folder for its version and leaves out what does not run.
func installed(ctx context.Context, dirs []string) []binaries {
	var found []binaries
	for _, dir := range dirs {
		if !fileExists(filepath.Join(dir, "initdb")) {
			continue
		}
		out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "-V").Output()
		if err != nil {
			continue
		}
		version := regexp.MustCompile(`\d+[.\w]*`).FindString(string(out))
		if major := numberIn(version); major >= oldest {
			found = append(found, binaries{dir: dir, major: major, version: version})
		}
	}
	return found
}

// numberIn is the first whole number in a version such as 15.19 or in a path such
// as /usr/lib/postgresql/15/bin; 0 where there is none.
func numberIn(text string) int {
	n, err := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(text))
	if err != nil {
		return 0
	}
	return n
}
