package oauthapp

import (
	"context"
	"slices"
	"sync"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

func TestARegisteredAppHasItsOwnerItsAddressesAndItsTests(t *testing.T) {
	w := newWorld(t)
	v := w.get(w.dana, w.app())
	if v.Name != "Refund Desk" || v.ClientEnd() != "e1c4" || len(v.URIs) != 2 || v.CreatedOn.Format("2006-01-02") != "2026-05-06" {
		t.Errorf("got %+v", v.App)
	}
	if len(v.Owners) != 1 || v.Owners[0].Member.ID != w.dana.ID || len(v.Tests) != len(DefaultTests()) {
		t.Errorf("got %+v and %d tests", v.Owners, len(v.Tests))
	}
	w.wantEvents(audit.AppRegistered, false, 1)
}

func TestWhatIsWrongWithAnAppStandsBesideItsField(t *testing.T) {
	w := newWorld(t)
	for field, spoil := range map[string]func(*Input){
		"name":          func(in *Input) { in.Name = " " },
		"client_id":     func(in *Input) { in.ClientID = "" },
		"redirect_uris": func(in *Input) { in.RedirectURIs = []string{"localhost"} },
		"created_on":    func(in *Input) { in.CreatedOn = "2026-06-17" },
		"company":       func(in *Input) { in.CompanyID = "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001" },
		"staging_app":   func(in *Input) { in.StagingAppID = "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001" },
	} {
		in := desk()
		spoil(&in)
		_, err := w.Register(context.Background(), w.dana, Staging, in)
		wantField(t, err, field)
	}
	_, err := w.Register(context.Background(), w.dana, "sandbox", desk())
	wantField(t, err, "environment")
	w.wantEvents(audit.AppRegistered, false, 0)
}

func TestACompanyOfTheOtherEnvironmentAndAForeignStagingAppAreRefused(t *testing.T) {
	w := newWorld(t)
	in := desk()
	in.CompanyID = w.company(Production)
	_, err := w.Register(context.Background(), w.dana, Staging, in)
	wantField(t, err, "company")
	staging := w.app()
	in = desk()
	in.ClientID, in.StagingAppID = "aaaaaaaaaaaaaaaaaaaa", staging
	_, err = w.Register(context.Background(), w.farah, Production, in)
	wantField(t, err, "staging_app")
	if _, err = w.Register(context.Background(), w.priya, Production, in); err != nil {
		t.Errorf("a colleague may: %v", err)
	}
	if v := w.get(w.priya, w.list(w.priya, "aaaaaaaaaaaaaaaaaaaa").ID); v.StagingAppID != staging || len(v.Tests) != 0 {
		t.Errorf("got %+v", v)
	}
}

func TestAnAuditorRegistersNoApp(t *testing.T) {
	w := newWorld(t)
	_, err := w.Register(context.Background(), w.auditor, Staging, desk())
	wantKind(t, "an auditor", err, apperr.Forbidden)
	_, err = w.Register(context.Background(), w.anonymous, Staging, desk())
	wantKind(t, "nobody", err, apperr.Unauthenticated)
	w.wantEvents(audit.AppRegistered, true, 1)
}

func TestTheSameFormSentTwiceRegistersOneApp(t *testing.T) {
	w := newWorld(t)
	w.dana.Submission = "the-same-form"
	w.app()
	if id := w.app(); id != "" {
		t.Errorf("the second time gave %s", id)
	}
	w.wantEvents(audit.AppRegistered, false, 1)
	w.wantEvents(audit.AppOwnerAdded, false, 0)
}

func TestAKnownClientIDIsSharedOnceALeadAcceptsIt(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	r, err := w.Register(ctx, w.farah, Staging, desk())
	if err != nil || !r.Shared || r.AppID != id {
		t.Fatalf("got %+v, %v", r, err)
	}
	_, err = w.Register(ctx, w.farah, Staging, desk())
	wantField(t, err, "client_id")
	_, err = w.Register(ctx, w.dana, Staging, desk())
	wantField(t, err, "client_id")
	if _, err := w.Get(ctx, w.farah, id); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("Farah opened it before anybody accepted: %v", err)
	}
	stub := w.list(w.farah, clientID)
	if !stub.Waiting || stub.Name != "" || len(stub.URIs) != 0 || stub.SecretPlace != "" || len(stub.Owners) != 1 {
		t.Errorf("what waits shows %+v", stub)
	}
	claim := w.get(w.dana, id).Owners[1]
	wantKind(t, "an owner accepts", w.AcceptShared(ctx, w.dana, id, claim.ID), apperr.Forbidden)
	wantKind(t, "the lead of another team accepts", w.AcceptShared(ctx, w.gustav, id, claim.ID), apperr.NotFound)
	w.must(w.AcceptShared(ctx, w.helen, id, claim.ID))
	wantKind(t, "accepted twice", w.AcceptShared(ctx, w.helen, id, claim.ID), apperr.Conflict)
	if v := w.get(w.farah, id); !v.MayWrite() {
		t.Error("accepted, and yet no owner")
	}
	w.wantEvents(audit.AppOwnerAccepted, false, 1)
	w.wantEvents(audit.AppOwnerAccepted, true, 1)
}

