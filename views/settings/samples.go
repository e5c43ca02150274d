package settings

import (
	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	return []layout.Sample{
		{Name: "Settings", Path: "settings/page", Component: View(samplePage())},
		{Name: "Settings, an error", Path: "settings/error", Component: View(sampleError())},
		{Name: "What is held about you", Path: "settings/data", Component: DataView(sampleData())},
	}
}

func frame(title string) layout.Frame {
	f := layout.SampleFrame(title, "")
	f.Width = "reading"
	return f
}

func samplePage() Page {
	p := Page{Frame: frame("Settings"), Once: "sample", Classes: []Class{
		NewClass("sessions", 1, 1, 365, false), NewClass("form-keys", 7, 3, 90, false), NewClass("reset-links", 90, 1, 3650, false),
		NewClass("invitations", 90, 7, 3650, true), NewClass("evidence-withdrawn", 365, 1, 3650, true), NewClass("members-left", 0, 30, 3650, true),
	}}
	p.Numbers = []Number{
		NewNumber("proof-age", "Age of a proof", "A step that was verified longer ago is marked, and can be proved again. Its grade stays.", "days", "60 days", 60, 7, 3650, 90),
		NewNumber("evidence-size", "Size of a file of evidence", "A larger file is refused. 1,024 KiB are 1 MiB.", "KiB", "2048 KiB", 2048, 64, 3584, 2048),
	}
	p.Numbers[0].Changed = "Changed 3 June by Victor Lindqvist"
	p.Classes[3].Changed = "Changed 3 June by Victor Lindqvist"
	return p
}

func sampleError() Page {
	p := samplePage()
	p.Numbers[0].Field.Value, p.Numbers[0].Field.Error = "5", "Say a whole number from 7 to 3650."
	p.Classes[0].Days.Value, p.Classes[0].Days.Error = "4000", "Say a number of days from 1 to 365."
	return p
}

func sampleData() Data {
	return Data{
		Frame: frame("What Portico holds about you"), Empty: []string{"SDK downloads", "Merges of companies"},
		Sections: []Section{
			{ID: "member", Title: "Account", Tally: "1", Rows: [][]components.Fact{{
				{Name: "Name", Value: "Helen Okafor"}, {Name: "Email", Value: "helen.okafor@acme.example"}, {Name: "Time zone", Value: "Europe/Prague"},
			}}},
			{ID: "event", Title: "Events by you and about you", Tally: "132", More: "The newest 5; the file has all", Rows: [][]components.Fact{
				{{Name: "Action", Value: "session.signed-in"}, {Name: "At", Value: "16 June 09:40"}, {Name: "Id", Value: "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001", Mono: true}},
				{{Name: "Action", Value: "member.changed"}, {Name: "At", Value: "15 June 11:02"}},
			}},
		},
	}
}
