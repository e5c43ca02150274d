package oauthapp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// sent is a request of Dana's, sent on 29 May and naming Dana and Priya.
func (w *world) sent(company string) (appID string, r Request) {
	w.t.Helper()
	ctx := context.Background()
	appID = w.ready(company)
	id, err := w.DraftRequest(ctx, w.dana, appID)
	w.must(err)
	draft := w.current(appID)
	w.must(w.ChangeDraft(ctx, w.dana, ChangeDraft{appID, id, draft.Version, draft.Body, []string{w.dana.ID, w.priya.ID}}))
	w.must(w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, w.current(appID).Version, "2026-05-29", "CASE-7"}))
	return appID, w.current(appID)
}

func TestADraftWaitsUntilEverythingRequiredIsThere(t *testing.T) {
	w := newWorld(t)
	ctx, id := context.Background(), w.app()
	_, err := w.DraftRequest(ctx, w.dana, id)
	wantKind(t, "nothing is ready", err, apperr.Conflict)
	if !strings.Contains(err.Error(), "Staging tests complete") {
		t.Errorf("it does not say what is missing: %v", err)
	}
	w.wantEvents(audit.RequestDrafted, false, 0)
}

func TestADraftWaitsForALeadsWordOnTheTestsAsTheyStandNow(t *testing.T) {
	w := newWorld(t)
	ctx, appID := context.Background(), w.ready("")
	w.exec(`UPDATE app_test SET decided_at = now() + interval '1 hour' WHERE id = (SELECT id FROM app_test WHERE app_id = $1 LIMIT 1)`, appID)
	_, err := w.DraftRequest(ctx, w.dana, appID)
	wantKind(t, "confirmed before the last decision", err, apperr.Conflict)
	if !strings.Contains(err.Error(), "Tests confirmed by a lead") {
		t.Errorf("it does not say what is missing: %v", err)
	}
	w.exec(`UPDATE member_role SET ended_at = now() WHERE member_id = $1`, w.helen.ID)
	if _, err := w.DraftRequest(ctx, w.dana, appID); err != nil {
		t.Errorf("nobody leads Dana, so nobody has to confirm, and yet: %v", err)
	}
}

func TestADraftNamesTheOwnersAndItsTextFollowsTheAccounts(t *testing.T) {
	w := newWorld(t)
	ctx, appID := context.Background(), w.ready("")
	_, err := w.DraftRequest(ctx, w.priya, appID)
	wantKind(t, "a colleague", err, apperr.Forbidden)
	id, err := w.DraftRequest(ctx, w.dana, appID)
	w.must(err)
	_, err = w.DraftRequest(ctx, w.dana, appID)
	wantKind(t, "a second one", err, apperr.Conflict)
	r := w.current(appID)
	if r.ID != id || len(r.Accounts) != 1 || !strings.Contains(r.Body, w.dana.Email) || !strings.Contains(r.Body, "JavaScript 2.0.28") {
		t.Fatalf("got %+v", r)
	}
	in := ChangeDraft{appID, id, r.Version, r.Body, []string{w.priya.ID}}
	w.must(w.ChangeDraft(ctx, w.dana, in))
	wantKind(t, "an old version", w.ChangeDraft(ctx, w.dana, in), apperr.Conflict)
	r = w.current(appID)
	if !strings.Contains(r.Body, "developer permission: "+w.priya.Email) || len(r.Accounts) != 1 || r.Accounts[0].ID != w.priya.ID {
		t.Errorf("the text does not follow: %s", r.Body)
	}
	in = ChangeDraft{appID, id, r.Version, "Our own words.", []string{w.priya.ID, w.dana.ID, w.priya.ID}}
	w.must(w.ChangeDraft(ctx, w.dana, in))
	if r = w.current(appID); r.Body != "Our own words." || len(r.Accounts) != 2 {
		t.Errorf("got %+v", r)
	}
	w.wantEvents(audit.RequestChanged, false, 2)
	w.wantEvents(audit.RequestDrafted, true, 1)
}

