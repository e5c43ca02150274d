package app

import (
	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	wrong := sampleForm()
	wrong.ClientID, wrong.Back = "", "/journey"
	wrong.Errors = map[string]string{
		"client_id": "Copy the client ID from the Developer Dashboard.", "redirect_uris": "http:/localhost has no host.",
		"environment": "Choose staging or production.",
	}
	edit := sampleForm()
	edit.ID, edit.Version = "1", 3
	samples := []layout.Sample{
		{Name: "Apps", Path: "app/list", Component: ListPage(sampleList())},
		{Name: "Apps, first use", Path: "app/none", Component: ListPage(List{Frame: appFrame("OAuth2 apps", ""), Heading: "No apps", CanRegister: true})},
		{Name: "Apps, no match", Path: "app/no-match", Component: ListPage(List{Frame: appFrame("OAuth2 apps", ""), Heading: "No apps", Filtered: true})},
		{Name: "App", Path: "app/one", Component: View(samplePage())},
		{Name: "App, retired", Path: "app/retired", Component: View(sampleRetired())},
		{Name: "App, service", Path: "app/service", Component: View(sampleService())},
		{Name: "Tests of a team", Path: "app/team-tests", Component: TeamTestsPage(sampleTeamTests(""))},
		{Name: "Tests of a team, errors", Path: "app/team-tests-errors", Component: TeamTestsPage(sampleTeamTests("Line 3 is longer than 300 characters."))},
		{Name: "Register an app", Path: "app/new", Component: FormPage(sampleForm())},
		{Name: "Register an app, errors", Path: "app/new-errors", Component: FormPage(wrong)},
		{Name: "Edit an app", Path: "app/edit", Component: FormPage(edit)},
	}
	return append(samples, productionSamples()...)
}

func appFrame(title, width string) layout.Frame {
	f := layout.SampleFrame(title, "Apps")
	f.Width = width
	return f
}

func sampleList() List {
	return List{
		Frame: appFrame("OAuth2 apps", ""), Heading: "3 apps", CanRegister: true,
		Lede: "3 apps, 2 of them in production. Portico keeps the end of each client ID and where the secret lies. It never keeps a secret.",
		Notices: []Notice{
			{
				Kind: "problem", Title: "Meeting Notes has one owner, and he has left the team", Text: "Nobody else can edit this production app.",
				Action: components.ButtonModel{Text: "Name a second owner", Size: "small", URL: "/apps/2"},
			},
			{
				Kind: "attention", Title: "Payments Connector still allows localhost", Text: "A redirect URI for local work is registered in production. Remove it at Avaya, then here.",
				Action: components.ButtonModel{Text: "Open it", Size: "small", URL: "/apps/1"},
			},
		},
		Chips: []components.ChipModel{{Text: "Production", Count: "2", URL: "/apps?env=production"}, {Text: "Staging", Count: "1", URL: "/apps", On: true}},
		Rows: []ListRow{
			{
				Name: "Payments Connector", URL: "/apps/1", Line: "ACME, Payments", Environment: "production", ClientEnd: "4f2c",
				URIs: []string{"https://pay.acme.example/spaces/back", "http://localhost:3000/"}, URIWarning: "localhost in production",
				Owners: []string{"Dana Ruiz", "Tomasz Nowak"}, SecretPlace: "Vault, payments/spaces/production", Grade: "verified", GradeDay: "9 June", ProofURL: "/proofs/1",
				RotationStatus: "problem", Rotation: "Secret 4 days overdue", Kind: "Service app",
			},
			{
				Name: "Meeting Notes", URL: "/apps/2", Line: "ACME Labs", Environment: "production", ClientEnd: "07bd", URIs: []string{"https://notes.labs.acme.example/cb"},
				Owners: []string{"Hugo Lambert"}, OwnerStatus: "problem", OwnerWarning: "Only owner, left the team", Grade: "self-reported", GradeDay: "19 November 2025", Rotation: "Made anew by 1 December", Retired: "Retired 2 June",
			},
			{Name: "Client ID of another member", Environment: "staging", ClientEnd: "1b60", Owners: []string{"You, when accepted"}, Grade: "waiting"},
		},
	}
}

