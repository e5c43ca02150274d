package pgprivate

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// initCluster creates the cluster beside its place and moves it there when it is
// whole, so that an interrupted first start leaves nothing that looks like data.
func (s *Server) initCluster(ctx context.Context, bins binaries, as account, lock *os.File) error {
	if left, err := os.ReadDir(s.at.data); err == nil && len(left) > 0 {
		return fmt.Errorf("%s holds files but no PostgreSQL cluster; it is left as it is: move it away or set PORTICO_DATA_DIR", s.at.data)
	}
	// What an interrupted initdb left; with the lock held it is nobody's work.
	if err := os.RemoveAll(s.at.initial); err != nil {
		return fmt.Errorf("remains of an interrupted first start: %w", err)
	}
	args := initdbArgs(bins.major, runtime.GOOS)
	if s.cfg.Throwaway {
		args = append(args, "--no-sync")
	}
	cmd := exec.Command(bins.path("initdb"), append(args, "-D", s.at.initial)...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.Dir = s.at.home
	proc, err := start(cmd, as, lock, syscall.SIGTERM)
	if err != nil {
		return err
	}
	select {
	case <-proc.exited:
	case <-ctx.Done():
		proc.signal(context.WithoutCancel(ctx), syscall.SIGTERM, 5*time.Second)
		return fmt.Errorf("create the cluster: %w", ctx.Err())
	}
	if proc.err != nil {
		return fmt.Errorf("create the cluster: %w; initdb said:\n%s", proc.err, lastLines(out.String(), 8))
	}
	if err := os.Rename(s.at.initial, s.at.data); err != nil {
		return fmt.Errorf("create the cluster: %w", err)
	}
	return syncDir(s.at.home)
}

// initdbArgs gives every cluster the same rules for letters on every system:
// those of Unicode, not of the language the machine happens to speak. Plain C
// would take É and é for unrelated letters.
func initdbArgs(major int, goos string) []string {
	args := []string{
		"--username=" + superuser, "--encoding=UTF8", "--auth-local=trust", "--auth-host=reject",
		"--text-search-config=simple",
	}
	libc := "--locale=C"
	if goos == "linux" {
		libc = "--locale=C.UTF-8"
	}
	switch {
	case major >= 17:
		return append(args, libc, "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
	case goos == "linux":
		return append(args, libc)
	default:
		return append(args, libc, "--locale-provider=icu", "--icu-locale=und")
	}
}

// syncDir makes a rename inside dir last through a loss of power.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer f.Close() //nolint:errcheck // only synced
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