func TestAForeignPersonIsNoAccountAndAForeignRequestIsNotFound(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	for _, foreign := range []string{w.farah.ID, "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", "x"} {
		w.must(w.WithdrawRequest(ctx, w.dana, appID, r.ID, w.current(appID).Version))
		id, err := w.DraftRequest(ctx, w.dana, appID)
		w.must(err)
		r = w.current(appID)
		wantField(t, w.ChangeDraft(ctx, w.dana, ChangeDraft{appID, id, r.Version, r.Body, []string{foreign}}), "account")
	}
	wantField(t, w.ChangeDraft(ctx, w.dana, ChangeDraft{appID, r.ID, r.Version, r.Body, nil}), "account")
	wantField(t, w.ChangeDraft(ctx, w.dana, ChangeDraft{appID, r.ID, r.Version, " ", []string{w.dana.ID}}), "body")
	in := desk()
	in.ClientID = "bbbbbbbbbbbbbbbbbbbb"
	other, err := w.Register(ctx, w.priya, Staging, in)
	w.must(err)
	wantKind(t, "through another app", w.WithdrawRequest(ctx, w.priya, other.AppID, r.ID, r.Version), apperr.NotFound)
	wantKind(t, "submitted through another app", w.SubmitRequest(ctx, w.priya, SubmitRequest{other.AppID, r.ID, r.Version, "2026-06-01", ""}), apperr.NotFound)
}

func TestASentTextIsFrozenWithItsHash(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	sum := sha256.Sum256([]byte(r.Body))
	if StateOf(r) != Submitted || r.SHA256 != hex.EncodeToString(sum[:]) || r.Reference != "CASE-7" || r.Submitter != w.dana.Name {
		t.Errorf("got %+v", r)
	}
	wantKind(t, "changed afterwards", w.ChangeDraft(ctx, w.dana, ChangeDraft{appID, r.ID, r.Version, "New", []string{w.dana.ID}}), apperr.Conflict)
	wantKind(t, "sent twice", w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, r.ID, r.Version, "2026-05-29", ""}), apperr.Conflict)
	w.wantEvents(audit.RequestSubmitted, false, 1)
}

func TestDaysOfARequestFollowEachOther(t *testing.T) {
	w := newWorld(t)
	ctx, appID := context.Background(), w.ready("")
	id, err := w.DraftRequest(ctx, w.dana, appID)
	w.must(err)
	for _, day := range []string{"", "2026-06-17", "2026-05-05"} {
		wantField(t, w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, 1, day, ""}), "day")
	}
	w.must(w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, 1, "2026-05-29", ""}))
	v := w.current(appID).Version
	for _, day := range []string{"2026-05-28", "2026-06-17", "soon"} {
		wantField(t, w.ContactRequest(ctx, w.dana, ContactRequest{appID, id, v, day, "K. Lindgren", "", false}), "day")
		wantField(t, w.RejectRequest(ctx, w.dana, RejectRequest{appID, id, v, day, "No"}), "day")
		wantField(t, w.ApproveRequest(ctx, w.dana, ApproveRequest{appID, id, v, day, Freelance}), "day")
	}
	wantField(t, w.ContactRequest(ctx, w.dana, ContactRequest{appID, id, v, "2026-06-05", " ", "", false}), "contact")
	w.must(w.ContactRequest(ctx, w.dana, ContactRequest{appID, id, v, "2026-06-05", "K. Lindgren", "", false}))
	v = w.current(appID).Version
	wantField(t, w.ApproveRequest(ctx, w.dana, ApproveRequest{appID, id, v, "2026-06-04", Freelance}), "day")
	wantField(t, w.RejectRequest(ctx, w.dana, RejectRequest{appID, id, v, "2026-06-08", ""}), "reason")
	if r := w.current(appID); StateOf(r) != Contacted || r.Contact != "K. Lindgren" {
		t.Errorf("got %+v", r)
	}
}

