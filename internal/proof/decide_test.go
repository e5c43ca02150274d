package proof

import (
	"strings"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/spaces"
	"portico/internal/spaces/spacestest"
)

func TestAnotherAccountCountsOnlyOnceALeadAcceptsIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.prove("helen@acme.example")
	s.wantOutcome(p, OtherAccount)
	if p.SeenAs != "helen@acme.example" || p.MayDecide {
		t.Errorf("seen as %q, the person may decide: %t", p.SeenAs, p.MayDecide)
	}
	s.wantGrade(s.priya, journey.SelfReported, journey.RuleApp)
	for _, c := range []struct {
		actor access.Actor
		kind  apperr.Kind
	}{{s.priya, apperr.Forbidden}, {s.ruth, apperr.Forbidden}, {s.lena, apperr.NotFound}, {s.dana, apperr.NotFound}} {
		wantKind(t, s.Decide(ctx, c.actor, DecideInput{ProofID: p.ID, Accept: true}), c.kind)
	}
	waits := func(actor access.Actor, want int) {
		t.Helper()
		if all, err := s.ForTeam(ctx, actor, s.helen.Leads[0]); err != nil || len(all) != want {
			t.Errorf("%d proofs of the team wait for %s, want %d: %v", len(all), actor.Name, want, err)
		}
	}
	waits(s.helen, 1)
	waits(s.priya, 0)
	waits(s.lena, 0)
	wantKind(t, s.Decide(ctx, s.helen, DecideInput{ProofID: p.ID}), apperr.Invalid)
	if err := s.Decide(ctx, s.helen, DecideInput{ProofID: p.ID, Accept: true, Reason: "Her second address"}); err != nil {
		t.Fatal(err)
	}
	waits(s.helen, 0)
	wantKind(t, s.Decide(ctx, s.helen, DecideInput{ProofID: p.ID, Accept: true}), apperr.Conflict)
	s.wantGrade(s.priya, journey.Verified, journey.RuleSignUp, journey.RuleInvitation, journey.RuleApp)
	s.wantEvents(audit.ProofDecided, s.priya, false, 1)
	s.wantEvents(audit.ProofDecided, s.priya, true, 2)
	shown, err := s.Show(ctx, s.helen, p.ID)
	if err != nil || shown.Decision != Accepted || shown.DecidedBy != "Helen Okafor" || shown.Reason != "Her second address" {
		t.Errorf("shown as %+v, %v", shown, err)
	}
}

func TestARefusedProofShowsNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.prove("helen@acme.example")
	if err := s.Decide(t.Context(), s.helen, DecideInput{ProofID: p.ID, Reason: "This is my account"}); err != nil {
		t.Fatal(err)
	}
	s.wantGrade(s.priya, journey.SelfReported, journey.RuleApp)
	p, err := s.Show(t.Context(), s.priya, p.ID)
	if err != nil || p.Decision != Refused || len(p.Steps) != 0 || !p.MayRepeat {
		t.Errorf("shown as %+v, %v", p, err)
	}
}

func TestALeadNeverDecidesAboutThemselves(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	app := s.vendor.AddApp(spaces.Staging, spacestest.App{Name: "helen", Company: "ACME", RedirectURIs: []string{baseURL + "/proof/return"}})
	own := s.app(staging, app.ClientID, "", s.helen)
	p, err := s.Return(t.Context(), s.helen, s.allow(s.startAs(s.helen, own, SignIn, app.Secret), "priya@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, OtherAccount)
	wantKind(t, s.Decide(t.Context(), s.helen, DecideInput{ProofID: p.ID, Accept: true}), apperr.Forbidden)
}

func TestASharedAppWaitsForALeadAndIsSharedOnceTheyAccept(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.own(s.pay, s.dana, true)
	offer, err := s.Offer(ctx, s.dana, s.pay)
	if err != nil || offer.Off != "" || len(offer.Apps) != 1 || offer.Apps[0].Name == "pay" {
		t.Errorf("the offer to somebody who waits: %+v, %v", offer, err)
	}
	p, err := s.Return(ctx, s.dana, s.allow(s.startAs(s.dana, s.pay, SignIn, s.atVendor.Secret), "dana@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.wantOutcome(p, SharedApp)
	s.wantGrade(s.dana, journey.GradeNone, journey.RuleApp)
	if err := s.Decide(ctx, s.helen, DecideInput{ProofID: p.ID, Accept: true}); err != nil {
		t.Fatal(err)
	}
	s.wantGrade(s.dana, journey.Verified, journey.RuleSignUp, journey.RuleApp)
	s.wantEvents(audit.AppOwnerAccepted, s.dana, false, 1)
}

func TestASharedAppThatIsAcceptedOnItsOwnPageLetsTheProofCount(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.own(s.pay, s.dana, true)
	p, err := s.Return(t.Context(), s.dana, s.allow(s.startAs(s.dana, s.pay, SignIn, s.atVendor.Secret), "dana@acme.example"))
	if err != nil {
		t.Fatal(err)
	}
	s.exec(`UPDATE app_owner SET accepted_at = now(), accepted_by = $2 WHERE app_id = $1 AND shared`, s.pay, s.helen.ID)
	s.wantGrade(s.dana, journey.Verified, journey.RuleSignUp, journey.RuleApp)
	if p, err = s.Show(t.Context(), s.helen, p.ID); err != nil || p.Decision != Accepted || p.MayDecide {
		t.Errorf("shown as %+v, %v", p, err)
	}
}

func TestAddressesAreComparedAsMailSystemsDo(t *testing.T) {
	for a, b := range map[string]string{
		"Priya@ACME.example": "priya@acme.example", "anna@münchen.example": "anna@xn--mnchen-3ya.example", " x@y.example ": "x@y.example",
	} {
		if addressKey(a) != addressKey(b) {
			t.Errorf("%q and %q are two addresses", a, b)
		}
	}
	if addressKey("priya@acme.example") == addressKey("priya@acme.example.org") || strings.Contains(addressKey("no address"), "@") {
		t.Error("two addresses are one")
	}
}
