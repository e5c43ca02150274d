package board

import (
	"slices"
	"strings"
	"testing"
	"time"

	"portico/internal/journey"
)

// edition is the real one, so that rules and titles are those people see.
func edition(t *testing.T) journey.Edition {
	t.Helper()
	editions, err := journey.Default()
	if err != nil {
		t.Fatal(err)
	}
	ed, _ := editions.Get(journey.DefaultEdition)
	return ed
}

// someone is a developer whose journey stands at one step in one state.
func someone(ed journey.Edition, name, step string, state journey.State, days, over int, change ...func(*journey.StepProgress)) Developer {
	d := Developer{Person: journey.Person{ID: strings.ToLower(name), Name: name, Email: strings.ToLower(strings.Fields(name)[0]) + "@acme.example"}}
	d.Progress.StartedAt = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	d.Progress.Head = journey.Head{StepKey: step, State: state, Days: days, OverdueDays: over}
	reached := false
	for _, s := range ed.Steps {
		sp := journey.StepProgress{Step: s, Title: s.Title, State: journey.Done}
		if s.Key == step {
			reached = true
			sp.State, sp.Days, sp.OverdueDays = state, days, over
			for _, c := range change {
				c(&sp)
			}
			d.Progress.Head.WaitingOn = sp.WaitingOn
			d.Progress.Head.Phrase = sp.WaitingOn.What
		} else if reached {
			sp.State = journey.CannotStart
		}
		d.Progress.Steps = append(d.Progress.Steps, sp)
	}
	if !reached {
		d.Progress.Complete, d.Progress.Head = true, journey.Head{}
	}
	return d
}

func waitsOn(kind journey.WaitKind, who, what string) func(*journey.StepProgress) {
	return func(sp *journey.StepProgress) {
		sp.WaitingOn = journey.WaitingOn{Kind: kind, Name: who, What: what}
		if kind != journey.WaitVendor && who != "" {
			sp.WaitingOn.Person = journey.Person{ID: who, Name: who}
		}
	}
}

func names(all []Developer) string {
	var out []string
	for _, d := range all {
		out = append(out, d.First())
	}
	return strings.Join(out, " ")
}

func TestThoseWhoAreStuckStandFirst(t *testing.T) {
	ed := edition(t)
	all := []Developer{
		someone(ed, "Complete One", "", "", 0, 0),
		someone(ed, "Working Short", "oauth-app", journey.InProgress, 1, 0),
		someone(ed, "Fresh One", "staging-sign-up", journey.NotStarted, 0, 0),
		someone(ed, "Waiting One", "production-review", journey.Waiting, 12, 0),
		someone(ed, "Blocked One", "production-review", journey.Blocked, 3, 0),
		someone(ed, "Late Two", "company-roles", journey.Waiting, 4, 2),
		someone(ed, "Latest One", "oauth-app", journey.Blocked, 9, 5),
		someone(ed, "Long Worker", "staging-tested", journey.InProgress, 7, 0),
	}
	order(all)
	if got, want := names(all), "Latest Late Blocked Waiting Long Working Fresh Complete"; got != want {
		t.Errorf("order is %s, want %s", got, want)
	}
}

func TestEachStatusFindsItsPeople(t *testing.T) {
	ed := edition(t)
	all := []Developer{
		someone(ed, "Blocked", "oauth-app", journey.Blocked, 9, 5, waitsOn(journey.WaitYou, "", "")),
		someone(ed, "Admin", "company-roles", journey.Waiting, 4, 2, waitsOn(journey.WaitCompanyAdmin, "Dana", "")),
		someone(ed, "Lead", "staging-tested", journey.Waiting, 1, 0, waitsOn(journey.WaitLead, "Helen", "")),
		someone(ed, "Vendor", "production-review", journey.Waiting, 12, 0, waitsOn(journey.WaitVendor, "Avaya", "")),
		someone(ed, "Working", "oauth-app", journey.InProgress, 2, 0, waitsOn(journey.WaitYou, "", "")),
		someone(ed, "Complete", "", "", 0, 0),
	}
	for status, want := range map[Status]string{
		Everybody: "Blocked Admin Lead Vendor Working Complete", Problem: "Blocked", WaitingUs: "Admin Lead", WaitingVendor: "Vendor",
		Overdue: "Blocked Admin", Active: "Blocked Admin Lead Vendor Working",
	} {
		if got := names(Filter{Status: status}.apply(all)); got != want {
			t.Errorf("%q finds %s, want %s", status, got, want)
		}
		if status != Everybody && count(all)[status] != len(strings.Fields(want)) {
			t.Errorf("%q counts %d, want %d", status, count(all)[status], len(strings.Fields(want)))
		}
	}
}

