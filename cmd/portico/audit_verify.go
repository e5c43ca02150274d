package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/config"
	"portico/internal/permission"
	"portico/internal/postgres"
)

type auditVerifyCmd struct {
	config.Config
	File        string   `arg:"" optional:"" help:"Export to verify, with no database and no network. Default: the database."`
	Keys        []string `name:"key" env:"PORTICO_VERIFY_KEY" placeholder:"KEY|FILE" help:"Verifying key, or a file with one a line. Default: the one of the data directory; for an export its own."`
	Checkpoints []string `name:"checkpoint" env:"PORTICO_VERIFY_CHECKPOINT" placeholder:"FILE|DIR" help:"Checkpoints that were kept outside. Default: where this Portico writes them."`
	BreaksKnown bool     `name:"breaks-known" env:"PORTICO_VERIFY_BREAKS_KNOWN" help:"Recorded breaks of continuity are known to you: list them and do not fail for them."`
	JSON        bool     `name:"json" env:"PORTICO_VERIFY_JSON" help:"Print one JSON object instead of lines for people."`
	Quiet       bool     `env:"PORTICO_VERIFY_QUIET" help:"Print only what is wrong."`
}

// errBad says that something was found; what, was printed.
var errBad = errors.New("the trail does not verify")

// Run verifies, prints what it found and fails where anything is not as it was sealed.
func (v *auditVerifyCmd) Run(ctx context.Context) error { return v.run(ctx, os.Stdout, os.Stderr) }

func (v *auditVerifyCmd) run(ctx context.Context, out, aside io.Writer) error {
	keys, err := verifyingKeys(v.Keys)
	if err != nil {
		return usageError{err}
	}
	began := time.Now()
	var r *verdict
	if v.File != "" {
		r, err = v.export(keys)
	} else {
		r, err = v.database(ctx, keys)
	}
	if err != nil {
		return err
	}
	r.Seconds = time.Since(began).Seconds()
	if err := r.print(out, aside, v.JSON, v.Quiet); err != nil {
		return err
	}
	if !r.Holds {
		return errBad
	}
	return nil
}

// database verifies the trail of the database with the ledger.
func (v *auditVerifyCmd) database(ctx context.Context, keys []string) (*verdict, error) {
	if len(keys) == 0 {
		var err error
		if keys, err = keysHere(&v.Config); err != nil {
			return nil, err
		}
	}
	places, err := v.places()
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 && len(places) > 0 {
		return nil, usageError{errors.New("there are checkpoints and no key to check them with: say --key")}
	}
	outside, found, err := outsideCheckpoints(places, keys)
	if err != nil {
		return nil, err
	}
	if err := hasDatabase(&v.Config); err != nil {
		return nil, err
	}
	server, err := database(ctx, &v.Config, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer server.stop()
	var trail *audit.Verified
	var lines int64
	err = postgres.Inspect(ctx, v.DatabaseURL, func(tx pgx.Tx) error {
		var err error
		trail, err = audit.Verify(ctx, tx, audit.Verification{Keys: keys, Outside: outside, BreaksKnown: v.BreaksKnown})
		if err != nil {
			return err
		}
		var ledger seal.Findings
		lines, ledger, err = permission.VerifyLedger(ctx, tx)
		found.Join(trail.Findings)
		found.Join(ledger)
		return err
	})
	switch {
	case errors.Is(err, audit.ErrNoKey):
		return nil, usageError{errors.New("there are checkpoints and no key to check them with: say --key")}
	case postgres.IsMissing(err):
		return nil, postgres.ErrOlder
	case err != nil:
		return nil, plain(err)
	}
	return databaseVerdict(trail, lines, found, len(outside) > 0), nil
}

// places are where the checkpoints outside are: those that were named, or where this Portico writes them.
func (v *auditVerifyCmd) places() ([]string, error) {
	if len(v.Checkpoints) > 0 {
		return v.Checkpoints, nil
	}
	candidates := []string{v.Checkpoint.Dir, v.Checkpoint.File}
	if dir, err := dataDir(&v.Config); err != nil {
		return nil, err
	} else if dir != "" && v.Checkpoint.Dir == "" {
		candidates = append(candidates, filepath.Join(dir, "checkpoints"))
	}
	var places []string
	for _, place := range candidates {
		if _, err := os.Stat(place); place != "" && err == nil {
			places = append(places, place)
		}
	}
	return places, nil
}

// export verifies an export with nothing but itself and what was given.
func (v *auditVerifyCmd) export(keys []string) (*verdict, error) {
	z, err := zip.OpenReader(v.File)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, usageError{err}
		}
		return nil, fmt.Errorf("%s cannot be read as an export: %w", v.File, err)
	}
	defer func() { _ = z.Close() }()
	if len(keys) == 0 && len(v.Checkpoints) > 0 {
		return nil, usageError{errors.New("checkpoints from outside are checked with a key from outside: say --key")}
	}
	outside, found, err := outsideCheckpoints(v.Checkpoints, keys)
	if err != nil {
		return nil, err
	}
	x, err := seal.VerifyExport(&z.Reader, keys, outside)
	if err != nil {
		return nil, err
	}
	lines, ledger, err := permission.VerifyExported(&z.Reader, x.Manifest)
	if err != nil {
		return nil, err
	}
	found.Join(x.Findings)
	found.Join(ledger)
	return exportVerdict(x, lines, found), nil
}
