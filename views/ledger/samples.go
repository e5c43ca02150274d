package ledger

import (
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	plain, open := samplePage(), samplePage()
	open.Rows[0].Open = true
	open.Rows[0].Detail = sampleDetail()
	return []layout.Sample{
		{Name: "Ledger, a row open", Path: "ledger/open", Component: View(open)},
		{Name: "Ledger", Path: "ledger/answer", Component: View(plain)},
		{Name: "Ledger, who should not hold it", Path: "ledger/should-not", Component: View(sampleShouldNot())},
		{Name: "Ledger, a question without an answer", Path: "ledger/refused", Component: View(sampleRefused())},
		{Name: "Ledger, a long answer", Path: "ledger/long", Component: View(sampleLong())},
		{Name: "Ledger, first use", Path: "ledger/first-use", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyFirstUse, Level: 3, Title: "No permission is recorded yet",
			Text: "The first line appears when a developer records the box they ticked in staging.",
		}))},
		{Name: "Ledger, nobody held it", Path: "ledger/nobody", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyNothing, Level: 3, Title: "Nobody held it on 16 June 2026", Text: "The ledger has lines for other days, companies or environments.",
		}))},
		{Name: "Ledger, no match", Path: "ledger/no-match", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyNoMatch, Level: 3, Title: "No row is verified", Text: "6 people hold it on other evidence.",
			Actions: []components.ButtonModel{{Text: "Show all 6 rows", URL: "/ledger"}},
		}))},
		{Name: "Ledger, no right", Path: "ledger/no-right", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyNoRight, Level: 3, Title: "You see your own rows, and there are none",
			Text: "Who else holds it, your lead and the auditors may read.",
		}))},
		{Name: "Grant, for a lead", Path: "ledger/grant", Component: GrantView(sampleGrant())},
		{Name: "Grant, errors", Path: "ledger/grant-errors", Component: GrantView(grantErrors())},
		{Name: "Grant, its removal decided", Path: "ledger/grant-decided", Component: GrantView(grantDecided())},
		{Name: "Grant, gone and not confirmed", Path: "ledger/grant-executed", Component: GrantView(grantExecuted())},
		{Name: "Grant, for who may not remove it", Path: "ledger/grant-read", Component: GrantView(grantRead())},
		{Name: "Record a permission", Path: "ledger/record", Component: RecordView(sampleRecord())},
		{Name: "Record a permission, errors", Path: "ledger/record-errors", Component: RecordView(recordErrors())},
	}
}

func sampleDay(month time.Month, day int) components.TimeModel {
	t := time.Date(2026, month, day, 12, 22, 4, 0, time.UTC)
	m := components.Day(t, t, time.UTC)
	m.Shown = t.Format("2 January 2006")
	return m
}

func sampleRefused() Page {
	p := Page{Frame: samplePage().Frame, Note: samplePage().Note, Ask: samplePage().Ask}
	p.Ask.AsOf, p.Ask.Days = "30.6.2026", "0"
	p.Ask.Wrong = components.SummaryModel{Title: "The ledger cannot answer this question", Errors: []components.SummaryError{
		{FieldID: "ask_as_of", Text: "Write the day as 2026-06-16, or a moment as 2026-06-16T09:41:07Z."},
		{FieldID: "ask_days", Text: "Write a number of days, for example 90."},
	}}
	return p
}

func sampleShouldNot() Page {
	p := samplePage()
	p.Answer = Sentence{"On 16 June 2026,", "2 people", " hold developer permission in production and should not. 6 people hold it in all."}
	p.WhyHead, p.Ask.Days = "Why not", "90"
	p.Rows[0].Why = []string{"Left the team", "Removal decided on 3 June 2026, still held"}
	p.Rows[1].Why = []string{"Evidence is 155 days old"}
	return p
}

