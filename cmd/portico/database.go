package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
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

// hasDatabase refuses a command that only reads where a private database would be made, only to be found empty.
func hasDatabase(c *config.Config) error {
	if c.DatabaseURL != "" {
		return nil
	}
	dir, err := dataDir(c)
	if err != nil || privateIn(dir) {
		return err
	}
	if demo := filepath.Join(dir, demoDir); privateIn(demo) {
		return usageError{fmt.Errorf("there is no database in %s: for the one of the demo say --data-dir %s", dir, demo)}
	}
	return usageError{fmt.Errorf("there is no database in %s: set DATABASE_URL or PORTICO_DATA_DIR", dir)}
}

// privateIn reports whether a private PostgreSQL has its data in a data directory.
func privateIn(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "postgres", "data"))
	return err == nil
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
