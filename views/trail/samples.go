package trail

import (
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	return []layout.Sample{
		{Name: "Trail", Path: "trail/list", Component: View(samplePage())},
		{Name: "Trail, first use", Path: "trail/first-use", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyFirstUse, Level: 3, Title: "Nothing has happened yet", Text: "Every change will stand here, with who made it and when.",
		}))},
		{Name: "Trail, no match", Path: "trail/no-match", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyNoMatch, Level: 3, Title: "No event matches these filters", Actions: []components.ButtonModel{{Text: "Show everything", URL: "/trail"}},
		}))},
		{Name: "Trail, a name of several people", Path: "trail/asked", Component: View(askedPage())},
		{Name: "Trail, nothing refused", Path: "trail/nothing", Component: View(emptyPage(components.EmptyModel{
			Kind: components.EmptyNothing, Level: 3, Title: "Nothing was refused", Text: "Nobody tried what they may not do.",
		}))},
		{Name: "Every kind of event", Path: "trail/kinds", Component: KindsView(sampleKinds())},
		{Name: "Event", Path: "trail/event", Component: EventView(sampleOne())},
		{Name: "Event, refused", Path: "trail/refused", Component: EventView(refusedOne())},
	}
}

func sampleTime() components.TimeModel {
	t := time.Date(2026, 6, 16, 9, 41, 7, 0, time.UTC)
	m := components.Moment(t, t, time.UTC)
	m.Shown, m.WithUTC = "16 June 2026, 11:41", true
	return m
}

func words(text string) []Piece {
	if text == "" {
		return nil
	}
	return []Piece{{Text: text}}
}

func sampleEvents() []Event {
	return []Event{
		{
			Number: "1204", URL: "/trail/1204", Text: "Helen Okafor confirmed the step Test your app in staging of Kenji Mori", Time: sampleTime(), Grade: "confirmed",
			GradeWord: "Confirmed", Reason: "11 of 11 seen", Hash: "c5e2 90b8", HashBefore: "c0d4 1187", Differences: []Difference{
				{Label: "Grade", Before: words("self-reported"), After: words("confirmed"), Changed: true},
				{Label: "Step", Before: words("Test your app in staging"), After: words("Test your app in staging")},
				{Label: "Confirmed by", After: []Piece{{Text: "Helen Okafor", URL: "/trail?member=1"}}, Changed: true},
				{Label: "Recorded at", After: []Piece{{Time: sampleTime()}}, Changed: true},
				{Label: "SHA-256", Before: []Piece{{Text: "9f86d081884c7d65", Mono: true}}, After: []Piece{{Text: "9f86d081884c7d65", Mono: true}}},
			},
		},
		{
			Number: "1203", URL: "/trail/1203", Text: "Kenji Mori wanted to confirm the step Test your app in staging", Time: sampleTime(), Refused: true,
			Reason: "A lead of the team may confirm this, and never their own step.",
		},
		{Number: "1202", URL: "/trail/1202", Text: "Kenji Mori skipped the step Download an SDK", Time: sampleTime(), Erased: "The words were erased on 3 May 2026.", Hash: "c0d4 1187"},
	}
}

func sampleFilters() Filters {
	return Filters{
		Actions: []Group{{Options: []components.Option{{Text: "anything"}}}, {Name: "Journeys", Options: []components.Option{{Value: "step.confirmed", Text: "confirmed a step"}}}},
		Actors:  []components.Option{{Text: "anyone"}, {Value: "system", Text: "Portico itself"}},
		Members: []components.Option{{Text: "anyone"}, {Value: "1", Text: "Kenji Mori", Selected: true}},
		Grades:  []components.Option{{Text: "any or none"}, {Value: "confirmed", Text: "confirmed"}},
		Teams:   []components.Option{{Text: "any team"}, {Value: "payments", Text: "Payments"}}, Narrowed: true, Open: true,
		From: Moment{Max: "2026-06-16"}, To: Moment{Value: "2026-06-16T09:41:07Z", Exact: true}, Kept: []components.Hidden{{Name: "subject", Value: "grant:1"}},
	}
}

