package journey

import (
	"portico/views/components"
	"portico/views/layout"
)

// Samples are the situations that a journey can be in.
func Samples() []layout.Sample {
	midway, refused, stuck := sampleMidway(), sampleMidway(), sampleMidway()
	client := refused.Stages[1].Steps[0].Forms[0].Fields[1].Line
	client.Error, client.Value = "This is longer than a client ID. Do not paste the secret here.", "4f2c81d09be76a53e1c4-and-more"
	refused.Summary = components.Summary(*client)
	stuck.Stages[1].Steps[0].Raised = sampleRaised()
	none := Page{Frame: sampleFrame("My journey"), Empty: &components.EmptyModel{
		Kind: components.EmptyNoRight, Title: "You have no journey here",
		Text:    "A journey belongs to developers and leads. You are here as an auditor: the ledger is your first page.",
		Actions: []components.ButtonModel{{Text: "Open the ledger", Kind: "primary", URL: "/ledger"}},
	}}
	return []layout.Sample{
		{Name: "My journey, at step 7", Path: "journey/midway", Component: Map(midway)},
		{Name: "My journey, a form that came back", Path: "journey/refused", Component: Map(refused)},
		{Name: "My journey, stuck", Path: "journey/stuck", Component: Map(stuck)},
		{Name: "My journey, for someone who walks none", Path: "journey/none", Component: Map(none)},
		{Name: "Journey record", Path: "journey/record", Component: Record(sampleRecord())},
	}
}

func sampleFrame(title string) layout.Frame {
	f := layout.SampleFrame(title, "")
	f.Width = "reading"
	return f
}

func sampleMidway() Page {
	return Page{
		Frame: sampleFrame("My journey"), Environment: "staging", Procedure: "Avaya Spaces API", Where: "ACME, Payments",
		Lede:     "4 of 11 steps done, 1 skipped, 1 waiting for Dana. You can go on with step 7.",
		Continue: components.ButtonModel{Text: "Continue: create an OAuth2 app", Kind: "primary", Size: "large", IconAfter: "arrow-right", URL: "#step-oauth-app"},
		Colonnade: components.ColonnadeModel{
			Label: "Staging: 4 of 6 done, 1 skipped, 1 waiting. Build and test: 1 of 3 in progress. Production: not started.",
			Bays: []components.Bay{
				{Name: "Staging", Columns: []string{"done", "done", "skipped", "waiting", "done", "done"}},
				{Name: "Build", Columns: []string{"now", "", ""}},
				{Name: "Prod.", Columns: []string{"", ""}},
			},
		},
		Stages: []Stage{
			{ID: "staging", Title: "Staging", Line: "4 of 6 done, 1 skipped, 1 waiting", Steps: sampleStaging()},
			{ID: "build", Title: "Build and test", Line: "1 of 3 in progress", Steps: sampleBuild()},
			{ID: "production", Title: "Production", Environment: "production", Steps: []Step{
				{Key: "production-request", Number: "10", Name: "Request production access", Status: "locked", Words: "Cannot start yet", Hint: "Needs your staging tests, confirmed by Helen Okafor", Closed: true},
				{Key: "production-review", Number: "11", Name: "Avaya reviews your application", Status: "locked", Words: "Cannot start yet", Hint: "Starts when the request is sent", Closed: true},
			}},
		},
		Values: []Value{
			{Name: "Work e-mail", Copy: components.CopyableModel{ID: "value-work-email", Value: "priya.raman@acme.example", Label: "work e-mail"}},
			{Name: "Company", Copy: components.CopyableModel{ID: "value-company-name", Value: "ACME", Label: "company"}},
		},
		Helpers: []Helper{
			{As: "Company admin, staging", Person: components.PersonModel{Name: "Dana Ruiz", Line: "ACME"}},
			{As: "Your lead", Person: components.PersonModel{Name: "Helen Okafor", Line: "Payments"}},
		},
		Source: Source{Text: "Avaya’s guide, edition 2, read on 2 June 2026.", LinkText: "Read the source", URL: "/journeys"},
	}
}

