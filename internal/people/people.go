package people

import (
	"time"

	"portico/internal/audit"
)

// Config is what an installation decides.
type Config struct {
	// InvitationLifetime is how long an invitation can be accepted; 0 means seven days.
	InvitationLifetime time.Duration
	// Edition is the journey that a new developer or lead starts.
	Edition string
	// Mails is true where a mail server is set: invitations are then sent, otherwise handed over as links.
	Mails bool
	// FreeMail reports whether a mail domain is one where anybody gets an address; nil means none is.
	FreeMail func(domain string) bool
}

// Service is the door to people. It is safe for concurrent use.
type Service struct {
	log *audit.Log
	now func() time.Time
	cfg Config
}

// New makes a Service that writes through log.
func New(log *audit.Log, now func() time.Time, cfg Config) *Service {
	if cfg.InvitationLifetime == 0 {
		cfg.InvitationLifetime = 7 * 24 * time.Hour
	}
	if cfg.FreeMail == nil {
		cfg.FreeMail = func(string) bool { return false }
	}
	return &Service{log: log, now: now, cfg: cfg}
}

// Mails reports whether invitations are sent by mail.
func (s *Service) Mails() bool { return s.cfg.Mails }

// clock is the time as the database keeps it: UTC, to the microsecond.
func (s *Service) clock() time.Time { return s.now().UTC().Truncate(time.Microsecond) }
