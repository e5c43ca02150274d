package main

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"testing"

	"github.com/alecthomas/kong"

	"portico/internal/browsertest"
	"portico/internal/config"
	"portico/internal/testdb"
)

// running is the whole site as `portico serve` wires it, listening on this machine.
type running struct {
	*site
	url string
	// stop ends it as SIGTERM does: requests finish first.
	stop func()
}

// start runs the site on a database, with settings as flags. It ends with the test, unless stopped before.
func start(t *testing.T, databaseURL string, settings ...string) *running {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var c struct{ config.Config }
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"--database-url=" + databaseURL}, settings...)); err != nil {
		t.Fatal(err)
	}
	if err := c.Complete(listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	site, err := open(t.Context(), &c.Config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- site.answer(ctx, listener) }()
	r := &running{site: site, url: c.BaseURL, stop: sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("stop: %v", err)
		}
		site.db.Close()
	})}
	t.Cleanup(r.stop)
	return r
}

// startSample is the site with the data of the demonstration.
func startSample(t *testing.T) *running {
	t.Helper()
	r := start(t, testdb.NewURL(t))
	if err := loadSample(t.Context(), r.site); err != nil {
		t.Fatal(err)
	}
	return r
}

// signIn opens a tab in which the person has signed in by the form.
func (r *running) signIn(t *testing.T, browser *browsertest.Browser, email, password string) *browsertest.Tab {
	t.Helper()
	tab := browser.Tab(t, r.url)
	signInAt(t, tab, email, password)
	return tab
}

func signInAt(t *testing.T, tab *browsertest.Tab, email, password string) {
	t.Helper()
	tab.Open("/sign-in")
	tab.Fill("Work e-mail", email)
	tab.Fill("Password", password)
	tab.Go("Sign in")
	if tab.Count(`form[action="/sign-in"]`) != 0 {
		t.Fatalf("%s is not signed in: %s", email, tab.Text("main"))
	}
}