func TestAnApprovalWritesTheLedgerForEachAccount(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent(w.company(Staging))
	approve := ApproveRequest{appID, r.ID, r.Version, "2026-06-09", SameCompany}
	wantKind(t, "a colleague", w.ApproveRequest(ctx, w.priya, approve), apperr.Forbidden)
	wantKind(t, "a stranger", w.ApproveRequest(ctx, w.gustav, approve), apperr.NotFound)
	w.must(w.ApproveRequest(ctx, w.dana, approve))
	if n := w.count(`SELECT count(*) FROM permission_grant g JOIN company c ON c.id = g.company_id
		WHERE g.environment = 'production' AND c.environment = 'production' AND c.name = 'ACME' AND g.held_from = '2026-06-09' AND g.request_id = $1`, r.ID); n != 2 {
		t.Errorf("%d lines of the ledger", n)
	}
	for member, want := range map[string]string{w.dana.ID: SelfReported, w.priya.ID: Confirmed} {
		if n := w.count(`SELECT count(*) FROM permission_grant WHERE member_id = $1 AND grade = $2`, member, want); n != 1 {
			t.Errorf("not %s", want)
		}
	}
	wantKind(t, "approved twice", w.ApproveRequest(ctx, w.dana, ApproveRequest{appID, r.ID, w.current(appID).Version, "2026-06-09", SameCompany}), apperr.Conflict)
	_, err := w.DraftRequest(ctx, w.dana, appID)
	wantKind(t, "a new request after an approval", err, apperr.Conflict)
	w.wantEvents(audit.GrantRecorded, false, 2)
	w.wantEvents(audit.RequestApproved, false, 1)
	w.wantEvents(audit.RequestApproved, true, 1)
}

