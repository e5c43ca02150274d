package board

import (
	"strings"
	"testing"
	"time"

	"portico/internal/journey"
)

func lines(q *Queue) string {
	var out []string
	for _, i := range q.Items {
		out = append(out, i.Title+" | "+i.Line)
	}
	return strings.Join(out, "\n")
}

func TestAnEmptyQueueIsGoodNews(t *testing.T) {
	ed := edition(t)
	all := []Developer{someone(ed, "Ann", "sdk", journey.InProgress, 1, 0), someone(ed, "Ben", "", "", 0, 0)}
	if q := needs(all, reader{}); q.Count != 0 || q.Zero != "Nothing needs you" {
		t.Errorf("needs: %+v", q)
	}
	if q := stuck(all); q.Count != 0 || q.Zero != "Nobody is stuck" || q.ZeroLine != "1 person is within their due dates" {
		t.Errorf("stuck: %+v", q)
	}
	if q := vendor(ed, all); q.Count != 0 || q.Zero != "Nobody waits for Avaya" {
		t.Errorf("vendor: %+v", q)
	}
}

func TestALeadIsAskedForTheirWord(t *testing.T) {
	ed := edition(t)
	asks := func(what string) func(*journey.StepProgress) {
		return func(sp *journey.StepProgress) {
			waitsOn(journey.WaitLead, "Helen", what)(sp)
			sp.NeedsLead, sp.TestsTotal, sp.AppID, sp.WaitingOn.Days = true, 12, "app-1", 1
		}
	}
	all := []Developer{
		someone(ed, "Kenji", "staging-tested", journey.Waiting, 1, 0, asks("confirm 12 tests")),
		someone(ed, "Ana", "oauth-app", journey.Waiting, 2, 0, asks("accept the shared app bridge")),
		someone(ed, "Helen", "staging-tested", journey.Waiting, 1, 0, asks("confirm 3 tests")),
	}
	q := needs(all, reader{id: "helen"})
	if got, want := lines(q), "Confirm Kenji’s staging tests | 12 tests, since yesterday\nAna: accept the shared app bridge | Create an OAuth2 app, since yesterday"; got != want {
		t.Errorf("needs:\n%s\nwant:\n%s", got, want)
	}
	if !q.Items[0].Confirm || q.Items[1].Confirm || q.Items[1].AppID != "app-1" {
		t.Errorf("a shared app is accepted at the app, tests are confirmed here: %+v", q.Items)
	}
	if q.Count != 2 {
		t.Errorf("counts %d: nobody is asked for a word on themselves", q.Count)
	}
}

func TestAMissingLinkIsAskedForOnceWithWhomItHoldsUp(t *testing.T) {
	ed := edition(t)
	missing := func(sp *journey.StepProgress) {
		sp.MissingLinks = []journey.Link{{Key: "add-company-guide", Label: "How to add a company"}}
	}
	all := []Developer{
		someone(ed, "Ann", "company", journey.InProgress, 1, 0, missing), someone(ed, "Ben", "company", journey.InProgress, 1, 0, missing),
		someone(ed, "Cem", "company", journey.Skipped, 1, 0, missing),
	}
	if q := needs(all, reader{}); q.Count != 0 {
		t.Errorf("someone who may not supply a link is asked for it: %s", lines(q))
	}
	q := needs(all, reader{canSupply: true})
	if got, want := lines(q), "A link is missing in step 3 | “How to add a company” has no address. 2 people have it before them"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if q.Items[0].LinkKey != "add-company-guide" {
		t.Errorf("the item leads nowhere: %+v", q.Items[0])
	}
}

func TestARequestThatCameBackNeedsTheLeadAndIsNotStuck(t *testing.T) {
	ed := edition(t)
	thuy := someone(ed, "Thuy Nguyen", "production-review", journey.Blocked, 3, 0, func(sp *journey.StepProgress) { sp.Reason = "rejected: a link to the privacy notice" })
	if got, want := lines(needs([]Developer{thuy}, reader{})), "Thuy must send the request again | Rejected: a link to the privacy notice"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if q := stuck([]Developer{thuy}); q.Count != 0 {
		t.Errorf("also stuck: %s", lines(q))
	}
}

