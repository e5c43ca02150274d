package journey

import "testing"

// built is an app of 12 June with an SDK, before anything was tested.
func built(change ...func(a *App)) fact {
	return both(ready(), sdk("javascript", "2.0.28", june(12)), app("pay", june(12), change...))
}

// tested is an app whose three tests are done and confirmed by Helen on 15 June.
func tested(change ...func(a *App)) fact {
	return both(built(append([]func(a *App){results("ppe", june(12)), commit(june(12))}, change...)...), confirm("staging-tested", helen, june(15)))
}

// shared makes Tomasz the app's first owner and Priya one who shares it, accepted by Helen where t says when.
func shared(accepted ...int) func(a *App) {
	return func(a *App) {
		a.CreatedBy = tomasz
		mine := AppOwner{Member: priya, Since: june(12), Shared: true}
		if len(accepted) > 0 {
			mine.AcceptedBy, mine.AcceptedAt = helen, june(accepted[0])
		}
		a.Owners = []AppOwner{mine, {Member: tomasz, Since: may(20)}}
	}
}

func TestAnAppIsRegisteredSharedOrSomebodyElses(t *testing.T) {
	try(t, []walkCase{
		{"an app with its client id is there: the tests are next", []fact{built()}, []string{
			"oauth-app = Done 12 June, self-reported", "evidence of oauth-app = pay, client ID …e1c4", "app = pay", "at = staging-tested", "staging-tested = In progress, due 26 June",
		}},
		{"a lead confirmed the app", []fact{built(), confirm("oauth-app", helen, june(15))}, []string{"oauth-app = Done 12 June, confirmed"}},
		{"the permission was proved through the app: the app is as sure", []fact{built(), func(f *Facts) { f.Grants[0].Grade, f.Grants[0].AppID = Verified, "pay" }}, []string{
			"oauth-app = Done 12 June, verified: Proved together with the developer permission",
		}},
		{"a shared app waits for a lead's yes", []fact{ready(), app("pay", may(20), shared())}, []string{
			"oauth-app = Waiting for Helen, 2 days: pay belongs to Tomasz Nowak too. A lead has to say that you share it", "oauth-app needs a lead",
			"oauth-app waits on lead Helen: accept the shared app pay", "at = sdk", "gate of staging-tested = oauth-app, Helen",
			"staging-tested = Cannot start yet: Needs the app of step 7 and an SDK, which waits for Helen Okafor",
		}},
		{"a shared app that a lead accepted counts from that day", []fact{ready(), app("pay", may(20), shared(15))}, []string{
			"oauth-app = Done 15 June, confirmed", "oauth-app confirmed by Helen Okafor", "at = sdk",
		}},
		{"a shared app does not show that the member opened the dashboard", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(12), SelfReported), app("pay", may(20), shared(15))}, []string{
			"developer-dashboard = In progress, 1 day over", "at = developer-dashboard",
		}},
		{"an app that the member no longer owns is not theirs", []fact{ready(), app("pay", june(12), func(a *App) { a.Owners[0].EndedAt = june(15) })}, []string{
			"no app", "at = oauth-app", "oauth-app = In progress, due 18 June",
		}},
		{"a retired app counts no longer", []fact{ready(), app("pay", june(12), func(a *App) { a.RetiredAt = june(15) })}, []string{"no app", "at = oauth-app"}},
		{"an app in production is not the app of step 7", []fact{ready(), app("pay", june(12), func(a *App) { a.Environment = Production })}, []string{"no app", "at = oauth-app"}},
		{"the redirect URI is refused: that is a problem with a name", []fact{startedAt(june(1)), ready(), sdk("javascript", "2.0.28", june(12)), stuck("oauth-app", "redirect-uri", "", june(15))}, []string{
			"oauth-app = There is a problem: the redirect URI does not match: The redirect URI is refused", "at = oauth-app", "head = oauth-app, 2 days, 0 over, you: the redirect URI does not match",
			"summary = 6 of 11 steps done, 1 skipped, 1 stuck. Step 7 has a problem.", "stage build = 1 of 3 done, 1 stuck",
		}},
		{"the permission ended: the app stays, production does not open", []fact{tested(), func(f *Facts) { f.Grants[0].HeldUntil = june(15) }}, []string{
			"oauth-app = Done 12 June, self-reported", "staging-tested = Done 15 June, confirmed", "gate of production-request = developer-permission, you",
			"production-request = Cannot start yet: Needs the developer permission of step 5",
		}},
	})
}

