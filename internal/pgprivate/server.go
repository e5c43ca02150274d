package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Config says where the private server keeps its data and how it speaks.
type Config struct {
	// DataDir is the program's data directory, absolute or relative to the
	// working directory. The server uses the folder "postgres" inside it.
	// Empty means DefaultDataDir.
	DataDir string
	// BinDir holds the programs postgres and initdb. Empty means: search the
	// usual places, and get PostgreSQL where there is none.
	BinDir string
	// Throwaway gives up safety against a loss of power for speed. For tests.
	Throwaway bool
	// Say receives one-line notices for people, such as "installing
	// PostgreSQL". Nil drops them.
	Say func(string)
	// Log receives what happens to the server. Nil drops it.
	Log *slog.Logger
}

// Server is our hold on a running private PostgreSQL: one that we started, or
// one of another process that we joined.
type Server struct {
	cfg Config
	at  layout

	mu   sync.Mutex
	proc *process // nil for a joiner

	stopOnce sync.Once
	stopping chan struct{}
	kept     chan struct{}
}

// Start returns a private server that answers, with the database "portico" in
// it. It joins the server that another process runs on the same folder, or
// starts one: it creates the cluster at the first start, waits for the recovery
// of a killed one, and waits for as long as ctx allows where the server says
// that it is on its way. It refuses, changing nothing, where the data belongs to
// another major version or to another user.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	if cfg.Say == nil {
		cfg.Say = func(string) {}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.DataDir == "" {
		dir, err := DefaultDataDir()
		if err != nil {
			return nil, err
		}
		cfg.DataDir = dir
	}
	dir, err := filepath.Abs(cfg.DataDir)
	if err != nil {
		return nil, fmt.Errorf("data directory %s: %w", cfg.DataDir, err)
	}
	s := &Server{cfg: cfg, at: newLayout(dir), stopping: make(chan struct{}), kept: make(chan struct{})}
	if err := s.at.make(); err != nil {
		return nil, err
	}
	if s.proc, err = s.attach(ctx); err != nil {
		return nil, err
	}
	go s.keep()
	return s, nil
}

// URL is the address of the database "portico", for pgx and for psql. It stays
// the same over restarts of the server, and gives the rights of a superuser.
func (s *Server) URL() string { return socketURL(s.at.socket(), database) }

// Joined reports whether the server belongs to another process. It turns false
// when that process ends and this one takes the server over.
func (s *Server) Joined() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.proc == nil
}

// Stop ends the server cleanly and returns when it is gone; open connections
// are cut. A joiner only lets go. After 20 seconds, or when ctx ends, the
// server is told to stop at once, which costs a recovery at the next start and
// no data. A second call does nothing.
func (s *Server) Stop(ctx context.Context) error {
	var err error
	s.stopOnce.Do(func() {
		close(s.stopping)
		<-s.kept
		if s.proc != nil {
			err = s.proc.stop(ctx)
			s.cfg.Log.Info("private PostgreSQL stopped", "dir", s.at.data)
		}
	})
	return err
}

// keep watches the server until Stop: it starts it again when it is gone, be it
// ours that died or the one of a process we had joined. The address stays, so a
// pool of connections mends itself.
func (s *Server) keep() {
	defer close(s.kept)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-s.stopping:
			cancel()
		case <-ctx.Done():
		}
	}()
	for s.waitUntilGone(ctx) {
		proc, err := s.attach(ctx)
		if err != nil {
			if ctx.Err() == nil {
				s.cfg.Log.Error("private PostgreSQL is gone and does not start again", "err", err)
				pause(ctx, 2*time.Second)
			}
			continue
		}
		s.mu.Lock()
		s.proc = proc
		s.mu.Unlock()
		s.cfg.Log.Warn("private PostgreSQL was gone and runs again", "joined", proc == nil)
	}
}

// waitUntilGone returns true when the server is gone, false when ctx is done.
func (s *Server) waitUntilGone(ctx context.Context) bool {
	if s.proc != nil {
		select {
		case <-s.proc.exited:
			return ctx.Err() == nil
		case <-ctx.Done():
			return false
		}
	}
	for pause(ctx, 500*time.Millisecond) {
		lock, err := tryLock(s.at.lock)
		if err != nil || lock == nil {
			continue
		}
		_ = lock.Close() // attach takes it anew
		return true
	}
	return false
}

// attach joins the running server, or becomes the one who runs it: whoever gets
// the lock. It returns nil for a joiner.
func (s *Server) attach(ctx context.Context) (*process, error) {
	patience := newPatience(10 * time.Second)
	for {
		lock, err := tryLock(s.at.lock)
		if err != nil {
			return nil, err
		}
		if lock != nil {
			proc, err := s.launch(ctx, lock)
			// The server holds the lock from here on, by its own descriptor.
			return proc, errors.Join(err, lock.Close())
		}
		answer, err := probe(ctx, socketURL(s.at.socket(), database))
		switch {
		case answer == ready:
			s.cfg.Log.Info("joined the running private PostgreSQL", "dir", s.at.data)
			return nil, nil
		case answer == starting || !s.at.hasCluster():
			patience.renew() // somebody is at work on it
		}
		if patience.over() {
			return nil, fmt.Errorf("another process holds %s but its PostgreSQL does not answer (see %s): %w",
				s.at.lock, s.at.log, err)
		}
		if !pause(ctx, 10*time.Millisecond) {
			return nil, fmt.Errorf("waiting for the private PostgreSQL: %w", ctx.Err())
		}
	}
}

// patience is a time limit that signs of life renew.
type patience struct {
	limit time.Duration
	until time.Time
}

func newPatience(limit time.Duration) *patience {
	return &patience{limit: limit, until: time.Now().Add(limit)}
}

func (p *patience) renew()     { p.until = time.Now().Add(p.limit) }
func (p *patience) over() bool { return time.Now().After(p.until) }

// pause waits for d and reports whether ctx is still alive after it.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// fileExists reports whether there is anything at path.
func fileExists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
