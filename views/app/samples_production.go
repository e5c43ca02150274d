package app

import (
	"portico/views/components"
	"portico/views/layout"
)

const sampleBody = `We have completed the testing of ACME Refund Desk in the Spaces staging environment, and we are requesting production access.

The application opens a Spaces meeting from a payment dispute. It signs in on behalf of the user (OAuth2 authorization code, scopes email, profile and spaces).

- Company: ACME, domain acme.example
- Account that needs the developer permission: aisha.bello@acme.example
- Staging client ID ending in a7c3
- SDK: JavaScript 2.0.28`

func productionSamples() []layout.Sample {
	return []layout.Sample{
		{Name: "Production, not ready", Path: "app/production-not-ready", Component: ProductionPage(sampleNotReady())},
		{Name: "Production, draft", Path: "app/production-draft", Component: ProductionPage(sampleDraft())},
		{Name: "Production, contacted", Path: "app/production-contacted", Component: ProductionPage(sampleContacted())},
		{Name: "Production, rejected", Path: "app/production-rejected", Component: ProductionPage(sampleRejected())},
		{Name: "Production, approved", Path: "app/production-approved", Component: ProductionPage(sampleApproved())},
	}
}

func sampleProduction(lede string, track ...components.TrackStep) Production {
	return Production{
		Frame: appFrame("Production request", "reading"), AppID: "1", AppName: "ACME Refund Desk", StepLine: "Step 10 of 11", Lede: lede,
		Track: components.TrackModel{Label: "Where the request is", Steps: track}, Request: "9", Version: 1, Once: "sample",
		Clocks: []components.StatModel{
			{Label: "Our days", Value: "17", Unit: "days", Versus: "From 5 May to 29 May. Stopped while Avaya decides"},
			{Label: "Avaya’s days", Value: "12", Unit: "days", Versus: "Running since 29 May. Median answer: 9, longest: 14"},
		},
		Asides: []Aside{{Title: "If Avaya says no", Text: "Record the reason. Attempt 2 then begins with the same text, and attempt 1 stays as it was."}},
	}
}

func sampleNotReady() Production {
	p := sampleProduction("Not ready yet: 2 things are missing.", components.TrackStep{Title: "Draft", Line: "Not begun", Status: "todo", Current: true},
		components.TrackStep{Title: "Submitted", Line: "Starts Avaya’s clock", Status: "todo"})
	p.ReadyTally = "4 of 6 ready"
	p.Checks = []components.CheckItem{
		{Status: "done", Title: "App registered in staging", Word: "Ready", Line: "Client ID …a7c3"},
		{Status: "todo", Title: "All tests decided", Line: "4 of 6 decided", Action: components.ButtonModel{Text: "Decide the tests", Size: "small", URL: "/apps/1#tests"}},
	}
	p.Start = &Start{Text: "Write the draft", Action: "/apps/1/requests", WhyNot: "2 things are missing above."}
	return p
}

func sampleDraft() Production {
	p := sampleProduction("Everything is ready. Send it, then say so here.", components.TrackStep{Title: "Draft", Line: "Since 15 June", Status: "progress", Current: true},
		components.TrackStep{Title: "Submitted", Line: "Starts Avaya’s clock", Status: "todo"})
	p.Letter = &Letter{
		Title: "Text for “Describe the application”", Line: "Written from your record", Body: sampleBody, Marks: []string{"ACME", "ACME Refund Desk", "acme.example", "a7c3"},
		Size: "421 characters. The parts with a tint come from facts above.", Missing: "The text does not say that the testing in staging is complete.",
	}
	p.Edit = &Edit{
		Body: sampleBody, Accounts: []components.ChoiceOption{{Value: "1", Label: "Aisha Bello", Checked: true}, {Value: "2", Label: "Dana Ruiz"}},
		Errors: map[string]string{"account": "Name at least one account."}, Open: true,
	}
	p.Send = &Send{
		FormHost: "onecare.example", FormURL: "https://onecare.example/spacesapi", Day: "2026-06-20", Today: "2026-06-16",
		Errors: map[string]string{"day": "This day is still to come."},
	}
	p.CanWithdraw = true
	return p
}

