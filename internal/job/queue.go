package job

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Limits of the queue.
const (
	workers = 4
	// conns is how many connections the queue has to itself, so that jobs never take those of pages: one of them listens.
	conns = 4
	// drainFor is how long a run may take to finish when the process stops; then it is cancelled, and tried again elsewhere.
	drainFor  = 12 * time.Second
	cancelFor = 3 * time.Second
	// startAgain is the pause before the queue is started again where the database was not there.
	startAgain = 5 * time.Second
	// keepDone is how long a run that ended well stays in the table, keepFailed one that was given up.
	keepDone   = 48 * time.Hour
	keepFailed = 14 * 24 * time.Hour
)

// Queue holds the tasks and puts runs of them into the database.
type Queue struct {
	log   *audit.Log
	tasks []Task
	// insert only puts runs in; what works is made by Run.
	insert *river.Client[pgx.Tx]
}

// New makes a Queue of tasks. It runs nothing before Run is called. An error names a task that cannot be.
func New(log *audit.Log, tasks ...Task) (*Queue, error) {
	q := &Queue{log: log}
	for _, t := range tasks {
		if t.Kind == "" || t.Run == nil || (t.Every != 0 && t.Every < time.Second) {
			return nil, fmt.Errorf("the task %q has no name, nothing to do, or is due more than once a second", t.Kind)
		}
		if t.Timeout <= 0 {
			t.Timeout = defaultTimeout
		}
		if t.Attempts <= 0 {
			t.Attempts = defaultAttempts
		}
		q.tasks = append(q.tasks, t)
	}
	insert, err := river.NewClient(riverpgxv5.New(log.DB().Pool()), &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("make the job queue: %w", err)
	}
	q.insert = insert
	return q, nil
}

// Ask puts a run of a task into the queue with a transaction: it runs when that commits. ok is false when one waits or runs
// already. Kinds: NotFound for a task that is not there, Unavailable.
func (q *Queue) Ask(ctx context.Context, tx pgx.Tx, kind string) (ok bool, err error) {
	for _, t := range q.tasks {
		if t.Kind == kind {
			made, err := q.insert.InsertTx(ctx, tx, args{kind}, t.options())
			if err != nil {
				return false, postgres.Translate(err)
			}
			return !made.UniqueSkippedAsDuplicate, nil
		}
	}
	return false, apperr.Missing()
}

// Open connects to the database once more.
type Open func(context.Context, postgres.Options) (*postgres.DB, error)

// Run works until ctx ends, then lets what runs finish for a while. open gives the queue connections of its own. Where the
// database gives the app no right to work the queue's tables it says so once and leaves: runs are then put in and wait for a
// process that may.
func (q *Queue) Run(ctx context.Context, say *slog.Logger, open Open) {
	for {
		err := q.work(ctx, say, open)
		if err == nil || ctx.Err() != nil {
			return
		}
		say.Error("the job queue could not work", "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(startAgain):
		}
	}
}

// work is one start of the queue; nil when there is no point in another.
func (q *Queue) work(ctx context.Context, say *slog.Logger, open Open) error {
	db, err := open(ctx, postgres.Options{MaxConns: conns})
	if err != nil {
		return err
	}
	defer db.Close()
	if may, err := mayWork(ctx, db.Pool()); err != nil {
		return err
	} else if !may {
		say.Warn("the database gives Portico no right to work its job queue: jobs wait for a process that has it")
		return nil
	}
	client, err := q.client(db, say)
	if err != nil {
		return err
	}
	// What runs is not cut short by the end of ctx: Stop lets it finish.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the job queue: %w", err)
	}
	<-ctx.Done()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainFor)
	defer cancel()
	if client.Stop(ending) == nil {
		return nil
	}
	cutting, cancel := context.WithTimeout(context.WithoutCancel(ctx), cancelFor)
	defer cancel()
	return client.StopAndCancel(cutting)
}

// client makes what works the queue. A run that outlives its timeout by a minute belonged to a process that died.
func (q *Queue) client(db *postgres.DB, say *slog.Logger) (*river.Client[pgx.Tx], error) {
	bundle, longest := river.NewWorkers(), defaultTimeout
	var periodic []*river.PeriodicJob
	for _, t := range q.tasks {
		river.AddWorkerArgs(bundle, args{t.Kind}, &worker{task: t})
		if t.Every > 0 {
			periodic = append(periodic, t.periodic())
		}
		longest = max(longest, t.Timeout)
	}
	return river.NewClient(riverpgxv5.New(db.Pool()), &river.Config{
		Logger:                      quiet(say),
		Workers:                     bundle,
		Queues:                      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		PeriodicJobs:                periodic,
		JobTimeout:                  longest,
		RescueStuckJobsAfter:        longest + time.Minute,
		CompletedJobRetentionPeriod: keepDone,
		DiscardedJobRetentionPeriod: keepFailed,
		// Rebuilding indexes is for the tables' owner, which the app is not.
		ReindexerIndexNames: []string{},
		// A process of a newer release may ask for what this one does not know.
		FetchOnlyKnownKinds: true,
	})
}
