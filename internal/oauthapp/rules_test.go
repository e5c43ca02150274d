package oauthapp

import (
	"strings"
	"testing"
	"time"
)

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestTheStateIsReadOffTheDays(t *testing.T) {
	sent := date("2026-05-29")
	for name, c := range map[string]struct {
		r    Request
		want State
	}{
		"nothing has happened":              {Request{}, Draft},
		"it was sent":                       {Request{SubmittedOn: sent}, Submitted},
		"the vendor wrote":                  {Request{SubmittedOn: sent, ContactedOn: sent}, Contacted},
		"approved without contact":          {Request{SubmittedOn: sent, DecidedOn: sent, Decision: "approved"}, Approved},
		"rejected after contact":            {Request{SubmittedOn: sent, ContactedOn: sent, DecidedOn: sent, Decision: "rejected"}, Rejected},
		"withdrawn while the vendor looked": {Request{SubmittedOn: sent, ContactedOn: sent, WithdrawnAt: sent}, Withdrawn},
	} {
		t.Run(name, func(t *testing.T) {
			if got := StateOf(c.r); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestTheOpenAttemptCountsElseTheLatest(t *testing.T) {
	rejected := Request{ID: "1", Attempt: 1, SubmittedOn: date("2026-05-01"), DecidedOn: date("2026-05-04"), Decision: "rejected"}
	draft := Request{ID: "2", Attempt: 2}
	withdrawn := Request{ID: "3", Attempt: 3, WithdrawnAt: date("2026-05-05")}
	if r, _ := Current([]Request{withdrawn, draft, rejected}); r.ID != "2" {
		t.Errorf("got %s", r.ID)
	}
	if r, _ := Current([]Request{withdrawn, rejected}); r.ID != "3" {
		t.Errorf("got %s", r.ID)
	}
	if _, ok := Current(nil); ok {
		t.Error("there is none")
	}
}

func TestWorkingDaysLeaveWeekendsOut(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-06-12", "2026-06-16", 2}, // Friday to Tuesday
		{"2026-06-16", "2026-06-16", 0},
		{"2026-06-16", "2026-06-15", 0},
		{"2026-06-13", "2026-06-14", 0}, // the weekend itself
		{"2026-05-29", "2026-06-16", 12},
		{"2026-01-01", "2026-12-31", 260},
	} {
		if got := WorkingDays(date(c.from), date(c.to)); got != c.want {
			t.Errorf("%s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
	if WorkingDays(time.Time{}, date("2026-06-16")) != 0 {
		t.Error("an unknown day counts")
	}
}

func TestOurClockStandsWhileTheVendorDecides(t *testing.T) {
	began, today := date("2026-06-01"), date("2026-06-16")
	sent := Request{SubmittedOn: date("2026-06-05")}
	c := Clocks(began, []Request{sent}, today)
	if c.Ours != 4 || c.Vendors != 7 || !c.VendorRuns || !c.Since.Equal(sent.SubmittedOn) {
		t.Errorf("waiting: %+v", c)
	}
	sent.DecidedOn, sent.Decision = date("2026-06-09"), "rejected"
	c = Clocks(began, []Request{{Attempt: 2}, sent}, today)
	if c.Ours != 4+5 || c.Vendors != 2 || c.VendorRuns {
		t.Errorf("rejected: %+v", c)
	}
	sent.Decision = "approved"
	c = Clocks(began, []Request{sent}, today)
	if c.Ours != 4 || c.Vendors != 2 || !c.Since.IsZero() {
		t.Errorf("approved: %+v", c)
	}
	if c = Clocks(began, nil, today); c.Ours != 11 || c.Vendors != 0 {
		t.Errorf("nothing sent: %+v", c)
	}
}

func TestTheVendorsDaysAreSummedUp(t *testing.T) {
	if got := sumUp([]int{14, 3, 9, 9, 2}); got != (Answered{5, 9, 14}) {
		t.Errorf("got %+v", got)
	}
	if got := sumUp(nil); got != (Answered{}) {
		t.Errorf("got %+v", got)
	}
}

func readyApp() Ready {
	return Ready{
		App:   App{Name: "Refund Desk", Environment: Staging, ClientID: clientID, CreatedOn: date("2026-05-06")},
		Tests: []Test{{Result: Passed, DecidedAt: date("2026-06-15")}, {Result: Excused}}, Commitment: Commitment{ID: "1"}, SDKs: []string{"JavaScript 2.0.28"},
	}
}

func TestReadinessNamesWhatIsMissing(t *testing.T) {
	if missing := Missing(Readiness(readyApp())); len(missing) != 0 {
		t.Errorf("missing: %+v", missing)
	}
	for key, spoil := range map[string]func(*Ready){
		CheckApp:     func(r *Ready) { r.App.Environment = Production },
		CheckTests:   func(r *Ready) { r.Tests[0].Result = Failed },
		CheckCommit:  func(r *Ready) { r.Commitment = Commitment{} },
		CheckConfirm: func(r *Ready) { r.Lead = "Helen Okafor" },
		CheckSDK:     func(r *Ready) { r.SDKs = nil },
	} {
		r := readyApp()
		spoil(&r)
		missing := Missing(Readiness(r))
		if len(missing) != 1 || missing[0].Key != key || missing[0].Line == "" {
			t.Errorf("%s: %+v", key, missing)
		}
	}
	r := readyApp()
	r.Tests, r.SDKs, r.SDKSkipped = nil, nil, true
	if missing := Missing(Readiness(r)); len(missing) != 1 || missing[0].Key != CheckTests {
		t.Errorf("an empty list is no complete one, a skipped SDK is: %+v", missing)
	}
	r.Confirmed = map[string]string{"staging-tested": "Helen Okafor"}
	if c := Readiness(r)[1]; c.Grade != Confirmed {
		t.Errorf("confirmed by a lead, and yet %s", c.Grade)
	}
}

func TestTheTextSaysWhatTheVendorAsksFor(t *testing.T) {
	r := readyApp()
	r.App.Company, r.App.Domains, r.App.Description = "ACME", []string{"acme.example"}, "Opens a meeting."
	accounts := []Person{{"1", "Aisha Bello", "aisha@acme.example"}}
	f := textFacts(r, accounts)
	text := GenerateText(f)
	for _, want := range []string{
		"completed the testing of Refund Desk in the Spaces staging environment", "requesting production access", "Opens a meeting.",
		"Company: ACME, domain acme.example", "Account that needs the developer permission: aisha@acme.example",
		"client ID ending in e1c4", "Tested from 6 May 2026 to 15 June 2026: 1 test passed, 1 did not apply, 0 open faults",
		"SDK: JavaScript 2.0.28", "Contacts: Aisha Bello, aisha@acme.example",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, clientID) {
		t.Error("the whole client id stands in the text")
	}
	if Unsaid(text) != "" {
		t.Errorf("our own text: %s", Unsaid(text))
	}
	for _, m := range f.Marks() {
		if m != "" && !strings.Contains(text, m) {
			t.Errorf("the mark %q does not stand in the text", m)
		}
	}
}

func TestWhatATextDoesNotSayIsSaid(t *testing.T) {
	for body, want := range map[string]string{
		"Please let us in.":                                                "neither",
		"We completed all tests in staging.":                               "production access is requested",
		"We request production access.":                                    "testing in staging is complete",
		"Testing in staging is complete. We request access to production.": "",
	} {
		got := Unsaid(body)
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q", body, got)
		}
	}
}

func TestRedirectURIsAreKeptAsTypedAndOnce(t *testing.T) {
	got, sentence := readURIs([]string{" http://localhost:3000/ ", "", "http://localhost:3000", "http://localhost:3000/", "com.acme.app:/back"})
	if sentence != "" || len(got) != 3 || got[0] != "http://localhost:3000/" || got[1] != "http://localhost:3000" {
		t.Errorf("got %q %s", got, sentence)
	}
	for _, bad := range []string{"javascript:alert(1)", "data:text/html,x", "https:///back", "/back", "https://a.example/#x", "https://me:pw@a.example/", "https://a b/", "https://" + strings.Repeat("a", 2100)} {
		if _, sentence := readURIs([]string{bad}); sentence == "" {
			t.Errorf("%.40q was taken", bad)
		}
	}
}

func TestAClientIDThatLooksOddGetsAHintAndNoRefusal(t *testing.T) {
	if ClientIDHint(clientID) != "" || ClientIDHint("4F2C81D09BE76A53E1C4") != "" || ClientIDHint("acme") == "" {
		t.Error("the hint is wrong")
	}
	if LocalURI([]string{"https://localhost.example/", "http://127.0.0.1:8080/"}) != "http://127.0.0.1:8080/" {
		t.Error("the local address was not found")
	}
}

func TestADayIsADateThatHasComeWhereTheReaderIs(t *testing.T) {
	late := time.Date(2026, 6, 16, 20, 0, 0, 0, time.UTC)
	sydney := time.FixedZone("Sydney", 10*3600)
	if _, sentence := readDay("2026-06-17", sydney, late); sentence != "" {
		t.Errorf("it is the 17th in Sydney: %s", sentence)
	}
	if _, sentence := readDay("2026-06-17", time.UTC, late); sentence == "" {
		t.Error("it is not yet the 17th in London")
	}
	for _, bad := range []string{"", "16 June", "2026-13-01", "1899-01-01"} {
		if _, sentence := readDay(bad, time.UTC, late); sentence == "" {
			t.Errorf("%q was taken", bad)
		}
	}
}
