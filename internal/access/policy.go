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
	// JourneyAttest is to say of a co-worker's step that it is done, where no lead's word is needed.
	JourneyAttest Right = "journey.attest"
	// EvidenceRead is a file of evidence; EvidenceWithdraw takes one back.
	EvidenceRead     Right = "evidence.read"
	EvidenceWithdraw Right = "evidence.withdraw"
	JourneyNudge     Right = "journey.nudge"
	BoardRead        Right = "board.read"      // a team's progress, step by step
	TeamRead         Right = "team.read"       // names and progress of a team
	TestListWrite    Right = "test-list.write" // the tests that new apps of a team begin with
	LinkSupply       Right = "link.supply"     // supply a link that the vendor's guide lacks
	AppRead          Right = "app.read"        // an app and its production requests
	AppWrite         Right = "app.write"       // owners only
	AppAccept        Right = "app.accept"      // accept that two members share an app
	CompanyRead      Right = "company.read"    // a company at the vendor
	CompanyWrite     Right = "company.write"
	CompanyClose     Right = "company.close" // merge an entry into another, or end it because its environment was reset
	LedgerRead       Right = "ledger.read"   // the ledger and the trail, narrowed to what the actor may see
	LedgerExport     Right = "ledger.export"
	ExportRead       Right = "export.read"  // an export that was made, with how far it is
	ExportFetch      Right = "export.fetch" // its file
	ExportStop       Right = "export.stop"
	GrantWrite       Right = "grant.write"   // correct what was recorded of a grant of developer permission
	GrantRemove      Right = "grant.remove"  // decide that a grant must go, and record that it is gone
	GrantConfirm     Right = "grant.confirm" // attest another member's grant
	// GrantConfirmEnd is to attest that somebody else's grant is gone.
	GrantConfirmEnd Right = "grant.confirm-end"
	PeopleRead      Right = "people.read"
	PeopleInvite    Right = "people.invite" // into a team, or anywhere for an admin
	PeopleWrite     Right = "people.write"  // roles, teams, disabling
	LeavingRead     Right = "leaving.read"  // what somebody who leaves holds, and holds alone
	LeavingWrite    Right = "leaving.write" // decide the removal of all of it
	ProofStart      Right = "proof.start"   // prove an app with the vendor: owners, also one who waits to share it
	ProofRead       Right = "proof.read"    // a proof with what the vendor showed
	ProofCancel     Right = "proof.cancel"
	ProofDecide     Right = "proof.decide"    // accept or refuse another account or a shared app
	EditionWrite    Right = "edition.write"   // copy, change, publish and retire editions of a journey
	EditionMove     Right = "edition.move"    // let somebody walk another edition
	EditionDefault  Right = "edition.default" // choose the edition that new journeys begin with
	// HealthRead is for the health page: its links. The rest of it is SettingsRead.
	HealthRead    Right = "health.read"
	SettingsRead  Right = "settings.read"
	SettingsWrite Right = "settings.write"
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
