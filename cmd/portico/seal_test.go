package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/config"
	"portico/internal/notify"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestAKeyIsMadeOnceInTheDataDirectoryAndShown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	c := config.Config{Addr: "127.0.0.1:8080", BaseURL: "https://portico.acme.example", DatabaseURL: "postgres://db/portico", DataDir: dir}
	var shown bytes.Buffer
	if err := (&auditKeyCmd{Config: c}).run(t.Context(), &shown); err == nil {
		t.Errorf("a key was shown before one was made: %s", shown.String())
	}
	if err := makeSigningKey(&c, quiet()); err != nil {
		t.Fatal(err)
	}
	first, err := signingKey(&c)
	if err != nil || seal.KeyName(first) != "portico.acme.example/trail" {
		t.Fatalf("the key is for %q, %v", seal.KeyName(first), err)
	}
	c.BaseURL = "https://elsewhere.acme.example"
	if err := makeSigningKey(&c, quiet()); err != nil {
		t.Fatal(err)
	}
	if again, err := signingKey(&c); err != nil || again != first {
		t.Errorf("a second start made another key: %v", err)
	}
	public, err := os.ReadFile(filepath.Join(dir, audit.VerifierFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := (&auditKeyCmd{Config: c}).run(t.Context(), &shown); err != nil || shown.String() != string(public) {
		t.Errorf("it shows %q, %v, want %q", shown.String(), err, public)
	}
}

func TestAPairOfKeysFitsTogetherAndAGivenKeyGoesFirst(t *testing.T) {
	c := config.Config{Addr: "127.0.0.1:8080", DatabaseURL: "postgres://db/portico"}
	var out bytes.Buffer
	if err := (&auditKeyCmd{Config: c, New: true, Origin: "portico.acme.example/trail"}).run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	signer, verifier := lines[1], lines[4]
	if again, err := seal.VerifierOf(signer); err != nil || again != verifier {
		t.Errorf("%q does not belong to the signing key: %v", verifier, err)
	}
	c.Checkpoint.Key, c.DataDir = signer, t.TempDir()
	if err := makeSigningKey(&c, quiet()); err != nil {
		t.Fatal(err)
	}
	if got, err := signingKey(&c); err != nil || got != signer {
		t.Errorf("the key that is set is not used: %v", err)
	}
	if entries, err := os.ReadDir(c.DataDir); err != nil || len(entries) != 0 {
		t.Errorf("a key was made beside the one that is set: %v, %v", entries, err)
	}
	if err := (&auditKeyCmd{Config: c, New: true, Origin: "two words"}).run(t.Context(), &out); err == nil {
		t.Error("an origin with a blank was taken")
	}
}

func TestCheckpointsGoWhereverIsSet(t *testing.T) {
	signer, _, err := seal.NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	targets := func(c config.Config) string {
		t.Helper()
		log := audit.New(nil, quiet())
		places, err := sealing(&c, log, notify.NewPost(nil, nil, notify.None{}, "https://portico.acme.example"))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range places {
			names = append(names, p.Target())
		}
		return strings.Join(names, ", ")
	}
	for name, want := range map[string]struct {
		config config.Config
		places string
	}{
		"no key": {config.Config{DatabaseURL: "x", Checkpoint: config.Checkpoint{Dir: "/out"}}, ""},
		"a data directory": {
			config.Config{DatabaseURL: "x", DataDir: "/data", Checkpoint: config.Checkpoint{Key: signer}}, "directory /data/checkpoints",
		},
		"all": {
			config.Config{DatabaseURL: "x", DataDir: "/data", Checkpoint: config.Checkpoint{
				Key: signer, Dir: "/out", File: "/out.txt", Mail: "ada@acme.example", URL: "https://keeper.example/portico?token=x",
			}}, "directory /out, file /out.txt, mail to ada@acme.example, post to https://keeper.example/portico",
		},
	} {
		if got := targets(want.config); got != want.places {
			t.Errorf("%s: %q, want %q", name, got, want.places)
		}
	}
	bad := config.Config{DatabaseURL: "x", Checkpoint: config.Checkpoint{Key: "no key"}}
	if _, err := sealing(&bad, audit.New(nil, quiet()), nil); err == nil {
		t.Error("a key that is none was taken")
	}
}
