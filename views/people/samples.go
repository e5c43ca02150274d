package people

import (
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	return append([]layout.Sample{
		{Name: "People, admin", Path: "people/admin", Component: View(samplePage())},
		{Name: "People, lead of a small team", Path: "people/lead", Component: View(sampleLead())},
		{Name: "People, auditor", Path: "people/auditor", Component: View(sampleAuditor())},
		{Name: "People, no match", Path: "people/no-match", Component: View(sampleNoMatch())},
		{Name: "A person", Path: "people/person", Component: PersonView(samplePerson())},
		{Name: "A person, disabled", Path: "people/disabled", Component: PersonView(sampleDisabled())},
		{Name: "Leaving, for an admin", Path: "people/leaving", Component: LeavingView(sampleLeaving())},
		{Name: "Leaving, errors", Path: "people/leaving-errors", Component: LeavingView(sampleLeavingErrors())},
		{Name: "Leaving, all done", Path: "people/leaving-done", Component: LeavingView(sampleLeavingDone())},
		{Name: "Who left, with open work", Path: "people/left", Component: LeftView(sampleLeft())},
		{Name: "Who left, nothing open", Path: "people/left-none", Component: LeftView(Left{Frame: frame("Left, with open work"), Eyebrow: "Admin"})},
		{Name: "Invite", Path: "people/invite", Component: InviteView(sampleInvite())},
		{Name: "Invite, errors", Path: "people/invite-errors", Component: InviteView(sampleInviteErrors())},
		{Name: "A link, shown once", Path: "people/link", Component: LinkView(sampleLink())},
		{Name: "Import a list", Path: "people/import", Component: ImportView(sampleImport())},
		{Name: "Import, checked", Path: "people/import-check", Component: CheckView(sampleCheck())},
		{Name: "Import, done", Path: "people/import-done", Component: DoneView(sampleDone())},
	}, eraseSamples()...)
}

func frame(title string) layout.Frame {
	f := layout.SampleFrame(title, "People")
	f.Width = "reading"
	return f
}

func sampleNow() time.Time { return time.Date(2026, 6, 16, 9, 40, 0, 0, time.UTC) }

func day(d int) components.TimeModel {
	return components.Day(time.Date(2026, 6, d, 9, 0, 0, 0, time.UTC), sampleNow(), time.UTC)
}

func samplePage() Page {
	return Page{
		Frame: frame("People"), Eyebrow: "Admin", CanInvite: true, InvitationLine: "3 open, 1 accepted in the last 7 days",
		Invitations: []Invitation{
			{
				ID: "1", Name: "Wanjiru Mwangi", Email: "wanjiru.mwangi@acme.example", Team: "Integration platform", Role: "Developer", Sent: day(9),
				Status: "waiting", State: "Mailed, open until 16 June", CanWork: true, CanMail: true,
			},
			{
				ID: "2", Name: "Pavel Horak", Email: "pavel.horak@acme.example", Team: "Payments", Role: "Developer", Sent: day(12),
				Status: "problem", State: "The mail server refused the address.", CanWork: true, CanMail: true,
			},
			{ID: "3", Email: "ruth@audit.example", Role: "Auditor", Sent: day(2), Status: "problem", State: "Expired 9 June", CanWork: true},
			{
				ID: "4", Name: "Chloé Martin", Email: "chloe.martin@acme.example", Team: "Payments", Role: "Developer", Sent: day(15),
				Status: "confirmed", State: "Accepted 15 June", PersonURL: "/people/4",
			},
		},
		Chips: []components.ChipModel{
			{Text: "All", Count: "31", URL: "/people"},
			{Text: "Developer", Count: "24", URL: "/people?role=developer"},
			{Text: "Lead", Count: "4", URL: "/people", On: true},
			{Text: "Auditor", Count: "1", URL: "/people?role=auditor"},
			{Text: "Admin", Count: "2", URL: "/people?role=admin"},
			{Text: "Disabled", Count: "1", URL: "/people?disabled=1"},
		},
		People: []Person{
			{Name: "Victor Lindqvist", Email: "victor.lindqvist@acme.example", URL: "/people/1", Roles: []string{"Admin"}, Teams: []string{"All"}, SignsIn: "Password", Seen: day(16)},
			{
				Name: "Helen Okafor", Email: "helen.okafor@acme.example", URL: "/people/2", Roles: []string{"Lead", "Developer"},
				Teams: []string{"Payments", "Integration platform"}, SignsIn: "Password", Seen: day(16),
			},
			{Name: "Marek Zeman", Email: "marek.zeman@acme.example", URL: "/people/3", Roles: []string{"Developer"}, Teams: []string{"Payments"}, SignsIn: "Nothing yet", Disabled: day(3)},
		},
		Pager: components.PagerModel{NextURL: "/people?after=3"},
		Teams: []Team{
			{Name: "Integration platform", Slug: "platform", Tally: "9 developers, 1 lead", CanRename: true},
			{Name: "Payments", Slug: "payments", Tally: "14 developers, 2 leads", CanRename: true, Typed: "Platform", Problem: "A team with this name exists already."},
		},
		CanMakeTeams: true, NewTeam: NewTeam(), Once: "sample",
	}
}

