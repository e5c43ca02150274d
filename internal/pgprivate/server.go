package pgprivate

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

	owning *os.File // the lock that says that the server is ours; nil for a joiner

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
	if shared, err := DefaultDataDir(); err == nil && (cfg.Throwaway || strings.HasPrefix(dir, shared+string(filepath.Separator))) {
		s.at.fetched = newLayout(shared).fetched // once for tests, the demo and the real thing
	}
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
		defer s.disown()
		if s.proc != nil {
			err = s.proc.stop(ctx)
			s.cfg.Log.Info("private PostgreSQL stopped", "dir", s.at.data)
		}
	})
	return err
}
