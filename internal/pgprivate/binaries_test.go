package pgprivate

import (
	"slices"
	"strings"
	"testing"
)

func TestTheInstallationOfTheDatasVersionIsChosenNotTheNewest(t *testing.T) {
	t.Parallel()
	found := []binaries{{dir: "/a", major: 17}, {dir: "/b", major: 15}, {dir: "/c", major: 15}}
	for major, want := range map[int]string{0: "/a", 15: "/b", 17: "/a"} {
		if got, ok := pick(found, major); !ok || got.dir != want {
			t.Errorf("data of version %d: chose %q, want %q", major, got.dir, want)
		}
	}
	if got, ok := pick(found, 16); ok {
		t.Errorf("data of version 16: chose %v, want none", got)
	}
	err := mismatch("/data", 16, found)
	for _, word := range []string{"/data", "PostgreSQL 16", "17 in /a", "15 in /b", "Nothing was changed"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func TestAConfiguredFolderWithoutPostgreSQLIsRefused(t *testing.T) {
	t.Parallel()
	_, err := Start(t.Context(), Config{DataDir: dataDir(t), BinDir: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "no PostgreSQL 15 or newer") {
		t.Errorf("error %v, want a refusal that says what is missing", err)
	}
}

func TestEveryClusterFollowsTheLettersOfUnicode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		major int
		goos  string
		want  string
	}{
		{15, "linux", "--locale=C.UTF-8"},
		{16, "darwin", "--icu-locale=und"},
		{17, "linux", "--builtin-locale=C.UTF-8"},
		{18, "darwin", "--builtin-locale=C.UTF-8"},
	} {
		if args := initdbArgs(c.major, c.goos); !slices.Contains(args, c.want) {
			t.Errorf("version %d on %s: %v lacks %s", c.major, c.goos, args, c.want)
		}
	}
}

func TestTheNumberOfAVersionIsFoundInWordsAndPaths(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"15.19": 15, "/usr/lib/postgresql/17/bin": 17, "18beta1": 18, "none": 0} {
		if got := numberIn(text); got != want {
			t.Errorf("numberIn(%q) = %d, want %d", text, got, want)
		}
	}
}
