package signin

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/alexedwards/argon2id"

	"portico/internal/audit"
	"portico/internal/people"
)

// Config is what an installation decides.
type Config struct {
	// ResetLifetime is how long a link for a new password works; 0 means one hour.
	ResetLifetime time.Duration
	// AdminLinkLifetime is how long a link works that an admin or an operator hands over; 0 means one day.
	AdminLinkLifetime time.Duration
	// Mails is true where a mail server is set: a forgotten password is then helped by mail.
	Mails bool
}

// Service is the door to signing in. It is safe for concurrent use.
type Service struct {
	log    *audit.Log
	people *people.Service
	now    func() time.Time
	cfg    Config
	// hashing holds as many places as there are processors: each hash takes 19 MiB and a whole processor.
	hashing chan struct{}
	// strength is what new passwords are hashed with; nobody is a hash of the same strength that fits no password.
	strength *argon2id.Params
	nobody   string
	// hashes counts the passwords that were hashed or compared, so that a test can hold two answers to the same work.
	hashes atomic.Int64
	// serverKey is kept once it was read; it never changes.
	serverKey atomic.Pointer[[]byte]
}

// New makes a Service that writes through log.
func New(log *audit.Log, p *people.Service, now func() time.Time, cfg Config) *Service {
	if cfg.ResetLifetime == 0 {
		cfg.ResetLifetime = time.Hour
	}
	if cfg.AdminLinkLifetime == 0 {
		cfg.AdminLinkLifetime = 24 * time.Hour
	}
	return &Service{
		log: log, people: p, now: now, cfg: cfg, hashing: make(chan struct{}, runtime.GOMAXPROCS(0)),
		strength: strength(), nobody: nobodysHash,
	}
}

// Mails reports whether a forgotten password is helped by mail.
func (s *Service) Mails() bool { return s.cfg.Mails }

// Hashes is how many passwords this process has hashed or compared.
func (s *Service) Hashes() int64 { return s.hashes.Load() }

// clock is the time as the database keeps it: UTC, to the microsecond.
func (s *Service) clock() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// hashed waits for a place and does one piece of hashing. Kind: Unavailable when the request ends first.
func (s *Service) hashed(ctx context.Context, work func() error) error {
	select {
	case s.hashing <- struct{}{}:
	case <-ctx.Done():
		return busy(ctx.Err())
	}
	defer func() { <-s.hashing }()
	s.hashes.Add(1)
	return work()
}
