package export

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// ErrStopped ends a file that somebody stopped: what was written of it must look broken, not whole.
var ErrStopped = errors.New("the export was stopped")

// errLost ends a file whose maker lost a role or the account while it was on its way: they may see less now.
var errLost = errors.New("whoever fetches the export lost a right meanwhile")

// pulse is how often a run says how far it is and hears whether it was stopped; closeWithin how long its last word may take.
const (
	pulse       = time.Second
	closeWithin = 5 * time.Second
)

// Interrupter is a writer that can be told to stop waiting for a slow reader.
type Interrupter interface{ Interrupt() }

// Fetch writes the file of an export to w, which is a ZIP file, and nothing before it is sure that it may. The rows are those
// that the actor may see now, as of the moments that were fixed when it was made. It returns nil only after the trail knows
// that the file left; before that the file lacks its end. Kinds: NotFound, Forbidden for an export of somebody else, Conflict
// while it is being fetched elsewhere, Unavailable; ErrStopped, and what w returns.
func (s *Service) Fetch(ctx context.Context, actor access.Actor, id string, w io.Writer) error {
	e, err := s.Show(ctx, actor, id)
	if err != nil {
		return err
	}
	if err := actor.Check(access.ExportFetch, e.scope()); err != nil {
		if apperr.Is(err, apperr.Forbidden) {
			s.log.Refuse(ctx, actor, audit.ExportFinished, audit.Entry{Subject: e.subject()}, err)
		}
		return err
	}
	return s.fetch(ctx, actor, e, w)
}

func (s *Service) fetch(ctx context.Context, actor access.Actor, e Export, w io.Writer) error {
	run, err := s.start(ctx, e, e.linesExpected())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	m := &meter{out: w, ctx: ctx}
	var beating sync.WaitGroup
	beating.Go(func() { s.keepBeating(ctx, run, m, cancel) })
	err = s.write(ctx, actor, e, run, m)
	stopped := errors.Is(context.Cause(ctx), ErrStopped)
	cancel(nil)
	beating.Wait()
	switch {
	case err == nil:
		return nil
	case stopped || errors.Is(err, ErrStopped):
		return ErrStopped
	}
	return errors.Join(err, s.breakOff(ctx, actor, e, run, m))
}

// keepBeating says once a second how far the run is, and ends it when it was stopped or the right to it is lost.
func (s *Service) keepBeating(ctx context.Context, run string, m *meter, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(pulse)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// A beat that fails tells nothing: the database may be back at the next.
		if why, err := s.beat(ctx, run, m.lines.Load(), m.bytes.Load()); err == nil && why != nil && ctx.Err() == nil {
			cancel(why)
			m.interrupt()
			return
		}
	}
}

// write makes the file. Its end is held back until the trail has the event.
func (s *Service) write(ctx context.Context, actor access.Actor, e Export, run string, m *meter) error {
	a := newArchive(m, e.MadeAt)
	if err := s.writeData(ctx, actor, e, a); err != nil {
		return err
	}
	sum, err := s.writeManifest(actor, e, a)
	if err != nil {
		return err
	}
	m.hold()
	if err := a.close(); err != nil {
		return err
	}
	r := Run{ID: run, State: Finished, Lines: m.lines.Load(), Bytes: m.bytes.Load(), Rows: a.rows(), Manifest: sum}
	if err := s.closeRun(ctx, actor, audit.ExportFinished, e, r); err != nil {
		return err
	}
	return m.release()
}

// closeRun ends a run in the trail. ErrStopped says that somebody stopped it before.
func (s *Service) closeRun(ctx context.Context, actor access.Actor, what audit.Action, e Export, r Run) error {
	actor.Submission = ""
	return s.log.Change(ctx, actor, what, func(tx *audit.Tx) (audit.Entry, error) {
		ended, err := end(ctx, tx, r)
		if err == nil && !ended {
			err = ErrStopped
		}
		return audit.Entry{Subject: e.subject(), MemberID: e.MadeBy, After: r.state(e)}, err
	})
}

// breakOff writes down that a file ended before its end, whatever became of the request.
func (s *Service) breakOff(ctx context.Context, actor access.Actor, e Export, run string, m *meter) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer cancel()
	r := Run{ID: run, State: Broken, Lines: m.lines.Load(), Bytes: m.bytes.Load()}
	return s.closeRun(ctx, actor, audit.ExportStopped, e, r)
}

// Stop ends the fetching of a file, wherever it runs: it breaks off within a second or two. Nothing happens where none runs.
// Kinds: NotFound, Forbidden.
func (s *Service) Stop(ctx context.Context, actor access.Actor, id string) error {
	e, err := s.Show(ctx, actor, id)
	if err != nil {
		return err
	}
	return s.log.Change(ctx, actor, audit.ExportStopped, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: e.subject(), MemberID: e.MadeBy}
		if err := actor.Check(access.ExportStop, e.scope()); err != nil {
			return entry, err
		}
		runs, err := stop(ctx, tx, e.ID)
		if err != nil {
			return entry, err
		}
		if len(runs) == 0 {
			return entry, audit.ErrNoChange
		}
		entry.After = runs[0].state(e)
		return entry, nil
	})
}

// state is what an event keeps of a run.
func (r Run) state(e Export) map[string]any {
	after := map[string]any{"what": e.What, "format": e.Format, "state": r.State, "lines": r.Lines, "bytes": r.Bytes}
	if r.State == Finished {
		after["rows"], after["manifest_sha256"] = r.Rows, r.Manifest
	}
	return after
}

// meter counts what goes out, and can hold back the end.
type meter struct {
	out          io.Writer
	ctx          context.Context
	lines, bytes atomic.Int64
	holding      bool
	held         []byte
}

// Write passes bytes on, unless the run has ended.
func (m *meter) Write(p []byte) (int, error) {
	if m.ctx.Err() != nil {
		return 0, context.Cause(m.ctx)
	}
	m.bytes.Add(int64(len(p)))
	if m.holding {
		m.held = append(m.held, p...)
		return len(p), nil
	}
	return m.out.Write(p)
}

func (m *meter) hold() { m.holding = true }

func (m *meter) release() error {
	_, err := m.out.Write(m.held)
	return err
}

func (m *meter) interrupt() {
	if i, can := m.out.(Interrupter); can {
		i.Interrupt()
	}
}