func TestTestingEndsWithAnotherPersonsWord(t *testing.T) {
	try(t, []walkCase{
		{"some tests are open", []fact{built(results("ppf-", june(15)))}, []string{"staging-tested = In progress, due 26 June: 2 of 4 tests done, 1 failed", "staging-tested waits on you you: "}},
		{"all tests are done, and nobody committed", []fact{built(results("ppe", june(15)))}, []string{
			"staging-tested = Waiting for Helen, 1 day: All 3 tests are done. Helen Okafor signs the commitment to deploy", "head = staging-tested, 1 days, 0 over, Helen: sign the commitment to deploy pay",
		}},
		{"somebody committed before there was a test", []fact{built(commit(june(15)))}, []string{"staging-tested = In progress, due 26 June: The test list is empty"}},
		{"all done and committed: the lead has to look", []fact{built(results("ppe", june(15)), commit(june(15)))}, []string{
			"staging-tested = Waiting for Helen, 1 day: All 3 tests are done. Helen Okafor has to confirm them", "staging-tested needs a lead", "staging-tested waits on lead Helen: confirm 3 tests",
			"head = staging-tested, 1 days, 0 over, Helen: confirm 3 tests", "production-request = Cannot start yet: Needs your staging tests, confirmed by Helen Okafor",
			"gate of production-request = staging-tested, Helen", "button = ",
		}},
		{"the lead confirmed: production opens that day", []fact{tested()}, []string{
			"staging-tested = Done 15 June, confirmed", "staging-tested confirmed by Helen Okafor", "at = production-request", "production-request = In progress, due 17 June",
		}},
		{"a test failed after the confirmation: the step is open again", []fact{tested(func(a *App) { a.Tests[0].Result, a.Tests[0].DecidedAt = TestFailed, june(16) })}, []string{
			"staging-tested = In progress, due 26 June: 2 of 3 tests done, 1 failed", "at = staging-tested",
		}},
		{"a test was decided again after the confirmation: the lead looks again", []fact{tested(func(a *App) { a.Tests[0].DecidedAt = june(16) })}, []string{
			"staging-tested = Waiting for Helen, since today: All 3 tests are done. Helen Okafor has to confirm them",
		}},
		{"the commitment was taken back", []fact{tested(func(a *App) { a.Commitment = Commitment{} })}, []string{
			"staging-tested = Waiting for Helen, 2 days: All 3 tests are done. Helen Okafor signs the commitment to deploy",
		}},
		{"a lead signed: that confirms the tests too", []fact{built(results("ppe", june(14)), func(a *App) { a.Commitment = Commitment{By: helen, At: june(15)} })}, []string{
			"staging-tested = Done 15 June, confirmed", "staging-tested confirmed by Helen Okafor", "at = production-request",
		}},
		{"a test was decided after the lead signed: they look again", []fact{built(results("ppe", june(16)), func(a *App) { a.Commitment = Commitment{By: helen, At: june(15)} })}, []string{
			"staging-tested needs a lead",
		}},
		{"the member's own word confirms nothing", []fact{built(results("ppe", june(15)), commit(june(15))), confirm("staging-tested", priya, june(16))}, []string{"staging-tested needs a lead"}},
		{"who leads the team themselves has nobody to wait for", []fact{leads(priya), built(results("ppe", june(15)), commit(june(15)))}, []string{
			"staging-tested = Done 15 June, self-reported", "at = production-request",
		}},
		{"the step was taken back", []fact{tested(), mark("staging-tested", MarkUndone, june(16))}, []string{"staging-tested = In progress, due 30 June: You took it back on 16 June", "at = staging-tested"}},
	})
}

func TestAServiceAppWaitsForItsDomain(t *testing.T) {
	service := func(asked, made Day) fact {
		return built(func(a *App) { a.Kind, a.DomainAskedOn, a.DomainMadeOn = serviceApp, asked, made })
	}
	day := func(d int) Day { return Day{Year: 2026, Month: 6, Day: d} }
	try(t, []walkCase{
		{"nobody asked for it", []fact{service(Day{}, Day{})}, []string{
			"at = oauth-app", "oauth-app waits on you you: ask Avaya’s support for the domain",
		}},
		{"the vendor's support was asked", []fact{service(day(12), Day{})}, []string{
			"oauth-app waits on vendor Avaya: domain of pay has not come", "at = oauth-app",
		}},
		{"it is there", []fact{service(day(12), day(15))}, []string{"oauth-app = Done 15 June, self-reported"}},
	})
}

