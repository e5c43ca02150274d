package installation

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/config"
	"portico/internal/postgres"
)

// Service knows this process.
type Service struct {
	db      *postgres.DB
	cfg     config.Config
	started time.Time
}

// New makes a Service for a process that begins now.
func New(db *postgres.DB, cfg config.Config, now time.Time) *Service {
	return &Service{db: db, cfg: cfg, started: now}
}

// View is what an admin reads about the process that answers.
type View struct {
	StartedAt time.Time
	Settings  []config.Setting
	// DataDir is where files are kept; empty where none are. Free and Size are bytes of the disk below it, zero where not known.
	DataDir    string
	Free, Size uint64
	Database   postgres.About
}

// Read asks for all of it. Whoever may read settings may. Kinds: Forbidden, Unavailable.
func (s *Service) Read(ctx context.Context, actor access.Actor) (View, error) {
	if err := actor.Check(access.SettingsRead, access.Scope{}); err != nil {
		return View{}, err
	}
	v := View{StartedAt: s.started, Settings: s.cfg.Settings(), DataDir: s.cfg.DataDir}
	if v.DataDir != "" {
		v.Free, v.Size = room(v.DataDir)
	}
	var err error
	v.Database, err = s.db.About(ctx)
	return v, err
}
