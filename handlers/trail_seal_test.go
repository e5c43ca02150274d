package handlers

import (
	"strings"
	"testing"
	"time"

	"portico/internal/audit"
)

func TestATrailThatIsBeingCaughtUpWithSaysHowFarItIs(t *testing.T) {
	now := time.Date(2026, 6, 16, 9, 41, 7, 0, time.UTC)
	behind := audit.SealState{Size: 12_000, EventAt: now.AddDate(0, -1, 0), SealedAt: now, Unsealed: audit.UnsealedMax + 1, Oldest: now.AddDate(0, -1, 0)}
	w := sealWords(behind, true, now, time.UTC)
	if want := "12,000 events sealed without a break up to 16 May 2026, 09:41:07; more than 1,000 are not sealed yet"; w.Text != want || w.Status != "verified" {
		t.Errorf("it says %q (%s), want %q", w.Text, w.Status, want)
	}
	if strings.Contains(strings.Join(w.Lines, " "), "stopped") {
		t.Error("a sealer that catches up is said to have stopped")
	}
	behind.SealedAt = now.Add(-2 * time.Minute)
	if w := sealWords(behind, true, now, time.UTC); w.Status != "problem" || !strings.Contains(strings.Join(w.Lines, " "), "Sealing has stopped") {
		t.Errorf("a sealer that stopped: %+v", w)
	}
}
