package journey

import (
	"strings"
	"testing"
	"time"
)

// linkDay is a day of May 2026 at nine; the 1st was a Friday.
func linkDay(day int) time.Time { return time.Date(2026, 5, day, 9, 0, 0, 0, time.UTC) }

// newcomer has signed up nowhere yet.
func newcomer(t *testing.T) (Edition, Facts) {
	t.Helper()
	all, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	ed, _ := all.Get(DefaultEdition)
	return ed, Facts{
		Member: Member{Person: Person{ID: "omar", Name: "Omar Haddad", Email: "omar@acme.example"}, TeamName: "Payments", StartedAt: linkDay(1)},
		Leads:  []Person{{ID: "helen", Name: "Helen Okafor"}},
	}
}

const signUpLink = "https://loganstaging.esna.com/"

func TestAStepWaitsForALinkThatDoesNotAnswerAndIsWellAgainAfter(t *testing.T) {
	ed, f := newcomer(t)
	f.Outages = []Outage{{URL: signUpLink, From: linkDay(4)}}
	p := Evaluate(ed, f, linkDay(6))
	s, _ := p.Step("staging-sign-up")
	if s.State != Waiting || s.WaitingOn.Kind != WaitLink || s.WaitingOn.Person.Known() || !s.CanAct {
		t.Fatalf("the step: %s, waiting on %+v", s.State, s.WaitingOn)
	}
	if got := s.Status(p.Today); got != "Waiting for the link loganstaging.esna.com, since 4 May" {
		t.Errorf("status %q", got)
	}
	if !strings.HasPrefix(s.Reason, "loganstaging.esna.com has not answered since 4 May") {
		t.Errorf("reason %q", s.Reason)
	}
	if !s.Due.IsZero() || s.OverdueDays != 0 {
		t.Errorf("a step that waits for a link is due %s, %d over", s.Due, s.OverdueDays)
	}
	if p.LinkDays != 2 || p.OurDays != 1 || p.VendorDays != 0 {
		t.Errorf("days: link %d, ours %d, vendor %d", p.LinkDays, p.OurDays, p.VendorDays)
	}
	f.Outages[0].To = linkDay(6)
	p = Evaluate(ed, f, linkDay(7))
	s, _ = p.Step("staging-sign-up")
	if s.State != InProgress || s.WaitingOn.Kind != WaitYou || p.LinkDays != 2 || p.OurDays != 2 {
		t.Errorf("after it answered: %s, link %d, ours %d", s.State, p.LinkDays, p.OurDays)
	}
	// Two working days from Friday the 1st, and two days without the link: Thursday the 7th.
	if s.Due != DayOf(linkDay(7), nil) || s.OverdueDays != 0 {
		t.Errorf("due %s, %d over", s.Due, s.OverdueDays)
	}
}

func TestALinkOfAnotherStepHoldsNobody(t *testing.T) {
	ed, f := newcomer(t)
	f.Outages = []Outage{{URL: "https://onesnastaging.esna.com", From: linkDay(4)}, {URL: "https://elsewhere.example", From: linkDay(4)}}
	p := Evaluate(ed, f, linkDay(6))
	if s, _ := p.Step("staging-sign-up"); s.State != InProgress || p.LinkDays != 0 {
		t.Errorf("%s with %d days for links", s.State, p.LinkDays)
	}
}

func TestALinkThatALeadAddedIsHelpAndNotNeeded(t *testing.T) {
	ed, f := newcomer(t)
	f.Marks = []Mark{
		{ID: "1", StepKey: "staging-sign-up", State: MarkDone, HappenedOn: DayOf(linkDay(1), nil), RecordedAt: linkDay(1)},
		{ID: "2", StepKey: "password", State: MarkDone, HappenedOn: DayOf(linkDay(1), nil), RecordedAt: linkDay(1)},
	}
	f.Links = []SuppliedLink{{Key: "add-company-guide", URL: "https://help.example/company", At: linkDay(2)}}
	f.Outages = []Outage{{URL: "https://help.example/company", From: linkDay(4)}}
	if s, _ := Evaluate(ed, f, linkDay(6)).Step("company"); s.State == Waiting && s.WaitingOn.Kind == WaitLink {
		t.Errorf("the step waits for %s", s.WaitingOn.Name)
	}
	f.Outages = append(f.Outages, Outage{URL: "https://onesnastaging.esna.com", From: linkDay(5)})
	if s, _ := Evaluate(ed, f, linkDay(6)).Step("company"); s.State != Waiting || s.WaitingOn.Name != "the link onesnastaging.esna.com" {
		t.Errorf("%s for %s", s.State, s.WaitingOn.Name)
	}
}

func TestADayWithoutALinkOnWhichTheVendorWasWaitedForIsTheVendors(t *testing.T) {
	ed, f := newcomer(t)
	f.Marks = []Mark{{ID: "1", StepKey: "staging-sign-up", State: MarkDone, HappenedOn: DayOf(linkDay(4), nil), RecordedAt: linkDay(4)}}
	f.Outages = []Outage{{URL: signUpLink, From: linkDay(1), To: linkDay(8)}}
	p := Evaluate(ed, f, linkDay(8))
	if p.VendorDays != 4 || p.LinkDays != 1 || p.OurDays != 0 {
		t.Errorf("days: vendor %d, link %d, ours %d", p.VendorDays, p.LinkDays, p.OurDays)
	}
}

func TestAReplacementStandsInLinksHostsAndWordsAndLeavesTheEditionAsItIs(t *testing.T) {
	ed, f := newcomer(t)
	f.Replaced = &Replacements{List: []Replacement{
		{ID: "1", Kind: ReplacedHost, Old: "loganstaging.esna.com", New: "new.example.com"},
		{ID: "2", Kind: ReplacedAddress, Old: "https://new.example.com/", New: "https://newer.example.com/start"},
	}}
	f.Outages = []Outage{{URL: signUpLink, From: linkDay(4)}}
	s, _ := Evaluate(ed, f, linkDay(6)).Step("staging-sign-up")
	if s.State != InProgress || s.Links[0].URL != "https://newer.example.com/start" || s.Links[0].Host != "newer.example.com" {
		t.Errorf("%s, link %+v", s.State, s.Links[0])
	}
	if !strings.Contains(s.Step.Instructions[0].Text, "new.example.com") || strings.Contains(s.Step.Instructions[0].Text, "loganstaging") {
		t.Errorf("it says %q", s.Step.Instructions[0].Text)
	}
	if before, _ := ed.Step("staging-sign-up"); before.Links[0].URL != signUpLink {
		t.Errorf("the edition itself changed: %+v", before.Links[0])
	}
	if got := f.Replaced.Address("https://loganstaging.esna.com/help"); got != "https://new.example.com/help" {
		t.Errorf("an address that was supplied is %s", got)
	}
	var none *Replacements
	if none.In(ed).Key != ed.Key || none.Address("x") != "x" {
		t.Error("without replacements nothing changes")
	}
}