func sampleLong() Page {
	p := samplePage()
	p.Answer = Sentence{Finding: "Working out the count and the fingerprint of a long answer.", After: " The rows are below already; the numbers are here when the page is loaded again."}
	p.Heading, p.Footing = "The first rows", "Working out how many rows there are, answered at 09:41:07."
	p.Print.Short, p.Print.Whole = "", ""
	return p
}

func samplePage() Page {
	return Page{
		Frame: layout.SampleFrame("Ledger", "Ledger"), Note: "You are reading as auditor. Nothing here can be changed by you.",
		Ask: Ask{
			Companies:    []components.Option{{Text: "any company"}, {Value: "1", Text: "ACME"}, {Value: "2", Text: "ACME Bridge"}, {Value: "freelance", Text: "Freelance"}},
			Environments: []components.Option{{Value: "production", Text: "production", Selected: true}, {Value: "staging", Text: "staging"}, {Value: "any", Text: "any environment"}},
			What:         []components.Option{{Text: "holds"}, {Value: "changed", Text: "gained or lost"}, {Value: "should-not", Text: "holds and should not hold"}},
			Known:        []components.Option{{Text: "now"}, {Value: "then", Text: "at that time"}},
			AsOf:         "2026-06-16", MaxDay: "2026-06-16",
		},
		Answer:  Sentence{"On 16 June 2026,", "2 people", " hold developer permission in production: 1 for a company and 1 as freelance. 1 is verified by Avaya, and 1 is only self-reported."},
		Footing: "2 rows, answered at 09:41:07.",
		Print: Fingerprint{
			Query: "/ledger?as_of=2026-06-16T09%3A41%3A07Z&known_at=2026-06-16T09%3A41%3A07Z", Short: "e81f 4c02 77da",
			Whole: "e81f4c0277da0c1b9f6a3f1d2e4b5a69788796a5b4c3d2e1f00112233445566778",
		},
		Diff: Diff{Title: "Since 31 March 2026", Lines: []DiffLine{
			{Icon: "plus", Text: "Tomasz Nowak gained, 9 June", URL: "/ledger/grants/1"}, {Icon: "minus", Text: "Marek Zeman lost, 20 April", URL: "/ledger/grants/3"},
		}},
		Heading: "2 people", Caption: "People who hold developer permission in production on 16 June 2026",
		Chips: []components.ChipModel{{Text: "Verified", Count: "1", URL: "/ledger?grade=verified"}, {Text: "Self-reported", Count: "1", URL: "/ledger?grade=self-reported", On: true}},
		Rows: []Row{
			{
				Name: "Tomasz Nowak", Email: "tomasz.nowak@acme.example", URL: "/ledger?grant=1", Company: "ACME", Environment: "production", App: "Payments Connector",
				ClientEnd: "4f2c", Kind: "By Avaya", Since: sampleDay(6, 9), Grade: "verified", GradeWord: "Verified", GradeLine: "7 days old",
			},
			{
				Name: "Sofia Papadaki", Email: "sofia@papadaki.example", URL: "/ledger?grant=2", Company: "Freelance", Environment: "production",
				Kind: "By Avaya", Since: sampleDay(1, 12), Until: sampleDay(6, 30), Grade: "self-reported", GradeWord: "Self-reported", GradeLine: "60 days old",
			},
		},
		Pager: components.PagerModel{NextURL: "/ledger?page=1", Text: "2 of 60 rows"},
		Export: components.ExportModel{
			Line: "2 rows as shown, with filters, time and head of the chain", What: "ledger", Query: "environment=production", Once: "sample-once-key", PrintURL: "/ledger/print",
		},
		ExactURL: "/ledger?as_of=2026-06-16T09:41:07Z",
		Asides: []Aside{
			{Title: "What this answer rests on", Text: "Every row comes from recorded events, since 30 April 2025.", Links: []components.Option{{Value: "/trail", Text: "Read the trail"}}},
			{Title: "Known gaps", Text: "2 people were invited and never answered. Avaya offers no list of permissions, so a person unknown to Portico cannot appear here."},
		},
	}
}

