package proof

import (
	"slices"
	"strings"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/journey"
	"portico/internal/postgres"
	"portico/internal/spaces/spacestest"
)

func TestAnOfferSaysWhatASignInRaisesAndWhetherTheVendorIsThere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	offer, err := s.Offer(t.Context(), s.priya, "")
	if err != nil || offer.Off != "" || len(offer.Apps) != 1 || !offer.VendorUp || offer.RedirectURI != baseURL+"/proof/return" {
		t.Fatalf("the offer is %+v, %v", offer, err)
	}
	if len(offer.Steps) != 3 || len(offer.ChallengeSteps) != 5 {
		t.Errorf("a sign-in raises %q, a challenge %q", offer.Steps, offer.ChallengeSteps)
	}
	s.vendor.Break(spacestest.Unavailable)
	s.later(2 * lookEvery)
	if offer, err = s.Offer(t.Context(), s.priya, s.pay); err != nil || offer.VendorUp || offer.Off != "" {
		t.Errorf("with the vendor down: up %t, off %q, %v", offer.VendorUp, offer.Off, err)
	}
}

func TestProofIsOffWhereNothingCanBeProvedAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.exec(`UPDATE app SET kind = 'service' WHERE id = $1`, s.pay)
	s.wantOff("a service app", s.pay)
	s.exec(`UPDATE app SET kind = 'oauth', retired_at = now() WHERE id = $1`, s.pay)
	s.wantOff("a retired app", s.pay)
	s.wantOff("no app at all", "")
	for name, edition := range map[string]journey.Edition{
		"no client":      {Key: "x", Vendor: "Example"},
		"another client": {Key: "x", Vendor: "Example", Client: "other"},
		"no hosts":       {Key: "x", Vendor: "Example", Client: client},
		"no journey":     {},
	} {
		if offFor(edition, app{environment: staging}) == "" {
			t.Errorf("%s: proof is on", name)
		}
	}
	_, err := s.MakeChallenge(ctx, s.priya, s.pay)
	wantKind(t, err, apperr.Conflict)
}

func (s *stage) wantOff(name, appID string) {
	s.t.Helper()
	offer, err := s.Offer(s.t.Context(), s.priya, appID)
	if err != nil || offer.Off == "" {
		s.t.Errorf("%s: off %q, %v", name, offer.Off, err)
	}
	if appID != "" {
		_, err = s.Start(s.t.Context(), s.priya, StartInput{AppID: appID})
		wantKind(s.t, err, apperr.Conflict)
	}
}

func TestOnlyAnOwnerStartsAndTheRestAreRefusedWithAnEventOrSeeNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	for _, c := range []struct {
		actor access.Actor
		kind  apperr.Kind
	}{
		{s.dana, apperr.Forbidden},
		{s.helen, apperr.Forbidden},
		{s.ruth, apperr.Forbidden},
		{s.lena, apperr.NotFound},
		{access.AnonymousActor(), apperr.Unauthenticated},
	} {
		_, err := s.Start(ctx, c.actor, StartInput{AppID: s.pay})
		wantKind(t, err, c.kind)
		_, err = s.MakeChallenge(ctx, c.actor, s.pay)
		wantKind(t, err, c.kind)
		_, err = s.Offer(ctx, c.actor, s.pay)
		wantKind(t, err, c.kind)
	}
	s.wantEvents(audit.ProofStarted, s.dana, true, 1)
	s.wantEvents(audit.ChallengeMade, s.dana, true, 1)
	for _, id := range []string{postgres.NewID(), "not an id"} {
		_, err := s.Start(ctx, s.priya, StartInput{AppID: id})
		wantKind(t, err, apperr.NotFound)
		_, err = s.Show(ctx, s.priya, id)
		wantKind(t, err, apperr.NotFound)
	}
}

func TestWhoMayReadAProofSeesTheAddressAndOthersOfTheTeamDoNot(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.prove("priya@acme.example")
	for _, actor := range []access.Actor{s.priya, s.helen, s.ruth} {
		if shown, err := s.Show(ctx, actor, p.ID); err != nil || shown.SeenAs == "" {
			t.Errorf("%s: %+v, %v", actor.Name, shown, err)
		}
		if all, err := s.ForMember(ctx, actor, s.priya.ID); err != nil || len(all) != 1 {
			t.Errorf("%s: %d proofs, %v", actor.Name, len(all), err)
		}
	}
	for _, actor := range []access.Actor{s.dana, s.lena} {
		_, err := s.Show(ctx, actor, p.ID)
		wantKind(t, err, apperr.NotFound)
		_, err = s.ForMember(ctx, actor, s.priya.ID)
		wantKind(t, err, apperr.NotFound)
	}
	all, err := s.ForApp(ctx, s.dana, s.pay)
	if err != nil || len(all) != 1 || all[0].Outcome != Succeeded || all[0].SeenAs != "" || all[0].Shows != nil || all[0].MayRead {
		t.Errorf("a co-worker sees %+v, %v", all, err)
	}
	_, err = s.ForApp(ctx, s.lena, s.pay)
	wantKind(t, err, apperr.NotFound)
}

