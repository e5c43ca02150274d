package linkwatch

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/postgres"
)

// Kind is the name of the job that checks all links.
const Kind = "link-watch"

// Config of a Service. Zero values are the defaults.
type Config struct {
	// Every is how often links are checked by the clock, for what the pages say; 0 means never.
	Every time.Duration
	// Tries is how often a link that does not answer is asked within one run, Pause what lies between. Default 3, 2 seconds.
	Tries int
	Pause time.Duration
	// Workers is how many links are asked at the same time. Default 4.
	Workers int
	// Mails is whether letters can be sent.
	Mails bool
}

// Queue is where a check that somebody asked for is put: it runs when the transaction commits. ok is false where one waits
// already.
type Queue interface {
	Ask(ctx context.Context, tx pgx.Tx, kind string) (ok bool, err error)
}

// Service watches links. It is safe for concurrent use.
type Service struct {
	log      *audit.Log
	now      func() time.Time
	client   *http.Client
	journeys *journey.Service
	cfg      Config
	queue    Queue
}

// New makes a Service. client is the one of internal/outbound.
func New(log *audit.Log, now func() time.Time, client *http.Client, journeys *journey.Service, cfg Config) *Service {
	if cfg.Tries <= 0 {
		cfg.Tries = 3
	}
	if cfg.Pause <= 0 {
		cfg.Pause = 2 * time.Second
	}
	if cfg.Workers <= 0 {
		cfg.Workers = 4
	}
	return &Service{log: log, now: now, client: client, journeys: journeys, cfg: cfg}
}

// WorkIn gives the queue that AskCheck puts checks into. It is called once, before the service is used.
func (s *Service) WorkIn(q Queue) { s.queue = q }

// AskCheck has all links checked as soon as a process comes to it. A lead or an admin may. Kinds: Forbidden, Unavailable.
func (s *Service) AskCheck(ctx context.Context, actor access.Actor) error {
	return s.log.Change(ctx, actor, audit.LinkCheckAsked, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "link", ID: "all"}}
		if err := actor.Check(access.LinkSupply, access.Scope{}); err != nil {
			return entry, err
		}
		_, err := s.queue.Ask(ctx, tx.Tx, Kind)
		return entry, err
	})
}

// Check asks every link of the editions in use and records how each does. It is the job; a run that was cut short is simply
// run again. The error joins what could not be recorded.
func (s *Service) Check(ctx context.Context) error {
	all, _, err := s.targets(ctx)
	if err != nil {
		return err
	}
	states, _, err := readAll(ctx, s.log.DB(), s.now())
	if err != nil {
		return err
	}
	all = inTurn(all, s.journeys.Editions(), func(url string) time.Time { return states[url].CheckedAt })
	var mu sync.Mutex
	var failed []error
	work := make(chan Target)
	var workers sync.WaitGroup
	for range s.cfg.Workers {
		workers.Go(func() {
			for t := range work {
				r := s.ask(ctx, t)
				if ctx.Err() != nil {
					continue // What was cut short says nothing about the link.
				}
				if err := s.record(ctx, t, r); err != nil {
					mu.Lock()
					failed = append(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	for _, t := range all {
		work <- t
	}
	close(work)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(append(failed, s.finish(ctx, all))...)
}

// targets are the links of all editions in use, with what leads supplied and replaced.
func (s *Service) targets(ctx context.Context) ([]Target, []Missing, error) {
	live, err := s.journeys.Live(ctx)
	if err != nil {
		return nil, nil, err
	}
	replaced, err := s.journeys.Replacements(ctx)
	if err != nil {
		return nil, nil, err
	}
	given, err := suppliedLinks(ctx, s.log.DB())
	if err != nil {
		return nil, nil, err
	}
	editions := make([]journey.Edition, 0, len(live))
	for _, e := range live {
		editions = append(editions, replaced.In(e))
	}
	supplied := func(edition, key string) string { return replaced.Address(given[edition+"/"+key]) }
	return targets(editions, supplied), missing(editions, supplied), nil
}

// finish forgets what no edition leads to any more, and checks that are old.
func (s *Service) finish(ctx context.Context, all []Target) error {
	urls := make([]string, 0, len(all))
	for _, t := range all {
		urls = append(urls, t.URL)
	}
	return s.log.DB().Write(ctx, func(tx pgx.Tx) error { return postgres.Translate(tidy(ctx, tx, urls, s.now())) })
}
