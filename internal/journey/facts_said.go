package journey

import "time"

// MarkState is what a member said about a step.
type MarkState string

// The states a mark can carry.
const (
	MarkStarted MarkState = "started"
	MarkDone    MarkState = "done"
	MarkUndone  MarkState = "undone"
	MarkSkipped MarkState = "skipped"
)

// Mark is what a member said about a step: a line each time, the latest counts. AppID is empty but for steps of an app.
type Mark struct {
	ID         string
	StepKey    string
	AppID      string
	State      MarkState
	Reason     string
	Evidence   string
	HappenedOn Day
	RecordedBy Person
	RecordedAt time.Time
}

// Confirmation is another person's word that a step is done. It counts until it is withdrawn or what it confirmed changes.
type Confirmation struct {
	ID          string
	StepKey     string
	AppID       string
	By          Person
	Note        string
	At          time.Time
	WithdrawnAt time.Time
	// AsLead says that a lead of the team gave it; some steps take no other.
	AsLead bool
}

// RoleAnswer is what a company's admin said to a request; empty while they have not.
type RoleAnswer string

// The answers to a role request.
const (
	RoleGranted   RoleAnswer = "granted"
	RoleDeclined  RoleAnswer = "declined"
	RoleWithdrawn RoleAnswer = "withdrawn"
)

// RoleRequest is the member's question to a company's admin to be made admin and employee.
type RoleRequest struct {
	ID         string
	CompanyID  string
	Asked      Person
	At         time.Time
	AnsweredAt time.Time
	Answer     RoleAnswer
	Note       string
}

// SDKDownload is an SDK that the member fetched from the Developer Dashboard. Platform is javascript, android or ios.
type SDKDownload struct {
	ID         string
	Platform   string
	Version    string
	FileName   string
	SHA256     string
	OnDay      Day
	RecordedAt time.Time
}

// Blocker is "I am stuck": a reason of the edition or words, until somebody closes it.
type Blocker struct {
	ID         string
	StepKey    string
	ReasonKey  string
	Words      string
	At         time.Time
	ResolvedAt time.Time
	ResolvedBy Person
	Answer     string
}

// Nudge is a lead's reminder about a step.
type Nudge struct {
	ID      string
	StepKey string
	By      Person
	Words   string
	At      time.Time
}

// SuppliedLink is an address that a lead gave for a link that the vendor left out or broke.
type SuppliedLink struct {
	Key string
	URL string
	By  Person
	At  time.Time
}
