package main

import (
	"testing"

	"portico/internal/browsertest"
)

// testEdition is a procedure that changes while people walk it: a lead copies the edition, changes a step, publishes it, and
// moves one person there. Everybody else keeps what they walk.
func testEdition(t *testing.T, browser *browsertest.Browser) {
	r := startSample(t)
	lead := r.signIn(t, browser, "lead@acme.example", demoPassword)
	dev := r.signIn(t, browser, "dev@acme.example", demoPassword)
	const before, after = "Download the Spaces SDK", "Fetch the SDK from our own mirror"

	lead.Open("/journeys/zang-2020")
	lead.Unfold()
	lead.In(`form[action$="/copy"]`).Fill("Title", "ACME’s way")
	lead.In(`form[action$="/copy"]`).Fill("Key", "acme-way")
	lead.In(`form[action$="/copy"]`).Follow(`form[action$="/copy"] button[type=submit]`)
	lead.WantPath("/journeys/acme-way/edit")
	lead.Open("/journeys/acme-way/edit/steps/sdk")
	lead.Fill("Title", after)
	lead.Follow(`form[action$="/steps/sdk"] button[type=submit]`)
	dev.Open("/journey").WantText("#step-sdk", before)
	lead.Open("/journeys/acme-way/edit")
	lead.Follow(`form[action$="/publish"] button[type=submit]`)
	dev.Open("/journey").WantText("#step-sdk", before)

	lead.Open("/journeys/acme-way/people")
	lead.Tick("Priya Raman")
	lead.Follow(`main form[action$="/people"] button[type=submit]`)
	dev.Open("/journey").WantText("#step-sdk", after)
	dev.WantText("#step-developer-permission", "Done")
}
