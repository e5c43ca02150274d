package main

import (
	"testing"

	"portico/internal/browsertest"
)

// testWithoutScript does what each role does most with JavaScript turned off: forms are forms.
func testWithoutScript(t *testing.T, browser *browsertest.Browser) {
	r := startSample(t)

	priya := r.signInWithoutScript(t, browser, "dev@acme.example")
	priya.WantPath("/journey")
	priya.In("#step-developer-dashboard").Go("Undo")
	priya.WantText("#step-developer-dashboard .status", "In progress")
	priya.In("#developer-dashboard-complete").Fill("Evidence", "The menu shows it after a reload")
	priya.In("#developer-dashboard-complete").Go("Mark as done")
	priya.WantText("#flash", "Done: ")
	priya.Open("/journey")
	priya.In("#step-oauth-app").Press("Stuck? Say what you see")
	priya.In("#oauth-app-stuck").Tick("Something else")
	priya.In("#oauth-app-stuck").Fill("In your words", "The page stays white without a script")
	priya.In("#oauth-app-stuck").Go("Tell Helen")
	priya.WantText("#step-oauth-app", "You are stuck since")

	helen := r.signInWithoutScript(t, browser, "lead@acme.example")
	helen.WantPath("/teams/payments")
	helen.WantText("main", "Priya Raman")
	helen.Go("Sign the commitment to deploy acme-payments-kenji-staging")
	helen.Go("Sign the commitment to deploy")
	helen.WantText("#flash", "The commitment to deploy stands")
	helen.WantText("main", "Signed by Helen Okafor")
	helen.Open("/companies/new")
	helen.Fill("Name", "ACME Nord")
	helen.Fill("Mail domain", "acme-nord.example")
	helen.Go("Record")
	helen.WantPath("/companies/")
	helen.WantText("h1", "ACME Nord")
}

// signInWithoutScript opens a tab in which nothing of ours or anybody's runs.
func (r *running) signInWithoutScript(t *testing.T, browser *browsertest.Browser, email string) *browsertest.Tab {
	t.Helper()
	tab := browser.Tab(t, r.url)
	tab.Script(false)
	signInAt(t, tab, email, demoPassword)
	if tab.Count("html[data-script]") != 0 {
		t.Fatal("a script ran")
	}
	return tab
}