func samplePage() Page {
	return Page{
		Frame: appFrame("Refund Desk", "reading"), ID: "1", Name: "Refund Desk", Environment: "staging", Line: "ACME, Payments", ClientEnd: "a7c3",
		Description: "Opens a Spaces meeting from a payment dispute.",
		Hint:        "A client ID usually has 20 characters of 0-9 and a-f. Compare it with the Developer Dashboard.",
		URIs:        []string{"http://localhost:3000/", "https://stage.pay.acme.example/back"},
		Facts: []components.Fact{
			{Name: "Client ID", Value: "…a7c3", Mono: true},
			{Name: "Registered", Value: "6 May"},
			{Name: "Secret lies in", Value: "Vault, payments/spaces/staging"},
			{Name: "Company", Value: "ACME"},
		},
		CompanyURL: "/companies/2",
		Owners: []Owner{
			{ID: "1", Person: components.PersonModel{Name: "Mateus Oliveira", Line: "Owner since 6 May"}, Self: true, EndWhyNot: "You are the only owner: name a second one first."},
			{ID: "2", Person: components.PersonModel{Name: "Dana Ruiz", Line: "Brought the same client ID on 8 May"}, Waiting: true, CanAccept: true},
		},
		HasTests: true, TestTally: "2 of 4 decided",
		Tests: []Test{
			{ID: "1", Title: "A person signs in and comes back", Status: "done", Word: "Passed", Note: "https://ci.acme.example/runs/14", Link: "https://ci.acme.example/runs/14", Line: "Mateus Oliveira, 14 May"},
			{ID: "2", Title: "A refused sign-in ends with a message", Status: "problem", Word: "Failed", Note: "The page stays white.", Line: "Mateus Oliveira, 15 May"},
			{ID: "3", Title: "A space is created and joined", Status: "skipped", Word: "Excused", Note: "The app joins only."},
			{ID: "4", Title: "Limits are handled", Status: "todo", Word: "Not decided", Error: "Say why it is excused.", Open: true, Result: "excused"},
		},
		Commitment: Commitment{
			Needs: "A lead signs the commitment: Helen Okafor.", Sentence: "We commit to deploy Refund Desk into Spaces production.", WhyNot: "2 tests are open or failed.",
			Former: []FormerCommitment{{Signed: "Helen Okafor, 3 June", Withdrawn: "Taken back on 5 June: A test was added."}},
		},
		Alone:  &Notice{Kind: "attention", Title: "One person alone can act for this app", Text: "Name a second owner.", Action: components.ButtonModel{Text: "Name a second owner", Size: "small", URL: "#owners"}},
		Secret: sampleSecret(), Prove: components.ButtonModel{Text: "Prove it", Icon: "verified", URL: "/apps/1/prove"},
		Proofs:      []ProofLine{{Status: "verified", Word: "Verified", Line: "Mateus Oliveira, 13 May", URL: "/proofs/1"}, {Status: "waiting", Word: "Waits for a lead", Line: "Dana Ruiz, 12 May"}},
		OlderProofs: []ProofLine{{Status: "problem", Word: "Not proved", Line: "Mateus Oliveira, 11 May", URL: "/proofs/2"}},
		HandOver: &HandOver{
			From: components.SelectModel{FieldModel: components.FieldModel{ID: "hand-from", Name: "from", Label: "From"}, Options: []components.Option{{Value: "1", Text: "Mateus Oliveira"}}},
			To:   components.SelectModel{FieldModel: components.FieldModel{ID: "hand-to", Name: "to", Label: "To", Error: "Choose a person of the list."}, Options: []components.Option{{Value: "2", Text: "Helen Okafor"}}},
			Open: true,
		},
		CanRetire: true, RetireWhyNot: "A production request of this app is with Avaya. Withdraw it first.", TeamListURL: "/teams/payments/tests",
		ProductionURL: "/apps/1/production", ProductionLine: "No request yet: 2 things are missing.",
		CanEdit: true, CanAddOwner: true, People: []components.Option{{Value: "1", Text: "Helen Okafor"}}, Once: "sample",
		NewTestError: "Say what must work.",
	}
}

func sampleForm() Form {
	return Form{
		Frame: appFrame("Register an app", "reading"), Name: "acme-payments-mateus-staging", Environment: "staging", Kind: "oauth", ClientID: "4f2c81d09be76a53e1c4",
		RedirectURIs: "http://localhost:3000/\nhttps://stage.pay.acme.example/back", CreatedOn: "2026-06-16", Today: "2026-06-16",
		Companies:   []components.Option{{Text: "None (Freelance)"}, {Value: "2", Text: "ACME, staging"}},
		StagingApps: []components.Option{{Text: "None"}, {Value: "1", Text: "Refund Desk"}},
	}
}
