package app

import (
	"portico/views/components"
	"portico/views/layout"
)

// List is the apps that the reader may see.
type List struct {
	Frame   layout.Frame
	Lede    string
	Notices []Notice
	Chips   []components.ChipModel
	// Heading counts the rows: "7 apps".
	Heading string
	Rows    []ListRow
	// Filtered says that filters hide the rest, so that an empty list offers to clear them.
	Filtered    bool
	CanRegister bool
	// CSVURL is the address of the same rows as CSV; empty offers none.
	CSVURL string
}

// Notice is something about an app that someone should mend.
type Notice struct {
	Kind   string
	Title  string
	Text   string
	Action components.ButtonModel
}

// ListRow is one app of the list.
type ListRow struct {
	Name string
	// URL is empty for an app that is shared with the reader but not yet accepted.
	URL         string
	Line        string
	Environment string
	ClientEnd   string
	URIs        []string
	URIWarning  string
	Owners      []string
	// Kind is "Service app"; empty for the usual one.
	Kind string
	// Retired says since when it is not used any more; empty for one in use.
	Retired string
	// OwnerStatus and OwnerWarning say what is wrong: "waiting", "Only owner".
	OwnerStatus  string
	OwnerWarning string
	SecretPlace  string
	// Rotation says that the secret is overdue or when it is to be made anew; RotationStatus is "problem" or empty.
	Rotation, RotationStatus string
	// Grade and GradeDay are how the app is known, and since when: by the last proof where there is one.
	Grade    string
	GradeDay string
	ProofURL string
}

// Page is one app.
type Page struct {
	Frame       layout.Frame
	ID          string
	Name        string
	Environment string
	Line        string
	Description string
	ClientEnd   string
	// Hint says that the client ID does not look like one; empty when it does.
	Hint  string
	URIs  []string
	Facts []components.Fact
	// CompanyURL leads to the app's company; empty where there is none.
	CompanyURL string
	Owners     []Owner
	// Retired says since when the app is not used any more; empty for one in use.
	Retired string
	// Alone asks for a second owner; nil where there is one.
	Alone *Notice
	// Secret is when the secret was and is to be made anew.
	Secret Secret
	// Service is how the domain of a service app stands; nil for another app.
	Service *Service
	// Proofs are the latest round trips with the vendor, the last first, and OlderProofs those before them.
	Proofs, OlderProofs []ProofLine
	// NoProof is what is said while there is none.
	NoProof string
	// Prove leads to a round trip with the vendor; empty where the reader cannot make one.
	Prove components.ButtonModel
	// HandOver gives an owner's part to somebody else; nil where the reader may not.
	HandOver *HandOver
	// CanRetire offers to retire the app, or to take it into use again; RetireWhyNot says why it cannot be now.
	CanRetire    bool
	RetireWhyNot string
	// HasTests is true for an app in staging: in production there is nothing left to test for.
	HasTests   bool
	Tests      []Test
	TestTally  string
	Commitment Commitment
	// ProductionURL and ProductionLine lead to the production request; empty for a production app.
	ProductionURL  string
	ProductionLine string
	CanEdit        bool
	CanAddOwner    bool
	People         []components.Option
	OwnerError     string
	NewTest        string
	NewTestError   string
	// TeamListURL leads to the test list that the team's apps begin with; empty where the reader may not see one.
	TeamListURL string
	Once        string
}

// Owner is one owner, or someone who waits to share the app.
type Owner struct {
	ID        string
	Person    components.PersonModel
	Waiting   bool
	CanAccept bool
	CanEnd    bool
	// EndWhyNot is why this owner cannot leave.
	EndWhyNot string
	Self      bool
}

// Test is one line of the test list.
type Test struct {
	ID      string
	Version int
	Title   string
	// Status is "done" (passed), "problem" (failed), "skipped" (excused) or "todo".
	Status string
	Word   string
	Note   string
	// Link is an address that stands in the note; empty for none.
	Link string
	// Line says who decided and when.
	Line string
	// Result, Typed and Error fill the form when it came back.
	Result string
	Typed  string
	Error  string
	Open   bool
}

// Commitment is the sentence "we commit to deploy".
type Commitment struct {
	// Line says who said it and when; empty while nobody did.
	Line string
	// Sentence is what is signed; Status how well it is known.
	Sentence string
	Status   string
	// Needs says who signs it while nobody did.
	Needs       string
	CanCommit   bool
	WhyNot      string
	CanWithdraw bool
	// Former are the signatures that were taken back, the latest first.
	Former []FormerCommitment
}

// FormerCommitment is a signature that was taken back: "Helen Okafor, 3 June", and "Taken back by Aisha Bello on 5 June".
type FormerCommitment struct {
	Signed, Withdrawn string
}

// Secret is when the client secret was made anew and when it is to be. The secret itself is never known.
type Secret struct {
	Place, RotatedOn, RotateBy string
	// Status is "problem" once it is overdue; Word says so.
	Status, Word string
	CanWrite     bool
	Version      int
	// RotatedField and ByField fill the form.
	RotatedField, ByField components.FieldModel
	Open                  bool
}

// Service is how the domain of a service app stands: the vendor's support makes it.
type Service struct {
	Status, Word, Line string
	CanWrite           bool
	Version            int
	Asked, Made        components.FieldModel
	Reference          components.FieldModel
	Open               bool
}

// ProofLine is a round trip with the vendor through this app.
type ProofLine struct {
	// Status and Word are how it came out; Line says by whom and when.
	Status, Word, Line string
	// URL leads to the proof; empty where the reader may not open it.
	URL string
}

// HandOver gives an owner's part to somebody else in one action.
type HandOver struct {
	From, To components.SelectModel
	Open     bool
}

// Form registers an app, or edits one when ID is set.
type Form struct {
	Frame        layout.Frame
	ID           string
	Version      int
	Name         string
	Environment  string
	Kind         string
	ClientID     string
	RedirectURIs string
	Company      string
	Companies    []components.Option
	StagingApp   string
	StagingApps  []components.Option
	SecretPlace  string
	Description  string
	CreatedOn    string
	Today        string
	Message      string
	Errors       map[string]string
	Once         string
	Back         string
}
