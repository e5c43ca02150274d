package health

import (
	"slices"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows the page in each state it can take.
func Samples() []layout.Sample {
	first := samplePage()
	first.Lede, first.Eyebrow = "Portico runs well. The links were not checked yet.", []string{"Admin", "The first check begins within a minute"}
	first.Links = Links{Line: "2 links, every 15 minutes", Rows: []Link{{
		Name: "https://loganstaging.esna.com", Used: "Step 1", Status: "todo", State: "Not checked yet",
	}, {
		Name: "https://onesnastaging.esna.com", Used: "Steps 3 to 8", Status: "todo", State: "Not checked yet",
	}}}
	lead := samplePage()
	lead.Panels, lead.Failed, lead.Settings, lead.Eyebrow = nil, nil, nil, []string{"Lead", "Checked at 09:40"}
	auditor := samplePage()
	auditor.Panels, auditor.Failed, auditor.Settings, auditor.Check, auditor.Replace = nil, nil, nil, nil, nil
	auditor.Eyebrow, auditor.Replaced[0].Undo = []string{"Auditor", "Checked at 09:40"}, nil
	wrong := samplePage()
	wrong.Replace.New.Value, wrong.Replace.New.Error = "onesna", "Give the host, as onesnastaging.example.com."
	return []layout.Sample{
		{Name: "Health", Path: "health/page", Component: View(samplePage())},
		{Name: "Health, before the first check", Path: "health/first", Component: View(first)},
		{Name: "Health, for a lead", Path: "health/lead", Component: View(lead)},
		{Name: "Health, for an auditor", Path: "health/auditor", Component: View(auditor)},
		{Name: "Health, an error", Path: "health/error", Component: View(wrong)},
		{Name: "Health, in trouble", Path: "health/trouble", Component: View(sampleTrouble())},
	}
}

func bars(all Bar, last ...Bar) []Bar {
	list := slices.Repeat([]Bar{all}, 22)
	copy(list[22-len(last):], last)
	return list
}

func samplePage() Page {
	frame := layout.SampleFrame("Health", "")
	frame.Width = "reading"
	p := Page{
		Frame:   frame,
		Eyebrow: []string{"Admin", "Checked at 09:40, next check at 09:55"},
		Lede:    "1 link does not answer and 1 redirects. Everything else runs well.",
		Check:   &components.PostModel{Action: "/health/check", Once: "sample-check", Button: components.ButtonModel{Text: "Check now", Icon: "refresh"}},
		Links: Links{Line: "5 links, every 15 minutes", Rows: []Link{
			{
				Name: "https://loganstaging.esna.com", Used: "Step 1", Status: "confirmed", State: "Answers, 310 ms", Bars: bars("well"),
				BarsLabel: "672 of 672 checks answered", Certificate: "71 days left",
			},
			{
				Name: "https://onesnastaging.esna.com", Used: "Steps 3 to 8", Status: "problem", State: "Does not answer", Since: "Since 3 May: no answer",
				Bars: bars("well", "dead", "dead"), BarsLabel: "610 of 672 checks answered", Certificate: "71 days left",
				Action: components.ButtonModel{Text: "Replace", Label: "Replace https://onesnastaging.esna.com", Size: "small", URL: "#replace"},
			},
			{
				Name: "https://onecare.avaya.com/spacesapi", Used: "Step 10", Status: "confirmed", State: "Answers, 520 ms", Bars: bars("well", "", "well"),
				BarsLabel: "640 of 640 checks answered", Certificate: "16 days left", CertificateSoon: true,
			},
			{
				Name: "https://spaces.avayacloud.com", Used: "Production", Status: "waiting", State: "Redirects", Since: "Since 15 June, to avaya.example",
				Bars: bars("well", "moved", "moved", "moved"), BarsLabel: "672 of 672 checks answered", Certificate: "55 days left",
			},
			{
				Name: "“How to add a company”", Words: true, Detail: "The guide gives no address", Used: "Step 3", Status: "problem", State: "Link missing",
				Action: components.ButtonModel{Text: "Add link", Label: "Add link: How to add a company", Size: "small", URL: "/journey/steps/company"},
			},
		}},
		Replace: &Replace{
			Once: "sample-replace",
			What: components.SelectModel{FieldModel: components.FieldModel{ID: "replace-old", Name: "old", Label: "What to replace"}, Options: []components.Option{
				{Value: "onesnastaging.esna.com", Text: "Host onesnastaging.esna.com, wherever it stands"},
				{Value: "https://onesnastaging.esna.com", Text: "Only https://onesnastaging.esna.com"},
			}},
			New: components.FieldModel{ID: "replace-url", Name: "url", Label: "What stands there instead", Hint: "A host for a host; for an address the whole address, beginning with https://", Required: true, MaxLength: 2000},
		},
		Replaced: []Replacement{{
			Old: "loganstaging.zang.io", New: "loganstaging.esna.com", By: "Helen Okafor, 2 June",
			Undo: &components.PostModel{Action: "/health/links/replacements/1/undo", Once: "sample-undo", Button: components.ButtonModel{Text: "Undo", Label: "Undo: loganstaging.zang.io", Size: "small"}},
		}},
	}
	p.Panels = samplePanels()
	p.Settings = []Setting{
		{Name: "DATABASE_URL", Value: "postgres://db.acme.example/portico (the rest is not shown)"},
		{Name: "PORTICO_ADDR", Value: "127.0.0.1:8080", Default: true},
		{Name: "PORTICO_METRICS_ADDR"},
		{Name: "PORTICO_SMTP_PASSWORD", Value: "set, not shown"},
	}
	return p
}

func samplePanels() []Panel {
	return []Panel{
		{ID: "chain", Title: "Audit chain", Status: "verified", StatusText: "Intact", Facts: []components.Fact{
			{Name: "Events sealed", Value: "1,311"},
			{Name: "Head", Value: "7c1e 05d9 b2f4", Mono: true},
			{Name: "Last sealed", Value: "09:40"},
			{Name: "Last checkpoint", Value: "09:40, in checkpoints"},
		}},
		{ID: "mail", Title: "Mail", Status: "waiting", StatusText: "1 refused", Facts: []components.Fact{
			{Name: "Sent, last 24 hours", Value: "14"}, {Name: "Waiting", Value: "0"}, {Name: "Refused", Value: "1"}, {Name: "Server", Value: "smtp.acme.example:587, starttls"},
		}},
		{ID: "jobs", Title: "Jobs", Status: "confirmed", StatusText: "On time", Facts: []components.Fact{
			{Name: "Link watch", Value: "09:40, every 15 minutes"}, {Name: "Waiting", Value: "0"}, {Name: "Running", Value: "0"}, {Name: "Failed, last 24 hours", Value: "0"},
		}},
		{ID: "db", Title: "Database", Status: "confirmed", StatusText: "Ready", Facts: []components.Fact{
			{Name: "Server", Value: "PostgreSQL 17.5"}, {Name: "Migrations", Value: "42 of 42"}, {Name: "Size", Value: "86 MB"}, {Name: "Connections", Value: "12 of 100"},
		}},
		{ID: "process", Title: "This process", Facts: []components.Fact{
			{Name: "Version", Value: "1.4"}, {Name: "Running since", Value: "2 June, 06:00"}, {Name: "Disk", Value: "31 GB of 64 GB free"},
		}},
	}
}

func sampleTrouble() Page {
	p := samplePage()
	p.Lede = "5 things need you: sealing has stopped, a job failed, mail is refused, the disk is nearly full, and 1 link does not answer."
	p.Panels[0].Status, p.Panels[0].StatusText = "problem", "Sealing has stopped"
	p.Panels[0].Notes = []string{"The signing key cannot be read. What happens is written all the same, and sealed once it goes on."}
	p.Panels[2].Status, p.Panels[2].StatusText = "problem", "1 failed"
	p.Panels[4].Status, p.Panels[4].StatusText = "problem", "Disk nearly full"
	p.Failed = []FailedJob{{
		Title: "Link watch", When: "09:40, attempt 3 of 3", Error: "the database did not answer in time", Next: "Given up",
		Retry: components.PostModel{Action: "/health/jobs/12/retry", Once: "sample-retry", Button: components.ButtonModel{Text: "Try again", Label: "Try again: Link watch", Size: "small"}},
	}}
	return p
}
