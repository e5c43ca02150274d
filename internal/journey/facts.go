package journey

import (
	"strings"
	"time"
)

// Facts is all that is known of one member's way, read in one round trip. Nothing in it is a status. Slices may come in any
// order and may be shared between members: Evaluate never changes them. A zero time or Day means "not" or "not known".
type Facts struct {
	Member Member
	// Leads are the people who lead the member's team; the member may be one of them.
	Leads []Person
	// Companies are all companies known here, of both environments, with everybody's roles.
	Companies []Company
	// RefusedMatches are the companies that the member said are not theirs, while that stands.
	RefusedMatches []RefusedMatch
	// Grants are the current versions of the member's own lines of the ledger, ended ones too.
	Grants []Grant
	// Apps are the apps that the member owns or shares, of both environments.
	Apps          []App
	SDKs          []SDKDownload
	Marks         []Mark
	Confirmations []Confirmation
	RoleRequests  []RoleRequest
	Blockers      []Blocker
	Nudges        []Nudge
	// Proofs are what the vendor itself showed, Colleagues the people who share a company with the member by its list.
	Proofs     []Proof
	Colleagues []Colleague
	// Edition is the ref of the edition that the member walks; empty for somebody who walks none.
	Edition string
	// Links are the ones that leads supplied for this edition, while they stand.
	Links []SuppliedLink
	// Outages are the times in which addresses did not answer, of all editions; Replaced is what leads replaced in all of them.
	// Checks are how links answered last.
	Outages  []Outage
	Checks   []LinkCheck
	Replaced *Replacements
	// Files are what members and others added as evidence, while it stands.
	Files []EvidenceFile
	// StaleAfterDays is after how many days a proof grows stale; 0 is never.
	StaleAfterDays int
	// FileLimit is how large one file of evidence may be, in bytes.
	FileLimit int
}

// Person is somebody as they are named on a screen. An empty ID means that nobody is known.
type Person struct {
	ID, Name, Email string
}

// Known says whether there is somebody at all.
func (p Person) Known() bool { return p.ID != "" }

// First is the name to address the person by: "Dana" for Dana Ruiz.
func (p Person) First() string {
	if first, _, ok := strings.Cut(strings.TrimSpace(p.Name), " "); ok && first != "" {
		return first
	}
	return p.Full()
}

// Full is the whole name, else the mail address, else "somebody".
func (p Person) Full() string {
	if name := strings.TrimSpace(p.Name); name != "" {
		return name
	}
	if p.Email != "" {
		return p.Email
	}
	return "somebody"
}

// Member is the person whose way it is.
type Member struct {
	Person
	// TimeZone is where the member's working days are counted; nil means UTC. Zones finds it by name.
	TimeZone *time.Location
	TeamName string
	// TeamSlug is the team's name in addresses.
	TeamSlug string
	// StartedAt is when the member's journey began; zero when it has not.
	StartedAt time.Time
}

// Environment is one of the vendor's two separate systems.
type Environment string

// The environments.
const (
	Staging    Environment = "staging"
	Production Environment = "production"
)

// Grade says how well a fact is known. The empty Grade means that there is nothing to grade.
type Grade string

// The grades, from weak to strong.
const (
	GradeNone    Grade = ""
	SelfReported Grade = "self-reported"
	Confirmed    Grade = "confirmed"
	Verified     Grade = "verified"
)

// strength orders grades.
func (g Grade) strength() int {
	switch g {
	case Verified:
		return 3
	case Confirmed:
		return 2
	case SelfReported:
		return 1
	}
	return 0
}

// Company is a company at the vendor, in one environment.
type Company struct {
	ID          string
	Environment Environment
	Name        string
	// Domains are the mail domains that stand: ASCII, lower case. Excluded are those below them that do not count.
	Domains  []string
	Excluded []string
	// ClosedAt is when it became history: merged into another entry, or reset on ResetOn. Then it is nobody's company any more.
	ClosedAt   time.Time
	ResetOn    Day
	CreatedBy  Person
	CreatedOn  Day
	RecordedAt time.Time
	Roles      []CompanyRole
}

// Role is what a person is in a company at the vendor.
type Role string

// The roles in a company.
const (
	CompanyAdmin    Role = "admin"
	CompanyEmployee Role = "employee"
)

// CompanyRole is a span in which a person held a role in a company; EndedAt is zero while it lasts.
type CompanyRole struct {
	Member     Person
	Role       Role
	Since      time.Time
	Grade      Grade
	Note       string
	RecordedBy Person
	RecordedAt time.Time
	EndedAt    time.Time
}

// RefusedMatch is a match by mail domain that the member took back.
type RefusedMatch struct {
	CompanyID string
	At        time.Time
}

// GrantKind says who gave the permission: the member to themselves (staging), or the vendor (production).
type GrantKind string

// The kinds of grant.
const (
	SelfAssigned   GrantKind = "self-assigned"
	VendorApproved GrantKind = "vendor-approved"
)

// Grant is one span of holding the vendor's developer permission, as it is known now.
type Grant struct {
	ID          string
	Environment Environment
	// CompanyID is empty for the Freelance check-box.
	CompanyID string
	Kind      GrantKind
	HeldFrom  time.Time
	HeldUntil time.Time
	Grade     Grade
	// GradedAt is since when the grade stands.
	GradedAt    time.Time
	Evidence    string
	ConfirmedBy Person
	AppID       string
	RequestID   string
	EndReason   string
	RecordedBy  Person
	RecordedAt  time.Time
}

// HeldAt says whether the permission was held at the instant, by what is known.
func (g Grant) HeldAt(at time.Time) bool {
	return !g.HeldFrom.After(at) && (g.HeldUntil.IsZero() || g.HeldUntil.After(at))
}