func TestProductionIsAskedForAndAnswered(t *testing.T) {
	try(t, []walkCase{
		{"a draft is work in progress", []fact{tested(attempt(1, june(15)))}, []string{
			"production-request = In progress, due 17 June: The draft is ready to send", "head = production-request, 1 days, 0 over, you: draft is ready to send",
			"production-review = Cannot start yet: Starts when the request is sent", "stage production = 1 of 2 in progress",
		}},
		{"a draft from before the tests were done does not open production", []fact{built(attempt(1, june(15)))}, []string{
			"production-request = Cannot start yet: Needs your staging tests, confirmed by Helen Okafor", "at = staging-tested",
		}},
		{"sent: the vendor's days run", []fact{tested(attempt(1, june(15), sent(june(15))))}, []string{
			"production-request = Sent 15 June, self-reported: Sent on 15 June", "production-review = Waiting for Avaya, 1 day: Sent on 15 June. Avaya has not answered yet",
			"head = production-review, 1 days, 0 over, Avaya: no answer yet", "at = production-review", "days = ours 5, vendor's 1", "summary = 9 of 11 steps done, 1 skipped, 1 waiting for Avaya. Step 11 waits for Avaya.",
		}},
		{"sent is known by the day alone", []fact{tested(attempt(1, june(15), func(r *Request) { r.SubmittedOn = on(june(15)) }))}, []string{"production-request = Sent 15 June, self-reported: Sent on 15 June"}},
		{"a lead saw the copy of the request", []fact{tested(attempt(1, june(15), sent(june(15)))), confirm("production-request", helen, june(16))}, []string{"production-request = Sent 15 June, confirmed: Sent on 15 June"}},
		{"the vendor wrote and has not decided", []fact{tested(attempt(1, june(10), sent(june(10)), func(r *Request) { r.ContactedOn = on(june(12)) }))}, []string{
			"production-review = Waiting for Avaya, 4 days: Avaya wrote to you on 12 June and has not decided yet", "production-review waits on vendor Avaya: not decided yet",
		}},
		{"rejected: that is the member's to mend, and the reason stands", []fact{tested(attempt(1, june(9), sent(june(9)), decided(Rejected, june(11), "privacy notice asked for")))}, []string{
			"production-request = Sent 9 June, self-reported: Sent on 9 June", "production-review = There is a problem: rejected, privacy notice asked for: Avaya rejected attempt 1 on 11 June: privacy notice asked for",
			"head = production-review, 3 days, 0 over, you: rejected, privacy notice asked for", "at = production-review", "days = ours 4, vendor's 2",
		}},
		{"rejected, and the next attempt is a draft", []fact{tested(attempt(1, june(9), sent(june(9)), decided(Rejected, june(11), "no notice")), attempt(2, june(15)))}, []string{
			"production-request = In progress, due 17 June: Attempt 2 is a draft, ready to send", "at = production-request", "production-review = There is a problem: rejected, no notice: Avaya rejected attempt 1 on 11 June: no notice",
		}},
		{"rejected and sent again: the vendor is waited for once more", []fact{tested(attempt(1, june(9), sent(june(9)), decided(Rejected, june(11), "no notice")), attempt(2, june(15), sent(june(15))))}, []string{
			"production-request = Sent 15 June, self-reported: Sent on 15 June", "production-review = Waiting for Avaya, 1 day: Sent on 15 June. Avaya has not answered yet", "days = ours 3, vendor's 3",
		}},
		{"the second attempt was withdrawn: the first one's answer stands", []fact{tested(attempt(1, june(9), sent(june(9)), decided(Rejected, june(11), "no notice")), attempt(2, june(12), func(r *Request) { r.WithdrawnAt = june(15) }))}, []string{
			"production-review = There is a problem: rejected, no notice: Avaya rejected attempt 1 on 11 June: no notice",
		}},
		{"the only request was withdrawn: nothing was asked", []fact{tested(attempt(1, june(15), sent(june(15)), func(r *Request) { r.WithdrawnAt = june(16) }))}, []string{
			"at = production-request", "production-review = Cannot start yet: Starts when the request is sent",
		}},
		{"everything is done", []fact{startedAt(june(8)), tested(attempt(1, june(10), sent(june(10)), decided(Approved, june(15), ""))), permitted("acme", "pay-r1", june(15), Verified)}, []string{
			"complete = 15 June 2026", "summary = 10 of 11 steps done, 1 skipped. Nothing is left to do.", "production-review = Approved 15 June, verified: Approved on 15 June", "no at =", "button = ",
			"holds ACME in production, verified", "days = ours 2, vendor's 3", "stage production = 2 of 2 done",
		}},
		{"approved on another person's word", []fact{tested(attempt(1, june(10), sent(june(10)), decided(Approved, june(15), ""))), permitted("acme", "pay-r1", june(15), SelfReported)}, []string{
			"production-review = Approved 15 June, confirmed: Approved on 15 June", "production-review confirmed by Helen Okafor",
		}},
		{"approved, but the permission is not in the ledger yet", []fact{tested(attempt(1, june(10), sent(june(10)), decided(Approved, june(15), "")))}, []string{
			"production-review = In progress: Approved on 15 June, but your permission in production is not in the ledger yet", "at = production-review", "no complete",
		}},
		{"approved for somebody else's account", []fact{tested(attempt(1, june(10), sent(june(10)), decided(Approved, june(15), ""), func(r *Request) { r.Accounts = []Person{tomasz} }))}, []string{
			"production-review = Approved 15 June, confirmed: Approved on 15 June. Your account is not among those it names", "complete = 15 June 2026",
		}},
		{"the production permission ended: what was reached stays reached", []fact{tested(attempt(1, june(9), sent(june(9)), decided(Approved, june(10), ""))), permitted("acme", "pay-r1", june(10), Confirmed, june(15))}, []string{
			"production-review = Approved 10 June, confirmed: Approved on 10 June. The permission ended on 15 June", "complete = 15 June 2026", "no holds ACME in production",
		}},
		{"a permission in production that nobody asked for here shows both steps", []fact{tested(), permitted("acme", "", june(15), Confirmed)}, []string{
			"production-request = Sent 15 June, confirmed: Follows from the developer permission for ACME in production",
			"production-review = Approved 15 June, confirmed: The developer permission for ACME in production is in the ledger", "complete = 15 June 2026",
		}},
	})
}