func TestThoseWhoWaitForTheSamePersonStandTogether(t *testing.T) {
	ed := edition(t)
	dana := func(sp *journey.StepProgress) {
		waitsOn(journey.WaitCompanyAdmin, "Dana Ruiz", "make admin and employee")(sp)
		sp.AskAlso = []journey.Person{{ID: "tomasz", Name: "Tomasz Nowak"}}
		sp.Match = &journey.Match{CompanyName: "ACME"}
	}
	samuel := someone(ed, "Samuel Kipkorir", "oauth-app", journey.Blocked, 9, 5, waitsOn(journey.WaitYou, "", ""))
	samuel.Progress.Head.Phrase = "the redirect URI does not match"
	all := []Developer{
		samuel, someone(ed, "Lucía Fernández", "company-roles", journey.Waiting, 4, 2, dana),
		someone(ed, "Oluwaseun Adeyemi", "company-roles", journey.Waiting, 3, 1, dana),
		someone(ed, "Ann", "sdk", journey.InProgress, 1, 0), someone(ed, "Ben", "sdk", journey.InProgress, 1, 0),
	}
	q := stuck(all)
	want := "Samuel Kipkorir, 9 days | App: the redirect URI does not match\nLucía and Oluwaseun, 4 days | Both wait for Dana Ruiz. Tomasz is admin of ACME too"
	if got := lines(q); got != want {
		t.Errorf("stuck:\n%s\nwant:\n%s", got, want)
	}
	if q.Count != 3 || q.Zero != "Nobody else is stuck" || q.ZeroLine != "2 others are within their due dates" || !q.Items[1].Several {
		t.Errorf("%+v", q)
	}
	third := someone(ed, "Zoe Lee", "company-roles", journey.Waiting, 9, 7, dana)
	if got := stuck([]Developer{all[1], all[2], third}).Items[0]; got.Title != "Lucía, Oluwaseun and Zoe, 9 days" || !strings.HasPrefix(got.Line, "All wait for Dana Ruiz") {
		t.Errorf("three together: %+v", got)
	}
	if got := stuck([]Developer{third}).Items[0]; got.Title != "Zoe Lee, 9 days" || got.Several || !strings.HasPrefix(got.Line, "Waits for Dana Ruiz.") {
		t.Errorf("alone: %+v", got)
	}
}

func TestTheVendorsTimeHasAMedianOfItsOwn(t *testing.T) {
	ed := edition(t)
	day := func(d int) journey.Day { return journey.Day{Year: 2026, Month: time.June, Day: d} }
	aisha := someone(ed, "Aisha Bello", "production-review", journey.Waiting, 12, 0, waitsOn(journey.WaitVendor, "Avaya", "not decided yet"), func(sp *journey.StepProgress) { sp.RequestID = "r-open" })
	aisha.Progress.Today = day(16)
	aisha.Facts.Apps = []journey.App{{ID: "a", Requests: []journey.Request{{ID: "r-open", SubmittedOn: day(1)}, {ID: "r-1", SubmittedOn: day(1), DecidedOn: day(10)}}}}
	ingrid := someone(ed, "Ingrid Sørensen", "password", journey.Waiting, 3, 0, waitsOn(journey.WaitVendor, "Avaya", "invitation mail has not come"))
	ingrid.Facts.Apps = aisha.Facts.Apps
	q := vendor(ed, []Developer{ingrid, aisha})
	want := "Aisha Bello, 12 days | Production request of 1 June. Median answer: 7 days, of 1\nIngrid Sørensen, 3 days | Password: invitation mail has not come"
	if got := lines(q); got != want {
		t.Errorf("vendor:\n%s\nwant:\n%s", got, want)
	}
	if q.Zero != "Nobody else waits for Avaya" {
		t.Errorf("zero: %q", q.Zero)
	}
}
