package main

import (
	"context"

	"portico/internal/postgres"
)

// work runs jobs until ctx ends, and returns when those under way have finished. The queue has connections of its own, so that
// jobs never take those of pages.
func (s *site) work(ctx context.Context) {
	s.services.Jobs.Run(ctx, s.log, func(ctx context.Context, o postgres.Options) (*postgres.DB, error) {
		return postgres.Open(ctx, s.config.DatabaseURL, o)
	})
}