func sampleStaging() []Step {
	return []Step{
		{Key: "staging-sign-up", Number: "1", Name: "Sign up for Spaces staging", Status: "verified", Words: "Done 8 June, verified", Hint: "loganstaging.esna.com", Evidence: &Evidence{
			Kind: "self-reported", Text: "Self-reported by you", Time: components.TimeModel{Shown: "8 June, 10:12", Machine: "2026-06-08T10:12:00Z", UTC: "8 June 2026, 10:12:00 UTC"},
			Age: "8 days ago", Rows: []components.Fact{{Name: "Happened", Value: "8 June"}, {Name: "Evidence", Value: "Mail from Avaya Spaces"}},
			Undo: &components.PostModel{Action: "/journey/steps/staging-sign-up/undo", Button: components.ButtonModel{Text: "Undo this step", Size: "small", Icon: "undo"}},
		}, Files: sampleFiles()},
		{Key: "password", Number: "2", Name: "Create your password", Status: "verified", Words: "Done 26 February, verified", Open: true, Evidence: &Evidence{
			Kind: "verified", Text: "Verified by Avaya", Time: components.TimeModel{Shown: "26 February, 10:12", Machine: "2026-02-26T10:12:00Z", UTC: "26 February 2026, 10:12:00 UTC"},
			Age: "110 days ago", ProofURL: "/proofs/1", Stale: "Proof over 90 days", Again: components.ButtonModel{Text: "Prove again", Size: "small", Icon: "verified", URL: "/apps/1/prove?again=password"},
		}},
		{
			Key: "company", Number: "3", Name: "Add your company", Status: "skipped", Words: "Skipped", Hint: "Skipped: ACME was created by Dana Ruiz on 3 May",
			Instructions: []Instruction{{Parts: []Span{{Text: "In the menu under your name, click "}, {Text: "Add Company", Strong: true}}, Links: []Link{{Text: "Instructions for Add Company", Missing: "The vendor’s guide gives no address for “Instructions for Add Company”."}}}},
		},
		{
			Key: "company-roles", Number: "4", Name: "Ask Dana to make you admin and employee", Status: "waiting", Words: "Waiting for Dana, 3 days", Hint: "The permission check-box appears only for a company where you are both",
			Message: &Message{Intro: "Send this to Dana:", Copy: components.CopyableModel{ID: "company-roles-message", Label: "the message to Dana", Long: true, Value: "Hello Dana,\nplease make me admin and employee of ACME."}},
		},
	}
}

func sampleBuild() []Step {
	name := components.FieldModel{ID: "oauth-app-name", Name: "name", Label: "App name"}
	client := components.FieldModel{ID: "oauth-app-client-id", Name: "client_id", Label: "Client ID", Hint: "Not the secret, which is longer.", Mono: true}
	uris := components.FieldModel{ID: "oauth-app-redirect-uris", Name: "redirect_uris", Label: "Redirect URIs", Hint: "One a line.", Mono: true}
	return []Step{
		{
			Key: "oauth-app", Number: "7", Name: "Create an OAuth2 app", Status: "progress", Words: "In progress, due 18 June", Hint: "About 10 minutes. Have your team’s vault at hand.", Current: true,
			Why: "The app gives you a client ID. Spaces asks for it at every sign-in, so nothing can be built before it exists.",
			Instructions: []Instruction{
				{Parts: []Span{{Text: "In the menu under your name, choose "}, {Text: "Developer Dashboard", Strong: true}, {Text: "."}}, Links: []Link{{URL: "https://onesnastaging.esna.com", Host: "onesnastaging.esna.com", Health: "Answered 12 minutes ago", HealthStatus: "confirmed"}}},
				{Parts: []Span{{Text: "Create an OAuth application. This name tells your team whose it is:"}}, Copy: []components.CopyableModel{{ID: "oauth-app-copy", Value: "acme-payments-priya-staging", Label: "the app name"}}},
			},
			Forms: []Form{{
				ID: "oauth-app-form", Action: "/apps", Fields: []Control{Line(name), Line(client), Area(uris)},
				Button: components.ButtonModel{Text: "Register the app", Kind: "primary", Icon: "done"}, Grade: "Self-reported", Says: "Helen Okafor can confirm it.",
			}},
			Stuck: &Form{
				ID: "oauth-app-stuck", Title: "Stuck? Say what you see", Icon: "flag", Folded: true, Action: "/journey/steps/oauth-app/stuck",
				Fields: []Control{
					Choice(components.ChoiceModel{FieldModel: components.FieldModel{ID: "oauth-app-reason", Name: "reason", Label: "What do you see?"}, Options: []components.ChoiceOption{
						{Value: "redirect", Label: "The redirect URI is refused", Hint: "Most often a slash at the end, or http instead of https."}, {Value: "other", Label: "Something else"},
					}}),
					Area(components.FieldModel{ID: "oauth-app-words", Name: "words", Label: "In your words", Optional: true}),
				},
				Button: components.ButtonModel{Text: "Tell Helen"},
			},
		},
		{
			Key: "sdk", Number: "8", Name: "Download the Spaces SDK", Status: "todo", Words: "Not started", Hint: "You can do this now too",
			SDK:       sampleSDKHelp(),
			Downloads: []Download{{Text: "JavaScript 2.0.28", Code: "9c417e0b4f2c81d09be76a53e1c49c417e0b4f2c81d09be76a53e1c49c417e0b", Standing: &Standing{Status: "problem", Text: "Not the file that 6 others have", Do: "Download it again from the Developer Dashboard."}, Remove: components.PostModel{Action: "/journey/sdk/1/remove", Button: components.ButtonModel{Text: "Remove", Label: "Remove JavaScript 2.0.28", Size: "small"}}}},
		},
		{Key: "staging-tested", Number: "9", Name: "Test your app in staging", Status: "locked", Words: "Cannot start yet", Hint: "Needs the app of step 7 and an SDK", Closed: true},
	}
}

