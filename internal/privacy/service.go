package privacy

import (
	"time"

	"portico/internal/audit"
)

// Service is the door to privacy. It is safe for concurrent use.
type Service struct {
	log *audit.Log
	now func() time.Time
}

// New makes a Service that writes through log.
func New(log *audit.Log, now func() time.Time) *Service { return &Service{log: log, now: now} }

// clock is the time as the database keeps it: UTC, to the microsecond.
func (s *Service) clock() time.Time { return s.now().UTC().Truncate(time.Microsecond) }
