package main

import (
	"context"

	"portico/internal/config"
	"portico/internal/postgres"
)

type migrateCmd struct{ config.Config }

// Run migrates as the owner. Several processes may do so at once.
func (m *migrateCmd) Run(ctx context.Context) error {
	log := newLog()
	server, err := database(ctx, &m.Config, log)
	if err != nil {
		return err
	}
	defer server.stop()
	return postgres.Migrate(ctx, m.MigrateURL(), log)
}
