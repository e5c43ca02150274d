package signin

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// How long working data is kept that no setting is about.
const (
	keepAttempts = time.Hour
	keepWishes   = 24 * time.Hour
)

// Clean takes away sessions that ran out, counters whose window has closed and keys of forms that nobody will send again.
// How long sessions and keys are kept afterwards is a setting. All of it is working data; records are never cleaned.
func (s *Service) Clean(ctx context.Context) error {
	now := s.clock()
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		q := queries(tx)
		keep, err := retention(ctx, tx)
		if err != nil {
			return err
		}
		for _, clean := range []struct {
			away func(context.Context, time.Time) (int64, error)
			keep time.Duration
		}{
			{q.CleanSessions, keep["sessions"]},
			{q.CleanSubmissions, keep["form-keys"]},
			{q.CleanAttempts, keepAttempts},
			{q.CleanWishes, keepWishes},
		} {
			if _, err := clean.away(ctx, now.Add(-clean.keep)); err != nil {
				return err
			}
		}
		return nil
	})
}
