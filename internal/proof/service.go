package proof

import (
	"context"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
)

// Vendor is what a proof asks of the vendor: spaces.Client over the network, or the stand-in of a test.
type Vendor interface{}

// Config is what the service has to be told.
type Config struct {
	// BaseURL is where people reach Portico; the vendor sends them back to addresses below it.
	BaseURL string
}

// Service is the door to proofs.
type Service struct {
	log      *audit.Log
	now      func() time.Time
	vendor   Vendor
	journeys *journey.Service
	cfg      Config
}

// New makes a Service.
func New(log *audit.Log, now func() time.Time, vendor Vendor, journeys *journey.Service, cfg Config) *Service {
	return &Service{log: log, now: now, vendor: vendor, journeys: journeys, cfg: cfg}
}

func (s *Service) off() error { return apperr.New(apperr.Unavailable, "Proof is not there yet.") }

// Offer says what "Prove it" has for the actor's app, or with an empty appID for all of their own apps.
func (s *Service) Offer(ctx context.Context, actor access.Actor, appID string) (Offer, error) {
	return Offer{}, s.off()
}

// Start begins a proof and gives the vendor's page.
func (s *Service) Start(ctx context.Context, actor access.Actor, in StartInput) (Started, error) {
	return Started{}, s.off()
}

// Return takes what came back from the vendor.
func (s *Service) Return(ctx context.Context, actor access.Actor, in ReturnInput) (Proof, error) {
	return Proof{}, s.off()
}

// Show is one proof.
func (s *Service) Show(ctx context.Context, actor access.Actor, id string) (Proof, error) {
	return Proof{}, s.off()
}

// MakeChallenge makes a one-time address for an app.
func (s *Service) MakeChallenge(ctx context.Context, actor access.Actor, appID string) (Challenge, error) {
	return Challenge{}, s.off()
}

// Cancel ends a proof that is on the way.
func (s *Service) Cancel(ctx context.Context, actor access.Actor, id string) error { return s.off() }

// Decide takes a lead's word about another account or a shared app.
func (s *Service) Decide(ctx context.Context, actor access.Actor, in DecideInput) error { return s.off() }

// ForApp lists the proofs of an app, newest first.
func (s *Service) ForApp(ctx context.Context, actor access.Actor, appID string) ([]Proof, error) {
	return nil, s.off()
}

// ForMember lists a member's proofs, newest first.
func (s *Service) ForMember(ctx context.Context, actor access.Actor, memberID string) ([]Proof, error) {
	return nil, s.off()
}
