package app

import "portico/views/components"

func sampleSecret() Secret {
	return Secret{
		Place: "Vault, payments/spaces/staging", RotatedOn: "6 May", RotateBy: "10 June", Status: "problem", Word: "To be made anew: 4 days overdue", CanWrite: true, Version: 1,
		RotatedField: components.FieldModel{ID: "rotated-on", Name: "rotated_on", Label: "Made anew at Avaya on", Type: "date", Value: "2026-05-06", Optional: true},
		ByField:      components.FieldModel{ID: "rotate-by", Name: "rotate_by", Label: "To be made anew by", Type: "date", Value: "2026-05-01", Error: "This lies before the day on which it was made anew.", Optional: true},
		Open:         true,
	}
}

// sampleRetired is an app that is not used any more, as whoever may take it into use again sees it.
func sampleRetired() Page {
	p := samplePage()
	p.Retired, p.CanEdit, p.CanAddOwner, p.Hint = "Since 2 June. It stays to be read, with its tests and requests as they were said.", false, false, ""
	p.Alone, p.HandOver, p.RetireWhyNot, p.Secret.CanWrite, p.Secret.Word = nil, nil, "", false, ""
	p.Commitment = Commitment{Former: p.Commitment.Former}
	for i := range p.Tests {
		p.Tests[i].Error, p.Tests[i].Open = "", false
	}
	return p
}

// sampleService waits for its domain; its commitment is signed.
func sampleService() Page {
	p := samplePage()
	p.Alone, p.Hint, p.RetireWhyNot = nil, "", ""
	p.Commitment = Commitment{Line: "Signed by Helen Okafor, 15 June, 10:12", Sentence: "We commit to deploy Refund Desk into Spaces production.", Status: "confirmed", CanWithdraw: true}
	p.Service = &Service{
		Status: "waiting", Word: "Waiting for Avaya, 3 days", Line: "Avaya’s support was asked on 11 June. The days are Avaya’s until it answers.", CanWrite: true, Version: 1, Open: true,
		Asked:     components.FieldModel{ID: "asked-on", Name: "asked_on", Label: "Asked on", Type: "date", Value: "2026-06-11", Optional: true},
		Made:      components.FieldModel{ID: "made-on", Name: "made_on", Label: "Answered on: the domain is there", Type: "date", Error: "Avaya’s support was asked on 11 June.", Optional: true},
		Reference: components.FieldModel{ID: "domain-reference", Name: "reference", Label: "Reference from Avaya", Value: "4711", Optional: true},
	}
	return p
}

func sampleTeamTests(problem string) TeamTests {
	return TeamTests{
		Frame: appFrame("Tests in staging, Payments", "reading"), Team: "Payments", Slug: "payments", Line: "Changed by Helen Okafor, 3 May",
		Titles: []string{"A person signs in and comes back", "A refused sign-in ends with a message"}, CanEdit: true, Own: true, Once: "sample",
		Field: components.FieldModel{ID: "titles", Name: "titles", Label: "Tests", Value: "A person signs in and comes back", Rows: 10, Error: problem, Hint: "One a line."},
	}
}
