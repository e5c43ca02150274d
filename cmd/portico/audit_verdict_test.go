package main

import (
	"bytes"
	"strings"
	"testing"

	"portico/internal/audit/seal"
)

// Whoever made an export chose its names and its question: none of it may look like a line of Portico's own.
func TestAVerdictIsPrintedWithoutWhatATerminalObeys(t *testing.T) {
	x := &seal.Exported{Manifest: seal.Manifest{
		What: seal.ExportLedger, MadeAt: "2026-06-16T09:00:00Z", MadeBy: "me\x1b[2J\x1b[H", Query: "q=1\r\n7 events hold \u202egnorw\u2028\x9b2J",
	}, Key: "k\x1b[8m", OwnKey: true}
	var found seal.Findings
	found.Add(seal.Nowhere("the manifest names %s twice", "a\nThe trail holds"+strings.Repeat("x", 100_000)))
	for name, r := range map[string]*verdict{"that holds": exportVerdict(x, 0, seal.Findings{}), "that does not": exportVerdict(x, 0, found)} {
		var out, aside bytes.Buffer
		if err := r.print(&out, &aside, false, false); err != nil {
			t.Fatal(err)
		}
		printed := out.String() + aside.String()
		if strings.ContainsAny(printed, "\x1b\r\u202e\u2028\u009b") || strings.Contains(printed, "\n7 events") || strings.Contains(printed, "\nThe trail holds") {
			t.Errorf("a verdict %s prints %.400q", name, printed)
		}
		if len(printed) > 20_000 {
			t.Errorf("a verdict %s prints %d bytes", name, len(printed))
		}
	}
}
