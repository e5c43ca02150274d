package audit

import (
	"encoding/json"
	"strings"
)

// phrases are the sentences of the trail with what they are about: {step}, {company}, {app}, {team}, {member} and so on
// are filled in from the event. An action that is not here is told by its sentence of the list.
var phrases = map[Action]string{
	SessionRevoked:      "ended a session{of}",
	PasswordResetMade:   "made a link for a new password{of}",
	MemberCreated:       "became a member",
	MemberChanged:       "changed the profile{of}",
	MemberDisabled:      "disabled the account{of}",
	MemberEnabled:       "enabled the account{of} again",
	MemberErased:        "erased the person now called {member}",
	RoleGranted:         "gave {member} {role}{in}",
	RoleEnded:           "ended {role}{of}{in}",
	TeamCreated:         "made {team}",
	TeamRenamed:         "renamed {team}",
	InvitationMade:      "invited someone{as}{in}",
	InvitationResent:    "sent an invitation{in} again",
	InvitationRevoked:   "withdrew an invitation{in}",
	InvitationAccepted:  "accepted an invitation{in}",
	InvitationMailed:    "mailed an invitation{in}",
	JourneyStarted:      "started the journey",
	StepStarted:         "started {step}{of}",
	StepCompleted:       "marked {step}{of} as done",
	StepUndone:          "undid {step}{of}",
	StepSkipped:         "skipped {step}{of}",
	StepConfirmed:       "confirmed {step}{of}",
	ConfirmWithdrawn:    "took the confirmation of {step}{of} back",
	EvidenceAdded:       "added a file of evidence to {step}{of}",
	EvidenceWithdrawn:   "took a file of evidence back from {step}{of}",
	BlockerRaised:       "said they are stuck at {step}",
	BlockerResolved:     "closed the blocker{of} at {step}",
	MemberNudged:        "nudged {member} about {step}",
	SDKRecorded:         "recorded an SDK download{platform}",
	SDKRemoved:          "took an SDK download{platform} back",
	CompanyCreated:      "recorded {company}{env}",
	CompanyDomainAdded:  "added {domain} to {company}",
	CompanyDomainEnded:  "took {domain} from {company}",
	CompanyDomainBarred: "said that {domain} does not count as {company}",
	CompanyDomainLetIn:  "let {domain} count as {company} again",
	CompanyMerged:       "merged {company} into {into}",
	CompanyMergeUndone:  "undid the merge of {company} into {into}",
	EnvironmentReset:    "recorded that {where} was reset for {company}",
	CompanyRoleRecorded: "recorded {member} as {rolename} of {company}",
	CompanyRoleEnded:    "recorded that {member} is no longer {rolename} of {company}",
	CompanyRoleAsked:    "asked to be made admin and employee of {company}",
	CompanyRoleAnswered: "answered the request{of} for roles at {company}",
	CompanyMatchRefused: "said that {company} is not theirs",
	CompanyMatchKept:    "took back that {company} is not theirs",
	GrantRecorded:       "recorded developer permission{of}{env}{box}",
	GrantConfirmed:      "confirmed developer permission{of}{env}{box}",
	GrantRemovalDecided: "decided that developer permission{of}{env}{box} must go",
	RemovalWithdrawn:    "took back that developer permission{of}{env}{box} must go",
	GrantEnded:          "recorded the end of developer permission{of}{env}{box}",
	GrantEndConfirmed:   "confirmed that developer permission{of}{env}{box} is gone",
	GrantCorrected:      "corrected developer permission{of}{env}{box}",
	GrantVerified:       "raised developer permission{of}{env}{box} to verified by a proof",
	ProofStarted:        "started a proof of {app}{env} with the vendor",
	ProofSucceeded:      "finished a proof of {app}{env} with the vendor",
	ProofFailed:         "came back from the vendor without a proof of {app}{env}",
	ProofCancelled:      "stopped a proof of {app}{env}",
	ProofDecided:        "decided on a proof of {app}{env} by {member}",
	ChallengeMade:       "made a one-time address for a proof of {app}{env}",
	AppRegistered:       "registered {app}{env}",
	AppChanged:          "changed {app}",
	AppRetired:          "retired {app}",
	AppRestored:         "took {app} into use again",
	AppHandedOver:       "handed {app} over to {member}",
	SecretRotated:       "said when the secret of {app} is made anew",
	AppDomainTold:       "said how the domain of {app} stands",
	TestListChanged:     "changed the test list that apps of {team} begin with",
	AppOwnerAdded:       "made {member} an owner of {app}",
	AppOwnerAccepted:    "accepted that {member} shares {app}",
	AppOwnerEnded:       "took {member} from the owners of {app}",
	TestAdded:           "added a test to {app}",
	TestRemoved:         "removed a test from {app}",
	TestDecided:         "gave a test of {app} its result{result}",
	AppCommitted:        "committed to deploy {app}",
	CommitmentWithdrawn: "took the commitment to deploy {app} back",
	RequestDrafted:      "drafted the production request for {app}",
	RequestChanged:      "changed the production request for {app}",
	RequestSubmitted:    "sent the production request for {app}",
	RequestContacted:    "recorded that the vendor made contact about {app}",
	RequestAnswered:     "recorded what was written to the vendor about {app}",
	RequestApproved:     "recorded that the vendor approved {app}",
	RequestRejected:     "recorded that the vendor rejected {app}",
	RequestWithdrawn:    "withdrew the production request for {app}",
	MemberMoved:         "moved {member} to another edition",
	ExportMade:          "made an export{exported}",
	ExportFinished:      "took an export{exported} out of Portico",
	ExportStopped:       "stopped an export{exported} before its end",
}

