package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
)

// sealFor is how long the trail is sealed before it is said how far it is.
const sealFor = 10 * time.Second

// seal puts all events into the chain, as a sealer does beside the pages, and lets the planner know it.
func (s *site) seal(ctx context.Context, trail *audit.Log) error {
	began := time.Now()
	for {
		if err := trail.Seal(ctx, sealFor); err != nil {
			return fmt.Errorf("seal the events: %w", err)
		}
		state, err := trail.SealState(ctx)
		if err != nil {
			return fmt.Errorf("ask how far the events are sealed: %w", err)
		}
		took := time.Since(began)
		fmt.Printf("sealed %d events in %s, %.0f a second\n", state.Size, took.Round(time.Second), float64(state.Size)/took.Seconds())
		if state.Unsealed == 0 {
			break
		}
	}
	conn, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, "VACUUM (ANALYZE) seal, seal_node, seal_position, seal_past"); err != nil {
		return fmt.Errorf("let the planner know the seal: %w", err)
	}
	return nil
}
