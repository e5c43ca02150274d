package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"strings"
	"testing"

	"portico/internal/browsertest"
)

// axe.min.js is axe-core 4.14.1 as published (npm, MPL 2.0; its licence lies beside it).
//
//go:embed testdata/axe.min.js
var axeSource string

//go:embed testdata/axe.sha256
var axeSum string

func TestAxeIsWhatWasPublished(t *testing.T) {
	sum := sha256.Sum256([]byte(axeSource))
	if got := hex.EncodeToString(sum[:]); got != strings.Fields(axeSum)[0] {
		t.Errorf("testdata/axe.min.js has the sum %s, testdata/axe.sha256 says %s", got, axeSum)
	}
}

// TestBrowser holds everything that needs a real browser: one is started for all of it.
func TestBrowser(t *testing.T) {
	browser := browsertest.Start(t, axeSource)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *browsertest.Browser)
	}{
		{"every page of every role holds", testRoles},
		{"nothing that a person writes becomes markup", testMarkup},
		{"every view holds in both themes at both widths", testEveryView},
		{"a team comes from a list of names to production, and the ledger knows", testStory},
		{"a developer proves what the vendor can confirm, and each fault has its page", testProofs},
		{"every page of the stand-in for the vendor holds", testStandIn},
		{"an edition is published while people walk another", testEdition},
		{"forms need no script", testWithoutScript},
		{"a theme is chosen in the address, then by the person, then by the system", testTheme},
		{"a faulty page is found faulty", testFaultsAreFound},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, browser)
		})
	}
}
