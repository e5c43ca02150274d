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

func sampleEvents() []Event {
	return []Event{
		{
			Number: "1204", URL: "/trail/1204", Text: "Helen Okafor confirmed the step Test your app in staging of Kenji Mori", Time: sampleTime(), Grade: "confirmed",
			GradeWord: "Confirmed", Reason: "11 of 11 seen", Differences: []Difference{{Label: "Grade", Before: "self-reported", After: "confirmed", Changed: true}, {Label: "Step", Before: "staging-tested", After: "staging-tested"}},
		},
		{
			Number: "1203", URL: "/trail/1203", Text: "Kenji Mori wanted to confirm the step Test your app in staging", Time: sampleTime(), Refused: true,
			Reason: "A lead of the team may confirm this, and never their own step.",
		},
	}
}

func samplePage() Page {
	return Page{
		Frame: layout.SampleFrame("Trail", "Trail"), Note: "You are reading as auditor. Nothing here can be changed by anyone.",
		Lede: "Every change, who made it and when. The newest first.", Events: sampleEvents(), Export: components.ExportModel{Line: "The events that you may see, with filters and head of the chain", What: "trail", Once: "sample-once-key", PrintURL: "/trail/print"},
		Filters: Filters{
			Actions: []components.Option{{Text: "anything"}, {Value: "step.confirmed", Text: "confirmed a step"}}, Grades: []components.Option{{Text: "any or none"}, {Value: "confirmed", Text: "confirmed"}},
			Teams: []components.Option{{Text: "any team"}, {Value: "payments", Text: "Payments"}}, MaxDay: "2026-06-16", Open: true, Kept: []components.Hidden{{Name: "member", Value: "1"}},
		},
		Chips: []components.ChipModel{{Text: "About Kenji Mori", URL: "/trail", On: true}},
		Pager: components.PagerModel{NextURL: "/trail?page=1154", Text: "Events 1204 to 1203"},
	}
}

func emptyPage(e components.EmptyModel) Page {
	p := samplePage()
	p.Events, p.Chips, p.Pager, p.Empty = nil, nil, components.PagerModel{}, &e
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
		Related: []components.Option{{Value: "/trail?member=1", Text: "All about Kenji Mori"}},
	}
}

func refusedOne() One {
	o := sampleOne()
	o.Event = sampleEvents()[1]
	return o
}
