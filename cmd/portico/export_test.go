package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portico/internal/audit/seal"
	"portico/internal/config"
)

func TestAnOperatorWritesTheTrailToAFileAndNeverOverOne(t *testing.T) {
	c := settings(t)
	create := adminCreateCmd{Config: c, Email: "victor@acme.example", Name: "Victor Lindqvist"}
	if err := create.run(t.Context(), &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "trail.zip")
	write := exportTrailCmd{Config: c, exportFile: exportFile{Format: "csv", Out: name}}
	if err := write.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	body, err := z.Open(seal.ManifestFile)
	if err != nil {
		t.Fatal(err)
	}
	var m seal.Manifest
	if err := json.NewDecoder(body).Decode(&m); err != nil || !m.Whole || m.MadeBy != "operator" || m.Version != version || m.Files[0].Rows == 0 {
		t.Errorf("the manifest is %+v, %v", m, err)
	}
	var usage usageError
	if err := write.Run(t.Context()); !errors.As(err, &usage) {
		t.Errorf("over a file that is there: %v", err)
	}
}

func TestAnExportThatIsStoppedLeavesNoFile(t *testing.T) {
	c := settings(t)
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	write := exportLedgerCmd{Config: c, exportFile: exportFile{Format: "xlsx", Out: filepath.Join(dir, "ledger.zip")}}
	if err := write.Run(ctx); err == nil {
		t.Error("a command that was stopped ended well")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	write.AsOf = "yesterday"
	var usage usageError
	if err := write.Run(t.Context()); !errors.As(err, &usage) || !strings.Contains(err.Error(), "--as-of") {
		t.Errorf("a day that is none: %v", err)
	}
	write.AsOf = "2999-01-01T00:00:00Z"
	if err := write.Run(t.Context()); err == nil || strings.Contains(err.Error(), "invalid") {
		t.Errorf("a day that is to come: %v", err)
	}
}

func TestAnExportOfNoDatabaseMakesNone(t *testing.T) {
	dir := t.TempDir()
	write := exportLedgerCmd{Config: config.Config{DataDir: dir}, exportFile: exportFile{Format: "jsonl", Out: filepath.Join(dir, "ledger.zip")}}
	var usage usageError
	if err := write.Run(t.Context()); !errors.As(err, &usage) || !strings.Contains(err.Error(), "there is no database in "+dir) {
		t.Errorf("an export of nothing: %v", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, demoDir, "postgres", "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := write.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "--data-dir "+filepath.Join(dir, demoDir)) {
		t.Errorf("an export beside a demo: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v is left, %v", left, err)
	}
}