func TestStepAndNameNarrowTogether(t *testing.T) {
	ed := edition(t)
	all := []Developer{
		someone(ed, "Ann Li", "oauth-app", journey.InProgress, 2, 0),
		someone(ed, "Ben Li", "oauth-app", journey.Blocked, 2, 0),
		someone(ed, "Cem Li", "sdk", journey.InProgress, 2, 0),
	}
	for _, c := range []struct {
		f    Filter
		want string
	}{
		{Filter{Step: "oauth-app"}, "Ann Ben"},
		{Filter{Query: "li"}, "Ann Ben Cem"},
		{Filter{Query: "ANN@"}, "Ann"},
		{Filter{Query: "li", Step: "sdk"}, "Cem"},
		{Filter{Query: "li", Step: "oauth-app", Status: Problem}, "Ben"},
		{Filter{Query: "nobody"}, ""},
	} {
		if got := names(c.f.apply(all)); got != c.want {
			t.Errorf("%+v finds %q, want %q", c.f, got, c.want)
		}
	}
}

func TestAnAddressThatNobodyWroteNarrowsNothing(t *testing.T) {
	ed := edition(t)
	f := ParseFilter("' OR 1=1", "no-such-step", "   ", "salary")
	f.of(ed)
	if f != (Filter{}) {
		t.Errorf("%+v, want nothing", f)
	}
	f = ParseFilter("overdue", "sdk", " Ann   Li ", "month")
	if want := (Filter{Status: Overdue, Step: "sdk", Query: "Ann Li", Group: ByMonthStarted}); f != want {
		t.Errorf("%+v, want %+v", f, want)
	}
	if long := ParseFilter("", "", strings.Repeat("é", 500), ""); len([]rune(long.Query)) != 100 {
		t.Errorf("a long name keeps %d letters, want 100", len([]rune(long.Query)))
	}
}

func TestGroupsStandInOrderWithTheHomelessLast(t *testing.T) {
	ed := edition(t)
	at := func(name, company string, freelance bool, month time.Month) Developer {
		d := someone(ed, name, "sdk", journey.InProgress, 1, 0)
		d.Progress.Freelance = freelance
		if company != "" {
			d.Progress.Match = &journey.Match{CompanyName: company}
		}
		d.Progress.StartedAt = time.Date(2026, month, 4, 9, 0, 0, 0, time.UTC)
		return d
	}
	late := someone(ed, "Eve", "sdk", journey.InProgress, 9, 4)
	late.Progress.StartedAt = time.Time{}
	all := []Developer{at("Ann", "Zeta", false, 6), at("Ben", "acme", false, 5), at("Cem", "", true, 6), at("Dan", "Zeta", true, 12), late}
	title := func(by Grouping) string {
		var out []string
		for _, g := range group(all, by) {
			out = append(out, g.Title+"="+names(g.Developers))
		}
		return strings.Join(out, "; ")
	}
	if got, want := title(ByCompany), "acme=Ben; Zeta=Ann; Freelance=Cem Dan; No company yet=Eve"; got != want {
		t.Errorf("by company %s, want %s", got, want)
	}
	if got, want := title(ByMonthStarted), "May 2026=Ben; June 2026=Ann Cem; December 2026=Dan; Not started=Eve"; got != want {
		t.Errorf("by month %s, want %s", got, want)
	}
	if g := group(all, Ungrouped); len(g) != 1 || g[0].Title != "" || g[0].Overdue != 1 {
		t.Errorf("ungrouped gives %+v", g)
	}
	if group(nil, ByCompany) != nil {
		t.Error("nobody makes a group")
	}
}

func TestAMedianIsTheMiddle(t *testing.T) {
	for _, c := range []struct {
		days []int
		want string
	}{{nil, "–"}, {[]int{3}, "3"}, {[]int{9, 1, 3}, "3"}, {[]int{4, 1, 2, 9}, "3"}, {[]int{2, 1}, "1.5"}, {[]int{0, 0}, "0"}} {
		given := slices.Clone(c.days)
		if got := median(c.days).String(); got != c.want {
			t.Errorf("median of %v is %s, want %s", c.days, got, c.want)
		}
		if !slices.Equal(given, c.days) {
			t.Errorf("%v was put in order in place", given)
		}
	}
}

func TestTheFootCountsWhatIsSettled(t *testing.T) {
	ed := edition(t)
	all := []Developer{someone(ed, "A", "sdk", journey.Skipped, 0, 0), someone(ed, "B", "sdk", journey.InProgress, 0, 0), someone(ed, "C", "", "", 0, 0)}
	for i := range all {
		for j := range all[i].Progress.Steps {
			all[i].Progress.Steps[j].StepDays = i + 1
		}
	}
	for _, f := range feet(ed, all) {
		if f.StepKey != "sdk" {
			continue
		}
		if f.Share() != 67 || f.Days.String() != "3" || f.Days.Of != 1 {
			t.Errorf("share %d %%, %s days of %d; want 67 %%, 3 of 1", f.Share(), f.Days, f.Days.Of)
		}
	}
	if (Foot{}).Share() != 0 {
		t.Error("nobody has a share of something")
	}
}
