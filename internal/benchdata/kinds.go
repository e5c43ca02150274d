package benchdata

import "math/rand/v2"

// eventKind is one kind of event of the mix; share is how many of a thousand are of it.
type eventKind struct {
	share                int
	action               string
	by                   string // lead, system or, when empty, the member
	subject              string // kind of subject
	about                string // its id; a new one when empty
	before, after, grade string
}

// mix is what a team at work leaves in the trail, 1,000 in all.
var mix = []eventKind{
	{260, "session.signed-in", "", "member", "", "", "", ""},
	{90, "session.signed-out", "", "session", "", "", "", ""},
	{90, "step.started", "", "step", "staging-tested", `{"step":"staging-tested","state":"not-started"}`, `{"step":"staging-tested","state":"in-progress"}`, ""},
	{120, "step.completed", "", "step", "developer-dashboard", `{"step":"developer-dashboard","state":"in-progress"}`, `{"step":"developer-dashboard","state":"done","on":"2026-05-08"}`, "self-reported"},
	{20, "step.undone", "", "step", "sdk", `{"step":"sdk","state":"done"}`, `{"step":"sdk","state":"not-started"}`, ""},
	{10, "step.skipped", "", "step", "sdk", `{"step":"sdk","state":"not-started"}`, `{"step":"sdk","state":"skipped"}`, ""},
	{70, "step.confirmed", "lead", "step", "staging-tested", `{"step":"staging-tested","state":"done"}`, `{"step":"staging-tested","state":"done"}`, "confirmed"},
	{3, "confirmation.withdrawn", "lead", "step", "staging-tested", `{"step":"staging-tested","state":"done"}`, `{"step":"staging-tested","state":"done"}`, ""},
	{20, "blocker.raised", "", "blocker", "", "", `{"step":"password","reason":"no-mail","open":true}`, ""},
	{18, "blocker.resolved", "", "blocker", "", `{"step":"password","open":true}`, `{"step":"password","open":false}`, ""},
	{30, "member.nudged", "lead", "member", "", "", `{"step":"sdk"}`, ""},
	{20, "sdk.recorded", "", "sdk", "", "", `{"step":"sdk","platform":"javascript","version":"3.1"}`, ""},
	{15, "invitation.made", "lead", "invitation", "", "", `{"role":"developer","expires":"2026-06-01T09:00:00Z","by_mail":true}`, ""},
	{15, "invitation.mailed", "system", "invitation", "", "", `{"outcome":"sent","try":1}`, ""},
	{12, "invitation.accepted", "", "invitation", "", "", `{"role":"developer"}`, ""},
	{12, "role.granted", "lead", "member", "", "", `{"role":"developer"}`, ""},
	{4, "role.ended", "lead", "member", "", `{"role":"developer"}`, "", ""},
	{12, "journey.started", "", "member", "", "", `{"edition":"zang-2020"}`, ""},
	{10, "company-role.recorded", "", "company-role", "", "", `{"role":"admin","grade":"self-reported"}`, "self-reported"},
	{8, "company-role.asked", "", "company-role-request", "", "", "", ""},
	{40, "grant.recorded", "", "grant", "", "", `{"version":1,"environment":"staging","freelance":true,"kind":"self-assigned","held_from":"2026-05-03T00:00:00Z","grade":"self-reported"}`, "self-reported"},
	{30, "grant.confirmed", "lead", "grant", "", `{"version":1,"environment":"staging","freelance":true,"grade":"self-reported"}`, `{"version":2,"environment":"staging","freelance":true,"grade":"confirmed"}`, "confirmed"},
	{8, "grant.ended", "", "grant", "", `{"version":2}`, `{"version":3}`, ""},
	{5, "grant.corrected", "lead", "grant", "", `{"version":2}`, `{"version":3}`, ""},
	{15, "app.registered", "", "app", "", "", `{"environment":"staging","version":1}`, ""},
	{25, "test.decided", "", "test", "", `{"result":""}`, `{"result":"passed"}`, ""},
	{10, "app.committed", "", "app", "", "", "", ""},
	{12, "request.submitted", "", "request", "", "", `{"attempt":1,"state":"submitted"}`, ""},
	{12, "request.approved", "", "request", "", "", `{"attempt":1,"state":"approved"}`, "verified"},
	{4, "member.changed", "", "member", "", `{"time_zone":"UTC"}`, `{"time_zone":"Europe/Berlin"}`, ""},
}

// pick draws a kind by its share.
func pick(r *rand.Rand) eventKind {
	n := r.IntN(1000)
	for _, kind := range mix {
		if n -= kind.share; n < 0 {
			return kind
		}
	}
	return mix[0]
}

var givenNames = []string{
	"Kenji", "Helen", "Priya", "Tomasz", "Dana", "Farah", "Emeka", "Sofia", "Hugo", "Ruth", "Lena", "Marek", "Aiko", "Olga",
	"Samir", "Ines", "Jonas", "Mei", "Pavel", "Amina",
}

var familyNames = []string{
	"Mori", "Okafor", "Raman", "Nowak", "Ruiz", "Siddiqui", "Obi", "Papadaki", "Lambert", "Abramson", "Hartmann", "Zeman",
	"Sato", "Ivanova", "Haddad", "Costa", "Berg", "Lin", "Novak", "Diallo", "Fischer", "Rossi", "Silva", "Kim", "Larsen",
}
