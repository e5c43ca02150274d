package signin

import (
	"context"
	"time"

	"portico/internal/apperr"
)

// Failures that are forgiven in one window.
const (
	accountLimit = 10 // of one account, by strangers
	deviceLimit  = 10 // of one account, by one browser that it knows
	addressLimit = 50 // of one client address
	askLimit     = 3  // new passwords asked for by mail, of one account
	askAddress   = 20 // the same, of one client address
	limitWindow  = 15 * time.Minute
)

// tooMany is one sentence for known and unknown accounts alike.
func tooMany() error {
	return apperr.New(apperr.TooMany, "Too many attempts. Wait a quarter of an hour and try again; a browser that has signed in here before is not held up by others.")
}

// attempt counts a try before it is judged, so that tries at the same moment cannot all slip under the limit. A try that
// turns out well is given back. Counters live in the database: all processes share them. Each is one statement of its own,
// so that no two wait for each other in a circle.
func (s *Service) attempt(ctx context.Context, name string, limit int32) (within bool, err error) {
	now := s.clock()
	failures, err := countAttempt(ctx, s.log.DB(), name, now, now.Add(-limitWindow))
	return failures <= limit, err
}

// guesses are the counters that one try at signing in was counted in.
type guesses []string

func (s *Service) giveBack(ctx context.Context, g guesses) error {
	for _, name := range g {
		if err := giveBackAttempt(ctx, s.log.DB(), name); err != nil {
			return err
		}
	}
	return nil
}

// admit counts a try and refuses it when a budget is spent. A browser that knows the account is counted by itself alone. A
// stranger is counted by address first: an address that has spent its own budget cannot spend that of an account as well.
// Kind: TooMany.
func (s *Service) admit(ctx context.Context, key []byte, in SignIn, account string) (guesses, error) {
	if device := deviceOf(key, account, in.Device); device != "" {
		return s.admitAll(ctx, budget{counter(key, "device", account, device), deviceLimit})
	}
	return s.admitAll(ctx, budget{counter(key, "address", network(in.Address)), addressLimit}, budget{counter(key, "account", account), accountLimit})
}

type budget struct {
	name  string
	limit int32
}

func (s *Service) admitAll(ctx context.Context, budgets ...budget) (guesses, error) {
	var g guesses
	for _, b := range budgets {
		within, err := s.attempt(ctx, b.name, b.limit)
		if err != nil {
			return g, err
		}
		if !within {
			return g, tooMany()
		}
		g = append(g, b.name)
	}
	return g, nil
}