func sampleRaised() *Raised {
	return &Raised{
		Title: "You are stuck since 12 June: the redirect URI is refused", Words: "It says invalid_redirect_uri.", Advice: "Compare it character by character.",
		Resolve: Form{
			ID: "oauth-app-resolve", Action: "/journey/blockers/1/resolve", Fields: []Control{Line(components.FieldModel{ID: "oauth-app-answer", Name: "answer", Label: "What helped", Optional: true})},
			Button: components.ButtonModel{Text: "I can go on"},
		},
	}
}

func sampleRecord() RecordPage {
	return RecordPage{
		Frame: sampleFrame("Onboarding completed"), Environment: "production", Procedure: "Avaya Spaces API, edition 2", Where: "ACME, Payments",
		Title: "Onboarding completed", Lede: "Tomasz Nowak holds developer permission for ACME in production since 9 June 2026.",
		Colonnade: components.ColonnadeModel{Label: "10 of 11 steps done, 1 skipped: complete", Bays: []components.Bay{{Name: "Staging", Columns: []string{"done", "skipped"}}}},
		Line:      "10 done, 1 skipped",
		Rows: []RecordRow{
			{Key: "staging-sign-up", Name: "Sign up for Spaces staging", When: "Done 4 May 2026", Kind: "self-reported", Grade: "Self-reported", Detail: "Mail from Avaya Spaces", Recorded: "Tomasz Nowak"},
			{Key: "company", Name: "Add your company", When: "Skipped", Detail: "ACME was created by Dana Ruiz on 3 May"},
		},
		Notes: []RecordNote{{Title: "What stays yours to do", Text: "Keep the client secret in the team vault."}},
	}
}

// sampleFiles are a file that was added, the form for another one that came back, and a message to a co-worker.
func sampleFiles() *Files {
	field := components.FileField("staging-sign-up-add-file", "PDF, PNG, JPEG, TXT, LOG or CSV, up to 2 MiB. A picture keeps what the camera wrote into it.")
	field.Error = "This file is not what its name says. Choose a PDF file, a picture (PNG or JPEG) or a text (TXT, LOG or CSV)."
	return &Files{
		List: []components.FileModel{{
			Name: "seen by me.png", URL: "/evidence/1", Line: "184 KiB, added by you on 8 June, SHA-256 c639953fceb5…",
			TakeBack: components.NewTakeBack("1", "/evidence/1/withdraw", "sample-file", "the file seen by me.png", "/journey/steps/staging-sign-up"),
		}},
		Add: &Form{
			ID: "staging-sign-up-files", Title: "Add a file that shows it", Icon: "plus", Folded: true, Open: true, Multipart: true, Action: "/journey/steps/staging-sign-up/files",
			Fields: []Control{Line(field)}, Button: components.ButtonModel{Text: "Keep this file", Size: "small"}, Says: "It raises no grade by itself: somebody else looks at it.",
		},
		Ask: &Message{
			Intro: "Somebody of your team who saw it, or Helen Okafor, raises it from self-reported to confirmed. You cannot do that yourself. Send them this:",
			Copy:  components.CopyableModel{ID: "staging-sign-up-ask-word", Label: "message to a co-worker", Value: "Can you confirm that I did “Sign up for Spaces staging”? https://portico.acme.example/teams/payments/members/1"},
		},
	}
}
