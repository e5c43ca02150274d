package main

import (
	"bufio"
	"bytes"
	"context"
	"debug/elf"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"portico/internal/testdb"
)

// buildAsReleased builds the program as the Makefile and the Dockerfile do.
func buildAsReleased(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "portico")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.version=v1.2.3", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

func TestTheReleasedProgramNeedsNoFileBesideIt(t *testing.T) {
	t.Parallel()
	address := testdb.NewURL(t)
	program := buildAsReleased(t)
	if runtime.GOOS == "linux" {
		if needed := interpreter(t, program); needed != "" {
			t.Errorf("it is not static: it needs %s", needed)
		}
	}

	empty := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	run := func(env string, args ...string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, program, args...)
		cmd.Dir, cmd.Env = empty, []string{env, "DATABASE_URL=" + address}
		return cmd
	}
	server := run("PORTICO_ADDR=127.0.0.1:0", "serve")
	var log bytes.Buffer
	server.Stderr = &log
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill() // when the test ends early
		_ = server.Wait()
	})
	lines := bufio.NewScanner(stdout)
	base := ""
	for base == "" && lines.Scan() {
		_, base, _ = strings.Cut(lines.Text(), "ready at ")
	}
	if base == "" {
		_ = server.Wait()
		t.Fatalf("it did not get ready:\n%s", log.String())
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }()

	page := get(t, base+"/sign-in")
	if !strings.Contains(page, "<form") {
		t.Errorf("/sign-in shows no form:\n%s", page)
	}
	if out, err := run("PORTICO_ADDR="+strings.TrimPrefix(base, "http://"), "healthcheck").CombinedOutput(); err != nil {
		t.Errorf("the health check says %v: %s", err, out)
	}
	if out, err := run("", "version").CombinedOutput(); err != nil || !strings.Contains(string(out), "v1.2.3") {
		t.Errorf("version says %q, %v", out, err)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("it did not stop well on SIGTERM: %v\n%s", err, log.String())
	}
	if err := run("PORTICO_ADDR="+strings.TrimPrefix(base, "http://"), "healthcheck").Run(); err == nil {
		t.Error("the health check of a stopped server says that it is well")
	}
	if left, err := os.ReadDir(empty); len(left) != 0 {
		t.Errorf("it left %v in its working directory, %v", left, err)
	}
}

func TestTimeZonesAreInsideTheProgram(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "\ntime/tzdata\n") {
		t.Error("time/tzdata is not built in: on a machine without zone data every time would be shown in UTC")
	}
}

// interpreter is the loader that a program for Linux asks for, "" for a static one.
func interpreter(t *testing.T, program string) string {
	t.Helper()
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read
	for _, part := range file.Progs {
		if part.Type == elf.PT_INTERP {
			name, err := io.ReadAll(part.Open())
			if err != nil {
				t.Fatal(err)
			}
			return string(name)
		}
	}
	return ""
}

// get fetches a page that must be there.
func get(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %s, %v:\n%s", address, resp.Status, err, body)
	}
	return string(body)
}
