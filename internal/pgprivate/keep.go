package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"
)

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
	s.disown() // of a server that is gone
	patience := newPatience(10 * time.Second)
	for {
		lock, err := tryLock(s.at.lock)
		if err != nil {
			return nil, err
		}
		if lock != nil {
			proc, err := s.own(ctx, lock)
			// The server holds the lock from here on, by its own descriptor.
			return proc, errors.Join(err, lock.Close())
		}
		answer, err := probe(ctx, socketURL(s.at.socket(), database))
		switch {
		case answer == ready && (!s.dying() || patience.over()):
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

// own launches the server as ours.
func (s *Server) own(ctx context.Context, lock *os.File) (*process, error) {
	owning, err := waitLock(ctx, s.at.owner)
	if err != nil {
		return nil, err
	}
	s.owning = owning
	proc, err := s.launch(ctx, lock)
	if err != nil {
		s.disown()
	}
	return proc, err
}

func (s *Server) disown() {
	if s.owning != nil {
		_ = s.owning.Close() // gives the lock back
		s.owning = nil
	}
}

// dying reports whether the server still answers but the program that started it
// is gone: on Linux such a server is about to stop, and not worth joining.
func (s *Server) dying() bool { return runtime.GOOS == "linux" && !isLocked(s.at.owner) }

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
