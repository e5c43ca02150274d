package journey

import (
	"testing"
	"time"
)

func TestTheStagingAccountIsTheFirstStep(t *testing.T) {
	try(t, []walkCase{
		{"nothing is done and nothing was begun", []fact{nothingStarted}, []string{
			"staging-sign-up = Not started", "at = staging-sign-up", "button = Start: sign up for Spaces staging", "password = Cannot start yet: Needs the staging account of step 1",
			"days = ours 0, vendor's 0", "summary = 0 of 11 steps done. Begin with step 1.", "stage staging = 0 of 6 done",
		}},
		{"nothing is done on the second day", []fact{startedAt(june(15))}, []string{
			"staging-sign-up = In progress, due 17 June", "head = staging-sign-up, 1 days, 0 over, you: on time, due 17 June", "stage staging = 1 of 6 in progress",
			"gate of password = staging-sign-up, you", "gate of production-review = staging-sign-up, you", "production-review = Cannot start yet: Starts when the request is sent",
		}},
		{"signed up: the invitation mail is waited for, and those are the vendor's days", []fact{startedAt(june(10)), mark("staging-sign-up", MarkDone, june(11))}, []string{
			"staging-sign-up = Done 11 June, self-reported", "password waits on vendor Avaya: invitation mail has not come", "at = password",
			"password = Waiting for Avaya, 3 days: The invitation mail comes from Avaya. Say here when you have used it.", "days = ours 1, vendor's 3",
			"head = password, 3 days, 0 over, Avaya: invitation mail has not come", "company = Cannot start yet: Needs the password of step 2, which waits for Avaya",
			"gate of company = password, Avaya", "button = Continue: create your password",
		}},
		{"the mail is late and the member says so: it waits for the vendor still", []fact{mark("staging-sign-up", MarkDone, june(11)), stuck("password", "mail-missing", "", june(15))}, []string{
			"password = Waiting for Avaya, 3 days: The invitation mail has not come", "password waits on vendor Avaya: invitation mail has not come",
		}},
		{"the invitation was opened under another address: that is the member's to mend", []fact{mark("staging-sign-up", MarkDone, june(11)), stuck("password", "other-address", "", june(15))}, []string{
			"password = There is a problem: signed in under another address than invited: I am signed in under another address", "password waits on you you: signed in under another address than invited",
		}},
		{"the password says that the account is there", []fact{mark("password", MarkDone, june(9))}, []string{
			"staging-sign-up = Done 9 June, self-reported: Follows from your password", "password = Done 9 June, self-reported",
		}},
		{"the day it happened counts, not the day it was said", []fact{mark("staging-sign-up", MarkDone, june(12)), func(f *Facts) { f.Marks[0].HappenedOn = on(june(9)) }}, []string{
			"staging-sign-up = Done 9 June, self-reported", "password = Waiting for Avaya, 5 days: The invitation mail comes from Avaya. Say here when you have used it.",
		}},
		{"a lead confirmed the account", []fact{account(), confirm("staging-sign-up", helen, june(9))}, []string{
			"staging-sign-up = Done 8 June, confirmed", "staging-sign-up confirmed by Helen Okafor", "password = Done 8 June, self-reported",
		}},
		{"nobody confirms their own step", []fact{account(), confirm("staging-sign-up", priya, june(9))}, []string{
			"staging-sign-up = Done 8 June, self-reported", "no staging-sign-up confirmed",
		}},
		{"a withdrawn confirmation counts no longer", []fact{account(), confirm("password", helen, june(9)), func(f *Facts) { f.Confirmations[0].WithdrawnAt = june(10) }}, []string{
			"password = Done 8 June, self-reported",
		}},
		{"done again after the confirmation: the old word does not cover the new one", []fact{account(), confirm("password", helen, june(9)), mark("password", MarkDone, june(10))}, []string{
			"password = Done 10 June, self-reported",
		}},
		{"done, undone, done: the last word counts", []fact{mark("staging-sign-up", MarkDone, june(8)), mark("staging-sign-up", MarkUndone, june(9)), mark("staging-sign-up", MarkDone, june(10))}, []string{
			"staging-sign-up = Done 10 June, self-reported",
		}},
		{"the account was taken back: the journey stands at the first step again", []fact{mark("staging-sign-up", MarkDone, june(8)), mark("staging-sign-up", MarkUndone, june(12))}, []string{
			"staging-sign-up = In progress, due 16 June", "at = staging-sign-up", "password = Cannot start yet: Needs the staging account of step 1",
		}},
		{"a ticked check-box shows that somebody signed in", []fact{acme(), ticked("acme", june(12), SelfReported)}, []string{
			"staging-sign-up = Done 12 June, self-reported: Follows from the developer permission for ACME", "password = Done 12 June, self-reported: Follows from the developer permission for ACME",
		}},
		{"a step that may not be skipped is not", []fact{mark("staging-sign-up", MarkSkipped, june(9), "no time")}, []string{"at = staging-sign-up", "no staging-sign-up = Skipped"}},
		{"a lead reminded of a step", []fact{func(f *Facts) {
			f.Nudges = []Nudge{{StepKey: "staging-sign-up", By: helen, At: june(9)}, {StepKey: "sdk", By: helen, At: june(10)}}
		}}, []string{
			"at = staging-sign-up",
		}},
	})
}

