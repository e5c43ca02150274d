package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"portico/internal/config"
	"portico/internal/pgprivate"
	"portico/internal/sample"
	"portico/internal/spaces/spacestest"
)

// demoPassword opens the four accounts of the demo, and at the stand-in those of the sample's people. It is no secret: the demo
// listens on this machine only, unless told otherwise.
const demoPassword = spacestest.Password

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
	vendor, err := d.startVendor()
	if err != nil {
		return err
	}
	if vendor != nil {
		defer func() { _ = vendor.Close() }()
	}
	return serve(ctx, &d.Config, func(ctx context.Context, s *site) error {
		if err := loadSample(ctx, s); err != nil {
			return err
		}
		if vendor != nil {
			fillVendor(vendor, d.BaseURL)
		}
		fmt.Println("Sample data: team Payments at ACME. Sign in as one of")
		for _, who := range []string{"lead", "dev", "auditor", "admin"} {
			fmt.Printf("  %s@acme.example\n", who)
		}
		fmt.Printf("with the password: %s\n", demoPassword)
		if vendor != nil {
			tellVendor(vendor)
		}
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
