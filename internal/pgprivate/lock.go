package pgprivate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// tryLock takes a lock, or returns nil where somebody has it. Closing the file
// gives it back, unless a child still has the descriptor.
func tryLock(path string) (*os.File, error) { return flock(path, syscall.LOCK_EX) }

// isLocked reports whether somebody has the lock, without being in the way of
// others who ask.
func isLocked(path string) bool {
	f, err := flock(path, syscall.LOCK_SH)
	if f != nil {
		_ = f.Close() // gives it back
	}
	return f == nil && err == nil
}

func flock(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("the private PostgreSQL belongs to another user; run as that user or set PORTICO_DATA_DIR: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("lock of the private PostgreSQL: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return nil, nil
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}

// waitLock takes the lock as soon as nobody has it.
func waitLock(ctx context.Context, path string) (*os.File, error) {
	for {
		if lock, err := tryLock(path); lock != nil || err != nil {
			return lock, err
		}
		if !pause(ctx, 50*time.Millisecond) {
			return nil, fmt.Errorf("waiting for %s: %w", path, ctx.Err())
		}
	}
}
