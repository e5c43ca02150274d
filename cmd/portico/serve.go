package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"portico/handlers"
	"portico/internal/audit"
	"portico/internal/config"
	"portico/internal/postgres"
	"portico/internal/signin"
)

// Time limits of the listener. A page has its own, shorter deadline in handlers; files may be written for longer.
const (
	readHeaders = 5 * time.Second
	readBody    = 30 * time.Second
	writeAnswer = 30 * time.Second
	keepAlive   = 2 * time.Minute
	drainFor    = 20 * time.Second
)

type serveCmd struct{ config.Config }

// Run serves until it is told to stop.
func (s *serveCmd) Run(ctx context.Context) error { return serve(ctx, &s.Config, nil) }

// serve opens everything in order, runs prepare (the demo's data) and answers requests until ctx ends.
func serve(ctx context.Context, c *config.Config, prepare func(context.Context, *site) error) error {
	log := newLog()
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("%s cannot be listened on (is Portico running already? PORTICO_ADDR chooses another): %w", c.Addr, err)
	}
	defer func() { _ = listener.Close() }()
	if err := c.Complete(listener.Addr().String()); err != nil {
		return usageError{err}
	}
	server, err := database(ctx, c, log)
	if err != nil {
		return err
	}
	defer server.stop()
	if err := makeSigningKey(c, log); err != nil {
		return err
	}
	site, err := open(ctx, c, log)
	if err != nil {
		return err
	}
	defer site.db.Close()
	if prepare != nil {
		if err := prepare(ctx, site); err != nil {
			return err
		}
	}
	fmt.Printf("Portico is ready at %s\n", c.BaseURL)
	if err := site.printSetupLink(ctx); err != nil {
		return err
	}
	// What works beside the pages ends before the pool is closed, also when it is the listener that failed.
	ctx, stopBeside := context.WithCancel(ctx)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer stopBeside()
	beside.Go(func() { site.clean(ctx) })
	beside.Go(func() { site.services.Post.Run(ctx, log) })
	beside.Go(func() { site.seal(ctx) })
	beside.Go(func() { site.work(ctx) })
	if c.MetricsAddr != "" {
		stop, err := site.listenMetrics()
		if err != nil {
			return err
		}
		defer stop()
	}
	return site.answer(ctx, listener)
}

// site is everything that serves people, wired.
type site struct {
	config   *config.Config
	db       *postgres.DB
	trail    *audit.Log
	services handlers.Services
	pages    *handlers.Server
	log      *slog.Logger
	// publishers take the trail's checkpoints out of the database's reach.
	publishers []audit.Publisher
}

// open migrates, connects, wires, and goes on where the trail ended.
func open(ctx context.Context, c *config.Config, log *slog.Logger) (*site, error) {
	if err := postgres.Migrate(ctx, c.MigrateURL(), log); err != nil {
		return nil, err
	}
	db, err := postgres.Open(ctx, c.DatabaseURL, postgres.Options{})
	if err != nil {
		return nil, err
	}
	if !db.Restricted() {
		log.Warn("the database did not let Portico work under its own role: the triggers still protect the trail")
	}
	s, err := wire(c, db, log)
	if err != nil {
		db.Close()
		return nil, err
	}
	// Nothing is written before this. What it finds is recorded and shown; it is no reason to shut people out.
	if err := s.trail.Continue(ctx, audit.Readable(s.publishers)...); err != nil {
		log.Error("the trail could not be compared with the checkpoints outside", "err", err)
	}
	return s, nil
}

// wire makes everything that serves people out of the database.
func wire(c *config.Config, db *postgres.DB, log *slog.Logger) (*site, error) {
	trail := audit.New(db, log)
	sessions := signin.NewSessions(db, signin.SessionOptions{Lifetime: c.SessionLifetime, Idle: c.SessionIdle, Secure: c.Secure()})
	services, err := handlers.NewServices(trail, time.Now, *c)
	if err != nil {
		return nil, err
	}
	publishers, err := sealing(c, trail, services.Post)
	if err != nil {
		return nil, err
	}
	proxies, err := c.Proxies()
	if err != nil {
		return nil, usageError{err}
	}
	pages := handlers.New(handlers.Deps{
		Services: services, DB: db, Sessions: sessions, Log: log, Now: time.Now, Version: version,
		BaseURL: c.BaseURL, Secure: c.Secure(), Proxies: proxies,
	})
	return &site{config: c, db: db, trail: trail, services: services, pages: pages, log: log, publishers: publishers}, nil
}

// answer serves until ctx ends, then lets requests finish: /readyz says 503 first.
func (s *site) answer(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:           s.pages.Handler(),
		ReadHeaderTimeout: readHeaders, ReadTimeout: readBody, WriteTimeout: writeAnswer, IdleTimeout: keepAlive,
		MaxHeaderBytes: 64 << 10,
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.pages.Drain()
	s.log.Info("stopping: requests finish first")
	time.Sleep(s.config.DrainDelay)
	ending, cancel := context.WithTimeout(context.Background(), drainFor)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return fmt.Errorf("some requests did not finish in %s: %w", drainFor, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// printSetupLink shows the one-time link to /setup while there is no admin. It goes to the terminal, never to the log.
func (s *site) printSetupLink(ctx context.Context) error {
	token, err := s.services.SignIn.MakeSetupLink(ctx)
	if err != nil || token == "" {
		return err
	}
	fmt.Printf("Make the first admin here, once: %s/setup?token=%s\n", s.config.BaseURL, token)
	return nil
}

// clean takes expired sessions, counters and form keys away each hour, and what the retention says.
func (s *site) clean(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := s.services.SignIn.Clean(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("old sessions could not be cleaned away", "err", err)
		}
		if err := s.services.Privacy.Clean(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("what was kept long enough could not be taken away", "err", err)
		}
		if err := s.services.Evidence.Clean(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("files that were taken back could not be cleared", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *site) listenMetrics() (stop func(), err error) {
	listener, err := net.Listen("tcp", s.config.MetricsAddr)
	if err != nil {
		return nil, fmt.Errorf("PORTICO_METRICS_ADDR: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", s.pages.MetricsHandler())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: readHeaders, ReadTimeout: readBody, WriteTimeout: writeAnswer}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("metrics stopped", "err", err)
		}
	}()
	return func() { _ = server.Close() }, nil
}
