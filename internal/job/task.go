package job

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// Task is a piece of work that the queue runs. It may run again after it ran half-way: Run has to stand that.
type Task struct {
	// Kind names it in the database, as "link-watch"; Title names it on the health page.
	Kind, Title string
	// Every is how long lies between two runs by the clock; 0 means that it runs only when somebody asks. At least a second.
	Every time.Duration
	// Timeout ends a run. Default a minute.
	Timeout time.Duration
	// Attempts is how often a run that fails is tried, with growing pauses. Default 5.
	Attempts int
	// Run does it. What its error says is kept and shown to admins: no secrets and no names in it.
	Run func(ctx context.Context) error
}

// Defaults of a Task.
const (
	defaultTimeout  = time.Minute
	defaultAttempts = 5
	// errorLength is how much of an error is kept, in bytes.
	errorLength = 400
)

// args is a run of a task in the database. The kind is the task's, and there is nothing else to know.
type args struct{ kind string }

// Kind is River's name for it.
func (a args) Kind() string { return a.kind }

// worker runs one task.
type worker struct {
	river.WorkerDefaults[args]
	task Task
}

// Timeout is the task's.
func (w *worker) Timeout(*river.Job[args]) time.Duration { return w.task.Timeout }

// Work runs it once.
func (w *worker) Work(ctx context.Context, _ *river.Job[args]) error {
	err := w.task.Run(ctx)
	if err == nil {
		return nil
	}
	text := err.Error()
	if len(text) > errorLength {
		text = text[:errorLength] + "…"
	}
	return fmt.Errorf("%s", text) // cut, so that a long answer of somebody else does not fill the table
}

// options of a run: a task that waits, runs or is to be tried again does not get a second run beside it.
func (t Task) options() *river.InsertOpts {
	return &river.InsertOpts{MaxAttempts: t.Attempts, UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}}}
}

// periodic is the task by the clock. It runs once when a leader begins, because the clock does not outlive a leader.
func (t Task) periodic() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(t.Every),
		func() (river.JobArgs, *river.InsertOpts) { return args{t.Kind}, t.options() },
		&river.PeriodicJobOpts{ID: t.Kind, RunOnStart: true})
}
