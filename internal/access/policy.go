package access

import "portico/internal/apperr"

// Right is one thing a role may do here (the vendor's permission is never called a right).
type Right string

// Every right of the product (product.md, "Rights"). A route declares one; a task checks one.
const (
	Public         Right = "public"          // no sign-in needed
	SignedIn       Right = "signed-in"       // any member: own profile, home, sign-out
	JourneyRead    Right = "journey.read"    // one member's journey, with evidence
	JourneyWrite   Right = "journey.write"   // marks, evidence, blockers: only one's own
	JourneyConfirm Right = "journey.confirm" // attest another member's step
	JourneyNudge   Right = "journey.nudge"
	BoardRead      Right = "board.read"   // a team's progress, step by step
	TeamRead       Right = "team.read"    // names and progress of a team
	LinkSupply     Right = "link.supply"  // supply a link that the vendor's guide lacks
	AppRead        Right = "app.read"     // an app and its production requests
	AppWrite       Right = "app.write"    // owners only
	AppAccept      Right = "app.accept"   // accept that two members share an app
	CompanyRead    Right = "company.read" // a company at the vendor
	CompanyWrite   Right = "company.write"
	LedgerRead     Right = "ledger.read" // the ledger and the trail, narrowed to what the actor may see
	LedgerExport   Right = "ledger.export"
	GrantWrite     Right = "grant.write"   // end or correct a grant of developer permission
	GrantConfirm   Right = "grant.confirm" // attest another member's grant
	PeopleRead     Right = "people.read"
	PeopleInvite   Right = "people.invite" // into a team, or anywhere for an admin
	PeopleWrite    Right = "people.write"  // roles, teams, disabling
	SettingsRead   Right = "settings.read"
	SettingsWrite  Right = "settings.write"
)

// Scope is what a right is asked for: about which member, in which teams, owned by whom.
type Scope struct {
	// MemberID is the member whom it concerns.
	MemberID string
	// TeamIDs are the teams of that member, or the team itself.
	TeamIDs []string
	// OwnerIDs are the owners of an app, or the people with a role in a company.
	OwnerIDs []string
}

// Answer is what the policy says: Yes; Hidden, when the thing does not exist for the actor; or No, with who may.
type Answer struct {
	Yes    bool
	Hidden bool
	Who    string
}

// Ask looks the right up in the policy table.
func (a Actor) Ask(right Right, s Scope) Answer {
	if right == Public {
		return Answer{Yes: true}
	}
	if a.Kind == System || a.Kind == Operator {
		return Answer{Yes: true}
	}
	if !a.SignedIn() {
		return Answer{Hidden: true}
	}
	rule, ok := policy[right]
	if !ok {
		return Answer{Hidden: true}
	}
	if rule.may(a, s) {
		return Answer{Yes: true}
	}
	if rule.sees == nil || !rule.sees(a, s) {
		return Answer{Hidden: true}
	}
	return Answer{Who: rule.who}
}

// May reports whether the answer is yes.
func (a Actor) May(right Right, s Scope) bool { return a.Ask(right, s).Yes }

// Check is nil for a yes. Kinds: Unauthenticated, NotFound for what does not exist for the actor, Forbidden for what they
// see but may not do.
func (a Actor) Check(right Right, s Scope) error {
	answer := a.Ask(right, s)
	switch {
	case answer.Yes:
		return nil
	case !a.SignedIn():
		return apperr.New(apperr.Unauthenticated, "Sign in to go on.")
	case answer.Hidden:
		return apperr.Missing()
	default:
		return apperr.Refused(answer.Who)
	}
}

// Ever is what the policy says of the right for whatever suits the actor best: their own things and those of their teams. A
// route asks it at its door, before anything that was sent is read.
func (a Actor) Ever(right Right) error {
	mine := Scope{MemberID: a.ID, TeamIDs: a.Teams(), OwnerIDs: []string{a.ID}}
	others := Scope{MemberID: "another member", TeamIDs: a.Teams(), OwnerIDs: []string{a.ID}}
	if err := a.Check(right, mine); err == nil || a.May(right, others) {
		return nil
	}
	if err := a.Check(right, others); apperr.Is(err, apperr.Forbidden) {
		return err
	}
	return a.Check(right, mine)
}