func TestThePermissionStandsInTheLedgerOrNotAtAll(t *testing.T) {
	try(t, []walkCase{
		{"the roles are there: the check-box is next", []fact{account(), acme(letIn(june(10))...)}, []string{
			"company-roles = Done 10 June, confirmed: You are admin and employee of ACME", "company-roles confirmed by Dana Ruiz",
			"at = developer-permission", "developer-permission = In progress, 3 days over",
		}},
		{"the check-box is ticked: the dashboard is next", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(15), SelfReported)}, []string{
			"developer-permission = Done 15 June, self-reported: Check-box for ACME", "at = developer-dashboard", "developer-dashboard = In progress, due 16 June",
			"holds ACME in staging, self-reported",
		}},
		{"a lead confirmed the permission", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(12), SelfReported), confirm("developer-permission", helen, june(15))}, []string{
			"developer-permission = Done 12 June, confirmed: Check-box for ACME", "developer-permission confirmed by Helen Okafor",
		}},
		{"the vendor itself showed the permission through an app: the steps before it are as sure", []fact{account(), acme(), ticked("acme", june(12), Verified), func(f *Facts) { f.Grants[0].AppID = "pay" }}, []string{
			"developer-permission = Done 12 June, verified: Check-box for ACME", "developer-dashboard = Done 12 June, verified: Follows from the proof of the developer permission",
			"password = Done 8 June, verified: Follows from the developer permission for ACME",
		}},
		{"two companies' check-boxes are ticked", []fact{
			account(), acme(letIn(june(9))...), ticked("acme", june(12), SelfReported),
			aCompany("Bridge", tomasz, "bridge.acme.example", role(priya, CompanyAdmin, june(9), Confirmed, tomasz), role(priya, CompanyEmployee, june(9), Confirmed, tomasz)), ticked("bridge", june(15), Confirmed),
		}, []string{
			"developer-permission = Done 12 June, confirmed: Check-box for ACME, Bridge", "match = ACME by roles", "holds Bridge in staging, confirmed",
		}},
		{"the permission was taken away: the step opens again and says since when", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(11), SelfReported, june(15))}, []string{
			"developer-permission = In progress, due 16 June: The permission for ACME ended on 15 June", "at = developer-permission", "no holds",
		}},
		{"the permission is gone: so is the dashboard that was opened with it", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(11), SelfReported, june(15)), mark("developer-dashboard", MarkDone, june(11))}, []string{
			"developer-dashboard = Cannot start yet: Needs the developer permission of step 5", "gate of developer-dashboard = developer-permission, you",
			"hint of developer-dashboard = The permission for ACME ended on 15 June, and the Developer Dashboard with it",
		}},
		{"one of two permissions ended: the other one stands", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(11), SelfReported, june(15)), ticked("", june(12), SelfReported)}, []string{
			"developer-permission = Done 12 June, self-reported: Check-box for Freelance",
		}},
		{"a permission that begins tomorrow is not held today", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(17), SelfReported)}, []string{
			"developer-permission = In progress, 3 days over: The permission for ACME starts on 17 June", "no holds",
		}},
		{"a permission in production is none in staging", []fact{account(), acme(letIn(june(10))...), permitted("acme", "", june(11), Confirmed)}, []string{
			"at = developer-permission", "holds ACME in production, confirmed",
		}},
		{"the check-box is missing and the member says so: the admin has to move", []fact{account(), acme(letIn(june(10))...), stuck("developer-permission", "no-checkbox", "", june(12))}, []string{
			"developer-permission waits on company-admin Dana: the company’s check-box is missing", "developer-permission = There is a problem: the company’s check-box is missing: The check-box of my company is missing",
		}},
		{"the dashboard was opened: app and SDK may begin", []fact{ready()}, []string{
			"developer-dashboard = Done 12 June, self-reported", "at = oauth-app", "oauth-app = In progress, due 18 June", "sdk = Not started",
			"staging-tested = Cannot start yet: Needs the app of step 7 and an SDK", "production-request = Cannot start yet: Needs your staging tests, confirmed by Helen Okafor",
			"head = oauth-app, 2 days, 0 over, you: on time, due 18 June", "summary = 5 of 11 steps done, 1 skipped. You can go on with step 7.", "button = Continue: create an OAuth2 app",
		}},
		{"the dashboard was taken back", []fact{ready(), mark("developer-dashboard", MarkUndone, june(15))}, []string{
			"developer-dashboard = In progress, due 16 June", "at = developer-dashboard", "oauth-app = Cannot start yet: Needs the Developer Dashboard of step 6",
		}},
		{"an app of one's own shows that the dashboard was there", []fact{account(), acme(letIn(june(10))...), ticked("acme", june(12), SelfReported), app("pay", june(15))}, []string{
			"developer-dashboard = Done 15 June, self-reported: Follows from the app pay",
		}},
		{"the mock-up's Priya: Dana owes an answer, and step 7 is where she is", []fact{account(), acme(), ask(dana, june(11)), ticked("acme", june(12), SelfReported), mark("developer-dashboard", MarkDone, june(12))}, []string{
			"summary = 4 of 11 steps done, 1 skipped, 1 waiting for Dana. You can go on with step 7.", "stage staging = 4 of 6 done, 1 skipped, 1 waiting", "stage build = 1 of 3 in progress",
			"button = Continue: create an OAuth2 app", "oauth-app = In progress, due 18 June",
		}},
	})
}

