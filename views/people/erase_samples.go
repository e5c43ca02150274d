package people

import "portico/views/layout"

// eraseSamples shows the page of an erasure, in each state it can take.
func eraseSamples() []layout.Sample {
	return []layout.Sample{
		{Name: "Erase a person", Path: "people/erase", Component: EraseView(sampleErase())},
		{Name: "Erase a person, errors", Path: "people/erase-errors", Component: EraseView(sampleEraseErrors())},
		{Name: "Erase a person, things are open", Path: "people/erase-open", Component: EraseView(sampleEraseOpen())},
		{Name: "Erase oneself", Path: "people/erase-self", Component: EraseView(sampleEraseSelf())},
		{Name: "A person, erased", Path: "people/erased", Component: PersonView(sampleErased())},
	}
}

func sampleErase() Erase {
	m := NewErase("marek.zeman@acme.example")
	m.Frame, m.ID, m.Name, m.Label, m.Once = frame("Erase Marek Zeman"), "1", "Marek Zeman", "Erased person 3F9A1C", "sample"
	return m
}

func sampleEraseErrors() Erase {
	m := sampleErase()
	m.Email.Value, m.Email.Error = "marek@acme.example", "This is not the mail address of this person."
	m.Reason.Value, m.Reason.Error = "Marek Zeman asked for it.", "Leave out the name and the address: this reason stays."
	return m
}

func sampleEraseOpen() Erase {
	m := sampleErase()
	m.Problem = "Some things of this person are still open. End them first; they are listed on this page."
	m.Obstacles = []Obstacle{
		{Text: "Role: Developer, Payments", URL: "/people/1"},
		{Text: "Developer permission in staging for ACME", URL: "/ledger/grants/1"},
		{Text: "Admin of ACME, staging", URL: "/companies/1"},
		{Text: "Owner of the app Acme Desk, staging", URL: "/apps/1"},
	}
	return m
}

func sampleEraseSelf() Erase {
	m := sampleErase()
	m.WhyNot = "You cannot erase yourself. Another admin can."
	return m
}

func sampleErased() PersonPage {
	p := samplePerson()
	p.Frame, p.Name, p.Email, p.Erased, p.Disabled, p.Roles = frame("Erased person 3F9A1C"), "Erased person 3F9A1C", "", true, true, nil
	return p
}
