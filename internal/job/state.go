package job

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// State is how the queue does.
type State struct {
	Tasks []TaskState
	// Waiting are due and not begun, Running are under way, Retrying failed and will be tried again, GivenUp failed for good in
	// the last 24 hours.
	Waiting, Running, Retrying, GivenUp int
	// OldestWaiting is since when the oldest is due; nil when none is.
	OldestWaiting *time.Time
	// LedSince is since when a process leads; zero when none does, and nothing runs by the clock.
	LedSince time.Time
	// Failed are the newest of Retrying and GivenUp, 20 at most.
	Failed []Failed
	// MayWork is false where the database gives the app no right to work the queue.
	MayWork bool
}

// TaskState is a task with its last run.
type TaskState struct {
	Kind, Title string
	Every       time.Duration
	// State is River's word for the last run, empty when there was none: "completed", "running", "retryable", "discarded".
	State                string
	LastBegan, LastEnded time.Time
}

// Failed is a run that failed.
type Failed struct {
	ID                int64
	Kind, Title       string
	Attempt, Attempts int
	At                time.Time
	// Next is when it is tried again; GivenUp means that it is not.
	Next    time.Time
	GivenUp bool
	Error   string
}

// State reads how the queue does. Whoever may read settings may ask. Kinds: Forbidden, Unavailable.
func (q *Queue) State(ctx context.Context, actor access.Actor) (State, error) {
	if err := actor.Check(access.SettingsRead, access.Scope{}); err != nil {
		return State{}, err
	}
	var s State
	for _, t := range q.tasks {
		s.Tasks = append(s.Tasks, TaskState{Kind: t.Kind, Title: t.Title, Every: t.Every})
	}
	err := q.log.DB().Read(ctx, func(tx pgx.Tx) error {
		for _, read := range []func(context.Context, pgx.Tx, *State) error{readCounts, readRuns, readFailed} {
			if err := read(ctx, tx, &s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return State{}, err
	}
	for i := range s.Failed {
		s.Failed[i].Title = q.title(s.Failed[i].Kind)
	}
	s.MayWork, err = mayWork(ctx, q.log.DB().Pool())
	return s, err
}

func (q *Queue) title(kind string) string {
	for _, t := range q.tasks {
		if t.Kind == kind {
			return t.Title
		}
	}
	return kind
}

// Retry runs at once what failed. An admin may. Kinds: NotFound for a run that is not there or did not fail, Forbidden,
// Unavailable.
func (q *Queue) Retry(ctx context.Context, actor access.Actor, id string) error {
	return q.log.Change(ctx, actor, audit.JobRetried, func(tx *audit.Tx) (audit.Entry, error) {
		number, err := strconv.ParseInt(id, 10, 64)
		if err != nil || number < 1 {
			return audit.Entry{}, apperr.Missing()
		}
		entry := audit.Entry{Subject: audit.Subject{Kind: "job", ID: id}}
		if err := actor.Check(access.SettingsWrite, access.Scope{}); err != nil {
			return entry, err
		}
		var kind, state string
		err = tx.QueryRow(ctx, `SELECT kind, state::text FROM river_job WHERE id = $1 AND state IN ('retryable', 'discarded') FOR UPDATE`, number).Scan(&kind, &state)
		if errors.Is(err, pgx.ErrNoRows) {
			return audit.Entry{}, apperr.Missing()
		}
		if err != nil {
			return entry, postgres.Translate(err)
		}
		if _, err := q.insert.JobRetryTx(ctx, tx.Tx, number); err != nil {
			if errors.Is(err, river.ErrNotFound) {
				return audit.Entry{}, apperr.Missing()
			}
			return entry, postgres.Translate(err)
		}
		entry.Before, entry.After = map[string]string{"job": kind, "state": state}, map[string]string{"job": kind, "state": "available"}
		return entry, nil
	})
}