func TestTheSDKIsDownloadedOrGoneWithout(t *testing.T) {
	try(t, []walkCase{
		{"one download is enough", []fact{ready(), sdk("javascript", "2.0.28", june(15))}, []string{"sdk = Done 15 June, self-reported", "evidence of sdk = JavaScript 2.0.28"}},
		{"of several downloads the first counts", []fact{ready(), sdk("ios", "1.2", june(15)), sdk("android", "1.1", june(12))}, []string{"sdk = Done 12 June, self-reported", "evidence of sdk = Android 1.1, iOS 1.2"}},
		{"it is skipped with a reason", []fact{ready(), mark("sdk", MarkSkipped, june(15), "We call the REST API")}, []string{"sdk = Skipped: We call the REST API", "at = oauth-app"}},
		{"the skip was undone", []fact{ready(), mark("sdk", MarkSkipped, june(12), "We call the REST API"), mark("sdk", MarkUndone, june(15))}, []string{"sdk = Not started"}},
		{"a download counts more than an older skip", []fact{ready(), mark("sdk", MarkSkipped, june(12), "We call the REST API"), sdk("javascript", "2.0.28", june(15))}, []string{"sdk = Done 15 June, self-reported"}},
		{"a download from before the permission ended stays", []fact{account(), sdk("javascript", "2.0.28", june(9))}, []string{"sdk = Done 9 June, self-reported"}},
		{"somebody is stuck at the SDK in words of their own", []fact{ready(), stuck("sdk", "something-else", "The zip is   password protected", june(15))}, []string{
			"sdk = There is a problem: The zip is password protected: The zip is   password protected", "sdk waits on lead Helen: The zip is password protected", "at = oauth-app",
		}},
		{"the portal does not answer: the vendor's days run", []fact{ready(), stuck("sdk", "portal-down", "", june(15))}, []string{
			"sdk = Waiting for Avaya, 1 day: The page does not answer", "days = ours 5, vendor's 1",
		}},
		{"a dead link is waited for", []fact{account(), stuck("company", "link-dead", "", june(15))}, []string{
			"company = Waiting for a missing link, 1 day: A link is missing or leads nowhere", "company waits on link a missing link: a link is missing or dead", "at = company",
		}},
		{"a problem that was solved is none", []fact{ready(), stuck("sdk", "portal-down", "", june(15)), func(f *Facts) { f.Blockers[0].ResolvedAt = june(15).Add(time.Hour) }}, []string{"sdk = Not started"}},
		{"a problem at a step that is done since does not show", []fact{ready(), stuck("sdk", "download-fails", "", june(12)), sdk("javascript", "2.0.28", june(15))}, []string{
			"sdk = Done 15 June, self-reported", "days = ours 5, vendor's 1",
		}},
		{"a reason that the edition no longer knows goes to the lead", []fact{ready(), stuck("oauth-app", "gone", "No menu", june(15))}, []string{
			"oauth-app = There is a problem: No menu: No menu", "oauth-app waits on lead Helen: No menu", "at = sdk",
		}},
	})
}
