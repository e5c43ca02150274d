package export

import (
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows every page of this package, in each state it can take.
func Samples() []layout.Sample {
	return []layout.Sample{
		{Name: "Export, not fetched yet", Path: "export/made", Component: View(samplePage(State{Status: "todo", Word: "Not fetched yet", Line: "1 204 rows"}))},
		{Name: "Export, on its way", Path: "export/running", Component: View(samplePage(sampleRunning()))},
		{Name: "Export, fetched", Path: "export/finished", Component: View(samplePage(State{Status: "done", Word: "Fetched", Line: "1 204 rows, 310 KB, 16 June, 11:42", Fetched: true}))},
		{Name: "Export, stopped", Path: "export/stopped", Component: View(samplePage(State{Status: "rejected", Word: "Stopped", Line: "after 120 KB", Fetched: true}))},
		{Name: "Export of somebody else, not signed", Path: "export/foreign", Component: View(sampleForeign())},
		{Name: "Exports", Path: "export/list", Component: ListView(sampleList())},
		{Name: "Exports, first use", Path: "export/first-use", Component: ListView(emptyList())},
		{Name: "Ledger on paper", Path: "export/paper", Component: PaperView(samplePaper())},
		{Name: "Ledger on paper, too long", Path: "export/paper-too-long", Component: PaperView(longPaper())},
	}
}

func sampleRunning() State {
	return State{Running: true, Status: "progress", Word: "On its way", Line: "40 %, 1 445 of 3 612 lines in all files, 130 KB", Done: "1445", Total: "3612", Fetched: true}
}

func sampleTime() components.TimeModel {
	t := time.Date(2026, 6, 16, 9, 41, 7, 0, time.UTC)
	m := components.Moment(t, t, time.UTC)
	m.Shown, m.WithUTC = "16 June 2026, 11:41", true
	return m
}

func samplePage(s State) Page {
	p := Page{
		Frame: layout.SampleFrame("Export of the ledger", "Ledger"), ID: "1", Title: "Export of the ledger", State: s, CanFetch: true, CanStop: true,
		Lede:     "Who holds developer permission on 16 June 2026, as known on 16 June 2026: the rows that you saw, the same each time the file is fetched.",
		QueryURL: "/ledger?environment=production",
		Facts: []components.Fact{
			{Name: "Rows", Value: "1 204 rows"},
			{Name: "Made", Value: "16 June 2026, 11:41 (2026-06-16 09:41:07 UTC)"},
			{Name: "By", Value: "Ruth Abramson"},
			{Name: "Query", Value: "as_of=2026-06-16T09%3A41%3A07.123456Z&environment=production&known_at=2026-06-16T09%3A41%3A07.123456Z", Mono: true},
			{Name: "Head of the chain", Value: "1 311 events sealed"},
			{Name: "Root", Value: "7c1e05d9b2f40c6a7d2be81f4c0277dac5e290b8c0d411879ab36f507d451b6f", Mono: true},
		},
		Parts:     []Part{{"ledger.csv", "The rows as a table, with cells that are safe for spreadsheets"}, {"manifest.json", "The query, as of when, and the SHA-256 of each file"}},
		FetchOnce: "sample-fetch", StopOnce: "sample-stop",
	}
	p.Frame.Width = "reading"
	return p
}

func sampleForeign() Page {
	p := samplePage(sampleRunning())
	p.CanFetch, p.CanStop, p.WhyNot = false, false, "Only whoever made an export gets its file. Make one of your own."
	p.Unsigned = "This Portico had no signing key when the export was made. The file has fingerprints, and nothing that proves who made them."
	return p
}

func sampleList() ListPage {
	return ListPage{
		Frame: layout.SampleFrame("Exports", "Ledger"), Lede: "Files that were made of the ledger and the trail, by whom, and what became of them.", Everyone: true,
		Cut: "The newest 200 are shown. The trail has them all.",
		Rows: []Row{
			{URL: "/exports/1", What: "Ledger", Detail: "as of 16 June 2026, environment: production", By: "Ruth Abramson", Made: sampleTime(), Format: "CSV", Rows: "1 204 rows", State: sampleRunning()},
			{URL: "/exports/2", What: "Trail", Detail: "everything", By: "The operator of the server", Made: sampleTime(), Format: "JSON", Rows: "1 311 rows", State: State{Status: "done", Word: "Fetched", Line: "1 311 rows, 2.1 MB, 16 June, 11:42"}},
			{URL: "/exports/3", What: "Trail", Detail: "action: confirmed a step", By: "Helen Okafor", Made: sampleTime(), Format: "Excel workbook", Rows: "1 row", State: State{Status: "problem", Word: "Broke off", Line: "after 1.2 MB"}},
		},
	}
}

func emptyList() ListPage {
	return ListPage{
		Frame: layout.SampleFrame("Exports", "Ledger"), Lede: "Files that you made of the ledger and the trail. Each gives the same rows again.",
		Empty: &components.EmptyModel{
			Kind: components.EmptyFirstUse, Level: 2, Title: "No export was made yet", Text: "Open the ledger or the trail, narrow it to what you need and choose Export.",
			Actions: []components.ButtonModel{{Text: "Open the ledger", Kind: "primary", URL: "/ledger"}},
		},
	}
}

func samplePaper() Paper {
	return Paper{
		Frame: layout.SampleFrame("Ledger on paper", "Ledger"), Title: "Ledger", Caption: "People who hold developer permission on 16 June 2026",
		Answer: "On 16 June 2026, 2 people hold developer permission in production. 1 is verified by Avaya, and 1 is confirmed by a second person.",
		Line:   "Portico ledger, as of 16 June 2026, 11:41 (2026-06-16 09:41:07 UTC)", Back: "Back to the ledger", BackURL: "/ledger",
		Facts: samplePage(State{}).Facts,
		Heads: []string{"Person", "E-mail", "Company", "Environment", "App", "Kind", "Held since", "Until", "Evidence"},
		Rows: [][]string{
			{"Tomasz Nowak", "tomasz.nowak@acme.example", "ACME", "production", "Payments Connector", "By Avaya", "9 June 2026", "Open", "Verified, 7 days old"},
			{"Sofia Papadaki", "sofia@papadaki.example", "Freelance", "production", "Demo Rooms", "By Avaya", "12 January 2026", "30 June 2026", "Confirmed, 60 days old, by Lena Hartmann"},
		},
	}
}

func longPaper() Paper {
	p := samplePaper()
	p.Rows, p.TooMany = nil, "These are 12 000 rows, and 5 000 go on paper. Export them as a file, or narrow the question."
	return p
}
