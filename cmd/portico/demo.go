package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"portico/internal/config"
	"portico/internal/pgprivate"
	"portico/internal/sample"
)

// demoPassword opens the four accounts of the demo. It is no secret: the demo listens on this machine only, unless told
// otherwise.
const demoPassword = "columns under a lintel"

// demoDir is the folder of the demo in a data directory.
const demoDir = "demo"

type demoCmd struct{ config.Config }

// Run serves sample data out of a data folder of its own, so that it never meets real data.
func (d *demoCmd) Run(ctx context.Context) error {
	if d.DatabaseURL == "" {
		dir := d.DataDir
		if dir == "" {
			var err error
			if dir, err = pgprivate.DefaultDataDir(); err != nil {
				return err
			}
		}
		d.DataDir = filepath.Join(dir, demoDir)
	}
	return serve(ctx, &d.Config, func(ctx context.Context, s *site) error {
		if err := loadSample(ctx, s); err != nil {
			return err
		}
		fmt.Println("Sample data: team Payments at ACME. Sign in as one of")
		for _, who := range []string{"lead", "dev", "auditor", "admin"} {
			fmt.Printf("  %s@acme.example\n", who)
		}
		fmt.Printf("with the password: %s\n", demoPassword)
		return nil
	})
}

// loadSample fills an empty installation; its four accounts open with demoPassword.
func loadSample(ctx context.Context, s *site) error {
	hash, err := s.services.SignIn.Hash(ctx, demoPassword)
	if err != nil {
		return err
	}
	return sample.Load(ctx, s.trail, hash, time.Now())
}
