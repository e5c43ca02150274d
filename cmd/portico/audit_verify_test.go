package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/postgres"
)

// sealedSite is an installation with a sealed trail of three events and its checkpoint outside, beside the database.
func sealedSite(t *testing.T) config.Config {
	t.Helper()
	c := settings(t)
	c.DataDir = t.TempDir()
	signer, _, err := audit.MakeKeyIn(c.DataDir, "portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), c.DatabaseURL, postgres.Options{MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	log := audit.New(db, slog.New(slog.DiscardHandler))
	if err := log.SignWith(signer); err != nil {
		t.Fatal(err)
	}
	for _, slug := range []string{"payments", "bridge", "tools"} {
		err := log.Change(t.Context(), access.OperatorActor(), audit.TeamCreated, func(*audit.Tx) (audit.Entry, error) {
			return audit.Entry{Subject: audit.Subject{Kind: "team", ID: postgres.NewID()}, After: map[string]string{"slug": slug}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var made audit.Signed
	for end := time.Now().Add(time.Minute); made.Size < 3 && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if made, err = log.Checkpoint(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := audit.NewDirectory(filepath.Join(c.DataDir, "checkpoints")).Publish(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	return c
}

// tamper runs a statement as the owner, whom no trigger holds.
func tamper(t *testing.T, address, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), `SET session_replication_role = replica; `+statement); err != nil {
		t.Fatal(err)
	}
}

func wantPrinted(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("it prints\n%swant %q in it", text, part)
		}
	}
}

func TestATrailIsVerifiedAtTheCommandLineAndTheFirstBadEventNamed(t *testing.T) {
	c := sealedSite(t)
	var out, aside bytes.Buffer
	verify := auditVerifyCmd{Config: c}
	if err := verify.run(t.Context(), &out, &aside); err != nil {
		t.Fatalf("%v:\n%s", err, out.String())
	}
	wantPrinted(t, out.String(), "3 events sealed without a break on ", "1 checkpoint holds, and 1 from outside.", "0 lines of the ledger agree with the trail.")
	if aside.Len() > 0 {
		t.Errorf("it warns:\n%s", aside.String())
	}
	tamper(t, c.DatabaseURL, `UPDATE event SET action = 'team.renamed' WHERE id = (SELECT event_id FROM seal WHERE seq = 1)`)
	out.Reset()
	if err := verify.run(t.Context(), &out, &aside); !errors.Is(err, errBad) {
		t.Errorf("a changed event: %v", err)
	}
	wantPrinted(t, out.String(), "The first bad event is 2 (seq 1): its action was changed: the seal says team.created, the table says team.renamed.\n")
	out.Reset()
	verify.JSON = true
	if err := verify.run(t.Context(), &out, &aside); !errors.Is(err, errBad) {
		t.Errorf("a changed event: %v", err)
	}
	var said verdict
	if err := json.Unmarshal(out.Bytes(), &said); err != nil || said.Holds || said.Found != 1 || said.Findings[0].Event != 2 || said.Events != 3 {
		t.Errorf("as JSON: %+v, %v", said, err)
	}
}

func TestWhoeverMayReadTheTablesMayVerifyThem(t *testing.T) {
	c := sealedSite(t)
	address, err := url.Parse(c.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	q := address.Query()
	q.Set("options", "-crole=portico_reader")
	address.RawQuery = q.Encode()
	c.DatabaseURL = address.String()
	var out bytes.Buffer
	verify := auditVerifyCmd{Config: c, Keys: []string{filepath.Join(c.DataDir, audit.VerifierFile)}}
	if err := verify.run(t.Context(), &out, io.Discard); err != nil {
		t.Errorf("%v:\n%s", err, out.String())
	}
}

func TestVerifyingSaysWhatItLacks(t *testing.T) {
	c := sealedSite(t)
	outside := filepath.Join(c.DataDir, "checkpoints")
	noKey := c
	noKey.DataDir = ""
	empty := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(empty, []byte("nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := c
	nowhere.DatabaseURL, nowhere.DataDir = "", t.TempDir()
	for name, one := range map[string]struct {
		command auditVerifyCmd
		usage   bool
		want    string
	}{
		"checkpoints and no key":        {auditVerifyCmd{Config: noKey}, true, "no key to check them with"},
		"outside checkpoints, no key":   {auditVerifyCmd{Config: noKey, Checkpoints: []string{outside}}, true, "no key to check them with"},
		"a key that is none":            {auditVerifyCmd{Config: c, Keys: []string{"a+b"}}, true, "the verifying key is not one"},
		"a key that is not there":       {auditVerifyCmd{Config: c, Keys: []string{"nothing.pub"}}, true, "read the verifying key"},
		"a checkpoint that is none":     {auditVerifyCmd{Config: c, Checkpoints: []string{empty}}, true, "holds no checkpoint"},
		"a checkpoint not there":        {auditVerifyCmd{Config: c, Checkpoints: []string{empty + "x"}}, true, "no such file"},
		"no database":                   {auditVerifyCmd{Config: nowhere}, true, "there is no database in"},
		"no export":                     {auditVerifyCmd{Config: c, File: empty + "x"}, true, "no such file"},
		"a file that is no export":      {auditVerifyCmd{Config: c, File: empty}, false, "cannot be read as an export"},
		"an export, outside and no key": {auditVerifyCmd{Config: c, File: emptyArchive(t), Checkpoints: []string{outside}}, true, "a key from outside"},
		"an archive that is no export":  {auditVerifyCmd{Config: c, File: emptyArchive(t)}, false, "not an export of Portico"},
	} {
		err := one.command.run(t.Context(), io.Discard, io.Discard)
		var usage usageError
		if err == nil || !strings.Contains(err.Error(), one.want) || errors.As(err, &usage) != one.usage {
			t.Errorf("%s: %v (usage %v), want %q", name, err, errors.As(err, &usage), one.want)
		}
	}
}

func emptyArchive(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "empty.zip")
	// The end of a ZIP file that has no files.
	if err := os.WriteFile(path, append([]byte("PK\x05\x06"), make([]byte, 18)...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADatabaseOfAnOlderVersionSaysSo(t *testing.T) {
	for name, statement := range map[string]string{
		"older":  `DELETE FROM goose_db_version WHERE version_id > 70`,
		"empty":  `DROP TABLE goose_db_version`,
		"a lack": `ALTER TABLE seal RENAME TO seal_of_old`,
	} {
		c := settings(t)
		tamper(t, c.DatabaseURL, statement)
		verify := auditVerifyCmd{Config: c}
		err := verify.run(t.Context(), io.Discard, io.Discard)
		var usage usageError
		if !errors.Is(err, postgres.ErrOlder) || errors.As(err, &usage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFreshDatabaseVerifies(t *testing.T) {
	var out, aside bytes.Buffer
	verify := auditVerifyCmd{Config: settings(t)}
	if err := verify.run(t.Context(), &out, &aside); err != nil {
		t.Fatal(err)
	}
	wantPrinted(t, out.String(), "No event is sealed yet.", "0 checkpoints hold.")
	wantPrinted(t, aside.String(), "No checkpoint from outside was compared")
}