func TestTwoAppsGoTheirOwnWays(t *testing.T) {
	two := []fact{tested(attempt(1, june(15))), app("refund", june(10), results("p-", june(11)))}
	try(t, []walkCase{
		{"the journey follows the app that got furthest", two, []string{"app = pay", "production-request = In progress, due 17 June: The draft is ready to send"}},
		{"of equals it follows the older", []fact{ready(), app("pay", june(12)), app("refund", june(11))}, []string{"app = refund"}},
		{"an app that waits to be shared stands behind one's own", []fact{ready(), app("old", may(20), shared()), app("pay", june(15))}, []string{"app = pay", "oauth-app = Done 15 June, self-reported"}},
		{"a confirmation of one app says nothing of the other", []fact{
			built(results("p", june(12)), commit(june(12))), app("refund", june(10), results("p", june(12)), commit(june(12))),
			confirm("staging-tested", helen, june(15)), func(f *Facts) { f.Confirmations[0].AppID = "pay" },
		}, []string{"app = pay", "staging-tested = Done 15 June, confirmed"}},
	})
	p := Evaluate(zang(t), facts(two...), today)
	if len(p.Apps) != 2 || p.Apps[0].AppID != "pay" || p.Apps[1].AppID != "refund" {
		t.Fatalf("apps are %+v", p.Apps)
	}
	refund, ok := p.App("refund")
	if !ok || len(refund.Steps) != 4 {
		t.Fatalf("refund has %d steps", len(refund.Steps))
	}
	tests, _ := refund.Step("staging-tested")
	request, _ := refund.Step("production-request")
	if tests.State != InProgress || tests.TestsDone != 1 || tests.TestsTotal != 2 || tests.AppID != "refund" {
		t.Errorf("refund's tests are %s, %d of %d, of %s", tests.State, tests.TestsDone, tests.TestsTotal, tests.AppID)
	}
	if request.State != CannotStart || request.Gate == nil || request.Gate.StepKey != "staging-tested" {
		t.Errorf("refund's request is %s with gate %+v", request.State, request.Gate)
	}
	if _, ok := p.App("nobody's"); ok {
		t.Error("an app of nobody has progress")
	}
}
