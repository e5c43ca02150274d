package journey

import "time"

// App is an OAuth2 application at the vendor that the member owns or shares. The client secret is never part of it.
type App struct {
	ID          string
	Environment Environment
	Name        string
	ClientID    string
	// Kind is "oauth" or "service".
	Kind      string
	CompanyID string
	// StagingAppID ties a production app to the staging app it grew from.
	StagingAppID string
	Description  string
	SecretPlace  string
	CreatedBy    Person
	CreatedOn    Day
	RecordedAt   time.Time
	RetiredAt    time.Time
	// DomainAskedOn and DomainMadeOn are when the vendor's support was asked for the domain of a service app, and when it had
	// made it.
	DomainAskedOn, DomainMadeOn Day
	// RedirectURIs are the ones that stand, in their order.
	RedirectURIs []string
	Owners       []AppOwner
	// Tests are the ones that were not removed.
	Tests []AppTest
	// Commitment is the one that stands; its zero value means that nobody committed.
	Commitment Commitment
	// Requests are all attempts at production, withdrawn ones too. They hang on the staging app.
	Requests []Request
}

// AppOwner is a person who owns an app. A shared one brought a client id that was known already and waits for a lead's yes.
type AppOwner struct {
	Member     Person
	Since      time.Time
	Shared     bool
	AcceptedBy Person
	AcceptedAt time.Time
	EndedAt    time.Time
}

// TestResult is how a test came out; empty while nobody said.
type TestResult string

// The results of a test.
const (
	TestPassed  TestResult = "passed"
	TestFailed  TestResult = "failed"
	TestExcused TestResult = "excused"
)

// AppTest is one line of an app's test list in staging.
type AppTest struct {
	ID        string
	Position  int
	Title     string
	Result    TestResult
	Note      string
	DecidedBy Person
	DecidedAt time.Time
}

// Commitment is the sentence "we commit to deploy", said by a person.
type Commitment struct {
	By Person
	At time.Time
}

// Decision is what the vendor said to a production request; empty while it has not.
type Decision string

// The decisions.
const (
	Approved Decision = "approved"
	Rejected Decision = "rejected"
)

// Request is one attempt at production for an app. Its state is read off its days.
type Request struct {
	ID          string
	Attempt     int
	CreatedBy   Person
	CreatedAt   time.Time
	SubmittedOn Day
	SubmittedBy Person
	SubmittedAt time.Time
	Reference   string
	ContactedOn Day
	Contact     string
	DecidedOn   Day
	Decision    Decision
	Reason      string
	DecidedBy   Person
	DecidedAt   time.Time
	WithdrawnAt time.Time
	// Accounts are the people who are to hold the permission in production.
	Accounts []Person
}