func TestALeadDoesNotAcceptTheirOwnClaim(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	_, err := w.Register(ctx, w.helen, Staging, desk())
	w.must(err)
	v := w.get(w.helen, id)
	if v.MayAccept(v.Owners[1]) {
		t.Error("the page offers it")
	}
	wantKind(t, "one's own claim", w.AcceptShared(ctx, w.helen, id, v.Owners[1].ID), apperr.Forbidden)
	w.must(w.EndOwner(ctx, w.helen, id, v.Owners[1].ID))
	wantField(t, w.AddOwner(ctx, w.helen, id, w.helen.ID), "member")
	if slices.Contains(ids(w.get(w.helen, id).Choosable), w.helen.ID) {
		t.Error("the page offers herself")
	}
}

func TestOfManyWhoBringAClientIDAtOnceOneIsTheOwner(t *testing.T) {
	w := newWorld(t)
	const people = 200
	var wg sync.WaitGroup
	for range people {
		who := w.member("Somebody", "developer", w.payments)
		wg.Go(func() {
			if _, err := w.Register(context.Background(), who, Staging, desk()); err != nil {
				t.Errorf("registering: %v", err)
			}
		})
	}
	wg.Wait()
	if n := w.count(`SELECT count(*) FROM app`); n != 1 {
		t.Errorf("%d apps", n)
	}
	if n := w.count(`SELECT count(*) FROM app_owner WHERE NOT shared`); n != 1 {
		t.Errorf("%d full owners", n)
	}
	w.wantEvents(audit.AppRegistered, false, 1)
	w.wantEvents(audit.AppOwnerAdded, false, people-1)
}

func TestAnAppIsChangedByItsOwnersOnly(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	in := desk()
	in.Name, in.RedirectURIs = "Refund Counter", []string{"https://pay.acme.example/back", "https://new.acme.example/back"}
	wantKind(t, "a colleague", w.Update(ctx, w.priya, id, 1, in), apperr.Forbidden)
	wantKind(t, "a stranger", w.Update(ctx, w.farah, id, 1, in), apperr.NotFound)
	wantKind(t, "an auditor", w.Update(ctx, w.auditor, id, 1, in), apperr.Forbidden)
	w.must(w.Update(ctx, w.dana, id, 1, in))
	v := w.get(w.dana, id)
	if v.Name != "Refund Counter" || v.Version != 2 || !slices.Equal(v.URIs, in.RedirectURIs) {
		t.Errorf("got %+v", v.App)
	}
	w.must(w.Update(ctx, w.dana, id, 2, in))
	w.wantEvents(audit.AppChanged, false, 1)
	w.wantEvents(audit.AppChanged, true, 2)
	in.RedirectURIs = nil
	w.must(w.Update(ctx, w.dana, id, 2, in))
	if v := w.get(w.dana, id); len(v.URIs) != 0 {
		t.Errorf("left: %v", v.URIs)
	}
}

