package config

import (
	"strings"
	"testing"
	"time"
)

func TestSettingsOfCheckpointsThatCannotWorkAreRefused(t *testing.T) {
	for name, c := range map[string]Config{
		"mail without a mail server": {Checkpoint: Checkpoint{Mail: "auditor@acme.example"}},
		"mail to no address": {
			SMTP: SMTP{Host: "mail.example", From: "portico@acme.example"}, Checkpoint: Checkpoint{Mail: "the auditor"},
		},
		"an address of another kind": {Checkpoint: Checkpoint{URL: "ftp://keeper:secret@acme.example"}},
		"an address without a host":  {Checkpoint: Checkpoint{URL: "https:///secret"}},
		"all the time":               {Checkpoint: Checkpoint{Every: time.Millisecond}},
		"mail in the past":           {Checkpoint: Checkpoint{MailEvery: -time.Hour}},
	} {
		err := c.Complete("127.0.0.1:8080")
		if err == nil || !strings.Contains(err.Error(), "PORTICO_CHECKPOINT_") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSettingsOfCheckpointsThatWorkAreTaken(t *testing.T) {
	c := Config{
		SMTP:       SMTP{Host: "mail.example", From: "portico@acme.example"},
		Checkpoint: Checkpoint{Mail: "Ada Auditor <auditor@acme.example>", URL: "https://keeper.acme.example/portico", Every: time.Minute},
	}
	if err := c.Complete("127.0.0.1:8080"); err != nil {
		t.Error(err)
	}
}
