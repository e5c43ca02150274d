package people

import "portico/views/components"

func sampleLeaving() Leaving {
	return Leaving{
		Frame: frame("Marek Zeman has left"), ID: "3", Name: "Marek Zeman", Title: "Marek Zeman has left", CanDecide: true, Undecided: 2, Once: "sample",
		Lede: "The account was disabled on 20 April. 6 things are open, and 2 of them only Marek Zeman holds.",
		Alone: []LeavingLine{
			{What: "ACME Bridge", Line: "Its only admin", Environment: "staging", URL: "/companies/1", Status: "problem", State: "Nobody else", Who: "Lena Hartmann, lead"},
			{What: "Lead of Integration platform", URL: "/people", Status: "problem", State: "No other lead", Who: "An admin"},
		},
		Permissions: []LeavingLine{
			{What: "ACME Bridge", Line: "Held since 30 January 2026", Environment: "production", URL: "/ledger/grants/1", Status: "todo", State: "Held", Who: "An admin or Lena Hartmann"},
			{What: "Freelance", Line: "Held since 3 May 2026", Environment: "staging", URL: "/ledger/grants/2", Status: "waiting", State: "Decided 3 June, not executed yet", Who: "Lena Hartmann, by 10 June"},
			{What: "ACME Labs", Line: "Held until 7 June 2026", Environment: "staging", URL: "/ledger/grants/3", Status: "waiting", State: "Executed 7 June, not confirmed yet", Who: "Anybody who may, but not who recorded it"},
			{What: "ACME", Line: "Held until 7 June 2026", Environment: "staging", URL: "/ledger/grants/4", Status: "confirmed", State: "Gone, confirmed", Who: "Nothing to do"},
		},
		Others: []LeavingLine{
			{What: "Employee of ACME Bridge", Environment: "staging", URL: "/companies/1", Status: "todo", State: "Held", Who: "Farah Siddiqui"},
			{What: "Production request for Demo Rooms", URL: "/apps/2/production", Status: "todo", State: "Sent, and names the account", Who: "Sofia Papadaki"},
			{What: "Developer, Integration platform", URL: "/people/3", Status: "done", State: "Opens nothing: the account is disabled", Who: "An admin"},
		},
		HandOver: &LeavingHandOver{Line: "2 apps", Open: true, To: components.SelectModel{
			FieldModel: components.FieldModel{ID: "hand-to", Name: "to", Label: "To", Error: "Choose a person of the list."}, Options: []components.Option{{Value: "1", Text: "Lena Hartmann"}},
		}},
		Form: NewLeavingForm("2026-06-16", []components.Option{{Value: "1", Text: "Lena Hartmann"}}),
	}
}

func sampleLeavingErrors() Leaving {
	p := sampleLeaving()
	p.Title, p.Problem = "If Marek Zeman leaves", "Somebody decided this meanwhile."
	p.Form.Reason.Error, p.Form.DueOn.Error = "Say why, in a few words.", "This day is over. Choose today or a later day."
	return p
}

func sampleLeavingDone() Leaving {
	p := sampleLeaving()
	p.Done, p.DoneTitle, p.DoneText = true, "Nothing is left that only Marek Zeman holds", "Every permission is gone and confirmed. The history stays."
	p.HandOver = nil
	p.Alone, p.AloneZero, p.Others, p.Undecided, p.CanDecide = nil, "Nothing is left that only Marek Zeman holds.", nil, 0, false
	p.Permissions = p.Permissions[3:]
	return p
}

func sampleLeft() Left {
	return Left{
		Frame: frame("Left, with open work"), Eyebrow: "Admin", More: "The last 200 are listed.",
		People: []LeftPerson{
			{Name: "Marek Zeman", Email: "marek.zeman@acme.example", URL: "/people/3/leaving", Left: day(3), Permissions: "2 permissions", Others: "1 other thing"},
			{Name: "Hugo Lambert", Email: "hugo.lambert@acme.example", URL: "/people/4/leaving", Left: day(2), Others: "2 other things"},
		},
	}
}
