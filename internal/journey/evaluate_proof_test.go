package journey

import (
	"fmt"
	"testing"
	"time"
)

// proven is a sign-in at the vendor with an app's client ID.
func proven(env Environment, appID string, kind ProofKind, t time.Time) fact {
	return func(f *Facts) {
		f.Proofs = append(f.Proofs, Proof{ID: fmt.Sprint("p", len(f.Proofs)), Environment: env, AppID: appID, Kind: kind, At: t, RecordedAt: t})
	}
}

// listedWith is the vendor's list that names somebody and Priya as colleagues of a company.
func listedWith(who Person, companyID string, t time.Time) fact {
	return func(f *Facts) {
		f.Colleagues = append(f.Colleagues, Colleague{ProofID: "p9", Person: who, CompanyID: companyID, At: t})
	}
}

// live is the production app that grew from a staging app.
func live(id, from string, t time.Time) fact {
	return app(id, t, func(a *App) { a.Environment, a.StagingAppID = Production, from })
}

func TestWhatTheVendorShowedIsVerified(t *testing.T) {
	tried := app("pay", june(12), results("pp", june(12)), commit(june(12)))
	asked := func(change ...func(*Request)) fact {
		return app("pay", june(12), results("pp", june(12)), commit(june(12)), attempt(1, june(13), append([]func(*Request){sent(june(13))}, change...)...))
	}
	try(t, []walkCase{
		{"a sign-in shows account, password and app", []fact{app("pay", june(12)), proven(Staging, "pay", ProvedBySignIn, june(13))}, []string{
			"staging-sign-up = Done 12 June, verified: Proved by a sign-in at Avaya", "password = Done 12 June, verified: Proved by a sign-in at Avaya",
			"oauth-app = Done 12 June, verified: Proved by a sign-in with its client ID",
			"no developer-permission = Done",
		}},
		{"it does not show the dashboard, which follows from the app", []fact{ready(), app("pay", june(12)), proven(Staging, "pay", ProvedBySignIn, june(13))}, []string{
			"staging-sign-up = Done 8 June, verified: Proved by a sign-in at Avaya", "developer-dashboard = Done 12 June, self-reported",
			"developer-permission = Done 12 June, self-reported: Check-box for ACME",
		}},
		{"a challenge shows the dashboard, and the ledger alone the permission", []fact{ready(), app("pay", june(12)), proven(Staging, "pay", ProvedByChallenge, june(13))}, []string{
			"developer-dashboard = Done 12 June, verified: Proved, indirectly, by a one-time address in your app",
			"developer-permission = Done 12 June, self-reported: Check-box for ACME",
		}},
		{"a proof of one app says nothing of another", []fact{account(), tried, app("other", june(13)), proven(Staging, "other", ProvedBySignIn, june(14))}, []string{
			"staging-sign-up = Done 8 June, verified: Proved by a sign-in at Avaya", "oauth-app = Done 12 June, self-reported",
		}},
		{"what was taken back later stays taken back", []fact{app("pay", june(12)), proven(Staging, "pay", ProvedBySignIn, june(13)), mark("staging-sign-up", MarkUndone, june(14))}, []string{
			"no staging-sign-up = Done", "oauth-app = Done 12 June, verified: Proved by a sign-in with its client ID",
		}},
		{"a newer proof counts again", []fact{app("pay", june(12)), proven(Staging, "pay", ProvedBySignIn, june(13)), mark("staging-sign-up", MarkUndone, june(14)), proven(Staging, "pay", ProvedBySignIn, june(15))}, []string{
			"staging-sign-up = Done 12 June, verified: Proved by a sign-in at Avaya",
		}},
		{"a proof in staging says nothing of production", []fact{asked(), proven(Staging, "pay", ProvedBySignIn, june(14))}, []string{
			"no production-review = Approved", "no production-review = In progress",
		}},
		{"a colleague who proved their account shows the company", []fact{acme(), listedWith(dana, "acme", june(13))}, []string{
			"company = Done 13 June, verified: ACME was created by Dana Ruiz on 3 May. Avaya lists Dana Ruiz and you as colleagues",
		}},
		{"a colleague in another company does not", []fact{acme(), listedWith(dana, "elsewhere", june(13))}, []string{"no company = Done"}},
		{"a sign-in in production shows the approval", []fact{ready(), asked(decided(Approved, june(15), "")), live("pay-live", "pay", june(15)), permitted("acme", "pay-r1", june(15), SelfReported), proven(Production, "pay-live", ProvedBySignIn, june(16).Add(-time.Hour))}, []string{
			"production-review = Approved 15 June, verified: Approved on 15 June",
		}},
		{"one that nobody wrote down asks for it", []fact{ready(), asked(), live("pay-live", "pay", june(15)), proven(Production, "pay-live", ProvedBySignIn, june(15))}, []string{
			"production-review waits on you you: write the approval down",
		}},
		{"an app of somebody else in production shows nothing", []fact{ready(), asked(decided(Approved, june(15), "")), live("other-live", "other", june(15)), permitted("acme", "pay-r1", june(15), SelfReported), proven(Production, "other-live", ProvedBySignIn, june(15))}, []string{
			"production-review = Approved 15 June, confirmed: Approved on 15 June",
		}},
	})
}

func TestARepeatedProofIsTheOneThatCounts(t *testing.T) {
	f := facts(app("pay", june(12)), proven(Staging, "pay", ProvedBySignIn, june(13)), proven(Staging, "pay", ProvedBySignIn, june(15)))
	p := Evaluate(zang(t), f, today)
	for _, key := range []string{"staging-sign-up", "oauth-app"} {
		step, _ := p.Step(key)
		if step.ProofID != "p1" || !step.GradedAt.Equal(june(15)) {
			t.Errorf("%s rests on %q of %s", key, step.ProofID, step.GradedAt)
		}
	}
}
