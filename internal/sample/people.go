package sample

// person is a member. Developers carry their way; the others only sign in.
type person struct {
	key, name, email string
	// role is held in team, or everywhere where team is empty.
	role, team string
	joined     string
	// left is the day the account was disabled; empty for those who are here.
	left string
}

// team is a team.
type team struct{ slug, name, made string }

func teams() []team {
	return []team{
		{"payments", "Payments", "28 Apr"},
		{"integration-platform", "Integration platform", "1 Oct 2025"},
	}
}

// The addresses of the four accounts that a demonstration opens.
const (
	AdminEmail     = "admin@acme.example"
	LeadEmail      = "lead@acme.example"
	DeveloperEmail = "dev@acme.example"
	AuditorEmail   = "auditor@acme.example"
)

// accounts are the people who can sign in.
func accounts() []string { return []string{"victor", "helen", "priya", "ruth"} }

func people() []person {
	acme := func(key, name, email, joined string) person {
		return person{key: key, name: name, email: email, role: "developer", team: "payments", joined: joined}
	}
	platform := func(key, name, email, joined string) person {
		return person{key: key, name: name, email: email, role: "developer", team: "integration-platform", joined: joined}
	}
	return []person{
		{key: "victor", name: "Victor Lindqvist", email: AdminEmail, role: "admin", joined: "1 Oct 2025"},
		{key: "ruth", name: "Ruth Abramson", email: AuditorEmail, role: "auditor", joined: "9 Jan"},
		{key: "helen", name: "Helen Okafor", email: LeadEmail, role: "lead", team: "payments", joined: "28 Apr"},
		{key: "lena", name: "Lena Hartmann", email: "lena.hartmann@acme.example", role: "lead", team: "integration-platform", joined: "1 Oct 2025"},

		acme("dana", "Dana Ruiz", "dana.ruiz@acme.example", "29 Apr"),
		acme("tomasz", "Tomasz Nowak", "tomasz.nowak@acme.example", "1 May"),
		acme("aisha", "Aisha Bello", "aisha.bello@acme.example", "4 May"),
		acme("thuy", "Thuy Nguyen", "thuy.nguyen@acme.example", "5 May"),
		acme("mateus", "Mateus Oliveira", "mateus.oliveira@acme.example", "5 May"),
		acme("kenji", "Kenji Watanabe", "kenji.watanabe@acme.example", "15 May"),
		acme("jonas", "Jonas Weber", "jonas.weber@acme.example", "19 May"),
		acme("samuel", "Samuel Kipkorir", "samuel.kipkorir@acme.example", "26 May"),
		acme("noor", "Noor Haddad", "noor@haddad.example", "1 Jun"),
		acme("lucia", "Lucía Fernández", "lucia.fernandez@acme.example", "5 Jun"),
		acme("priya", "Priya Raman", DeveloperEmail, "5 Jun"),
		acme("oluwaseun", "Oluwaseun Adeyemi", "oluwaseun.adeyemi@acme.example", "8 Jun"),
		acme("ingrid", "Ingrid Sørensen", "ingrid.sorensen@acme-nord.example", "10 Jun"),
		acme("chloe", "Chloé Martin", "chloe.martin@acme-nord.example", "15 Jun"),

		platform("farah", "Farah Siddiqui", "farah.siddiqui@bridge.acme.example", "3 Nov 2025"),
		platform("hugo", "Hugo Lambert", "hugo.lambert@labs.acme.example", "6 Oct 2025"),
		platform("emeka", "Emeka Obi", "emeka.obi@bridge.acme.example", "10 Nov 2025"),
		platform("sofia", "Sofia Papadaki", "sofia@papadaki.example", "24 Nov 2025"),
		platform("yuki", "Yuki Tanaka", "yuki.tanaka@bridge.acme.example", "18 May"),
		platform("ana", "Ana Popescu", "ana.popescu@bridge.acme.example", "20 May"),
		{
			key: "marek", name: "Marek Zeman", email: "marek.zeman@bridge.acme.example", role: "developer", team: "integration-platform",
			joined: "10 Nov 2025", left: "20 Apr",
		},
	}
}