// infinitives are the first words of the sentences as they follow "wanted to"; a word that only loses its ending is made
// by rule.
var infinitives = map[string]string{
	"found": "find", "set": "set", "became": "become", "gave": "give", "made": "make", "sent": "send", "withdrew": "withdraw", "undid": "undo",
	"took": "take", "said": "say", "changed": "change", "decided": "decide", "disabled": "disable", "enabled": "enable", "invited": "invite",
	"closed": "close", "nudged": "nudge", "supplied": "supply", "skipped": "skip", "retired": "retire", "removed": "remove",
	"committed": "commit", "signed": "sign", "renamed": "rename", "loaded": "load", "merged": "merge", "erased": "erase",
	"stopped": "stop", "began": "begin", "chose": "choose", "moved": "move", "replaced": "replace", "had": "have", "came": "come", "raised": "raise",
}

// Say tells the event in one sentence: "Helen Okafor confirmed the step Test your app in staging of Kenji Mori". step gives
// the title of a step by its key, and an empty text for one that it does not know.
func (l Line) Say(step func(key string) string) string {
	said := l.said(step)
	if l.Refused {
		return "Refused: " + l.Actor() + " wanted to " + infinitive(said)
	}
	return l.Actor() + " " + said
}

// said is the sentence after the actor.
func (l Line) said(step func(key string) string) string {
	phrase, ok := phrases[l.Action]
	if !ok {
		if phrase, ok = Sentence(l.Action); !ok {
			phrase = "did " + string(l.Action)
		}
	}
	if l.Action == MemberCreated && l.other() != "" {
		phrase = "made {member} a member{in}"
	}
	return l.fill(phrase, step)
}

// Actor is who did it, in words.
func (l Line) Actor() string {
	switch l.ActorKind {
	case "system":
		return "Portico"
	case "operator":
		return "The operator of the server"
	case "anonymous":
		return "Someone not signed in"
	}
	if l.ActorName == "" {
		return "Someone who is no longer known here"
	}
	return l.ActorName
}

