package oauthapp

import (
	"context"
	"testing"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

func TestAServiceAppIsMadeByAnAdminOfItsCompanyAndWaitsForItsDomain(t *testing.T) {
	w := newWorld(t)
	ctx, in := context.Background(), desk()
	in.Kind = "robot"
	wantField(t, registered(w, in), "kind")
	in.Kind = ServiceKind
	wantField(t, registered(w, in), "company")
	in.CompanyID = w.company(Staging)
	wantField(t, registered(w, in), "kind")
	w.exec(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, 'admin', now())`, postgres.NewID(), in.CompanyID, w.helen.ID)
	wantField(t, registered(w, in), "kind")
	w.exec(`INSERT INTO company_role (id, company_id, member_id, role, since) VALUES ($1, $2, $3, 'admin', now())`, postgres.NewID(), in.CompanyID, w.dana.ID)
	w.must(registered(w, in))
	id := w.one(`SELECT id::text FROM app`)
	if c := w.get(w.dana, id).Checks[0]; c.Key != CheckApp || c.Done {
		t.Errorf("without its domain the app is not ready: %+v", c)
	}
	tell := func(asked, made string) error {
		return w.TellDomain(ctx, w.dana, ServiceDomain{AppID: id, Version: w.get(w.dana, id).Version, AskedOn: asked, MadeOn: made, Reference: "4711"})
	}
	wantField(t, tell("", "2026-06-10"), "asked_on")
	wantField(t, tell("2026-06-10", "2026-06-09"), "made_on")
	wantField(t, tell("2026-06-17", ""), "asked_on")
	wantKind(t, "a colleague", w.TellDomain(ctx, w.priya, ServiceDomain{AppID: id}), apperr.Forbidden)
	w.must(tell("2026-06-10", ""))
	w.must(tell("2026-06-10", "2026-06-15"))
	if c := w.get(w.dana, id).Checks[0]; !c.Done {
		t.Errorf("got %+v", c)
	}
	w.wantEvents(audit.AppDomainTold, false, 2)
	wantKind(t, "a version from before", w.TellDomain(ctx, w.dana, ServiceDomain{AppID: id, Version: 1, AskedOn: "2026-06-11"}), apperr.Conflict)
	usual := desk()
	usual.ClientID = "0123456789abcdef0123"
	w.must(registered(w, usual))
	other := w.one(`SELECT id::text FROM app WHERE kind = 'oauth'`)
	wantKind(t, "an app without a domain of its own", w.TellDomain(ctx, w.dana, ServiceDomain{AppID: other, Version: 1, AskedOn: "2026-06-11"}), apperr.Conflict)
}

func TestTheDaysOfASecretFollowEachOtherAndAnOverdueOneIsKnown(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	say := func(rotated, by string) error {
		return w.PlanRotation(ctx, w.dana, Rotation{AppID: id, Version: w.get(w.dana, id).Version, RotatedOn: rotated, RotateBy: by})
	}
	wantField(t, say("2026-06-17", ""), "rotated_on")
	wantField(t, say("2026-05-05", ""), "rotated_on")
	wantField(t, say("2026-06-10", "2026-06-09"), "rotate_by")
	wantField(t, say("", "soon"), "rotate_by")
	wantKind(t, "a lead", w.PlanRotation(ctx, w.helen, Rotation{AppID: id, Version: 1}), apperr.Forbidden)
	w.must(say("2026-06-10", "2026-12-10"))
	w.must(say("2026-06-10", "2026-12-10"))
	w.wantEvents(audit.SecretRotated, false, 1)
	v := w.get(w.dana, id)
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	if v.RotationDue(day("2026-12-09")) || !v.RotationDue(day("2026-12-10")) {
		t.Errorf("due by %v", v.RotateBy)
	}
}

func TestATeamsTestListIsALeadsToChangeAndNewAppsBeginWithIt(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	list, err := w.TeamTests(ctx, w.dana, "payments")
	w.must(err)
	if list.Own || list.MayWrite || list.WhoMay == "" || len(list.Titles) != len(DefaultTests()) {
		t.Errorf("got %+v", list)
	}
	wantKind(t, "a developer", w.ChangeTeamTests(ctx, w.dana, "payments", []string{"x"}), apperr.Forbidden)
	wantKind(t, "another team's lead", w.ChangeTeamTests(ctx, w.gustav, "payments", []string{"x"}), apperr.NotFound)
	w.must(w.ChangeTeamTests(ctx, w.helen, "payments", []string{" Signs in ", "", "Signs in", "Signs out"}))
	if tests := w.get(w.dana, w.app()).Tests; len(tests) != 2 || tests[0].Title != "Signs in" {
		t.Errorf("got %+v", tests)
	}
	w.must(w.ChangeTeamTests(ctx, w.admin, "payments", nil))
	if list, err = w.TeamTests(ctx, w.auditor, "payments"); err != nil || list.Own {
		t.Errorf("got %+v, %v", list, err)
	}
	w.wantEvents(audit.TestListChanged, false, 2)
	w.wantEvents(audit.TestListChanged, true, 1)
}

func TestALeadWhoOwnsTheAppSignsOnlyWhereNobodyElseLeads(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.app()
	for _, test := range w.get(w.dana, id).Tests {
		w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: id, TestID: test.ID, Version: test.Version, Result: Passed}))
	}
	w.must(w.AddOwner(ctx, w.dana, id, w.helen.ID))
	second := w.member("Lena Fischer", "lead", w.payments)
	wantKind(t, "a lead who owns it, beside another", w.Commit(ctx, w.helen, id), apperr.Forbidden)
	w.exec(`UPDATE member SET disabled_at = now() WHERE id = $1`, second.ID)
	w.must(w.Commit(ctx, w.helen, id))
	if v := w.get(w.dana, id); v.Commitment.By.ID != w.helen.ID {
		t.Errorf("got %+v", v.Commitment)
	}
	w.exec(`UPDATE member_role SET ended_at = now() WHERE role = 'lead' AND team_id = $1`, w.payments)
	w.must(w.WithdrawCommit(ctx, w.dana, id))
	w.must(w.Commit(ctx, w.dana, id))
	if former := w.get(w.dana, id).Former; len(former) != 1 || former[0].Withdrawer != "Dana Ruiz" || former[0].By.ID != w.helen.ID {
		t.Errorf("the signature that was taken back: %+v", former)
	}
}

func TestTheLogKeepsEveryContactBothWays(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	say := func(in ContactRequest) error {
		in.AppID, in.RequestID, in.Version = appID, r.ID, w.current(appID).Version
		return w.ContactRequest(ctx, w.helen, in)
	}
	w.must(say(ContactRequest{Day: "2026-06-02", Words: "Have you seen it?", Ours: true}))
	if got := StateOf(w.current(appID)); got != Submitted {
		t.Errorf("our own words made it %s", got)
	}
	wantField(t, say(ContactRequest{Day: "2026-06-03", Ours: true}), "words")
	w.must(say(ContactRequest{Day: "2026-06-09", Contact: "K. Lindgren", Words: "Thank you"}))
	w.must(say(ContactRequest{Day: "2026-06-05", Contact: "M. Abadi", Words: "Are meetings recorded?"}))
	now := w.current(appID)
	if StateOf(now) != Contacted || now.Contact != "M. Abadi" || len(now.Contacts) != 3 || now.Contacts[0].Words != "Thank you" || now.Contacts[2].FromVendor {
		t.Errorf("got %+v", now)
	}
	w.wantEvents(audit.RequestAnswered, false, 1)
	w.wantEvents(audit.RequestContacted, false, 2)
}

func registered(w *world, in Input) error {
	_, err := w.Register(context.Background(), w.dana, Staging, in)
	return err
}

func (w *world) one(sql string) string {
	w.t.Helper()
	var text string
	w.must(w.log.DB().Pool().QueryRow(context.Background(), sql).Scan(&text))
	return text
}
