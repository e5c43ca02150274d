package proof

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/spaces"
)

// Vendor is what a proof asks of the vendor: a spaces.Client over the network, or the stand-in of a test.
type Vendor interface {
	AuthorizeURL(h spaces.Hosts, r spaces.AuthorizeRequest) (string, error)
	Exchange(ctx context.Context, h spaces.Hosts, r spaces.ExchangeRequest) (spaces.Token, error)
	Me(ctx context.Context, h spaces.Hosts, t spaces.Token) (spaces.Account, error)
	Colleagues(ctx context.Context, h spaces.Hosts, t spaces.Token, search string) ([]spaces.Colleague, error)
	Revoke(ctx context.Context, h spaces.Hosts, t spaces.Token, clientID string) error
	ServiceConfiguration(ctx context.Context, h spaces.Hosts) (spaces.ServiceConfiguration, error)
}

// Config is what the service has to be told.
type Config struct {
	// BaseURL is where people reach Portico; the vendor sends them back to addresses below it.
	BaseURL string
}

// Service is the door to proofs. One process has one: what it remembers of proofs on their way is in no other.
type Service struct {
	log      *audit.Log
	now      func() time.Time
	vendor   Vendor
	journeys *journey.Service
	cfg      Config
	keep     *keeper
	health   *health
	// key is the server's key for one-time addresses, read once.
	key atomic.Pointer[[]byte]
}

// New makes a Service that writes through log and asks the vendor.
func New(log *audit.Log, now func() time.Time, vendor Vendor, journeys *journey.Service, cfg Config) *Service {
	cfg.BaseURL = strings.TrimRight(cfg.BaseURL, "/")
	return &Service{log: log, now: now, vendor: vendor, journeys: journeys, cfg: cfg, keep: newKeeper(), health: newHealth()}
}

// clock is the time as the database keeps it.
func (s *Service) clock() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// returnPath is where the vendor sends people back to, below the base URL.
const returnPath = "/proof/return"

func (s *Service) redirectURI() string { return s.cfg.BaseURL + returnPath }