func (l Line) fill(phrase string, step func(string) string) string {
	facts := l.facts()
	_, hasCompany := facts["company_id"]
	values := map[string]string{
		"step":     named("the step ", step(first(facts["step"], facts["step_key"], facts["key"], l.subjectIf("step"))), "a step"),
		"company":  named("", l.names[first(l.subjectIf("company"), facts["company_id"], facts["company"])], "a company"),
		"app":      named("", l.appName(facts), "an app"),
		"team":     named("the team ", first(l.TeamName, l.names[l.subjectIf("team")]), "a team"),
		"member":   first(l.whom(), "someone"),
		"of":       named(" of ", l.other(), ""),
		"in":       named(" in ", l.TeamName, ""),
		"as":       named(" as ", facts["role"], ""),
		"role":     named("the role of ", facts["role"], "a role"),
		"rolename": first(facts["role"], "admin or employee"),
		"env":      named(" in ", facts["environment"], ""),
		"platform": named(" for ", platformName(facts["platform"]), ""),
		"domain":   named("the domain ", facts["domain"], "a domain"),
		"result":   named(": ", facts["result"], ""),
		"box":      "",
		"exported": named(" of the ", facts["what"], ""),
		"into":     named("", l.names[facts["into"]], "another company"),
		"where":    first(facts["environment"], "an environment"),
	}
	switch {
	case facts["freelance"] == "true":
		values["box"] = " as freelance"
	case hasCompany:
		values["box"] = named(" for ", l.names[facts["company_id"]], "")
	}
	return filled(phrase, values)
}

// filled puts values in for their names in braces, once: what a value holds stays as it is.
func filled(phrase string, values map[string]string) string {
	var b strings.Builder
	for {
		before, rest, opens := strings.Cut(phrase, "{")
		b.WriteString(before)
		if !opens {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if value, known := values[name]; known {
			b.WriteString(value)
			phrase = after
			continue
		}
		b.WriteString("{")
		phrase = rest
	}
}

func (l Line) appName(facts map[string]string) string {
	for _, id := range []string{facts["app_id"], l.SubjectID, facts["app"], facts["request_id"]} {
		if name := l.names[id]; id != "" && name != "" {
			return name
		}
	}
	return ""
}

// whom is the member whom it concerns: by name, or themselves.
func (l Line) whom() string {
	if l.MemberID != "" && l.MemberID == l.ActorID {
		return "themselves"
	}
	return l.MemberName
}

// other is the member whom it concerns when that is not who did it.
func (l Line) other() string {
	if l.MemberID == l.ActorID {
		return ""
	}
	return l.MemberName
}

func (l Line) subjectIf(kind string) string {
	if l.SubjectKind == kind {
		return l.SubjectID
	}
	return ""
}

// facts are the plain values of before and after; after wins.
func (l Line) facts() map[string]string {
	all := map[string]string{}
	for _, text := range []string{l.Before, l.After} {
		for name, value := range flatten(text) {
			all[name] = value
		}
	}
	return all
}

func named(before, name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return before + name
}

func first(candidates ...string) string {
	for _, c := range candidates {
		if c != "" {
			return c
		}
	}
	return ""
}

func platformName(key string) string {
	switch key {
	case "javascript":
		return "JavaScript"
	case "android":
		return "Android"
	case "ios":
		return "iOS"
	}
	return key
}

// infinitive turns "confirmed a step" into "confirm a step".
func infinitive(said string) string {
	word, rest, _ := strings.Cut(said, " ")
	verb, known := infinitives[word]
	if !known {
		verb = strings.TrimSuffix(word, "ed")
	}
	return strings.TrimSpace(verb + " " + rest)
}

// flatten reads the top of a JSON object as text, and what lies deeper with dots between the names.
func flatten(text string) map[string]string {
	flat := map[string]string{}
	if text == "" {
		return flat
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) != nil {
		return flat
	}
	flattenInto(flat, "", v)
	return flat
}