func TestAfterAResetOfTheEnvironmentAProofIsHistory(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	company := s.company()
	s.exec(`UPDATE app SET company_id = $2 WHERE id = $1`, s.pay, company)
	p := s.prove("priya@acme.example")
	s.wantGrade(s.priya, journey.Verified, journey.RuleSignUp)
	err := s.journeys.ResetEnvironment(ctx, access.Actor{Kind: access.Member, ID: s.helen.ID, Admin: true, Leads: s.helen.Leads},
		journey.ResetEnvironment{CompanyID: company, On: s.time().Format("2006-01-02"), Reason: "Avaya emptied it"})
	if err != nil {
		t.Fatal(err)
	}
	s.wantGrade(s.priya, journey.GradeNone, journey.RuleSignUp, journey.RuleInvitation, journey.RuleApp)
	shown, err := s.Show(ctx, s.priya, p.ID)
	if err != nil || !shown.Reset || len(shown.Steps) != 0 || shown.Outcome != Succeeded {
		t.Errorf("shown as %+v, %v", shown, err)
	}
}

func TestTheProofOfARetiredAppStaysHistoryAndShowsTheAccount(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.prove("priya@acme.example")
	s.exec(`UPDATE app SET retired_at = now() WHERE id = $1`, s.pay)
	s.wantGrade(s.priya, journey.Verified, journey.RuleSignUp, journey.RuleInvitation)
	s.wantGrade(s.priya, journey.GradeNone, journey.RuleApp)
	if all, err := s.ForMember(t.Context(), s.priya, s.priya.ID); err != nil || len(all) != 1 || all[0].MayRepeat {
		t.Errorf("its proofs: %+v, %v", all, err)
	}
}

func TestTheDatabaseKeepsAProofAsItEnded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.prove("helen@acme.example")
	for _, sql := range []string{
		`UPDATE proof SET outcome = 'succeeded' WHERE id = $1`,
		`UPDATE proof SET seen_as = 'priya@acme.example' WHERE id = $1`,
		`UPDATE proof SET decision = 'accepted', decided_at = now(), decided_by = member_id WHERE id = $1`,
		`UPDATE proof SET member_id = member_id WHERE id = $1`,
		`DELETE FROM proof WHERE id = $1`,
	} {
		if _, err := s.db.Pool().Exec(t.Context(), sql, p.ID); err == nil {
			t.Errorf("done: %s", sql)
		}
	}
	s.exec(`UPDATE proof SET seen_as = '' WHERE id = $1`, p.ID) // as when the person is erased
}

func TestASecretGoesToNoAddressThatOnlyAJourneyNames(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	shipped, ok := s.journeys.Editions().Get(journey.DefaultEdition)
	if !ok {
		t.Fatal("the default edition is missing")
	}
	with := func(change func(*journey.Host)) journey.Edition {
		e := shipped
		e.Key, e.Revision, e.Hosts = "taken", 1, slices.Clone(shipped.Hosts)
		for i := range e.Hosts {
			change(&e.Hosts[i])
		}
		return e
	}
	one := app{environment: staging}
	if !s.Trusts(shipped) || s.Trusts(with(func(h *journey.Host) { h.URL = "https://thief.example" })) || s.Trusts(journey.Edition{}) {
		t.Error("an edition is trusted that is not, or the other way round")
	}
	if why := s.offFor(with(func(*journey.Host) {}), one); why != "" {
		t.Errorf("a copy of the shipped edition: %s", why)
	}
	for name, e := range map[string]journey.Edition{
		"an identity of a lead's own": with(func(h *journey.Host) {
			if h.Key == "staging-identity" {
				h.URL = "https://thief.example"
			}
		}),
		"an API of a lead's own": with(func(h *journey.Host) {
			if h.Key == "staging-api" {
				h.URL = "https://thief.example"
			}
		}),
		"a path below the known host": with(func(h *journey.Host) {
			if h.Key == "staging-identity" {
				h.URL += "/other"
			}
		}),
	} {
		if s.offFor(e, one) == "" {
			t.Errorf("%s: proof is on", name)
		}
	}
	// Staging under the name of production would prove an approval that the vendor never gave.
	swapped := with(func(h *journey.Host) {
		if was, ok := shipped.HostURL(journey.Staging, strings.TrimPrefix(h.Key, "production-")); ok && strings.HasPrefix(h.Key, "production-") {
			h.URL = was
		}
	})
	if s.offFor(swapped, app{environment: production}) == "" {
		t.Error("staging stands for production")
	}
	if s.offFor(with(func(*journey.Host) {}), app{environment: production}) != "" {
		t.Error("production of the shipped edition is off")
	}
}
