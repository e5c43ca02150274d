package company

import "portico/views/components"

func sampleMerged() Page {
	p := samplePage()
	p.ID, p.Name, p.LoneAdmin, p.People, p.Domains, p.Not, p.CameFrom = "3", "Acme Ltd", nil, nil, nil, nil, nil
	p.Lede, p.CanAddDomains, p.CanRecord, p.MergeURL, p.ResetURL = "This entry is history. It matches nobody and is no choice any more.", false, false, "", ""
	p.Past = &Past{
		Title: "Merged into ACME on 3 May by Helen Okafor", Reason: "Recorded twice", Text: "What stood here is there now: acme-ltd.example, 2 roles, 1 permission.",
		Into: "ACME", IntoURL: "/companies/1", Undo: &UndoForm{Reason: "", Error: "Say why, in a few words."},
	}
	return p
}

func sampleWasReset() Page {
	p := sampleMerged()
	p.Name, p.Environment = "ACME", "staging"
	p.Past = &Past{Title: "Reset on 3 May, recorded by Helen Okafor", Reason: "Avaya’s mail of 2 May", Text: "Avaya emptied staging. What stood here ended with it and stays readable."}
	return p
}

func samplePast() []PastRow {
	return []PastRow{
		{Name: "Acme Ltd", URL: "/companies/3", Environment: "production", Line: "Merged into ACME on 3 May"},
		{Name: "ACME", URL: "/companies/5", Environment: "staging", Line: "Reset on 3 May"},
	}
}

func sampleMoves() []Moves {
	return []Moves{
		{Title: "Domains", Names: []string{"acme-ltd.example"}, Line: "Addresses there count as ACME."},
		{Title: "Roles", Names: []string{"Dana Ruiz, admin and employee", "Tomasz Nowak, employee"}, Line: "With their day and evidence."},
		{Title: "Developer permission", Line: "None"},
	}
}

func sampleMerge() Merge {
	return Merge{
		Frame: frame("Merge Acme Ltd"), ID: "3", Name: "Acme Ltd", Line: "acme-ltd.example; 1 admin, 2 employees", Environment: "production",
		Others: []components.Option{{Value: "1", Text: "ACME (acme.example)", Selected: true}}, Chosen: "1", Into: "ACME", IntoLine: "acme.example; 1 admin, 3 employees",
		Moves: sampleMoves(), Errors: map[string]string{"reason": "Say why, in a few words."}, Once: "sample",
	}
}

func sampleNoMerge() Merge {
	m := sampleMerge()
	m.WhyNot, m.Message = "An admin of Portico, or a lead of one of its people, may do this to a company. A merge needs it of both.", "This was not merged"
	m.Errors = map[string]string{"into": "Choose the entry that stays."}
	return m
}

func sampleReset() Reset {
	return Reset{
		Frame: frame("Reset of ACME"), ID: "2", Name: "ACME", On: "2026-06-16", Today: "2026-06-16", Once: "sample",
		Ends:   append(sampleMoves(), Moves{Title: "Steps to do again", Names: []string{"Dana Ruiz: Sign up for Spaces staging, Create your password"}, Line: "Account, password and dashboard."}),
		Errors: map[string]string{"on": "This day is still to come.", "reason": "Say why, in a few words."},
	}
}