func TestTwoWhoChangeAnAppDoNotOverwriteEachOther(t *testing.T) {
	w := newWorld(t)
	id := w.app()
	var wg sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		wg.Go(func() {
			in := desk()
			in.Description = "Version of writer " + string(rune('a'+i))
			errs[i] = w.Update(context.Background(), w.dana, id, 1, in)
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			wantKind(t, "a later writer", err, apperr.Conflict)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
}

func TestAClientIDOfAnotherAppIsNotTakenOver(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.app()
	other := desk()
	other.ClientID = "bbbbbbbbbbbbbbbbbbbb"
	r, err := w.Register(ctx, w.farah, Staging, other)
	w.must(err)
	err = w.Update(ctx, w.farah, r.AppID, 1, desk())
	wantKind(t, "a taken client id", err, apperr.Conflict)
	wantField(t, err, "client_id")
}

func TestTheLastOwnerCannotLeave(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	own := w.get(w.dana, id).Owners[0]
	wantKind(t, "the only owner", w.EndOwner(ctx, w.dana, id, own.ID), apperr.Conflict)
	wantField(t, w.AddOwner(ctx, w.dana, id, w.farah.ID), "member")
	wantField(t, w.AddOwner(ctx, w.dana, id, "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001"), "member")
	wantKind(t, "a colleague names one", w.AddOwner(ctx, w.priya, id, w.priya.ID), apperr.Forbidden)
	w.must(w.AddOwner(ctx, w.helen, id, w.priya.ID))
	wantKind(t, "named twice", w.AddOwner(ctx, w.dana, id, w.priya.ID), apperr.Conflict)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	owners := w.get(w.dana, id).Owners
	wg.Go(func() { errs[0] = w.EndOwner(ctx, w.dana, id, owners[0].ID) })
	wg.Go(func() { errs[1] = w.EndOwner(ctx, w.priya, id, owners[1].ID) })
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("both leave at once: %v, %v", errs[0], errs[1])
	}
	if n := w.count(`SELECT count(*) FROM app_owner WHERE ended_at IS NULL`); n != 1 {
		t.Errorf("%d owners are left", n)
	}
}

func TestAnOwnerOfAnotherAppIsNotFound(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	in := desk()
	in.ClientID = "bbbbbbbbbbbbbbbbbbbb"
	other, err := w.Register(ctx, w.farah, Staging, in)
	w.must(err)
	theirs := w.get(w.farah, other.AppID)
	wantKind(t, "an owner", w.EndOwner(ctx, w.dana, id, theirs.Owners[0].ID), apperr.NotFound)
	wantKind(t, "a claim", w.AcceptShared(ctx, w.helen, id, theirs.Owners[0].ID), apperr.NotFound)
	wantKind(t, "a test", w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: theirs.Tests[0].ID, Version: 1, Result: Passed}), apperr.NotFound)
	wantKind(t, "removing a test", w.RemoveTest(ctx, w.dana, id, theirs.Tests[0].ID), apperr.NotFound)
	for _, missing := range []string{"x", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", other.AppID} {
		_, err := w.Get(ctx, w.dana, missing)
		wantKind(t, missing, err, apperr.NotFound)
	}
}

func TestAnAdminNamesAnOwnerWhereNobodyIsLeft(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	wantKind(t, "while Dana is here", w.AddOwner(ctx, w.admin, id, w.priya.ID), apperr.Forbidden)
	w.exec(`UPDATE member SET disabled_at = now() WHERE id = $1`, w.dana.ID)
	w.must(w.AddOwner(ctx, w.admin, id, w.priya.ID))
}

// list is the actor's row of the app with that client id.
func (w *world) list(a access.Actor, client string) Listed {
	w.t.Helper()
	all, err := w.List(context.Background(), a)
	w.must(err)
	i := slices.IndexFunc(all, func(l Listed) bool { return l.ClientID == client })
	if i < 0 {
		w.t.Fatalf("%s sees no app with %s", a.Name, client)
	}
	return all[i]
}

func TestTheListShowsWhatOneMaySee(t *testing.T) {
	w := newWorld(t)
	w.app()
	for _, a := range []access.Actor{w.dana, w.priya, w.helen, w.auditor, w.admin} {
		if l := w.list(a, clientID); l.Waiting || l.Name == "" || len(l.Teams) != 1 {
			t.Errorf("%s sees %+v", a.Name, l)
		}
	}
	for _, a := range []access.Actor{w.farah, w.gustav} {
		if all, err := w.List(context.Background(), a); err != nil || len(all) != 0 {
			t.Errorf("%s sees %d, %v", a.Name, len(all), err)
		}
	}
}
