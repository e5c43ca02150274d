package journey

import (
	"strings"
	"testing"
	"time"
)

func TestTheMessageToTheAdminIsReadyToSend(t *testing.T) {
	p := Evaluate(zang(t), facts(account(), acme(role(priya, CompanyAdmin, june(9), Confirmed, dana))), today)
	step, _ := p.Step("company-roles")
	want := "Hello Dana,\n\ncould you please make me an employee of ACME at Avaya Spaces staging? My account there is priya.raman@acme.example.\n\n" +
		"You find it at onesnastaging.esna.com, in the company’s settings. Avaya shows the developer permission only to accounts that are both admin and employee of a company.\n\nThank you, Priya Raman"
	if step.Message != want {
		t.Errorf("got:\n%s", step.Message)
	}
	if len(step.Missing) != 1 || step.Missing[0] != CompanyEmployee {
		t.Errorf("missing are %v", step.Missing)
	}
}

func TestValuesToCopyAreThoseThatAreKnown(t *testing.T) {
	for _, c := range []struct {
		name  string
		facts []fact
		want  string
	}{
		{"at a company", []fact{acme(letIn(june(9))...)}, "work-email=priya.raman@acme.example company-name=ACME company-domain=acme.example mail-domain=acme.example app-name=acme-payments-priya-staging"},
		{"before one is known", nil, "work-email=priya.raman@acme.example mail-domain=acme.example app-name=payments-priya-staging"},
		{"a freelancer", []fact{mail("priya@gmail.com")}, "work-email=priya@gmail.com app-name=payments-priya-staging"},
		{
			"names with more than letters",
			[]fact{aCompany("Bücher & Söhne", priya, "acme.example"), func(f *Facts) { f.Member.Name, f.Member.TeamName = "José-Luis Ñ.", "Team  7!" }},
			"work-email=priya.raman@acme.example company-name=Bücher & Söhne company-domain=acme.example mail-domain=acme.example app-name=bücher-söhne-team-7-josé-luis-staging",
		},
	} {
		p := Evaluate(zang(t), facts(c.facts...), today)
		var got []string
		for _, v := range p.Values {
			got = append(got, v.Key+"="+v.Text)
			if v.Label == "" {
				t.Errorf("%s has no label", v.Key)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %s", c.name, strings.Join(got, " "))
		}
	}
	if v, ok := Evaluate(zang(t), facts(), today).Value(ValueCompanyName); ok || v.Text != "" {
		t.Errorf("a company out of nowhere: %q", v.Text)
	}
}

func TestASuppliedLinkNamesTheLead(t *testing.T) {
	newer := func(f *Facts) {
		f.Links = append(f.Links, SuppliedLink{Key: "add-company-guide", URL: "https://new.acme.example/add", By: helen, At: june(10)})
	}
	p := Evaluate(zang(t), facts(link("add-company-guide", "https://old.acme.example/add"), newer), today)
	step, _ := p.Step("company")
	if got := step.Links[1]; got.URL != "https://new.acme.example/add" || got.Host != "new.acme.example" || got.SuppliedBy != helen || got.Missing() {
		t.Errorf("the link is %+v", got)
	}
}

func TestTheLatestReminderStandsAtItsStep(t *testing.T) {
	p := Evaluate(zang(t), facts(func(f *Facts) {
		f.Nudges = []Nudge{{ID: "b", StepKey: "staging-sign-up", By: helen, Words: "second", At: june(10)}, {ID: "a", StepKey: "staging-sign-up", By: helen, Words: "first", At: june(9)}}
	}), today)
	step, _ := p.Step("staging-sign-up")
	other, _ := p.Step("sdk")
	if step.LastNudge == nil || step.LastNudge.Words != "second" || other.LastNudge != nil {
		t.Errorf("reminders are %+v and %+v", step.LastNudge, other.LastNudge)
	}
}

func TestTheTakingBackOfAMatchIsOfferedOnlyWhereItRestsOnTheMailAlone(t *testing.T) {
	byMail := Evaluate(zang(t), facts(account(), acme()), today)
	byRole := Evaluate(zang(t), facts(account(), acme(letIn(june(9))...)), today)
	if byMail.Match == nil || !byMail.Match.CanRefuse || byMail.Match.Admin || len(byMail.Match.Admins) != 2 || byMail.Match.Admins[0] != dana {
		t.Errorf("by mail: %+v", byMail.Match)
	}
	if byRole.Match == nil || byRole.Match.CanRefuse || !byRole.Match.Admin || !byRole.Match.Employee {
		t.Errorf("by role: %+v", byRole.Match)
	}
}

func TestDaysAreCountedInTheMembersZone(t *testing.T) {
	// Asked on Thursday evening in UTC, which is Friday already in Auckland.
	asked := time.Date(2026, time.June, 11, 20, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		zone *time.Location
		want string
	}{{time.UTC, "Waiting for Dana, 3 days"}, {time.FixedZone("Auckland", 12*60*60), "Waiting for Dana, 2 days"}, {nil, "Waiting for Dana, 3 days"}} {
		p := Evaluate(zang(t), facts(account(), acme(), ask(dana, asked), func(f *Facts) { f.Member.TimeZone = c.zone }), time.Date(2026, time.June, 16, 7, 0, 0, 0, time.UTC))
		if step, _ := p.Step("company-roles"); step.Status(p.Today) != c.want {
			t.Errorf("in %v: %s", c.zone, step.Status(p.Today))
		}
	}
}

func TestOurDaysStopWhileTheVendorDecides(t *testing.T) {
	// The mock-up's Tomasz: 26 working days, 13 of them waiting for the vendor.
	p := Evaluate(zang(t), facts(startedAt(may(4)), mark("staging-sign-up", MarkDone, may(4)), mark("password", MarkDone, may(4)), acme(letIn(may(5))...), ticked("acme", may(6), Verified),
		mark("developer-dashboard", MarkDone, may(6)), app("pay", may(7), results("ppp", may(19)), commit(may(20)),
			attempt(1, may(20), sent(may(21)), decided(Approved, june(9), ""))), sdk("javascript", "2.0.28", may(7)), confirm("staging-tested", helen, may(20)), permitted("acme", "pay-r1", june(9), Verified)), today)
	if !p.Complete || p.OurDays+p.VendorDays != 26 || p.VendorDays != 13 || DayOf(p.CompletedAt, zone).String() != "9 June 2026" {
		t.Errorf("complete %v on %s, ours %d, vendor's %d", p.Complete, p.CompletedAt, p.OurDays, p.VendorDays)
	}
	if p.Done != 10 || p.Skipped != 1 || p.Summary() != "10 of 11 steps done, 1 skipped. Nothing is left to do." {
		t.Errorf("%d done, %d skipped: %s", p.Done, p.Skipped, p.Summary())
	}
	if len(p.Holds) != 2 || p.Holds[1].Environment != Production || p.Holds[1].CompanyName != "ACME" {
		t.Errorf("holds %+v", p.Holds)
	}
}

func TestOverlappingVendorDaysCountOnce(t *testing.T) {
	second := app("refund", june(9), attempt(1, june(10), sent(june(10))))
	p := Evaluate(zang(t), facts(tested(attempt(1, june(10), sent(june(10)))), second, stuck("sdk", "portal-down", "", june(9))), today)
	// 10 to 12 June for the portal, 11 to 16 June for both requests: five days, not eleven.
	if p.VendorDays != 5 {
		t.Errorf("the vendor's days are %d", p.VendorDays)
	}
}
