package proof

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/permission"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

func TestASignInProvesTheAccountThePasswordAndTheApp(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.prove("priya@acme.example")
	s.wantOutcome(p, Succeeded)
	if len(p.Shows) < 2 || len(p.ShowsNot) < 2 || len(p.Fingerprint) != 64 || p.SeenAs != "priya@acme.example" || len(p.Steps) != 3 {
		t.Errorf("shows %q, not %q, fingerprint %q, seen as %q, raises %q", p.Shows, p.ShowsNot, p.Fingerprint, p.SeenAs, p.Steps)
	}
	s.wantGrade(s.priya, journey.Verified, journey.RuleSignUp, journey.RuleInvitation, journey.RuleApp)
	if got := s.step(s.priya, journey.RuleApp).ProofID; got != p.ID {
		t.Errorf("the app's step is shown by %q, want %q", got, p.ID)
	}
	s.wantEvents(audit.ProofStarted, s.priya, false, 1)
	s.wantEvents(audit.ProofSucceeded, s.priya, false, 1)
	if tally := s.vendor.Tally(spaces.Staging); tally.Revoked != 1 {
		t.Errorf("%d tokens were given back, want 1", tally.Revoked)
	}
	if said := s.one(`SELECT after FROM event WHERE action = 'proof.succeeded'`); !strings.Contains(said, `"revoked":true`) || strings.Contains(said, "@") {
		t.Errorf("the event says %s", said)
	}
}

