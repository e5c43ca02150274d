package pgprivate

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestAServerStartsAndKeepsItsDataOverStopAndStart(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := startHere(t, Config{DataDir: dir})
	if first.Joined() {
		t.Error("the first to start says that it joined")
	}
	query(t, first.URL(), "CREATE TABLE kept AS SELECT 'still here' AS word")
	if got := query(t, first.URL(), "SHOW listen_addresses"); got != "" {
		t.Errorf("the server listens on %q, want on its socket alone", got)
	}
	if got := query(t, first.URL(), "SELECT (lower('ÉŁ') = 'éł' AND 'ÉCOLE' ILIKE 'école')::text"); got != "true" {
		t.Errorf("letters beyond ASCII are not folded: %s", got)
	}
	stop(t, first)
	if fileExists(filepath.Join(first.at.data, "postmaster.pid")) {
		t.Error("the server did not stop cleanly")
	}

	begin := time.Now()
	again := startHere(t, Config{DataDir: dir})
	t.Logf("later start: %v", time.Since(begin))
	if got := query(t, again.URL(), "SELECT word FROM kept"); got != "still here" {
		t.Errorf("the data says %q after a restart", got)
	}
	if again.URL() != first.URL() {
		t.Errorf("the address changed from %s to %s", first.URL(), again.URL())
	}
}

