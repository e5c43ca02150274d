package proof

import (
	"context"
	"sync"
	"time"

	"portico/internal/spaces"
)

// health remembers for a minute whether the vendor answered, so that pages do not ask it each time.
type health struct {
	mu     sync.Mutex
	asking map[string]bool
	known  map[string]lookedAt
}

type lookedAt struct {
	up bool
	at time.Time
}

func newHealth() *health { return &health{asking: map[string]bool{}, known: map[string]lookedAt{}} }

// lookEvery is how old an answer may be, lookFor how long a page waits for a new one.
const (
	lookEvery = time.Minute
	lookFor   = 1500 * time.Millisecond
)

// up says whether the vendor's last answer was a good one. One caller at a time asks anew; the others take what is known.
func (s *Service) up(ctx context.Context, hosts spaces.Hosts) bool {
	h, now := s.health, s.now()
	h.mu.Lock()
	last, known := h.known[hosts.API]
	if known && now.Sub(last.at) < lookEvery || h.asking[hosts.API] {
		h.mu.Unlock()
		return last.up || !known
	}
	h.asking[hosts.API] = true
	h.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, lookFor)
	defer cancel()
	answer, err := s.vendor.ServiceConfiguration(ctx, hosts)
	// A vendor that says no is there; only silence and disorder count against it.
	up := err == nil && answer.Up || spaces.KindOf(err) == spaces.Refused
	h.note(hosts, up, now)
	return up
}

// note remembers how a call to the vendor went.
func (h *health) note(hosts spaces.Hosts, up bool, at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.asking, hosts.API)
	h.known[hosts.API] = lookedAt{up, at}
}
