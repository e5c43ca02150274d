package gallery

import (
	"time"

	"portico/views/components"
	"portico/views/layout"
)

// Samples shows the gallery itself.
func Samples() []layout.Sample {
	return []layout.Sample{{Name: "Components", Path: "gallery/components", Component: Page(layout.SampleFrame("Components", ""))}}
}

// colours are the tokens of the palette, each drawn as a square by its own class.
func colours() []string {
	return []string{
		"paper", "surface", "sunken", "line", "edge", "line-strong", "ink-3", "ink-2", "ink",
		"accent", "accent-soft", "attention", "attention-soft", "problem", "problem-soft", "verified", "verified-soft",
	}
}

// tint is how a square takes its colour: a presentation attribute, which a strict
// content policy lets pass.
func tint(token string) string {
	return "var(--" + token + ")"
}

type pair struct{ kind, text string }

func statuses() []pair {
	return []pair{
		{"todo", "Not started"},
		{"progress", "In progress"},
		{"waiting", "Waiting for Dana"},
		{"locked", "Cannot start yet"},
		{"skipped", "Skipped"},
		{"done", "Done"},
		{"problem", "There is a problem"},
		{"rejected", "Rejected"},
	}
}

func grades() []pair {
	return []pair{
		{"verified", "Verified: Avaya answered"},
		{"confirmed", "Confirmed: a second person looked"},
		{"self-reported", "Self-reported: the person says so"},
	}
}

func colonnade() components.ColonnadeModel {
	return components.ColonnadeModel{Label: "4 of 11 steps done", Bays: []components.Bay{
		{Name: "Staging", Columns: []string{"done", "done", "skipped", "waiting", "done", "done"}},
		{Name: "Build", Columns: []string{"now", "problem", ""}},
		{Name: "Prod.", Columns: []string{"", ""}},
	}}
}

func buttons() []components.ButtonModel {
	return []components.ButtonModel{
		{Text: "Primary", Kind: "primary"},
		{Text: "Plain"},
		{Text: "Quiet", Kind: "quiet"},
		{Text: "Withdraw", Kind: "danger"},
		{Text: "Finish", ID: "finish", WhyNot: "6 rows are left"},
		{Text: "Large", Kind: "primary", Size: "large"},
		{Text: "Small", Size: "small"},
		{Text: "More", Icon: "more", Square: true, Kind: "quiet"},
	}
}

func fields() []components.FieldModel {
	return []components.FieldModel{
		{ID: "f1", Name: "client", Label: "Client ID", Hint: "20 characters. Not the secret", Value: "4f2c81d09be76a53e1c4", Mono: true},
		{
			ID: "f2", Name: "note", Label: "Note", Hint: "Seen by your lead", Value: "secret is 9f81…", Optional: true,
			Error: "This looks like a client secret. Portico does not keep secrets.",
		},
	}
}

func track() components.TrackModel {
	return components.TrackModel{Label: "Where the request is", Steps: []components.TrackStep{
		{Title: "Draft", Line: "27 to 29 May", Status: "done"},
		{Title: "Submitted", Line: "29 May, confirmed by Helen", Status: "done"},
		{Title: "Contacted", Line: "5 June, by K. Lindgren, Avaya", Status: "waiting", Current: true},
		{Title: "Decision", Line: "Approved, or rejected with a reason", Status: "todo"},
	}}
}

func stats() []components.StatModel {
	return []components.StatModel{
		{Label: "Active developers", Value: "12", Unit: "of 14", Versus: "2 complete since May", URL: "#stats"},
		{Label: "Median to production", Value: "24", Unit: "days", Versus: "31 before. 12 of the 24 are Avaya’s"},
		{Label: "Overdue", Value: "3", Versus: "1 a week ago", URL: "#stats"},
	}
}

func timeline() []components.TimelineItem {
	now := time.Date(2026, 6, 16, 9, 41, 0, 0, time.UTC)
	return []components.TimelineItem{
		{Status: "problem", Text: "Said he is stuck: the redirect URI is refused", Detail: "Samuel", Time: components.Moment(now.AddDate(0, 0, -5), now, time.UTC)},
		{Status: "waiting", Icon: "bell", Text: "Reminder sent by e-mail", Detail: "Portico, 8 June 09:00"},
		{Status: "verified", Text: "Developer permission for ACME, staging", Detail: "Verified by Avaya, 1 June 10:03,", Code: "51d0 9a7c", Event: "c5e2 90b8", After: "c0d4 1187"},
	}
}

func empties() []components.EmptyModel {
	return []components.EmptyModel{
		{
			Kind: components.EmptyFirstUse, Title: "First use", Level: 3, Text: "See where each developer stands. Invite your team to begin.",
			Actions: []components.ButtonModel{{Text: "Invite developers", Kind: "primary", URL: "#empty"}},
		},
		{Kind: components.EmptyNothing, Title: "Nothing to do", Level: 3, Text: "You are done. The next review starts on 1 September."},
		{
			Kind: components.EmptyNoMatch, Title: "No match", Level: 3, Text: "No developer is stuck in Payments.",
			Actions: []components.ButtonModel{{Text: "Clear filters", URL: "#empty"}},
		},
		{Kind: components.EmptyNoRight, Title: "No permission", Level: 3, Text: "The ledger is for leads, auditors and admins. Helen Okafor can grant it."},
		{Kind: components.EmptyFailure, Title: "Failure", Level: 3, Text: "The link watch has not run since 08:00. Portico tries again at 10:00."},
	}
}

func notices() []components.NoticeModel {
	return []components.NoticeModel{
		{Kind: "accent", Text: "A hint that belongs to the place where it stands."},
		{Kind: "attention", Title: "onesnastaging.esna.com does not answer", Text: "Since 09:20. Due dates are paused for 6 people."},
		{Kind: "verified", Title: "Proved", Text: "Steps 4 to 7 are now verified. Next: download the SDK."},
	}
}

func route() components.ChoiceModel {
	return components.ChoiceModel{
		FieldModel: components.FieldModel{ID: "route", Name: "route", Label: "Route", Value: "company"},
		Options: []components.ChoiceOption{
			{Value: "company", Label: "Company, ACME"},
			{Value: "freelance", Label: "Freelance", Hint: "Only what is limited to one person"},
			{Value: "other", Label: "Another company", WhyNot: "Nobody has named one yet"},
		},
	}
}

func zone() components.SelectModel {
	return components.SelectModel{
		FieldModel: components.FieldModel{ID: "zone", Name: "zone", Label: "Time zone", Value: "Europe/Berlin"},
		Options:    []components.Option{{Value: "UTC", Text: "UTC"}, {Value: "Europe/Berlin", Text: "Europe/Berlin"}},
	}
}