func sampleContacted() Production {
	p := sampleProduction("Avaya wrote to you on 5 June and has not decided yet.", components.TrackStep{Title: "Draft", Line: "27 to 29 May", Status: "done"},
		components.TrackStep{Title: "Submitted", Line: "29 May", Status: "done"}, components.TrackStep{Title: "Contacted", Line: "5 June, by K. Lindgren", Status: "waiting", Current: true},
		components.TrackStep{Title: "Decision", Line: "Approved, or rejected with a reason", Status: "todo"})
	p.Letter = &Letter{Title: "Text of the request", Line: "Frozen on 29 May", Body: sampleBody}
	p.Contact = &Contact{Today: "2026-06-16", Day: "2026-06-05", Who: "K. Lindgren", Ours: true, Open: true, Errors: map[string]string{"words": "Say what you wrote."}}
	p.Approve = &Approve{
		Accounts: "Records production permission for Aisha Bello.", Grade: "Counts as self-reported for yourself.", Today: "2026-06-16", Open: true,
		Errors: map[string]string{"day": "Before the request was sent."}, Companies: []components.Option{{Value: "new", Text: "ACME, record it in production too"}, {Value: "", Text: "None (Freelance)"}},
	}
	p.Reject = &Reject{Today: "2026-06-16", Errors: map[string]string{"reason": "Say what Avaya wrote."}, Open: true}
	p.FollowUp = &FollowUp{
		Body: "Dear K. Lindgren,\n\nOn 29 May 2026 we requested production access. Is anything missing for your review?", Marks: []string{"29 May 2026"},
		Line: "Avaya has had 12 working days", CanRecord: true, Today: "2026-06-16",
	}
	p.LogTitle, p.SHA256 = "Contact with Avaya", "7d451b6f22c84f2c81d09be76a53e1c47d451b6f22c84f2c81d09be76a53e1c4"
	p.Actions = []components.ButtonModel{{Text: "Draft a follow-up", Kind: "primary", Icon: "mail", URL: "#follow"}, {Text: "Avaya has decided", URL: "#answers"}}
	p.Log = []components.TimelineItem{
		{Status: "done", Icon: "mail", Text: "We wrote: the app keeps no recordings", Detail: "8 June, recorded by Aisha Bello"},
		{Status: "waiting", Icon: "speech", Text: "Avaya asked whether meetings are recorded", Detail: "K. Lindgren, 5 June, recorded by Helen Okafor"},
		{Status: "done", Icon: "send", Text: "Request sent", Detail: "Aisha Bello, 29 May", Code: "7d45 1b6f"},
	}
	p.Sent = []components.Fact{{Name: "Account", Value: "aisha.bello@acme.example"}, {Name: "Fingerprint", Value: "7d45 1b6f 22c8", Mono: true}}
	return p
}

func sampleRejected() Production {
	p := sampleProduction("Avaya rejected attempt 1 on 12 June.", components.TrackStep{Title: "Draft", Status: "done"}, components.TrackStep{Title: "Decision", Line: "Rejected 12 June", Status: "rejected", Current: true})
	p.Notice = &Notice{Kind: "problem", Title: "Avaya’s reason", Text: "The privacy notice is missing."}
	p.Start = &Start{Text: "Begin attempt 2", Action: "/apps/1/requests/9/resubmit"}
	p.Attempts = []Attempt{{ID: "9", Title: "Attempt 1", Status: "rejected", Word: "Rejected 12 June", Line: "The privacy notice is missing.", Body: sampleBody}}
	return p
}

func sampleApproved() Production {
	p := sampleProduction("Avaya approved it on 12 June. The permission stands in the ledger.", components.TrackStep{Title: "Draft", Status: "done"},
		components.TrackStep{Title: "Decision", Line: "Approved 12 June", Status: "done", Current: true})
	p.Letter = &Letter{Title: "Text of the request", Line: "Frozen on 29 May", Body: sampleBody}
	return p
}
