package access

import (
	"testing"

	"portico/internal/apperr"
)

const (
	teamA, teamB = "team-a", "team-b"
)

func actors() map[string]Actor {
	return map[string]Actor{
		"anonymous":       AnonymousActor(),
		"developer":       {Kind: Member, ID: "dev", Develops: []string{teamA}},
		"lead":            {Kind: Member, ID: "lead", Leads: []string{teamA}},
		"auditor":         {Kind: Member, ID: "auditor", Auditor: true},
		"admin":           {Kind: Member, ID: "admin", Admin: true},
		"foreign lead":    {Kind: Member, ID: "other-lead", Leads: []string{teamB}},
		"member of none":  {Kind: Member, ID: "none"},
		"foreign develop": {Kind: Member, ID: "other-dev", Develops: []string{teamB}},
	}
}

// The table of product.md, "Rights", asked about the developer "dev" of team A.
func TestThePolicyIsTheTableOfRights(t *testing.T) {
	about := Scope{MemberID: "dev", TeamIDs: []string{teamA}}
	const yes, no, hidden = "yes", "403", "404"
	want := map[Right]map[string]string{
		JourneyRead:      {"developer": yes, "lead": yes, "auditor": yes, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		JourneyWrite:     {"developer": yes, "lead": no, "auditor": no, "admin": no, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		JourneyConfirm:   {"developer": no, "lead": yes, "auditor": no, "admin": no, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		JourneyAttest:    {"developer": no, "lead": yes, "auditor": no, "admin": no, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		EvidenceRead:     {"developer": yes, "lead": yes, "auditor": yes, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		EvidenceWithdraw: {"developer": no, "lead": no, "auditor": no, "admin": no, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		JourneyNudge:     {"developer": no, "lead": yes, "auditor": no, "admin": no, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		BoardRead:        {"developer": yes, "lead": yes, "auditor": yes, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		PeopleRead:       {"developer": hidden, "lead": yes, "auditor": yes, "admin": yes, "foreign lead": yes, "member of none": hidden, "foreign develop": hidden},
		PeopleInvite:     {"developer": hidden, "lead": yes, "auditor": no, "admin": yes, "foreign lead": no, "member of none": hidden, "foreign develop": hidden},
		PeopleWrite:      {"developer": hidden, "lead": no, "auditor": no, "admin": yes, "foreign lead": no, "member of none": hidden, "foreign develop": hidden},
		GrantRemove:      {"developer": yes, "lead": yes, "auditor": no, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		GrantConfirmEnd:  {"developer": no, "lead": yes, "auditor": no, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		LeavingRead:      {"developer": hidden, "lead": yes, "auditor": yes, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		LeavingWrite:     {"developer": hidden, "lead": no, "auditor": no, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
		HealthRead:       {"developer": hidden, "lead": yes, "auditor": yes, "admin": yes, "foreign lead": yes, "member of none": hidden, "foreign develop": hidden},
		SettingsWrite:    {"developer": hidden, "lead": hidden, "auditor": hidden, "admin": yes, "foreign lead": hidden, "member of none": hidden, "foreign develop": hidden},
	}
	for right, row := range want {
		for name, actor := range actors() {
			err := actor.Check(right, about)
			got := map[apperr.Kind]string{apperr.Forbidden: no, apperr.NotFound: hidden, apperr.Unauthenticated: "401"}[apperr.KindOf(err)]
			if err == nil {
				got = yes
			}
			expected := row[name]
			if name == "anonymous" {
				expected = "401"
			}
			if got != expected {
				t.Errorf("%s asks %s: got %s, want %s", name, right, got, expected)
			}
		}
	}
}

func TestALeadNeverConfirmsTheirOwnStep(t *testing.T) {
	lead := Actor{Kind: Member, ID: "lead", Leads: []string{teamA}}
	err := lead.Check(JourneyConfirm, Scope{MemberID: "lead", TeamIDs: []string{teamA}})
	if !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a lead confirming their own step got %v", err)
	}
}

func TestACoWorkerConfirmsAStepButNotTheirOwnAndReadsNoFile(t *testing.T) {
	coWorker := Actor{Kind: Member, ID: "co", Develops: []string{teamA}}
	about := Scope{MemberID: "dev", TeamIDs: []string{teamA}}
	if err := coWorker.Check(JourneyAttest, about); err != nil {
		t.Errorf("a co-worker: %v", err)
	}
	if err := coWorker.Check(JourneyAttest, Scope{MemberID: "co", TeamIDs: []string{teamA}}); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("their own step: %v", err)
	}
	if err := coWorker.Check(EvidenceRead, about); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("somebody's file: %v", err)
	}
	about.OwnerIDs = []string{"co"}
	if err := coWorker.Check(EvidenceRead, about); err != nil {
		t.Errorf("the file that they confirmed with: %v", err)
	}
}

func TestARightThatIsNotInTheTableIsRefusedToEveryone(t *testing.T) {
	for name, actor := range actors() {
		if actor.May("no.such-right", Scope{}) {
			t.Errorf("%s may do something that no rule allows", name)
		}
	}
}

func TestEveryRuleThatRefusesSaysWhoMay(t *testing.T) {
	for right, rule := range policy {
		if (rule.sees != nil) != (rule.who != "") {
			t.Errorf("%s: a rule that lets people see says who may, and only such a rule does", right)
		}
	}
}

func TestTheSystemAndTheOperatorMayDoEverything(t *testing.T) {
	for right := range policy {
		if !SystemActor().May(right, Scope{}) || !OperatorActor().May(right, Scope{}) {
			t.Errorf("%s is refused to the system or the operator", right)
		}
	}
}

func TestADoorIsShutToThoseWhoCouldNeverEnter(t *testing.T) {
	for _, c := range []struct {
		who   string
		right Right
		want  apperr.Kind
	}{
		{"auditor", JourneyWrite, apperr.Forbidden},
		{"auditor", PeopleWrite, apperr.Forbidden},
		{"developer", PeopleWrite, apperr.NotFound},
		{"developer", HealthRead, apperr.NotFound},
		{"developer", SettingsRead, apperr.NotFound},
		{"developer", JourneyConfirm, apperr.Forbidden},
		{"anonymous", SignedIn, apperr.Unauthenticated},
	} {
		if err := actors()[c.who].Ever(c.right); !apperr.Is(err, c.want) {
			t.Errorf("%s at the door of %s: %v, want %s", c.who, c.right, err, c.want)
		}
	}
	for who, right := range map[string]Right{
		"developer": JourneyWrite, "lead": JourneyConfirm, "auditor": LedgerRead, "admin": PeopleWrite, "anonymous": Public,
	} {
		if err := actors()[who].Ever(right); err != nil {
			t.Errorf("%s at the door of %s: %v", who, right, err)
		}
	}
}
