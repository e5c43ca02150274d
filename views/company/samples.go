package company

import (
	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	rows := []ListRow{
		{Name: "ACME", URL: "/companies/1", Environment: "production", Domains: []string{"acme.example"}, People: "1 admin, 3 employees", Warning: "Only one admin"},
		{Name: "ACME", URL: "/companies/2", Environment: "staging", Domains: []string{"acme.example", "labs.acme.example"}, People: "8 admins, 9 employees"},
	}
	return []layout.Sample{
		{Name: "Company, only one admin", Path: "company/production", Component: View(samplePage())},
		{Name: "Company, people wait", Path: "company/staging", Component: View(sampleStaging())},
		{Name: "Company, merged into another", Path: "company/merged", Component: View(sampleMerged())},
		{Name: "Company, ended by a reset", Path: "company/reset", Component: View(sampleWasReset())},
		{Name: "Merge two entries", Path: "company/merge", Component: MergePage(sampleMerge())},
		{Name: "Merge two entries, not possible", Path: "company/merge-not", Component: MergePage(sampleNoMerge())},
		{Name: "Merge two entries, no other", Path: "company/merge-alone", Component: MergePage(Merge{Frame: frame("Merge"), ID: "1", Name: "ACME", Environment: "staging", Line: "acme.example"})},
		{Name: "Reset of staging", Path: "company/reset-form", Component: ResetPage(sampleReset())},
		{Name: "Record a company", Path: "company/new", Component: NewPage(New{Frame: frame("Record a company"), Environment: "staging", Today: "2026-06-16"})},
		{Name: "Record a company, errors", Path: "company/new-errors", Component: NewPage(sampleErrors())},
		{Name: "Companies", Path: "company/list", Component: ListPage(List{Frame: frame("Companies"), Lede: "2 companies, 1 of them in production.", CanCreate: true, Rows: rows, Past: samplePast()})},
		{Name: "Companies, first use", Path: "company/none", Component: ListPage(List{Frame: frame("Companies"), Lede: "Nothing is recorded yet.", CanCreate: true})},
	}
}

func frame(title string) layout.Frame {
	f := layout.SampleFrame(title, "")
	f.Width = "reading"
	return f
}

func samplePage() Page {
	return Page{
		Frame: frame("ACME, company"), ID: "1", Name: "ACME", Environment: "production", Created: "Created by Dana Ruiz on 28 May 2026",
		Lede: "2 people hold developer permission here. One person can let others in.",
		Segments: components.SegmentsModel{Label: "Environment", Items: []components.Segment{
			{Text: "Staging", URL: "/companies/2"}, {Text: "Production", URL: "/companies/1", Current: true},
		}},
		VendorHost: "accounts.example", VendorURL: "https://accounts.example",
		LoneAdmin: &LoneAdmin{
			Title: "Only one admin in production",
			Text:  "If Dana Ruiz is away, nobody can add people to ACME or mend its domain. Tomasz Nowak is an employee here and could be made admin.",
			Ask:   "Ask Dana to add Tomasz", AskURL: "mailto:dana.ruiz@acme.example?subject=A%20second%20admin",
			Message: "Dear Dana, you are the only admin of ACME in production. Could you make Tomasz Nowak (tomasz.nowak@acme.example) admin as well?",
		},
		Tally: "1 admin, 3 employees", ShowPermission: true,
		People: []Person{
			{
				Name: "Dana Ruiz", Email: "dana.ruiz@acme.example", Admin: Role{ID: "a", Grade: "confirmed", Line: "Created the company", Since: "Since 28 May"},
				Employee: Role{ID: "b", Grade: "confirmed", Line: "By Helen Okafor"}, Permission: "verified", PermissionLine: "1 June, by Avaya", PermissionURL: "/ledger/grants/1",
			},
			{Name: "Aisha Bello", Email: "aisha.bello@acme.example", Employee: Role{ID: "c", Grade: "self-reported", CanConfirm: true, CanEnd: true}, Requested: "Requested 29 May"},
		},
		Domains: []Domain{{Name: "acme.example", Confirmed: true, CanEnd: true}, {Name: "xn--bcher-kva.example", Shown: "bücher.example", CanEnd: true}},
		Not: []NotDomain{
			{Domain: Domain{Name: "research.acme.example", CanEnd: true}}, {Domain: Domain{Name: "labs.acme.example"}, Of: "ACME Labs", OfURL: "/companies/4"},
		},
		ElsewhereTitle: "In staging", Elsewhere: "ACME exists there since 3 May, with 8 admins. 2 people wait to be let in.", ElsewhereURL: "/companies/2",
		CameFrom: []CameFrom{{Name: "Acme Ltd", URL: "/companies/3", What: "acme-ltd.example, 2 roles, 1 permission", When: "on 3 May by Helen Okafor", Reason: "Recorded twice"}},
		History: []components.TimelineItem{
			{Status: "confirmed", Text: "Helen Okafor recorded Dana Ruiz as admin of ACME", Time: components.TimeModel{Shown: "28 May, 10:02"}},
			{Status: "done", Text: "Helen Okafor merged Acme Ltd into ACME", Detail: "“Recorded twice”", Time: components.TimeModel{Shown: "3 May, 09:12"}},
		},
		Older:      []components.TimelineItem{{Status: "done", Text: "Dana Ruiz recorded ACME in production", Time: components.TimeModel{Shown: "28 May, 10:00"}}},
		OlderLabel: "1 earlier event", HistoryURL: "/trail", MergeURL: "/companies/1/merge", ResetURL: "/companies/1/reset",
		CanRecord: true, CanAddDomains: true, Once: "sample",
		Role: RoleForm{People: []components.Option{{Value: "1", Text: "Helen Okafor (you)"}, {Value: "2", Text: "Aisha Bello"}}, Today: "2026-06-16"},
	}
}

func sampleStaging() Page {
	p := samplePage()
	p.ID, p.Environment, p.LoneAdmin, p.ShowPermission = "2", "staging", nil, false
	p.Lede = "8 people can let others in. 1 waits."
	p.Unseen = "6 more people of other teams have a role here."
	p.Asks = []Ask{
		{ID: "1", Text: "Priya Raman asked you on 11 June", Email: "priya.raman@acme.example", CanAnswer: true, Error: "Choose one of the two answers."},
		{ID: "2", Text: "You asked Dana Ruiz on 11 June", CanWithdraw: true, Message: "Dear Dana, could you make me admin and employee of ACME?"},
	}
	p.Mine = Mine{
		Line: "You are employee here, not yet admin.", CanAsk: true, CanRefuse: true, CanRestore: true,
		Admins: []components.Option{{Value: "1", Text: "Dana Ruiz"}}, AskError: "Dana Ruiz is no longer an admin.",
	}
	p.Role.Errors = map[string]string{"role": "Choose at least one role.", "since": "This day is still to come."}
	p.Domain = DomainForm{Domain: "gmail.com", Error: "A free mail service is no company."}
	p.Excluded = DomainForm{Domain: "other.example", Error: "other.example does not lie below a domain of ACME."}
	return p
}

func sampleErrors() New {
	return New{
		Frame: frame("Record a company"), Environment: "staging", Name: "ACME", Domain: "https://acme", CreatedOn: "2031-01-01",
		Today: "2026-06-16", Back: "/journey", Errors: map[string]string{
			"domain":      "Only the part behind the @, for example acme.example.",
			"created_on":  "This day is still to come.",
			"environment": "Choose staging or production.",
		},
	}
}
