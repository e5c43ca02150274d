package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"portico/internal/config"
	"portico/internal/pgprivate"
)

// databaseServer is the private PostgreSQL, or nothing where DATABASE_URL names one.
type databaseServer struct {
	private *pgprivate.Server
	log     *slog.Logger
}

// database makes sure that there is one, and puts its address into c.
func database(ctx context.Context, c *config.Config, log *slog.Logger) (databaseServer, error) {
	if c.DatabaseURL != "" {
		return databaseServer{}, nil
	}
	dir := c.DataDir
	if dir == "" {
		var err error
		if dir, err = pgprivate.DefaultDataDir(); err != nil {
			return databaseServer{}, err
		}
	}
	private, err := pgprivate.Start(ctx, pgprivate.Config{
		DataDir: dir, BinDir: c.PostgresBin, Log: log,
		Say: func(line string) { fmt.Println(line) },
	})
	if err != nil {
		return databaseServer{}, fmt.Errorf("start the private PostgreSQL: %w", err)
	}
	c.DatabaseURL, c.DataDir = private.URL(), dir
	return databaseServer{private: private, log: log}, nil
}

func (d databaseServer) stop() {
	if d.private == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := d.private.Stop(ctx); err != nil {
		d.log.Error("the private PostgreSQL did not stop cleanly", "err", err)
	}
}
