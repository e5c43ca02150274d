package pgprivate

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is a program we started and wait for.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{} // closed when the program is gone
	err    error         // its end; read after exited
}

// start runs cmd under the account. The child inherits lock, and gets whenWeDie
// should we end without stopping it.
func start(cmd *exec.Cmd, as account, lock *os.File, whenWeDie syscall.Signal) (*process, error) {
	cmd.SysProcAttr = as.attributes()
	dieWithParent(cmd.SysProcAttr, whenWeDie)
	cmd.ExtraFiles = []*os.File{lock}
	cmd.Env = serverEnv()
	p := &process{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		// The signal at our death is tied to the thread that starts the child,
		// not to the process. The goroutine keeps its thread until the child is
		// gone, and then lets the thread end with it.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
		}
		close(p.exited)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

// serverEnv is what the server's programs get to see: English messages, which
// we read, and none of the PG... settings of whoever starts us.
func serverEnv() []string {
	return []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
}

// stop ends a server: SIGINT cuts its connections and ends it cleanly, SIGQUIT,
// when that takes too long, ends it at once.
func (p *process) stop(ctx context.Context) error {
	if !p.signal(ctx, syscall.SIGINT, 20*time.Second) {
		return nil
	}
	if !p.signal(context.WithoutCancel(ctx), syscall.SIGQUIT, 5*time.Second) {
		return fmt.Errorf("private PostgreSQL (pid %d) did not stop cleanly in time and was ended at once; the next start recovers", p.cmd.Process.Pid)
	}
	return fmt.Errorf("private PostgreSQL (pid %d) does not stop", p.cmd.Process.Pid)
}

// signal sends sig and reports whether the process is still there after wait.
func (p *process) signal(ctx context.Context, sig syscall.Signal, wait time.Duration) bool {
	_ = p.cmd.Process.Signal(sig) // an error means it is gone, which exited tells
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-p.exited:
		return false
	case <-timer.C:
	case <-ctx.Done():
	}
	return true
}