func samplePage() Page {
	return Page{
		Frame: layout.SampleFrame("Trail", "Trail"), Note: "You are reading as auditor. Nothing here can be changed by anyone.",
		Lede: "Every change and every refusal, who it was and when. The newest first.", Events: sampleEvents(),
		Seal: Seal{
			Status: "verified", Text: "1,311 events, sealed without a break up to 09:41:07; 2 are not sealed yet",
			Lines: []string{"Last checkpoint 09:40:00, over 1,310 events, kept in /var/lib/portico/checkpoints."},
		},
		Export:  components.ExportModel{Line: "The events that you may see, with filters and head of the chain", What: "trail", Once: "sample-once-key", PrintURL: "/trail/print"},
		Filters: sampleFilters(), KindsURL: "/trail/kinds",
		Verify: &Verify{Command: "portico audit verify trail.zip --key checkpoint.pub", Key: "portico.acme.example/trail+9c1f0b2a+AVn0yqk0x5mP1o2sVZ1m0l8yJ8Kk3l2Qw7r6t5y4u3i2"},
		Chips:  []components.ChipModel{{Text: "Concerns Kenji Mori", URL: "/trail", On: true}},
		Pager:  components.PagerModel{NextURL: "/trail?page=1154", Text: "Events 1204 to 1203"},
	}
}

// askedPage asks which of two people is meant, says where a search stopped, and tells a break.
func askedPage() Page {
	p := samplePage()
	p.Filters.ByName, p.Filters.AboutName, p.Filters.AboutError = "Kenji", "Zoe", "Nobody whom you may see is called so. Write a part of the name."
	p.Asked = []Asked{{Text: "2 people fit “Kenji”. Whom do you mean?", Answers: []components.ChipModel{
		{Text: "Kenji Mori, kenji.mori@acme.example", URL: "/trail?actor=1"}, {Text: "Kenji Sato, kenji.sato@acme.example", URL: "/trail?actor=2"},
	}}}
	p.Filters.FindTeam, p.Filters.TeamName, p.Filters.TeamError = true, "Paymnts", "No team that you may see is called so. Write a part of its name."
	p.Bounds = []string{"Reasons are searched among the newest 20,000 only."}
	p.Seal.Status, p.Seal.Breaks = "problem", []components.Option{{Value: "/trail/1190", Text: "Found on 16 June 2026, 09:12:00: 1,310 events were kept outside, 1,200 were found here."}}
	return p
}

func emptyPage(e components.EmptyModel) Page {
	p := samplePage()
	p.Events, p.Pager, p.Empty = nil, components.PagerModel{}, &e
	if e.Kind == components.EmptyNoMatch {
		p.Wider = append(p.Chips, components.ChipModel{Text: "Refused only", URL: "/trail?member=1", On: true})
	}
	return p
}

func sampleOne() One {
	return One{
		Frame: layout.SampleFrame("Event 1204", "Trail"), Event: sampleEvents()[0], BackURL: "/trail",
		Facts: []components.Fact{
			{Name: "By", Value: "Helen Okafor"},
			{Name: "Action", Value: "step.confirmed", Mono: true},
			{Name: "About", Value: "Kenji Mori"},
			{Name: "Evidence", Value: "", Status: "confirmed", StatusText: "Confirmed"},
			{Name: "Request", Value: "01977b1c-2f6a", Mono: true},
		},
		Seal: Proof{
			Status: "verified", Text: "Sealed on 16 June 2026 at 11:41:08", Canonical: `{"v":1,"event":1204,"at":"2026-06-16T09:41:07.000000Z"}`,
			Facts: []components.Fact{
				{Name: "Place in the chain", Value: "1203"},
				{Name: "Event, in short", Value: "c5e2 90b8, after c0d4 1187", Mono: true},
				{Name: "Link, the head of the chain after it", Value: "c5e290b8a1", Mono: true},
				{Name: "Covered by", Value: "the checkpoint over 1,310 events of 16 June 2026, 11:45:00"},
			},
		},
		Related: []components.Option{{Value: "/trail?member=1", Text: "All that concerns Kenji Mori"}},
	}
}

func sampleKinds() Kinds {
	return Kinds{
		Frame: layout.SampleFrame("Every kind of event", "Trail"), Total: "2 kinds, and nothing else is ever written.",
		Common: Field{Name: "on", Form: "day", Meaning: "the day on which it was done, where it was written down later"},
		Groups: []KindGroup{{ID: "part-1", Name: "Journeys", Kinds: []Kind{
			{ID: "step.confirmed", Action: "step.confirmed", Phrase: "Someone confirmed a step of someone", About: "step", Since: "1.0", URL: "/trail?action=step.confirmed", Fields: []Field{{Name: "step", Form: "step", Meaning: "The step of the journey"}}},
			{ID: "company-match.refused", Action: "company-match.refused", Phrase: "Someone said that a company is not theirs", About: "company", Since: "1.0", URL: "/trail?action=company-match.refused"},
		}}},
	}
}

func refusedOne() One {
	o := sampleOne()
	o.Event = sampleEvents()[1]
	o.Seal = Proof{Status: "waiting", Text: "Not sealed yet: sealing is about a second behind. Open this page again."}
	return o
}
