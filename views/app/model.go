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
	// OwnerStatus and OwnerWarning say what is wrong: "waiting", "Only owner".
	OwnerStatus  string
	OwnerWarning string
	SecretPlace  string
	// Grade and GradeDay are how the app is known, and since when.
	Grade    string
	GradeDay string
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
	Once           string
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
	Line        string
	CanCommit   bool
	WhyNot      string
	CanWithdraw bool
}

// Form registers an app, or edits one when ID is set.
type Form struct {
	Frame        layout.Frame
	ID           string
	Version      int
	Name         string
	Environment  string
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
