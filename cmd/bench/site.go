package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/handlers"
	"portico/internal/audit"
	"portico/internal/benchdata"
	"portico/internal/config"
	"portico/internal/postgres"
	"portico/internal/signin"
)

// site is Portico on a database of its own, with a signed-in auditor.
type site struct {
	name   string
	admin  string
	url    string
	db     *postgres.DB
	server *httptest.Server
	client *http.Client
	cookie *http.Cookie
}

// openSite makes a database with that many lines of the ledger and events, and serves it.
func openSite(ctx context.Context, server string, grants, events int) (*site, error) {
	s := &site{name: "portico_bench_" + strings.ReplaceAll(postgres.NewID(), "-", ""), admin: server}
	if err := execute(ctx, server, "CREATE DATABASE "+s.name); err != nil {
		return nil, err
	}
	address, err := url.Parse(server)
	if err != nil {
		return nil, fmt.Errorf("read the address of the server: %w", err)
	}
	address.Path = "/" + s.name
	s.url = address.String()
	if err := s.fill(ctx, grants, events); err != nil {
		s.close()
		return nil, err
	}
	if err := s.serve(ctx); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func execute(ctx context.Context, address, statement string) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

func (s *site) fill(ctx context.Context, grants, events int) error {
	quiet := slog.New(slog.DiscardHandler)
	if err := postgres.Migrate(ctx, s.url, quiet); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	began := time.Now()
	if err := benchdata.Grants(ctx, conn, grants); err != nil {
		return fmt.Errorf("write %d lines of the ledger: %w", grants, err)
	}
	if err := benchdata.Events(ctx, conn, events); err != nil {
		return fmt.Errorf("write %d events: %w", events, err)
	}
	if _, err := conn.Exec(ctx, "VACUUM ANALYZE"); err != nil {
		return fmt.Errorf("let the planner know the data: %w", err)
	}
	fmt.Printf("made %d lines of the ledger and %d events in %s\n", grants, events, time.Since(began).Round(time.Second))
	return nil
}

func (s *site) serve(ctx context.Context) error {
	db, err := postgres.Open(ctx, s.url, postgres.Options{MaxConns: 16})
	if err != nil {
		return err
	}
	s.db = db
	quiet := slog.New(slog.DiscardHandler)
	trail := audit.New(db, quiet)
	if err := s.seal(ctx, trail); err != nil {
		return err
	}
	services, err := handlers.NewServices(trail, time.Now, config.Config{InvitationLifetime: time.Hour})
	if err != nil {
		return err
	}
	sessions := signin.NewSessions(db, signin.SessionOptions{Lifetime: 12 * time.Hour, Idle: time.Hour})
	s.server = httptest.NewServer(handlers.New(handlers.Deps{
		Services: services, DB: db, Sessions: sessions, Log: quiet, Now: time.Now, Version: "bench", BaseURL: "http://portico.test",
	}).Handler())
	s.client = s.server.Client()
	return s.signIn(ctx, sessions)
}

// signIn makes an auditor and their session.
func (s *site) signIn(ctx context.Context, sessions *signin.Sessions) error {
	id := postgres.NewID()
	err := s.db.Write(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO member (id, name, email, email_key) VALUES ($1, 'Ruth Abramson', 'bench@acme.example', 'bench@acme.example')`, id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO member_role (id, member_id, role) VALUES ($1, $2, 'auditor')`, postgres.NewID(), id)
		return err
	})
	if err != nil {
		return err
	}
	session, err := sessions.Load(signin.WithVisit(ctx, &signin.Visit{}), "")
	if err != nil {
		return err
	}
	if err := sessions.Begin(session, id); err != nil {
		return err
	}
	token, _, err := sessions.Commit(session)
	s.cookie = &http.Cookie{Name: sessions.Cookie.Name, Value: token}
	return err
}

// get asks for a page and returns how long it took until its last byte.
func (s *site) get(ctx context.Context, path string) (took time.Duration, body []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.server.URL+path, nil)
	if err != nil {
		return 0, nil, err
	}
	request.AddCookie(s.cookie)
	began := time.Now()
	answer, err := s.client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err = io.ReadAll(answer.Body)
	took = time.Since(began)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", path, answer.Status)
	}
	return took, body, err
}

// settle asks until a page is whole: the fingerprint of a very long answer is worked out beside it, once, and would be measured
// along with what is asked for meanwhile.
func (s *site) settle(ctx context.Context, path string) error {
	for range 240 {
		_, body, err := s.get(ctx, path)
		if err != nil || !bytes.Contains(body, []byte("Working out")) {
			return err
		}
		time.Sleep(500 * time.Millisecond)
	}
	return fmt.Errorf("%s is not whole after two minutes", path)
}

// close stops serving and drops the database.
func (s *site) close() {
	if s.server != nil {
		s.server.Close()
	}
	if s.db != nil {
		s.db.Close()
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := execute(ctx, s.admin, "DROP DATABASE "+s.name+" WITH (FORCE)"); err != nil {
		fmt.Println(err)
	}
}
