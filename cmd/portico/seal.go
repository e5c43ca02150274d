package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"

	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/notify"
	"portico/internal/pgprivate"
)

// dataDir is where Portico keeps files of its own; empty where the database is given and no directory is.
func dataDir(c *config.Config) (string, error) {
	if c.DataDir != "" || c.DatabaseURL != "" {
		return c.DataDir, nil
	}
	return pgprivate.DefaultDataDir()
}

// signingKey is the key of checkpoints: the one that is set, else the one in the data directory; empty where there is none.
func signingKey(c *config.Config) (string, error) {
	if c.Checkpoint.Key != "" {
		return c.Checkpoint.Key, nil
	}
	dir, err := dataDir(c)
	if err != nil || dir == "" {
		return "", err
	}
	return audit.KeyIn(dir)
}

// origin is what the trail is called from the day its key is made: where people reach Portico by then.
func origin(c *config.Config) string {
	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Host == "" {
		return "portico/trail"
	}
	return base.Host + "/trail"
}

// makeSigningKey makes the key of checkpoints at the first start with a data directory, and shows its verifying key, once.
func makeSigningKey(c *config.Config, log *slog.Logger) error {
	dir, err := dataDir(c)
	if err != nil {
		return err
	}
	if c.Checkpoint.Key != "" {
		return nil
	}
	if dir == "" {
		log.Warn("checkpoints of the trail are not signed: set PORTICO_CHECKPOINT_KEY, or PORTICO_DATA_DIR to have a key made")
		return nil
	}
	_, made, err := audit.MakeKeyIn(dir, origin(c))
	if err != nil || !made {
		return err
	}
	fmt.Printf("Checkpoints of the trail are signed with a new key. Give everyone who is to verify them the file %s\n",
		filepath.Join(dir, audit.VerifierFile))
	return nil
}

// sealing gives the trail its key, and says where its checkpoints go.
func sealing(c *config.Config, trail *audit.Log, post *notify.Post) ([]audit.Publisher, error) {
	signer, err := signingKey(c)
	if err != nil || signer == "" {
		return nil, err
	}
	if err := trail.SignWith(signer); err != nil {
		return nil, usageError{fmt.Errorf("PORTICO_CHECKPOINT_KEY: %w", err)}
	}
	var publishers []audit.Publisher
	dir := c.Checkpoint.Dir
	if dir == "" && c.DataDir != "" {
		dir = filepath.Join(c.DataDir, "checkpoints")
	}
	if dir != "" {
		publishers = append(publishers, audit.NewDirectory(dir))
	}
	if c.Checkpoint.File != "" {
		publishers = append(publishers, audit.NewFile(c.Checkpoint.File))
	}
	if c.Checkpoint.Mail != "" {
		auditor, err := post.CheckpointMail(c.Checkpoint.Mail, c.Checkpoint.MailEvery, trail.Verifier())
		if err != nil {
			return nil, usageError{err}
		}
		publishers = append(publishers, auditor)
	}
	if c.Checkpoint.URL != "" {
		place, err := notify.NewCheckpointURL(c.Checkpoint.URL)
		if err != nil {
			return nil, usageError{err}
		}
		publishers = append(publishers, place)
	}
	return publishers, nil
}

// seal seals the trail until ctx ends.
func (s *site) seal(ctx context.Context) {
	audit.NewSealer(s.trail, audit.SealerOptions{Every: s.config.Checkpoint.Every, Publishers: s.publishers}).Run(ctx)
}