func TestThePermissionIsProvedIndirectlyByAOneTimeAddress(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	grant := s.grant(staging, s.company(), "")
	c, err := s.MakeChallenge(t.Context(), s.priya, s.pay)
	if err != nil || !strings.HasPrefix(c.URI, baseURL+"/proof/return/") {
		t.Fatalf("challenge %+v, %v", c, err)
	}
	if offer, err := s.Offer(t.Context(), s.priya, s.pay); err != nil || offer.Challenge == nil || offer.Challenge.URI != c.URI {
		t.Errorf("the offer shows %+v, %v, want %s again", offer.Challenge, err, c.URI)
	}
	s.vendor.AddRedirectURI(spaces.Staging, s.atVendor.ClientID, c.URI)
	p, err := s.Return(t.Context(), s.priya, s.allow(s.start(RedirectChallenge), "priya@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Succeeded)
	s.wantGrade(s.priya, journey.Verified, journey.RuleSignUp, journey.RulePermission, journey.RuleDashboard, journey.RuleApp)
	if said := strings.Join(p.Shows, ". "); !strings.Contains(said, "indirectly") {
		t.Errorf("it shows %q", said)
	}
	if got := s.one(`SELECT grade || ' ' || version FROM permission_grant WHERE grant_id = $1 AND superseded_at IS NULL`, grant); got != "verified 2" {
		t.Errorf("the grant is %s", got)
	}
	s.wantEvents(audit.GrantVerified, s.priya, false, 1)
	_, err = s.Start(t.Context(), s.priya, StartInput{AppID: s.pay, Kind: RedirectChallenge})
	wantKind(t, err, apperr.Conflict)
	err = s.db.Read(t.Context(), func(tx pgx.Tx) error {
		_, found, err := permission.VerifyLedger(t.Context(), tx)
		for _, bad := range found.Kept {
			if !strings.Contains(bad.What, "version 1 of grant "+grant) { // the test wrote it without an event
				t.Errorf("the ledger and the trail disagree: %s", bad.What)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAProofShowsNothingOfAClientIDThatIsWrittenDownLater(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.wantOutcome(s.prove("priya@acme.example"), Succeeded)
	s.wantGrade(s.priya, journey.Verified, journey.RuleApp)
	before := s.one(`SELECT client_id FROM app WHERE id = $1`, s.pay)
	s.exec(`UPDATE app SET client_id = 'somebody-elses' WHERE id = $1`, s.pay)
	s.wantGrade(s.priya, journey.SelfReported, journey.RuleApp)
	s.exec(`UPDATE app SET client_id = $2 WHERE id = $1`, s.pay, before)
	s.wantGrade(s.priya, journey.Verified, journey.RuleApp)
}

func TestOneAddressIsUsedOnceAndANewOneEndsTheOld(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	old, err := s.MakeChallenge(t.Context(), s.priya, s.pay)
	if err != nil {
		t.Fatal(err)
	}
	s.vendor.AddRedirectURI(spaces.Staging, s.atVendor.ClientID, old.URI)
	in := s.allow(s.start(RedirectChallenge), "priya@acme.example")
	fresh, err := s.MakeChallenge(t.Context(), s.priya, s.pay)
	if err != nil || fresh.URI == old.URI {
		t.Fatalf("a new address %s, %v", fresh.URI, err)
	}
	p, err := s.Return(t.Context(), s.priya, in)
	if err != nil || p.Outcome != ExchangeFailed || p.Code != "address_used" {
		t.Errorf("by the old address: %s (%s), %v", p.Outcome, p.Code, err)
	}
	s.wantGrade(s.priya, journey.SelfReported, journey.RuleApp)
	s.later(challengeLasts)
	_, err = s.Start(t.Context(), s.priya, StartInput{AppID: s.pay, Kind: RedirectChallenge})
	wantKind(t, err, apperr.Conflict)
	s.own(s.pay, s.dana, false)
	_, err = s.Start(t.Context(), s.dana, StartInput{AppID: s.pay, Kind: RedirectChallenge})
	wantKind(t, err, apperr.Conflict)
}

func TestNobodyStartsWithoutEnd(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for range mostAnHour {
		s.start(SignIn)
	}
	_, err := s.Start(t.Context(), s.priya, StartInput{AppID: s.pay})
	wantKind(t, err, apperr.TooMany)
	if n := len(s.keep.all); n != 1 {
		t.Errorf("%d are remembered for one person and app", n)
	}
	s.later(time.Hour + time.Second)
	s.start(SignIn)
}

func TestWhatIsRememberedIsBoundedAndWiped(t *testing.T) {
	k := newKeeper()
	var last *onItsWay
	for i := range mostKept {
		last = &onItsWay{memberID: strconv.Itoa(i), secret: []byte("secret"), verifier: []byte("verifier"), state: sha256.Sum256([]byte(strconv.Itoa(i)))}
		if err := k.put(last); err != nil {
			t.Fatal(err)
		}
	}
	wantKind(t, k.put(&onItsWay{memberID: "one more"}), apperr.Unavailable)
	kept := last.secret
	k.drop(last.state)
	if string(kept) != "\x00\x00\x00\x00\x00\x00" || last.secret != nil || last.verifier != nil {
		t.Errorf("what was dropped is still %q", kept)
	}
}

func TestOfTwoGrantsNoneRises(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.grant(staging, s.company(), "")
	s.grant(staging, "", "")
	c, err := s.MakeChallenge(t.Context(), s.priya, s.pay)
	if err != nil {
		t.Fatal(err)
	}
	s.vendor.AddRedirectURI(spaces.Staging, s.atVendor.ClientID, c.URI)
	p, err := s.Return(t.Context(), s.priya, s.allow(s.start(RedirectChallenge), "priya@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Succeeded)
	s.wantEvents(audit.GrantVerified, s.priya, false, 0)
	s.wantGrade(s.priya, journey.Verified, journey.RuleDashboard)
	s.wantGrade(s.priya, journey.SelfReported, journey.RulePermission)
}

func TestTheCompanyIsProvedByAColleagueWhoProvedTheirAccount(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.company()
	s.prove("priya@acme.example")
	if got := s.step(s.priya, journey.RuleCompany); got.State != journey.Skipped {
		t.Errorf("Dana proved nothing yet, and the company step is %s", got.State)
	}
	app := s.vendor.AddApp(spaces.Staging, spacestest.App{Name: "dana", Company: "ACME", RedirectURIs: []string{baseURL + "/proof/return"}})
	own := s.app(staging, app.ClientID, "", s.dana)
	p, err := s.Return(t.Context(), s.dana, s.allow(s.startAs(s.dana, own, SignIn, app.Secret), "dana@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Succeeded)
	s.wantGrade(s.priya, journey.Verified, journey.RuleCompany)
	if reason := s.step(s.priya, journey.RuleCompany).Reason; !strings.Contains(reason, "Dana Ruiz and you as colleagues") {
		t.Errorf("the company step says %q", reason)
	}
	// Helen proved nothing, but Dana's list names her.
	s.wantGrade(s.helen, journey.Verified, journey.RuleCompany)
}

func TestASignInInProductionProvesTheApprovalAndTheGrantOfTheRequest(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.vendor.AddAccount(spaces.Production, spacestest.Account{Mail: "priya@acme.example", Name: "Priya", Freelance: true})
	s.vendor.Permit("priya@acme.example")
	at := s.vendor.AddApp(spaces.Production, spacestest.App{Name: "pay", Owners: []string{"priya@acme.example"}, RedirectURIs: []string{baseURL + "/proof/return"}})
	live := s.app(production, at.ClientID, s.pay, s.priya)
	s.exec(`INSERT INTO production_request (id, app_id, attempt, created_by, submitted_on, submitted_at, decided_on, decision, decided_by, decided_at)
		VALUES ('00000000-0000-7000-8000-000000000001', $1, 1, $2, current_date - 2, now() - interval '2 days', current_date - 1, 'approved', $2, now() - interval '1 day')`, s.pay, s.priya.ID)
	s.exec(`INSERT INTO production_request_account (request_id, member_id) VALUES ('00000000-0000-7000-8000-000000000001', $1)`, s.priya.ID)
	grant := s.grant(production, "", "00000000-0000-7000-8000-000000000001")
	p, err := s.Return(t.Context(), s.priya, s.allow(s.startAs(s.priya, live, SignIn, at.Secret), "priya@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Succeeded)
	s.wantGrade(s.priya, journey.Verified, journey.RuleReview)
	if got := s.one(`SELECT grade FROM permission_grant WHERE grant_id = $1 AND superseded_at IS NULL`, grant); got != "verified" {
		t.Errorf("the grant is %s", got)
	}
	s.wantEvents(audit.GrantVerified, s.priya, false, 1)
}

func TestEachFaultOfTheVendorHasItsOutcomeAndItsEvent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for fault, want := range map[spacestest.Fault]Outcome{
		spacestest.OtherAccount: OtherAccount, spacestest.GuestToken: Guest, spacestest.ExpiredCode: ExchangeFailed, spacestest.Down: VendorDown,
		spacestest.Unavailable: VendorDown, spacestest.Slow: VendorDown, spacestest.Moved: VendorDown, spacestest.Maintenance: VendorDown, spacestest.Huge: VendorDown,
	} {
		before := s.events(audit.ProofFailed, s.priya, false)
		started := s.start(SignIn)
		if fault == spacestest.OtherAccount || fault == spacestest.GuestToken || fault == spacestest.ExpiredCode {
			s.vendor.Break(fault)
		}
		in := s.allow(started, "priya@acme.example")
		s.vendor.Break(fault)
		p, err := s.Return(t.Context(), s.priya, in)
		if err != nil || p.Outcome != want {
			t.Errorf("%s: %s (%s), %v, want %s", fault, p.Outcome, p.Code, err, want)
		}
		if n := s.events(audit.ProofFailed, s.priya, false); n != before+1 {
			t.Errorf("%s: %d events more", fault, n-before)
		}
		s.vendor.Mend()
	}
	s.wantGrade(s.priya, journey.SelfReported, journey.RuleApp)
	s.wantEvents(audit.ProofSucceeded, s.priya, false, 0)
}

func TestWhatProvesNothingSaysWhy(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	back := func(started Started, change func(*ReturnInput)) Proof {
		t.Helper()
		in := s.allow(started, "priya@acme.example")
		change(&in)
		p, err := s.Return(ctx, s.priya, in)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	denied, err := s.vendor.Deny(ctx, s.start(SignIn).URL, "priya@acme.example")
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Return(ctx, s.priya, s.came(denied))
	if err != nil || p.Outcome != Denied {
		t.Errorf("a no at the vendor: %s, %v", p.Outcome, err)
	}
	p = back(s.startAs(s.priya, s.pay, SignIn, "ffffffffffffffffffffffffffffffffffffffff"), func(*ReturnInput) {})
	if p.Outcome != ExchangeFailed || p.Code != "invalid_client" {
		t.Errorf("a wrong secret: %s, %s", p.Outcome, p.Code)
	}
	p = back(s.start(SignIn), func(in *ReturnInput) { in.Code = "0123456789" })
	if p.Outcome != ExchangeFailed || p.Code != "invalid_grant" {
		t.Errorf("a code of somebody else's making: %s, %s", p.Outcome, p.Code)
	}
	p = back(s.start(SignIn), func(in *ReturnInput) { in.Code = "" })
	if p.Outcome != ExchangeFailed || p.Code != "no_code" {
		t.Errorf("no code: %s, %s", p.Outcome, p.Code)
	}
	p = back(s.start(SignIn), func(in *ReturnInput) { in.Path = "abcd-abcd" })
	if p.Outcome != ExchangeFailed || p.Code != "other_address" {
		t.Errorf("another address: %s, %s", p.Outcome, p.Code)
	}
	p = back(s.start(SignIn), func(in *ReturnInput) { in.Error = "<script>s3cret" })
	if p.Outcome != ExchangeFailed || p.Code != "other" {
		t.Errorf("an error of nobody's making: %s, %s", p.Outcome, p.Code)
	}
	s.wantOutcome(back(s.startAs(s.priya, s.pay, SignIn, ""), func(*ReturnInput) {}), Succeeded) // a public client
	_, err = s.Start(ctx, s.priya, StartInput{AppID: s.pay, Secret: "two words"})
	wantKind(t, err, apperr.Invalid)
}

func TestAStateIsUsedOnceAndOnlyByWhoeverStarted(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	in := s.allow(s.start(SignIn), "priya@acme.example")
	_, err := s.Return(ctx, s.dana, in)
	wantKind(t, err, apperr.Forbidden)
	s.wantEvents(audit.ProofSucceeded, s.priya, true, 1)
	p, err := s.Return(ctx, s.priya, in)
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Succeeded)
	again, err := s.Return(ctx, s.priya, in)
	if err != nil || again.ID != p.ID || again.Outcome != Succeeded {
		t.Errorf("a second return gives %+v, %v", again, err)
	}
	s.wantEvents(audit.ProofSucceeded, s.priya, true, 2)
	s.wantEvents(audit.ProofSucceeded, s.priya, false, 1)
	_, err = s.Return(ctx, s.priya, ReturnInput{State: "nobody started this", Code: "1"})
	wantKind(t, err, apperr.NotFound)
	if n := s.vendor.Tally(spaces.Staging).Exchanged; n != 1 {
		t.Errorf("%d exchanges, want 1", n)
	}
}

func TestOfFiftyReturnsAtOnceExactlyOneAsksTheVendor(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	in := s.allow(s.start(SignIn), "priya@acme.example")
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			if _, err := s.Return(t.Context(), s.priya, in); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := s.vendor.Tally(spaces.Staging).Exchanged; n != 1 {
		t.Errorf("%d exchanges, want 1", n)
	}
	s.wantEvents(audit.ProofSucceeded, s.priya, false, 1)
	s.wantEvents(audit.ProofFailed, s.priya, false, 0)
	if got := s.one(`SELECT outcome FROM proof`); got != string(Succeeded) {
		t.Errorf("the outcome is %s", got)
	}
}

func TestTheSameFormSentTwiceGivesTheSamePage(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	who := s.priya
	who.Submission = strings.Repeat("f", 32)
	first := s.startAs(who, s.pay, SignIn, s.atVendor.Secret)
	if second := s.startAs(who, s.pay, SignIn, s.atVendor.Secret); second != first {
		t.Errorf("the second is %v, the first %v", second, first)
	}
	s.wantEvents(audit.ProofStarted, s.priya, false, 1)
}

func TestWhatIsNotRememberedAnyMoreIsLostAndAsksForANewStart(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	in := s.allow(s.start(SignIn), "priya@acme.example")
	s.keep = newKeeper() // as after a restart
	p, err := s.Return(t.Context(), s.priya, in)
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Lost)
	late := s.allow(s.start(SignIn), "priya@acme.example")
	s.later(Grace + time.Second)
	if p, err = s.Return(t.Context(), s.priya, late); err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Lost)
	if !p.MayRepeat {
		t.Error("a lost proof cannot be repeated")
	}
	s.wantEvents(audit.ProofFailed, s.priya, false, 2)
}

func TestSilenceIsToldAfterTenMinutesAndCanBeStopped(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	started := s.start(SignIn)
	p, err := s.Show(ctx, s.priya, started.ProofID)
	if err != nil || p.Silent || !p.MayCancel || p.RedirectURI != baseURL+"/proof/return" {
		t.Errorf("on the way: %+v, %v", p, err)
	}
	wantKind(t, s.Cancel(ctx, s.helen, started.ProofID), apperr.Forbidden)
	wantKind(t, s.Cancel(ctx, s.lena, started.ProofID), apperr.NotFound)
	s.later(Grace)
	if p, err = s.Show(ctx, s.priya, started.ProofID); err != nil || !p.Silent || !p.MayRepeat {
		t.Errorf("after ten minutes: %+v, %v", p, err)
	}
	s.later(-Grace)
	in := s.allow(started, "priya@acme.example")
	if err := s.Cancel(ctx, s.priya, started.ProofID); err != nil {
		t.Fatal(err)
	}
	if p, err = s.Return(ctx, s.priya, in); err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, Cancelled)
	if n := s.vendor.Tally(spaces.Staging).Exchanged; n != 0 {
		t.Errorf("%d exchanges after a cancel", n)
	}
	s.wantEvents(audit.ProofCancelled, s.priya, false, 1)
	s.wantEvents(audit.ProofCancelled, s.priya, true, 1)
	wantKind(t, s.Cancel(ctx, s.priya, started.ProofID), apperr.Conflict)
}

func TestWhoLostTheRightMeanwhileProvesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	in := s.allow(s.start(SignIn), "priya@acme.example")
	s.exec(`UPDATE app_owner SET ended_at = now() WHERE app_id = $1 AND member_id = $2`, s.pay, s.priya.ID)
	_, err := s.Return(t.Context(), s.priya, in)
	if apperr.KindOf(err) != apperr.Forbidden && apperr.KindOf(err) != apperr.NotFound {
		t.Errorf("error = %v", err)
	}
	if n := s.vendor.Tally(spaces.Staging).Exchanged; n != 0 {
		t.Errorf("%d exchanges", n)
	}
	if got := s.one(`SELECT outcome FROM proof`); got != string(Lost) {
		t.Errorf("the outcome is %s", got)
	}
	s.wantEvents(audit.ProofSucceeded, s.priya, true, 1)
}
