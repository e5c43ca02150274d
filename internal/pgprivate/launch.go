package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// maxLog is the size in bytes from which a start begins the server's log anew,
// keeping the last one beside it.
const maxLog = 10 << 20

// launch runs the server on our folder; the caller holds the lock. At the first
// start it creates the cluster.
func (s *Server) launch(ctx context.Context, lock *os.File) (*process, error) {
	bins, err := s.binaries(ctx)
	if err != nil {
		return nil, err
	}
	as, err := serverAccount(s.at.data)
	if err != nil {
		return nil, err
	}
	if err := as.canReach(s.at.dataDir); err != nil {
		return nil, err
	}
	if err := as.own(s.at.home); err != nil {
		return nil, err
	}
	if err := s.at.makeSocketDir(as); err != nil {
		return nil, err
	}
	if !s.at.hasCluster() {
		if err := s.initCluster(ctx, bins, as, lock); err != nil {
			return nil, err
		}
	}
	s.at.dropForeignPidFile()
	proc, err := s.runUntilReady(ctx, bins, as, lock)
	if err != nil {
		return nil, err
	}
	if err := ensureDatabase(ctx, s.at.socket()); err != nil {
		return nil, errors.Join(err, proc.stop(ctx))
	}
	s.cfg.Log.Info("private PostgreSQL started", "dir", s.at.data, "version", bins.version, "pid", proc.cmd.Process.Pid)
	return proc, nil
}

// runUntilReady starts the server and waits until it answers. For 10 seconds it
// tries again where the remains of a killed server are in the way: its process
// may be dead and not yet cleared off by the system.
func (s *Server) runUntilReady(ctx context.Context, bins binaries, as account, lock *os.File) (*process, error) {
	patience := newPatience(10 * time.Second)
	for {
		proc, printed, err := s.run(ctx, bins, as, lock)
		if err == nil {
			return proc, nil
		}
		inTheWay := strings.Contains(printed, `lock file "`) || strings.Contains(printed, "pre-existing shared memory block")
		if !inTheWay || patience.over() || !pause(ctx, 100*time.Millisecond) {
			return nil, err
		}
	}
}

// run starts the server once. It returns what the server printed, which tells
// why it ended.
func (s *Server) run(ctx context.Context, bins binaries, as account, lock *os.File) (*process, string, error) {
	logFile, err := s.openLog()
	if err != nil {
		return nil, "", err
	}
	defer logFile.Close() //nolint:errcheck // written by the child, not by us
	from, err := logFile.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, "", fmt.Errorf("server log: %w", err)
	}
	cmd := exec.Command(bins.path("postgres"), s.settings()...) // not bound to ctx: stop ends it
	cmd.Dir = s.at.home
	cmd.Stdout, cmd.Stderr = logFile, logFile
	proc, err := start(cmd, as, lock, syscall.SIGINT)
	if err != nil {
		return nil, "", err
	}
	if err := s.waitReady(ctx, proc); err != nil {
		_ = proc.stop(ctx) // err says more
		printed := readFrom(s.at.log, from)
		return nil, printed, fmt.Errorf("%w; it said:\n%s", err, lastLines(printed, 5))
	}
	return proc, "", nil
}

// waitReady polls until the server answers, ends, or stays silent for a minute.
func (s *Server) waitReady(ctx context.Context, proc *process) error {
	patience, told := newPatience(time.Minute), time.Now().Add(3*time.Second)
	for {
		answer, err := probe(ctx, socketURL(s.at.socket(), "postgres"))
		switch answer {
		case ready:
			return nil
		case starting:
			patience.renew()
			if !told.IsZero() && time.Now().After(told) {
				s.cfg.Say("PostgreSQL is recovering from an unclean stop; waiting")
				told = time.Time{}
			}
		case silent:
		}
		if patience.over() {
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		}
		select {
		case <-proc.exited:
			return fmt.Errorf("PostgreSQL ended instead of starting (%w)", proc.err)
		case <-ctx.Done():
			return fmt.Errorf("waiting for PostgreSQL: %w", ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// settings are the server's arguments: our folder, our socket, no network.
func (s *Server) settings() []string {
	set := []string{
		"listen_addresses=", "port=" + strconv.Itoa(socketPort), "unix_socket_directories=" + quoteList(s.at.socket()),
		"unix_socket_permissions=0700", "logging_collector=off", "log_destination=stderr", "cluster_name=portico",
		"timezone=UTC", "log_timezone=UTC", "max_connections=200",
	}
	if s.cfg.Throwaway {
		set = append(set, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	args := []string{"-D", s.at.data}
	for _, one := range set {
		args = append(args, "-c", one)
	}
	return args
}

// quoteList writes a path as the only member of a PostgreSQL list, so that a
// comma or a space in it stays part of it.
func quoteList(path string) string { return `"` + strings.ReplaceAll(path, `"`, `""`) + `"` }

func (s *Server) openLog() (*os.File, error) {
	if info, err := os.Stat(s.at.log); err == nil && info.Size() > maxLog {
		if err := os.Rename(s.at.log, s.at.log+".1"); err != nil {
			return nil, fmt.Errorf("server log: %w", err)
		}
	}
	f, err := os.OpenFile(s.at.log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("server log: %w", err)
	}
	return f, nil
}

// dropForeignPidFile removes a postmaster.pid whose number now belongs to a
// program that is no PostgreSQL: after a restart of a container or a machine
// numbers are given out anew, and the server would refuse to start for ever.
// That we hold the lock says that no server of ours is alive.
func (at layout) dropForeignPidFile() {
	path := filepath.Join(at.data, "postmaster.pid")
	text, err := os.ReadFile(path)
	if err != nil {
		return
	}
	first, _, _ := strings.Cut(string(text), "\n")
	name, err := os.ReadFile(filepath.Join("/proc", strings.TrimSpace(first), "comm"))
	if err != nil || strings.TrimSpace(first) == "" || strings.HasPrefix(string(name), "postgres") {
		return
	}
	_ = os.Remove(path) // if it stays, the server says so itself
}

// readFrom returns what was written to the file from the offset on.
func readFrom(path string, offset int64) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(io.NewSectionReader(f, offset, maxLog))
	if err != nil {
		return ""
	}
	return string(text)
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