func TestALeadsWordConfirmsEveryAccountAndAHeldPermissionStays(t *testing.T) {
	w := newWorld(t)
	appID, r := w.sent("")
	w.exec(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade)
		VALUES (gen_random_uuid(), gen_random_uuid(), 1, $1, 'production', 'vendor-approved', '2026-01-01', 'verified')`, w.priya.ID)
	w.must(w.ApproveRequest(context.Background(), w.helen, ApproveRequest{appID, r.ID, r.Version, "2026-06-09", Freelance}))
	if n := w.count(`SELECT count(*) FROM permission_grant WHERE grade = 'confirmed' AND member_id = $1`, w.dana.ID); n != 1 {
		t.Errorf("Dana has %d confirmed lines", n)
	}
	if n := w.count(`SELECT count(*) FROM permission_grant WHERE member_id = $1`, w.priya.ID); n != 1 {
		t.Errorf("Priya has %d lines", n)
	}
}

func TestTheCompanyOfAnApprovalIsOneInProduction(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	staging := w.company(Staging)
	appID, r := w.sent("")
	for _, company := range []string{staging, "", "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", SameCompany} {
		wantField(t, w.ApproveRequest(ctx, w.dana, ApproveRequest{appID, r.ID, r.Version, "2026-06-09", company}), "company")
	}
	production := w.company(Production)
	w.must(w.ApproveRequest(ctx, w.dana, ApproveRequest{appID, r.ID, r.Version, "2026-06-09", production}))
	if n := w.count(`SELECT count(*) FROM permission_grant WHERE company_id = $1`, production); n != 2 {
		t.Errorf("%d lines", n)
	}
}

func TestARejectedRequestIsSentAgainAndTheFirstAttemptStays(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	_, err := w.Resubmit(ctx, w.dana, appID, r.ID)
	wantKind(t, "before a rejection", err, apperr.Conflict)
	w.must(w.RejectRequest(ctx, w.helen, RejectRequest{appID, r.ID, r.Version, "2026-06-12", "The privacy notice is missing."}))
	_, err = w.Resubmit(ctx, w.helen, appID, r.ID)
	wantKind(t, "a lead who is no owner", err, apperr.Forbidden)
	id, err := w.Resubmit(ctx, w.dana, appID, r.ID)
	w.must(err)
	p, err := w.Production(ctx, w.dana, appID)
	w.must(err)
	again, first := p.Requests[0], p.Requests[1]
	if again.ID != id || again.Attempt != 2 || again.Body != first.Body || len(again.Accounts) != 2 || StateOf(again) != Draft {
		t.Errorf("got %+v", again)
	}
	if StateOf(first) != Rejected || first.SHA256 == "" || first.Reason != "The privacy notice is missing." {
		t.Errorf("the first attempt is now %+v", first)
	}
	wantField(t, w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, again.Version, "2026-06-11", ""}), "day")
	w.must(w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, again.Version, "2026-06-12", ""}))
	_, err = w.Resubmit(ctx, w.dana, appID, r.ID)
	wantKind(t, "twice", err, apperr.Conflict)
	w.wantEvents(audit.RequestDrafted, false, 2)
}

func TestOfManyWhoDecideAtOnceOneIsRecorded(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	var wg sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		by := []access.Actor{w.dana, w.helen}[i%2]
		wg.Go(func() {
			errs[i] = w.ApproveRequest(ctx, by, ApproveRequest{appID, r.ID, r.Version, "2026-06-09", Freelance})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			wantKind(t, "a later one", err, apperr.Conflict)
		}
	}
	if n := w.count(`SELECT count(*) FROM permission_grant`); won != 1 || n != 2 {
		t.Errorf("%d won, %d lines of the ledger", won, n)
	}
}

func TestAnOpenRequestIsWithdrawnAndADecidedOneIsNot(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	wantKind(t, "a lead who is no owner", w.WithdrawRequest(ctx, w.helen, appID, r.ID, r.Version), apperr.Forbidden)
	w.must(w.WithdrawRequest(ctx, w.dana, appID, r.ID, r.Version))
	wantKind(t, "twice", w.WithdrawRequest(ctx, w.dana, appID, r.ID, w.current(appID).Version), apperr.Conflict)
	wantKind(t, "approved afterwards", w.ApproveRequest(ctx, w.dana, ApproveRequest{appID, r.ID, w.current(appID).Version, "2026-06-09", Freelance}), apperr.Conflict)
	w.wantEvents(audit.RequestWithdrawn, false, 1)
	w.wantEvents(audit.RequestWithdrawn, true, 1)
}

func TestNothingIsSentOnceATestFails(t *testing.T) {
	w := newWorld(t)
	ctx, appID := context.Background(), w.ready("")
	id, err := w.DraftRequest(ctx, w.dana, appID)
	w.must(err)
	test := w.get(w.dana, appID).Tests[0]
	w.must(w.DecideTest(ctx, w.dana, DecideTest{AppID: appID, TestID: test.ID, Version: test.Version, Result: Failed, Note: "White page."}))
	wantKind(t, "sent all the same", w.SubmitRequest(ctx, w.dana, SubmitRequest{appID, id, 1, "2026-06-15", ""}), apperr.Conflict)
}

func TestTheSameSubmissionSentTwiceHasOneEffect(t *testing.T) {
	w := newWorld(t)
	ctx, appID := context.Background(), w.ready("")
	w.dana.Submission = "the-same-form"
	id, err := w.DraftRequest(ctx, w.dana, appID)
	if err != nil || id == "" {
		t.Fatalf("the first time: %q, %v", id, err)
	}
	if id, err = w.DraftRequest(ctx, w.dana, appID); err != nil || id != "" {
		t.Errorf("the second time: %q, %v", id, err)
	}
	w.wantEvents(audit.RequestDrafted, false, 1)
}

func TestProductionIsReadByThoseWhoMaySeeTheApp(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	appID, r := w.sent("")
	for _, a := range []access.Actor{w.dana, w.priya, w.helen, w.auditor, w.admin} {
		p, err := w.Production(ctx, a, appID)
		if err != nil || p.Current.ID != r.ID || !p.Clock.VendorRuns || p.Clock.Vendors != 12 {
			t.Errorf("%s: %+v, %v", a.Name, p.Clock, err)
		}
	}
	for _, a := range []access.Actor{w.farah, w.gustav} {
		_, err := w.Production(ctx, a, appID)
		wantKind(t, a.Name, err, apperr.NotFound)
	}
	_, err := w.Production(ctx, w.anonymous, appID)
	wantKind(t, "nobody", err, apperr.Unauthenticated)
}