func sampleLead() Page {
	p := samplePage()
	p.Eyebrow, p.Invitations, p.InvitationLine, p.CanMakeTeams = "Lead, own teams", nil, "0 open, 0 accepted in the last 7 days", false
	p.People, p.Pager = p.People[1:2], components.PagerModel{}
	p.Teams = []Team{{Name: "Payments", Slug: "payments", Tally: "14 developers, 2 leads"}}
	return p
}

func sampleAuditor() Page {
	p := samplePage()
	p.Eyebrow, p.CanInvite, p.CanMakeTeams = "Auditor, read only", false, false
	for i := range p.Invitations {
		p.Invitations[i].CanWork = false
	}
	for i := range p.Teams {
		p.Teams[i] = Team{Name: p.Teams[i].Name, Slug: p.Teams[i].Slug, Tally: p.Teams[i].Tally}
	}
	return p
}

func sampleNoMatch() Page {
	p := samplePage()
	p.People, p.Pager, p.Query, p.Filtered, p.ClearURL, p.Teams = nil, components.PagerModel{}, "zebra", true, "/people", nil
	p.NewTeam.Value, p.NewTeam.Error = "Payments", "A team with this name exists already."
	return p
}

func sampleTeams() []components.Option {
	return []components.Option{{Value: "1", Text: "Integration platform"}, {Value: "2", Text: "Payments"}}
}

func samplePerson() PersonPage {
	return PersonPage{
		Frame: frame("Dana Ruiz"), ID: "1", Name: "Dana Ruiz", Email: "dana.ruiz@acme.example", CanWrite: true, Once: "sample",
		Facts: []components.Fact{{Name: "Member since", Value: "30 April"}},
		Roles: []Role{
			{ID: "a", Title: "Lead, Payments", Since: day(1), TeamURL: "/teams/payments", CanEnd: true},
			{ID: "b", Title: "Auditor", Since: day(8), CanEnd: true},
		},
		Leaving: LeavingLink{Title: "If they leave", Line: "4 things would have to be removed or handed over, 2 of which only Dana Ruiz holds.", Link: "What Dana Ruiz holds"},
		Role:    RoleSelect([]components.Option{{Value: "developer", Text: "Developer"}, {Value: "lead", Text: "Lead"}}), Team: TeamSelect(sampleTeams()),
	}
}

func sampleDisabled() PersonPage {
	p := samplePerson()
	p.Disabled, p.Roles, p.Problem = true, nil, "This account is disabled. Enable it first."
	return p
}

func sampleInvite() Invite {
	m := NewInvite([]components.ChoiceOption{
		{Value: "developer", Label: "Developer", Hint: "Walks the procedure, step by step.", Checked: true},
		{Value: "lead", Label: "Lead", Hint: "Brings the team to production."},
	}, sampleTeams())
	m.Frame, m.Once = frame("Invite someone"), "sample"
	return m
}

func sampleInviteErrors() Invite {
	m := sampleInvite()
	m.ByMail = true
	m.Email.Value, m.Email.Error, m.Team.Error = "grace.liu@acme,example", "The address has a comma instead of a dot.", "Choose a team."
	return m
}

func sampleLink() Link {
	return Link{
		Frame: frame("Invitation link"), Title: "Invitation link", What: "the invitation link", Until: day(23), Back: "/people",
		Text: "For chloe.martin@acme.example and nobody else.", URL: "https://portico.acme.example/invitations/sample-of-a-link-that-opens-nothing-at-all",
	}
}

func sampleImport() Import {
	m := NewImport([]string{"Integration platform", "Payments"})
	m.Frame = frame("Import a list")
	m.List.Error = "The list has more than 2,000 rows. Split it."
	return m
}

func sampleCheck() Check {
	return Check{
		Frame: frame("Import a list"), Line: "5 rows", Title: "2 rows are good, 1 needs a look, 2 cannot be imported", Kind: "attention",
		Rows: []CheckRow{
			{Row: "4", Name: "Grace Liu", Email: "grace.liu@acme,example", Team: "Payments", Role: "Developer", Status: "problem", Words: "The address has a comma instead of a dot"},
			{Row: "7", Name: "Dana Ruiz", Email: "dana.ruiz@acme.example", Team: "Payments", Role: "Developer", Status: "problem", Words: "Already a member since 30 April 2026"},
			{Row: "9", Name: "Sam Lee", Email: "sam.lee@mail.example", Team: "Payments", Role: "Developer", Status: "waiting", Words: "Not a company address: freelance route"},
			{Row: "2", Name: "Nadia Rahimi", Email: "nadia.rahimi@acme.example", Team: "Payments", Role: "Developer", Status: "confirmed", Words: "Good"},
			{Row: "3", Email: "nils.berg@acme.example", Team: "Payments", Role: "Developer", Status: "confirmed", Words: "Good"},
		},
		Good: 2, Look: 1, Bad: 2, List: "sample", Once: "sample",
	}
}

func sampleDone() Done {
	return Done{
		Frame: frame("Import a list"), Title: "2 people are invited", Text: "Each has a link of their own. It works once, for their address only.",
		Links: []DoneRow{
			{Name: "Nadia Rahimi", Email: "nadia.rahimi@acme.example", URL: "https://portico.acme.example/invitations/sample-of-a-link-that-opens-nothing-1"},
			{Email: "nils.berg@acme.example", URL: "https://portico.acme.example/invitations/sample-of-a-link-that-opens-nothing-2"},
		},
		Left: sampleCheck().Rows[:2], List: "sample",
	}
}
