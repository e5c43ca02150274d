package signin

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// How long working data is kept after it has served.
const (
	keepSessions    = 24 * time.Hour
	keepAttempts    = time.Hour
	keepSubmissions = 7 * 24 * time.Hour
	keepWishes      = 24 * time.Hour
)

// Clean takes away sessions that ran out, counters whose window has closed and keys of forms that nobody will send again.
// All of it is working data; records are never cleaned.
func (s *Service) Clean(ctx context.Context) error {
	now := s.clock()
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		q := queries(tx)
		for _, clean := range []struct {
			away func(context.Context, time.Time) (int64, error)
			keep time.Duration
		}{
			{q.CleanSessions, keepSessions}, {q.CleanAttempts, keepAttempts}, {q.CleanSubmissions, keepSubmissions}, {q.CleanWishes, keepWishes},
		} {
			if _, err := clean.away(ctx, now.Add(-clean.keep)); err != nil {
				return err
			}
		}
		return nil
	})
}