func emptyPage(e components.EmptyModel) Page {
	p := samplePage()
	p.Rows, p.Chips, p.Pager, p.Empty = nil, nil, components.PagerModel{}, &e
	p.Heading, p.Answer = "0 people", Sentence{"On 16 June 2026,", "nobody", " holds developer permission in production."}
	p.Diff.Lines, p.Diff.Zero = nil, "Nobody gained it and nobody lost it."
	return p
}

func sampleDetail() Detail {
	return Detail{
		Title: "Tomasz Nowak, ACME, production", GrantURL: "/ledger/grants/1",
		Events: []Event{
			{
				Status: "confirmed", Text: "Helen Okafor confirmed developer permission of Tomasz Nowak in production for ACME", Who: "Helen Okafor", Time: sampleDay(6, 10),
				Change: "Grade: self-reported, then confirmed", Reason: "Seen on his screen", URL: "/trail/12", Number: "12",
			},
			{Status: "done", Text: "Tomasz Nowak recorded that the vendor approved Payments Connector", Who: "Tomasz Nowak", Time: sampleDay(6, 9), URL: "/trail/9", Number: "9"},
		},
		Limits: "Confirmed means that a second person looked. It does not show that the box is still ticked.",
	}
}

func sampleGrant() Grant {
	return Grant{
		Frame: layout.SampleFrame("Tomasz Nowak, ACME", "Ledger"), ID: "1", Version: "2", Title: "Tomasz Nowak, ACME", Environment: "production", BackURL: "/ledger",
		Lede: "Held since 9 June 2026, approved by Avaya, self-reported.",
		Facts: []components.Fact{
			{Name: "Person", Value: "Tomasz Nowak"},
			{Name: "Company", Value: "ACME"},
			{Name: "Held since", Value: "9 June 2026"},
			{Name: "Evidence", Value: "12 days old", Status: "self-reported", StatusText: "Self-reported"},
		},
		Evidence: "The mail of Avaya of 9 June", Detail: sampleDetail(), CanConfirm: true, CanCorrect: true, Today: "2026-06-16", Once: "sample",
		Versions: []Version{
			{Number: "2", Recorded: sampleDay(6, 10), By: "Tomasz Nowak", Since: sampleDay(6, 9), Grade: "self-reported", Word: "Self-reported"},
			{Number: "1", Recorded: sampleDay(6, 9), By: "Tomasz Nowak", Since: sampleDay(6, 8), Until: sampleDay(6, 9), Grade: "self-reported", Word: "Self-reported", Reason: "By mistake"},
		},
		Removal: sampleHeld(),
		Correct: CorrectForm{HeldFrom: "2026-06-09"},
	}
}

func grantErrors() Grant {
	g := sampleGrant()
	g.Message = "Someone changed this permission in the ledger meanwhile."
	g.Removal.End.Errors = map[string]string{"ended_on": "It cannot have ended before it began.", "reason": "Say why, in a few words."}
	g.Removal.Decide.Errors = map[string]string{"reason": "Say why, in a few words.", "due_on": "This day is over. Choose today or a later day."}
	g.Correct.Errors, g.Correct.Open = map[string]string{"reason": "Say why, in a few words."}, true
	return g
}

func sampleRecord() Record {
	return Record{
		Frame: layout.SampleFrame("Record your permission", "Ledger"), HeldFrom: "2026-06-16", Today: "2026-06-16", Back: "/journey", Once: "sample",
		Companies: []components.ChoiceOption{
			{Value: "1", Label: "ACME", Hint: "You are admin and employee"},
			{Value: "2", Label: "ACME Bridge", WhyNot: "You are employee but not admin"},
			{Value: "freelance", Label: "Freelance"},
		},
	}
}

func recordErrors() Record {
	r := sampleRecord()
	r.Company, r.HeldFrom = "", "2031-01-01"
	r.Errors = map[string]string{"company": "Choose the company whose box you ticked, or Freelance.", "held_from": "This day is still to come. Choose today or an earlier day."}
	return r
}
