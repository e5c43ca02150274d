package job

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"portico/internal/postgres"
)

// mayWork says whether this role may do all that a working client does to the tables of the queue.
func mayWork(ctx context.Context, pool *pgxpool.Pool) (bool, error) {
	var may bool
	err := pool.QueryRow(ctx, `SELECT bool_and(has_table_privilege(t, p)) FROM unnest(ARRAY['river_job', 'river_leader', 'river_queue', 'river_notification']) t,
		unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p`).Scan(&may)
	return may, postgres.Translate(err)
}

// failedFor is how long a failure is shown.
const failedFor = 24 * time.Hour

// failedAtMost is how many failures are listed.
const failedAtMost = 20

// readCounts fills in how much waits and runs, and who leads.
func readCounts(ctx context.Context, tx pgx.Tx, s *State) error {
	err := tx.QueryRow(ctx, `SELECT count(*) FILTER (WHERE state IN ('available', 'pending') OR (state = 'scheduled' AND scheduled_at <= now())),
			count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state = 'retryable'), count(*) FILTER (WHERE state = 'discarded' AND finalized_at > now() - $1::interval),
			min(scheduled_at) FILTER (WHERE state = 'available')
		FROM river_job`, failedFor).Scan(&s.Waiting, &s.Running, &s.Retrying, &s.GivenUp, &s.OldestWaiting)
	if err != nil {
		return postgres.Translate(err)
	}
	err = tx.QueryRow(ctx, `SELECT elected_at FROM river_leader WHERE expires_at > now()`).Scan(&s.LedSince)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	return postgres.Translate(err)
}

// readRuns finds the last run of each task.
func readRuns(ctx context.Context, tx pgx.Tx, s *State) error {
	rows, err := tx.Query(ctx, `SELECT DISTINCT ON (kind) kind, state::text, attempted_at, finalized_at FROM river_job
		WHERE attempted_at IS NOT NULL ORDER BY kind, attempted_at DESC`)
	if err != nil {
		return postgres.Translate(err)
	}
	var kind, state string
	var began, ended *time.Time
	_, err = pgx.ForEachRow(rows, []any{&kind, &state, &began, &ended}, func() error {
		for i := range s.Tasks {
			if t := &s.Tasks[i]; t.Kind == kind {
				t.State, t.LastBegan, t.LastEnded = state, deref(began), deref(ended)
			}
		}
		return nil
	})
	return postgres.Translate(err)
}

// readFailed lists what failed lately and what is to be tried again, the newest first.
func readFailed(ctx context.Context, tx pgx.Tx, s *State) error {
	rows, err := tx.Query(ctx, `SELECT id, kind, state::text, attempt, max_attempts, coalesce(attempted_at, created_at), scheduled_at, errors[array_upper(errors, 1)] FROM river_job
		WHERE state = 'retryable' OR (state = 'discarded' AND finalized_at > now() - $1::interval)
		ORDER BY attempted_at DESC NULLS LAST, id DESC LIMIT $2`, failedFor, failedAtMost)
	if err != nil {
		return postgres.Translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var f Failed
		var state string
		var last []byte
		if err := rows.Scan(&f.ID, &f.Kind, &state, &f.Attempt, &f.Attempts, &f.At, &f.Next, &last); err != nil {
			return postgres.Translate(err)
		}
		f.GivenUp = state == "discarded"
		var attempt struct {
			Error string `json:"error"`
		}
		if json.Unmarshal(last, &attempt) == nil {
			f.Error = attempt.Error
		}
		s.Failed = append(s.Failed, f)
	}
	return postgres.Translate(rows.Err())
}

func deref(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
