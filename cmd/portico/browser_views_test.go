package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"portico/internal/browsertest"
	"portico/views/layout"
)

// tabsAtOnce is how many pages are looked at side by side; axe keeps one core busy a tab.
const tabsAtOnce = 2

func testEveryView(t *testing.T, browser *browsertest.Browser) {
	list := samples()
	server := httptest.NewServer(viewsHandler(list))
	t.Cleanup(server.Close)
	queue := make(chan layout.Sample, len(list))
	for _, sample := range list {
		queue <- sample
	}
	close(queue)
	for range tabsAtOnce {
		t.Run("a share of them", func(t *testing.T) {
			t.Parallel()
			tab := browser.Tab(t, server.URL)
			for sample := range queue {
				checkView(t, tab, sample)
			}
		})
	}
}

func checkView(t *testing.T, tab *browsertest.Tab, sample layout.Sample) {
	tab.Open(viewsPrefix + sample.Path).Unfold()
	if faults := append(tab.Check(), tab.Complaints()...); len(faults) > 0 {
		t.Errorf("%s (%s):\n  %s", sample.Name, sample.Path, strings.Join(faults, "\n  "))
	}
}

func testTheme(t *testing.T, browser *browsertest.Browser) {
	server := httptest.NewServer(viewsHandler(samples()))
	t.Cleanup(server.Close)
	tab := browser.Tab(t, server.URL)
	paper := func() string { return tab.Style("html", "background-color") }

	tab.Open(viewsPrefix + "signin/me")
	light := paper()
	tab.Theme("dark")
	dark := paper()
	if light == dark {
		t.Fatalf("the page is %s in both themes", light)
	}
	if tab.Open(viewsPrefix + "signin/me?theme=light"); paper() != light {
		t.Errorf("?theme=light on a dark system gives %s", paper())
	}
	if tab.Open(viewsPrefix + "signin/me"); paper() != dark {
		t.Errorf("a theme in one address stayed for the next: %s", paper())
	}
	tab.Press("account of Helen Okafor")
	tab.Tick("Light")
	if paper() != light {
		t.Errorf("Light was chosen, the page is %s", paper())
	}
	if tab.Open(viewsPrefix + "signin/plain"); paper() != light {
		t.Errorf("the choice did not last: %s", paper())
	}
}