func TestASecondStartJoinsTheRunningServerAndTakesItOverWhenItStops(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := startHere(t, Config{DataDir: dir})
	query(t, first.URL(), "CREATE TABLE kept AS SELECT 'shared' AS word")
	second := startHere(t, Config{DataDir: dir})
	if !second.Joined() {
		t.Fatal("the second did not join")
	}
	third := startHere(t, Config{DataDir: dir})
	stop(t, third)
	if got := query(t, first.URL(), "SELECT word FROM kept"); got != "shared" {
		t.Fatalf("after a joiner let go the server says %q", got)
	}

	stop(t, first)
	for deadline := time.Now().Add(10 * time.Second); second.Joined(); {
		if time.Now().After(deadline) {
			t.Fatal("the joiner did not take the server over")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if got := query(t, second.URL(), "SELECT word FROM kept"); got != "shared" {
		t.Errorf("after the take-over the server says %q", got)
	}
}

func TestOfTwoFirstStartsAtOnceOneRunsTheServerAndOneJoins(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	a := startChild(t, os.Args[0], dir, nil)
	b := startChild(t, os.Args[0], dir, nil)
	aJoined, aURL := a.ready(t)
	bJoined, bURL := b.ready(t)
	if aJoined == bJoined {
		t.Errorf("joined: %v and %v, want exactly one", aJoined, bJoined)
	}
	if aURL != bURL {
		t.Errorf("addresses %s and %s differ", aURL, bURL)
	}
}

func TestAKilledProgramLeavesDataThatTheNextStartFindsWhole(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	victim := startChild(t, os.Args[0], dir, nil)
	_, url := victim.ready(t)
	query(t, url, "CREATE TABLE kept AS SELECT 'survived' AS word")
	if err := victim.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	next := startHere(t, Config{DataDir: dir})
	if got := query(t, next.URL(), "SELECT word FROM kept"); got != "survived" {
		t.Errorf("after a kill -9 the data says %q", got)
	}
}

func TestAServerThatIsKilledWhileInUseRunsAgainAtTheSameAddress(t *testing.T) {
	t.Parallel()
	s := startHere(t, Config{DataDir: dataDir(t)})
	query(t, s.URL(), "CREATE TABLE kept AS SELECT 'recovered' AS word")
	killed := s.proc.exited
	if err := s.proc.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-killed
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if answer, err := probe(t.Context(), s.URL()); answer == ready {
			break
		} else if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	if got := query(t, s.URL(), "SELECT word FROM kept"); got != "recovered" {
		t.Errorf("after the recovery the data says %q", got)
	}
}

func TestDataOfAnotherMajorVersionIsRefusedAndLeftAsItIs(t *testing.T) {
	t.Parallel()
	s := &Server{at: newLayout(dataDir(t))}
	makeFolder(t, s.at, s.at.data)
	for name, content := range map[string]string{"PG_VERSION": "13\n", "precious": "keep me"} {
		if err := os.WriteFile(filepath.Join(s.at.data, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Start(t.Context(), Config{DataDir: s.at.dataDir})
	if err == nil || !strings.Contains(err.Error(), "written by PostgreSQL 13") {
		t.Errorf("error %v, want one that names version 13", err)
	}
	if got, err := os.ReadFile(filepath.Join(s.at.data, "precious")); string(got) != "keep me" {
		t.Errorf("the data was changed: %q, %v", got, err)
	}
}

func TestAFolderWithOtherFilesIsNotTakenForACluster(t *testing.T) {
	t.Parallel()
	at := newLayout(dataDir(t))
	makeFolder(t, at, at.data)
	letter := filepath.Join(at.data, "letter.txt")
	if err := os.WriteFile(letter, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Config{DataDir: at.dataDir})
	if err == nil || !strings.Contains(err.Error(), "no PostgreSQL cluster") {
		t.Errorf("error %v, want a refusal", err)
	}
	if !fileExists(letter) {
		t.Error("the file is gone")
	}
}

func TestAnInterruptedFirstStartIsBegunAnew(t *testing.T) {
	t.Parallel()
	at := newLayout(dataDir(t))
	makeFolder(t, at, at.initial)
	if err := os.WriteFile(filepath.Join(at.initial, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	s := startHere(t, Config{DataDir: at.dataDir, Throwaway: true})
	t.Logf("first start: %v", time.Since(begin))
	if got := query(t, s.URL(), "SELECT current_database()::text"); got != "portico" {
		t.Errorf("connected to %q", got)
	}
	if fileExists(at.initial) {
		t.Error("the remains are still there")
	}
}

func TestAPathTooLongForASocketGetsAShortOneThatAJoinerFinds(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(dataDir(t), strings.Repeat("long-", 20))
	first := startHere(t, Config{DataDir: dir, Throwaway: true})
	t.Cleanup(func() { _ = os.RemoveAll(first.at.socket()) })
	if strings.HasPrefix(first.at.socket(), dir) {
		t.Fatalf("the socket is in %s", first.at.socket())
	}
	info, err := os.Stat(first.at.socket())
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the socket's folder is open to others: %v, %v", info, err)
	}
	if second := startHere(t, Config{DataDir: dir}); !second.Joined() {
		t.Error("the second did not find the first")
	}
}

func TestAnOrdinaryUserRunsAServerOfTheirOwn(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	program, attr := os.Args[0], (*syscall.SysProcAttr)(nil)
	if os.Geteuid() == 0 { // else every test is this one
		as, err := lookUp("nobody")
		if err != nil {
			t.Fatal(err)
		}
		parent := filepath.Dir(dir)
		program = filepath.Join(parent, "program")
		if out, err := exec.Command("cp", os.Args[0], program).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if err := os.Chown(parent, int(as.uid), int(as.gid)); err != nil {
			t.Fatal(err)
		}
		attr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: as.uid, Gid: as.gid}}
	}
	c := startChild(t, program, dir, attr)
	_, url := c.ready(t)
	if got := query(t, url, "SELECT current_user::text"); got != superuser {
		t.Errorf("connected as %q", got)
	}
	_ = c.stdin.Close()
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("the program did not end well: %v", err)
	}
}

// makeFolder makes a folder inside a data directory as Start would.
func makeFolder(t *testing.T, at layout, dir string) {
	t.Helper()
	if err := at.make(); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestRootIsToldWhenTheServersUserCannotEnterTheFolder(t *testing.T) {
	t.Parallel()
	parent := filepath.Dir(dataDir(t))
	if err := os.Chmod(parent, 0o700); err != nil {
		t.Fatal(err)
	}
	err := account{name: "someone", uid: 4_000_000, gid: 4_000_000}.canReach(parent)
	if err == nil || !strings.Contains(err.Error(), parent+" keeps that user out") {
		t.Errorf("error %v, want one that names %s", err, parent)
	}
}

func TestStartGivesUpWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s, err := Start(ctx, Config{DataDir: dataDir(t)})
	if err == nil {
		stop(t, s)
		t.Fatal("it started")
	}
}
