package config

import (
	"fmt"
	"net/mail"
	"net/url"
	"time"
)

// Checkpoint says how the trail's checkpoints are signed and where they are kept outside the database.
type Checkpoint struct {
	Key       string        `env:"PORTICO_CHECKPOINT_KEY" help:"Key that signs checkpoints of the trail, as made by portico audit key; better given by PORTICO_CHECKPOINT_KEY_FILE. Default: one is made in the data directory, if there is one."`
	Every     time.Duration `env:"PORTICO_CHECKPOINT_EVERY" default:"10m" help:"How often a checkpoint is signed while the trail grows; 1,000 events do not wait for it."`
	Dir       string        `env:"PORTICO_CHECKPOINT_DIR" help:"Directory that gets each checkpoint as a file. Default: checkpoints in the data directory, if there is one."`
	File      string        `env:"PORTICO_CHECKPOINT_FILE" help:"File that each checkpoint is appended to."`
	Mail      string        `env:"PORTICO_CHECKPOINT_MAIL" help:"Auditor who gets the newest checkpoint by mail."`
	MailEvery time.Duration `env:"PORTICO_CHECKPOINT_MAIL_EVERY" default:"24h" help:"How often the auditor gets a mail at most."`
	URL       string        `env:"PORTICO_CHECKPOINT_URL" name:"url" help:"Address that each checkpoint is posted to as text."`
}

// check refuses settings that cannot work.
func (c Checkpoint) check(mails bool) error {
	if c.Every < 0 || (c.Every > 0 && c.Every < time.Second) {
		return fmt.Errorf("PORTICO_CHECKPOINT_EVERY %s is too short: a second is the least", c.Every)
	}
	if c.MailEvery < 0 {
		return fmt.Errorf("PORTICO_CHECKPOINT_MAIL_EVERY %s is less than nothing", c.MailEvery)
	}
	if c.Mail != "" {
		if _, err := mail.ParseAddress(c.Mail); err != nil {
			return fmt.Errorf("PORTICO_CHECKPOINT_MAIL %q is not an address", c.Mail)
		}
		if !mails {
			return fmt.Errorf("PORTICO_CHECKPOINT_MAIL is set and PORTICO_SMTP_HOST is not: without a mail server no mail is sent")
		}
	}
	if c.URL == "" {
		return nil
	}
	// The address is not repeated here: it may hold a password.
	if at, err := url.Parse(c.URL); err != nil || (at.Scheme != "https" && at.Scheme != "http") || at.Host == "" {
		return fmt.Errorf("PORTICO_CHECKPOINT_URL is not an address like https://keeper.example/portico")
	}
	return nil
}
