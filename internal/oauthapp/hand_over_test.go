package oauthapp

import (
	"context"
	"testing"

	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestAnAppIsHandedOverInOneAction(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	in := HandOver{AppID: id, FromID: w.dana.ID, ToID: w.priya.ID}
	for _, who := range []struct {
		name string
		err  error
		kind apperr.Kind
	}{
		{"a colleague", second(w.Service.HandOver(ctx, w.priya, in)), apperr.Forbidden},
		{"an auditor", second(w.Service.HandOver(ctx, w.auditor, in)), apperr.Forbidden},
		{"a stranger", second(w.Service.HandOver(ctx, w.farah, in)), apperr.NotFound},
		{"nobody", second(w.Service.HandOver(ctx, w.anonymous, in)), apperr.Unauthenticated},
		{"from who owns nothing", second(w.Service.HandOver(ctx, w.helen, HandOver{AppID: id, FromID: w.helen.ID, ToID: w.priya.ID})), apperr.Invalid},
	} {
		wantKind(t, who.name, who.err, who.kind)
	}
	wantField(t, second(w.Service.HandOver(ctx, w.helen, HandOver{AppID: id, FromID: w.dana.ID, ToID: w.farah.ID})), "to")
	wantField(t, second(w.Service.HandOver(ctx, w.helen, HandOver{AppID: id, FromID: w.dana.ID, ToID: w.dana.ID})), "to")
	w.must(second(w.Service.HandOver(ctx, w.helen, in)))
	v := w.get(w.priya, id)
	if len(v.Owners) != 1 || v.Owners[0].Member.ID != w.priya.ID {
		t.Errorf("got %+v", v.Owners)
	}
	if n := w.count(`SELECT count(*) FROM app_owner WHERE app_id = $1 AND member_id = $2 AND ended_at IS NOT NULL`, id, w.dana.ID); n != 1 {
		t.Errorf("the history keeps %d lines of the old owner", n)
	}
	w.wantEvents(audit.AppHandedOver, false, 1)
	w.wantEvents(audit.AppHandedOver, true, 2)
	w.wantEvents(audit.AppOwnerEnded, false, 1)
}

func TestAnAdminHandsOverAllThatALeaverOwns(t *testing.T) {
	w := newWorld(t)
	ctx, first := context.Background(), w.app()
	in := desk()
	in.ClientID = "0123456789abcdef0123"
	r, err := w.Register(ctx, w.dana, Staging, in)
	w.must(err)
	w.exec(`UPDATE member SET disabled_at = now() WHERE id = $1`, w.dana.ID)
	heirs, err := w.Heirs(ctx, w.admin, w.dana.ID)
	w.must(err)
	if len(heirs) != 4 {
		t.Errorf("the admin chooses of %d", len(heirs))
	}
	if none, err := w.Heirs(ctx, w.auditor, w.dana.ID); err != nil || len(none) != 0 {
		t.Errorf("an auditor chooses of %v, %v", none, err)
	}
	n, err := w.Service.HandOver(ctx, w.admin, HandOver{FromID: w.dana.ID, ToID: w.farah.ID})
	w.must(err)
	if n != 2 || len(w.get(w.farah, first).Owners) != 1 || len(w.get(w.farah, r.AppID).Owners) != 1 {
		t.Errorf("%d apps were handed over", n)
	}
	w.wantEvents(audit.AppHandedOver, false, 2)
	wantKind(t, "nothing is left", second(w.Service.HandOver(ctx, w.admin, HandOver{FromID: w.dana.ID, ToID: w.farah.ID})), apperr.Conflict)
}

func TestARetiredAppStaysAndNothingOfItChanges(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.ready("")
	wantKind(t, "a colleague", w.Retire(ctx, w.priya, id), apperr.Forbidden)
	w.must(w.Retire(ctx, w.dana, id))
	v := w.get(w.dana, id)
	if !v.Retired() || v.MayWrite() || v.Commitment.ID != "" || len(v.Former) != 1 || v.Former[0].Why == "" {
		t.Errorf("got %+v", v)
	}
	wantKind(t, "a test", w.AddTest(ctx, w.dana, id, "x"), apperr.Conflict)
	wantKind(t, "a signature", w.Commit(ctx, w.helen, id), apperr.Conflict)
	wantKind(t, "twice", w.Retire(ctx, w.dana, id), apperr.Conflict)
	w.must(w.Restore(ctx, w.helen, id))
	wantKind(t, "in use", w.Restore(ctx, w.helen, id), apperr.Conflict)
	w.must(w.AddTest(ctx, w.dana, id, "x"))
	w.wantEvents(audit.AppRetired, false, 1)
	w.wantEvents(audit.AppRestored, false, 1)
	busy, _ := w.sentAgain()
	wantKind(t, "a request is with the vendor", w.Retire(ctx, w.dana, busy), apperr.Conflict)
}

// sentAgain is another app of Dana's whose request is with the vendor.
func (w *world) sentAgain() (string, string) {
	w.t.Helper()
	ctx, in := context.Background(), desk()
	in.ClientID = "fedcba98765432100123"
	r, err := w.Register(ctx, w.dana, Staging, in)
	w.must(err)
	for _, t := range w.get(w.dana, r.AppID).Tests {
		w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: r.AppID, TestID: t.ID, Version: t.Version, Result: Passed}))
	}
	w.must(w.Commit(ctx, w.helen, r.AppID))
	id, err := w.DraftRequest(ctx, w.dana, r.AppID)
	w.must(err)
	w.must(w.SubmitRequest(ctx, w.dana, SubmitRequest{r.AppID, id, 1, "2026-05-29", ""}))
	return r.AppID, id
}

func second(_ int, err error) error { return err }
