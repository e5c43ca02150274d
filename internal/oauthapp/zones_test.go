package oauthapp

import (
	"context"
	"testing"
	"time"

	"portico/internal/apperr"
)

// At 12:30 UTC on 16 June it is the 17th in Auckland already and still early on the 16th in Los Angeles.
func TestTodayIsTheReadersDayAndNeverTooEarlyForAColleagueElsewhere(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.now = func() time.Time { return noon.Add(30 * time.Minute) }
	w.dana.TimeZone, w.helen.TimeZone = "Pacific/Auckland", "America/Los_Angeles"
	appID := w.ready("")
	w.exec(`UPDATE app SET created_on = '2026-06-17' WHERE id = $1`, appID)
	id, err := w.DraftRequest(ctx, w.dana, appID)
	w.must(err)
	version := w.current(appID).Version
	late := SubmitRequest{appID, id, version, "2026-06-18", ""}
	wantKind(t, "tomorrow in Auckland", w.SubmitRequest(ctx, w.dana, late), apperr.Invalid)
	early := SubmitRequest{appID, id, version, "2026-06-16", ""}
	wantKind(t, "the day before it was registered", w.SubmitRequest(ctx, w.dana, early), apperr.Invalid)
	w.must(w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, version, "2026-06-17", ""}))
	heard := ContactRequest{appID, id, w.current(appID).Version, "2026-06-17", "Ana of Avaya", "", false}
	wantKind(t, "tomorrow in Los Angeles", w.ContactRequest(ctx, w.helen, heard), apperr.Invalid)
	heard.Day = "2026-06-15"
	wantKind(t, "yesterday in Los Angeles", w.ContactRequest(ctx, w.helen, heard), apperr.Invalid)
	heard.Day = "2026-06-16"
	w.must(w.ContactRequest(ctx, w.helen, heard))
}
