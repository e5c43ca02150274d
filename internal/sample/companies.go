package sample

// company is a company at the vendor, with the people who were let in beside its maker.
type company struct {
	key, environment, name string
	domains                []string
	// not are domains below them that somebody said do not count.
	not    []string
	by, on string
	// admins are admin and employee since that day, by the maker's word; employees are employee alone.
	admins, employees []since
}

// since is a person and a day.
type since struct{ who, day, grade string }

func companies() []company {
	return []company{
		{
			key: "acme", environment: "staging", name: "ACME", domains: []string{"acme.example", "acme-payments.example"}, not: []string{"research.acme.example"}, by: "dana", on: "3 May",
			admins: []since{
				{"tomasz", "5 May", "confirmed"},
				{"aisha", "6 May", "confirmed"},
				{"thuy", "7 May", "confirmed"},
				{"mateus", "8 May", "confirmed"},
				{"kenji", "20 May", "confirmed"},
				{"jonas", "22 May", "confirmed"},
				{"samuel", "28 May", "confirmed"},
			},
		},
		{
			key: "bridge", environment: "staging", name: "ACME Bridge", domains: []string{"bridge.acme.example"}, by: "farah", on: "5 Nov 2025",
			admins: []since{{"emeka", "12 Nov 2025", "confirmed"}, {"marek", "13 Nov 2025", "confirmed"}, {"yuki", "22 May", "confirmed"}},
			// Ana is employee and not admin: she sees no check-box, and cannot tell why.
			employees: []since{{"ana", "25 May", "self-reported"}},
		},
		{key: "labs", environment: "staging", name: "ACME Labs", domains: []string{"labs.acme.example"}, by: "hugo", on: "8 Oct 2025"},
		{
			key: "acme-live", environment: "production", name: "ACME", domains: []string{"acme.example"}, by: "dana", on: "28 May",
			employees: []since{{"tomasz", "2 Jun", "confirmed"}, {"aisha", "3 Jun", "self-reported"}},
		},
		{
			key: "bridge-live", environment: "production", name: "ACME Bridge", domains: []string{"bridge.acme.example"}, by: "farah", on: "20 Jan",
			admins: []since{{"emeka", "21 Jan", "confirmed"}},
		},
		{key: "labs-live", environment: "production", name: "ACME Labs", domains: []string{"labs.acme.example"}, by: "hugo", on: "12 Nov 2025"},
	}
}

// grant is a line of the ledger. An empty company is the Freelance check-box.
type grant struct {
	who, company, environment, since string
	until, endReason                 string
	grade, evidence, confirmedBy     string
	app, request                     string
	// decided is the day its removal was decided, dueOn a day to come and dueBy who sees to it.
	decided, dueOn, dueBy string
	// goneKnown is the day somebody else confirmed that it is gone.
	goneKnown, goneKnownBy string
}

func grants() []grant {
	return append(stagingGrants(), []grant{
		{who: "dana", company: "acme-live", environment: "production", since: "1 Jun", grade: "verified", evidence: "A sign-in at Avaya in production as Dana", app: "connector-live", request: "dana"},
		{who: "tomasz", company: "acme-live", environment: "production", since: "9 Jun", grade: "verified", evidence: "A sign-in at Avaya in production as Tomasz", app: "connector-live", request: "tomasz"},
		{who: "farah", company: "bridge-live", environment: "production", since: "2 Feb", grade: "verified", evidence: "A sign-in at Avaya in production as Farah", app: "bridge-live", request: "emeka-2"},
		{who: "emeka", company: "bridge-live", environment: "production", since: "2 Feb", grade: "confirmed", evidence: "Avaya’s mail of the approval", confirmedBy: "lena", app: "bridge-live", request: "emeka-2"},
		{who: "sofia", environment: "production", since: "12 Jan", until: "30 Jun", endReason: "The contract ends", grade: "confirmed", evidence: "Avaya’s mail of the approval", confirmedBy: "lena", app: "rooms-live", request: "sofia"},
		{who: "hugo", company: "labs-live", environment: "production", since: "19 Nov 2025", grade: "self-reported", evidence: "Hugo says so", app: "notes-live", request: "hugo", decided: "10 Jun", dueOn: "19 Jun", dueBy: "hugo", endReason: "Moves to another department"},
		{who: "marek", company: "bridge-live", environment: "production", since: "2 Feb", until: "20 Apr", endReason: "Left the company", grade: "confirmed", evidence: "Avaya’s mail of the approval", confirmedBy: "lena", app: "bridge-live", request: "emeka-2", decided: "15 Apr", goneKnown: "22 Apr", goneKnownBy: "farah"},
	}...)
}

func stagingGrants() []grant {
	held := func(who, company, day, grade, app string) grant {
		g := grant{who: who, company: company, environment: "staging", since: day, grade: grade, app: app}
		if grade == "verified" {
			g.evidence = "A one-time redirect URI in the app came back from Avaya"
		}
		return g
	}
	return []grant{
		held("dana", "acme", "4 May", "verified", "dana"),
		held("tomasz", "acme", "6 May", "verified", "tomasz"),
		held("aisha", "acme", "7 May", "verified", "aisha"),
		held("thuy", "acme", "8 May", "verified", "thuy"),
		held("mateus", "acme", "8 May", "verified", "mateus"),
		held("kenji", "acme", "20 May", "verified", "kenji"),
		held("jonas", "acme", "26 May", "verified", "jonas"),
		held("samuel", "acme", "3 Jun", "verified", ""),
		held("noor", "", "5 Jun", "verified", "noor"),
		held("priya", "acme", "12 Jun", "self-reported", ""),
		held("farah", "bridge", "6 Nov 2025", "verified", "farah"),
		held("hugo", "labs", "8 Oct 2025", "self-reported", "hugo"),
		held("emeka", "bridge", "13 Nov 2025", "verified", "farah"),
		held("sofia", "", "28 Nov 2025", "verified", "sofia"),
		held("yuki", "bridge", "25 May", "verified", "yuki"),
		{
			who: "marek", company: "bridge", environment: "staging", since: "14 Nov 2025", until: "20 Apr", endReason: "Left the company", grade: "verified",
			evidence: "A one-time redirect URI in the app came back from Avaya", app: "farah",
		},
	}
}
