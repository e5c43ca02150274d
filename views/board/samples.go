package board

import (
	"strconv"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package with made-up content, for the gallery and for tests.
func Samples() []layout.Sample {
	frame := sampleFrame()
	full, drawn, listed, narrowed := sampleBoard(), sampleBoard(), sampleBoard(), sampleBoard()
	person := samplePerson()
	drawn.Drawer = &person
	listed.List = true
	listed.Matrix.Groups = []Group{{Title: "ACME", Line: "2 developers", Rows: listed.Matrix.Groups[0].Rows}}
	narrowed.NoMatch = &components.EmptyModel{
		Kind: components.EmptyNoMatch, Title: "Nobody matches these filters", Level: 3,
		Text: "2 developers are hidden.", Actions: []components.ButtonModel{{Text: "Clear filters", URL: "/teams/payments"}},
	}
	narrowed.Supply = sampleSupply()
	narrowed.Dead = &DeadLinks{Text: "onesnastaging.esna.com does not answer since 3 May. Whoever needs it waits, and those days do not count as theirs.", URL: "/health#links"}
	first := Model{Team: "Payments", Eyebrow: []string{"Avaya Spaces API, edition 2"}, First: sampleFirst()}
	return []layout.Sample{
		{Name: "Board", Path: "board/whole", Component: Page(frame, full)},
		{Name: "Board, a developer beside it", Path: "board/drawer", Component: Page(frame, drawn)},
		{Name: "Board as a list", Path: "board/list", Component: Page(frame, listed)},
		{Name: "Board, no match and a missing link", Path: "board/no-match", Component: Page(frame, narrowed)},
		{Name: "Board, first use", Path: "board/first-use", Component: Page(frame, first)},
		{Name: "A developer", Path: "board/member", Component: PersonPage(frame, person)},
		{Name: "A developer, as a co-worker sees them", Path: "board/co-worker", Component: PersonPage(frame, sampleCoWorker())},
		{Name: "Teams", Path: "board/teams", Component: TeamsPage(frame, Teams{Rows: []TeamRow{{Name: "Payments", URL: "/teams/payments", Leads: "Helen Okafor", Developers: "14"}}})},
		{Name: "Teams, in none", Path: "board/teams-empty", Component: TeamsPage(frame, Teams{Empty: &components.EmptyModel{
			Kind:  components.EmptyNoRight,
			Title: "You are in no team yet", Text: "An admin can add you to one.",
		}})},
	}
}

func sampleFrame() layout.Frame { return layout.SampleFrame("Board, Payments", "Board") }

func sampleBoard() Model {
	return Model{
		Team: "Payments", Eyebrow: []string{"Avaya Spaces API, edition 2", "Tuesday 16 June 2026"}, InviteURL: "/people",
		Needs: &Queue{ID: "needs", Title: "Needs you", Count: 1, Items: []QueueItem{{
			Title: "Confirm Kenji’s staging tests",
			Line:  "12 tests, since yesterday", Action: components.ButtonModel{Text: "Confirm", Size: "small", Kind: "primary", URL: "#"},
		}}},
		Stuck: &Queue{ID: "stuck", Title: "Stuck", Count: 1, Items: []QueueItem{
			{
				Title: "Samuel Kipkorir, 9 days",
				Line:  "OAuth2 app: the redirect URI does not match", Action: components.ButtonModel{Text: "Open", Size: "small", URL: "#"},
			},
			{Title: "Nobody else is stuck", Line: "7 others are within their due dates"},
		}},
		Vendor: &Queue{ID: "vendor", Title: "Waiting for Avaya", Items: []QueueItem{{Title: "Nobody waits for Avaya"}}},
		Stats: []components.StatModel{
			{Label: "Active developers", Value: "12", Unit: "of 14", Versus: "2 complete", URL: "?status=active"},
			{Label: "Median to developer permission, staging", Value: "3", Unit: "days", Versus: "Of 10 people"},
			{Label: "Median to production", Value: "24", Unit: "days", Versus: "12 of the 24 are Avaya’s"},
			{Label: "Overdue", Value: "3", URL: "?status=overdue"},
		},
		Bar: Bar{
			Action: "/teams/payments",
			Chips:  []components.ChipModel{{Text: "Problem", Count: "2", URL: "?status=problem"}, {Text: "Overdue", Count: "3", URL: "?", On: true}},
			Keep:   []components.Hidden{{Name: "status", Value: "overdue"}}, Query: "sam",
			Steps:     []components.Option{{Text: "Every step"}, {Value: "oauth-app", Text: "App"}},
			Groups:    []components.Option{{Text: "Nothing"}, {Value: "company", Text: "Company"}},
			Density:   components.SegmentsModel{Label: "Density", Items: []components.Segment{{Text: "Roomy", URL: "?", Current: true}, {Text: "Compact", URL: "?density=compact"}}},
			OtherView: components.ButtonModel{Text: "View as list", Size: "small", Icon: "list", URL: "?view=list"}, CSVURL: "/teams/payments/board.csv",
		},
		Matrix: sampleMatrix(),
	}
}

func sampleMatrix() Matrix {
	m := Matrix{
		Caption: "Developers by step, those who are stuck first. Days are working days.", ShowCause: true,
		Stages: []Stage{{Environment: "staging", Title: "Set up", Span: 6}, {Environment: "staging", Title: "Build and test", Span: 3}, {Environment: "production", Span: 2}},
		Legend: []LegendItem{{"verified", "Done, verified by Avaya"}, {"confirmed", "Done, confirmed by a second person"}, {"done", "Done, self-reported"}, {"problem", "Problem"}, {"stale", "Proof over 90 days"}},
	}
	for i, name := range []string{"Sign-up", "Password", "Company", "Roles", "Permission", "Dashboard", "App", "SDK", "Tested", "Request", "Review"} {
		m.Columns = append(m.Columns, Column{Short: name, Title: "Step " + strconv.Itoa(i+1), URL: "?step=" + strconv.Itoa(i), First: i == 0 || i == 6 || i == 9})
		m.Share, m.Median = append(m.Share, "50 %"), append(m.Median, "1")
	}
	samuel := Row{
		Name: "Samuel Kipkorir", Email: "samuel.kipkorir@acme.example", URL: "?member=1", InStep: "9 d", Over: "4 over", Who: "Samuel",
		What: "the redirect URI does not match", Step: "App", Status: "problem", StatusText: "Problem", Done: "6 of 11",
	}
	dana := Row{Name: "Dana Ruiz", Email: "dana.ruiz@acme.example", URL: "?member=2", Complete: true, Step: "All done", Status: "verified", StatusText: "Complete", Done: "11 of 11"}
	for i := range m.Columns {
		status := "verified"
		if i == 6 {
			status = "problem"
		} else if i > 6 {
			status = "todo"
		}
		cell := Cell{Status: status, Words: "Done, verified", When: "26 May", URL: "#"}
		dana.Cells = append(dana.Cells, Cell{Status: "verified", Words: "Done, verified 104 days ago, to be proved again", When: "4 Mar", URL: "#", Stale: true})
		switch status {
		case "problem":
			cell.Words, cell.When = "Problem", "9 d"
		case "todo":
			cell = Cell{Status: "todo", Words: "Not started"}
		}
		samuel.Cells = append(samuel.Cells, cell)
	}
	m.Groups = []Group{{Rows: []Row{samuel, dana}}}
	return m
}

func sampleSupply() *Supply {
	return &Supply{
		Title: "Add the link for “How to add a company”", Text: "Avaya’s guide names this link and gives no address.", Action: "/journey/links/x",
		Once: "sample-once", CancelURL: "/teams/payments",
		Field: components.FieldModel{ID: "supply-url", Name: "url", Label: "Address", Type: "url", Required: true, Error: "An address begins with https://"},
	}
}

func sampleFirst() *FirstUse {
	return &FirstUse{
		Title:     "See where each developer stands, from sign-up to production",
		Text:      "Invite your team, and every person gets the 11 steps of Avaya’s procedure with the right links. You see here who waits, for whom, and since when.",
		Colonnade: sampleColonnade("11 steps, nobody has started", ""), InviteURL: "/people", ImportURL: "/people/import", ReadyLine: "1 of 2 ready",
		Ready: []components.CheckItem{
			{Status: "confirmed", Title: "The procedure is loaded", Word: "Ready", Line: "Avaya Spaces API, edition 2, 11 steps"},
			{Status: "waiting", Title: "Company known", Line: "If ACME exists at Avaya already, say who its admin is.", Action: components.ButtonModel{Text: "Name it", Size: "small", URL: "/companies/new"}},
		},
	}
}

func sampleColonnade(label, state string) components.ColonnadeModel {
	bay := func(name string, n int) components.Bay {
		b := components.Bay{Name: name}
		for range n {
			b.Columns = append(b.Columns, state)
		}
		return b
	}
	return components.ColonnadeModel{Label: label, Bays: []components.Bay{bay("Staging", 6), bay("Build", 3), bay("Prod.", 2)}}
}

func samplePerson() Person {
	return Person{
		Name: "Samuel Kipkorir", Line: "samuel.kipkorir@acme.example, started 26 May", Team: "Payments", BoardURL: "/teams/payments",
		URL: "/teams/payments/members/1", CloseURL: "/teams/payments", Colonnade: sampleColonnade("6 of 11 steps done", "done"),
		Blockers: []Blocker{{
			Title: "Stuck in “Create an OAuth2 app” for 9 days", Text: "Samuel said: “The redirect URI is refused.”",
			Advice: "Compare the URI letter by letter.", Action: "/journey/blockers/1/resolve", Once: "sample-blocker",
			Answer: components.FieldModel{ID: "answer-1", Name: "answer", Label: "What helped?", Optional: true},
		}},
		Steps: []Step{
			{
				Key: "staging-sign-up", Number: "1", Title: "Sign up for Spaces staging", Status: "done", Words: "Done 26 February", Grade: "verified",
				GradeText: "Verified by Avaya", ProofURL: "/proofs/1", Age: "26 February, 110 days ago", Stale: "Proof over 90 days",
			},
			{
				Key: "password", Number: "2", Title: "Create your password", Status: "done", Words: "Done 8 June", Grade: "confirmed", GradeText: "Confirmed",
				ByWhom: "By Dana Ruiz", Age: "9 June, 7 days ago",
				Files: []components.FileModel{
					{Name: "screen with a rather long name that has to wrap somewhere.png", URL: "/evidence/1", Line: "340 KiB, added by Dana Ruiz on 9 June, SHA-256 0c3f5e…"},
					{Name: "mail.pdf", URL: "/evidence/2", Line: "12 KiB, added by you on 8 June, SHA-256 9a1b22…", TakeBack: components.NewTakeBack("mail", "/evidence/2/withdraw", "sample-mail", "the file mail.pdf", "")},
				},
				Withdraw: sampleTakeBack(),
			},
			{
				Key: "sdk", Number: "8", Title: "Download the Spaces SDK", Status: "done", Words: "Done 2 June", Grade: "self-reported", GradeText: "Self-reported",
				Confirm: &Confirm{Action: "#", Once: "sample-sdk", Label: "Confirm", File: components.FileField("file-sdk", "PDF, PNG, JPEG, TXT, LOG or CSV, up to 2 MiB."), Note: components.FieldModel{ID: "note-sdk", Name: "note", Label: "What did you look at?", Optional: true}},
			},
			{
				Key: "staging-tested", Number: "9", Title: "Test your app in staging", Status: "waiting", Words: "Waiting for you, 1 day", Detail: "12 of 12 tests",
				Confirm: &Confirm{Action: "#", Once: "sample-tests", Asked: true, Label: "Confirm", File: components.FileField("file-tests", "PDF, PNG, JPEG, TXT, LOG or CSV, up to 2 MiB."), Says: "Write a line or add a file: your word stands with your name.", Note: components.FieldModel{ID: "note-tests", Name: "note", Label: "What did you look at?", Optional: true}},
			},
			{Key: "production-request", Number: "10", Title: "Request production access", Status: "locked", Words: "Cannot start yet", Detail: "Opens when step 9 is done"},
		},
		Facts:    []components.Fact{{Name: "Company", Value: "ACME"}, {Name: "Client ID", Value: "…4f2c", Mono: true}},
		History:  []components.TimelineItem{{Status: "problem", Text: "Said they are stuck: the redirect URI is refused", Detail: "Samuel Kipkorir, 11 June"}},
		TrailURL: "/trail", FirstConfirm: "#step-staging-tested",
		Nudge: &Nudge{
			Label: "Nudge Samuel", About: "About step 7, “Create an OAuth2 app”.", Action: "#", Once: "sample-nudge", Last: "Nudged by Helen Okafor on 8 June",
			Words: components.FieldModel{ID: "nudge-words", Name: "words", Label: "Your words", Optional: true, MaxLength: 2000},
		},
	}
}

// sampleTakeBack came back without a reason.
func sampleTakeBack() *components.TakeBackModel {
	t := components.NewTakeBack("word", "#", "sample-word", "your word on: Create your password", "")
	t.Open, t.Reason.Error = true, "Say why. The reason stays in the trail."
	return t
}

// sampleCoWorker is the same person as somebody of the team sees them.
func sampleCoWorker() Person {
	p := samplePerson()
	return Person{
		Name: p.Name, Line: "6 of 11 steps done", Team: p.Team, BoardURL: p.BoardURL, URL: p.URL, Colonnade: p.Colonnade, Steps: p.Steps, CoWorker: true,
		ReadOnly: "You see how far Samuel is. If you saw a step done, confirm it: that is worth more than their own word.",
	}
}
