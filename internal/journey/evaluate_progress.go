package journey

import "time"

// State is where a step stands.
type State string

// The states of a step, and nothing beside them.
const (
	NotStarted  State = "not-started"
	InProgress  State = "in-progress"
	Waiting     State = "waiting"
	CannotStart State = "cannot-start"
	Blocked     State = "blocked"
	Done        State = "done"
	Skipped     State = "skipped"
)

// Settled says that nothing is left to do: done or skipped.
func (s State) Settled() bool { return s == Done || s == Skipped }

// Progress is a member's way through an edition, as derived from facts at one moment. It holds no pointers into the facts.
type Progress struct {
	EditionKey string
	// vendor is the edition's, for titles in the middle of a sentence.
	vendor string
	Member Person
	// Today is the day at which it was derived, in the member's zone.
	Today  Day
	Steps  []StepProgress
	Stages []StageProgress
	// Done, Skipped, Waiting and Stuck count steps in those states; Total counts all.
	Done, Skipped, Waiting, Stuck, Total int
	// Current is the key of the step where the journey stands: the first that the member can act on, else the first that is
	// stuck or waits. It is empty when the journey is complete.
	Current string
	// CanContinue says that there is something for the member to do at Current now.
	CanContinue bool
	// Complete means that every step that is not optional is done or skipped.
	Complete bool
	// StartedAt and CompletedAt are zero when it has not happened.
	StartedAt, CompletedAt time.Time
	// OurDays and VendorDays are working days in the member's zone, from the start until now or until completion. A day on
	// which the vendor was waited for counts as the vendor's alone.
	OurDays, VendorDays int
	// LinkDays are the days on which a link that was needed did not answer, and the vendor was not waited for. They are neither's.
	LinkDays int
	// Head is what a board says of the whole journey.
	Head Head
	// Freelance means that the way leads to the Freelance permission; Limits then says what is limited.
	Freelance bool
	Limits    string
	// Match is the company found by the member's mail domain or by what is known of them; nil when there is none.
	Match *Match
	// AppID is the app that the app steps above speak of: the one that got furthest. Apps has the steps of every app.
	AppID string
	Apps  []AppProgress
	// Holds are the spans of permission held now, staging first.
	Holds []Holding
	// Values are what the member copies into the vendor's forms.
	Values []Value
}

// Step finds the progress of a step by its key.
func (p Progress) Step(key string) (StepProgress, bool) {
	for i := range p.Steps {
		if p.Steps[i].Step.Key == key {
			return p.Steps[i], true
		}
	}
	return StepProgress{}, false
}

// App finds the progress of one app; an app that is not the member's, or was retired, has none.
func (p Progress) App(id string) (AppProgress, bool) {
	for i := range p.Apps {
		if p.Apps[i].AppID == id {
			return p.Apps[i], true
		}
	}
	return AppProgress{}, false
}

// Value finds the text to copy by its key, one of the Value constants.
func (p Progress) Value(key string) (Value, bool) {
	for _, v := range p.Values {
		if v.Key == key {
			return v, true
		}
	}
	return Value{}, false
}

// StepProgress is one step as it stands for the member.
type StepProgress struct {
	Step  Step
	State State
	// Title is the step's, or the one that names who must be asked.
	Title string
	// Hint is a line below the title; Reason is the sentence that explains the state ("ACME was created by Dana Ruiz on 3 May").
	// A skipped, blocked or cannot-start step always has a Reason.
	Hint, Reason string
	// Grade is how well it is known that the step is done; ConfirmedBy is the other person, where there is one.
	Grade       Grade
	ConfirmedBy Person
	// ProofID is the proof with the vendor that shows it; empty where there is none.
	ProofID string
	// GradedAt is since when it is known that well, GradeDays the calendar days since then; zero where that is not known.
	GradedAt  time.Time
	GradeDays int
	// Stale says that it was verified longer ago than a proof counts as fresh. The grade stays.
	Stale bool
	// Evidence is what was said or recorded as proof; RecordedAt and RecordedBy are when and by whom.
	Evidence   string
	RecordedAt time.Time
	RecordedBy Person
	// Since is when the step came into its state; zero when that is not known. Days are the working days since then, for a
	// step that is in progress, waits or is stuck.
	Since time.Time
	Days  int
	// DoneAt is when it was done or skipped, DoneOn the same as a day in the member's zone. Where only a day is known, DoneAt is
	// its start.
	DoneAt time.Time
	DoneOn Day
	// StepDays are the working days between opening and being done.
	StepDays int
	// Due is the day until which it is on time; zero when there is none. OverdueDays are the working days since then.
	Due         Day
	OverdueDays int
	// WaitingOn is who moves next; its Kind is empty for steps that are settled or cannot start.
	WaitingOn WaitingOn
	// Gate is the one thing that would open a step that cannot start; nil otherwise.
	Gate *Gate
	// Blocker is the open "I am stuck", also where it makes the step wait instead of block; nil when there is none.
	Blocker *OpenBlocker
	// LastNudge is the latest reminder about this step; nil when there is none.
	LastNudge *Nudge
	// CanAct means that the member can do something about it now. Blocking is false for a step that no longer stops a later one.
	CanAct, Blocking bool
	// Current marks the step where the journey stands.
	Current bool
	// Links are the step's, with what leads supplied; MissingLinks are those without an address.
	Links        []Link
	MissingLinks []Link
	// Match is the company that settled or opened the step; nil for other steps.
	Match *Match
	// Ask is whom to ask for roles, AskAlso the other admins; Missing are the roles that are not held. Message is the ready text.
	Ask     Person
	AskAlso []Person
	Missing []Role
	Message string
	// Asked is the open request for roles; nil when there is none.
	Asked *RoleRequest
	// AppID, RequestID and Attempt tie the step to an app and its production request.
	AppID     string
	RequestID string
	Attempt   int
	// TestsDone and TestsTotal count the app's test list.
	TestsDone, TestsTotal int
	// NeedsLead means that the member's part is done and a lead has to say yes.
	NeedsLead bool
	// NeedsSignature means that every test is settled and a lead signs the commitment to deploy, on the app's page.
	NeedsSignature bool
	// Grants are the spans held that the step rests on.
	Grants []Holding
	// opened is since when nothing earlier stood in the way.
	opened time.Time
}

// Gate is what opens a step that cannot start yet: one step, one person, one sentence.
type Gate struct {
	StepKey    string
	StepNumber int
	// Person is who can open it now; Name is how to call them, also where it is the vendor.
	Person   Person
	Name     string
	Kind     WaitKind
	Sentence string
	// Otherwise names another way in, where there is one.
	Otherwise string
}

// WaitingOn is who moves next.
type WaitingOn struct {
	Kind WaitKind
	// Person is empty for the vendor and for a link.
	Person Person
	// Name is how to call them: "you", "Dana", "Avaya".
	Name string
	// What they are to do, for a board: "make admin and employee".
	What string
	// Since is when the waiting began; Days are working days since then.
	Since time.Time
	Days  int
	// SinceDay is the day since when a link does not answer; zero for every other waiting.
	SinceDay Day
}

// OpenBlocker is a standing "I am stuck" with the edition's words for it.
type OpenBlocker struct {
	ID     string
	Reason StuckReason
	Words  string
	At     time.Time
	Days   int
}

// StageProgress counts a stage's steps by state.
type StageProgress struct {
	Stage                                            Stage
	Done, Skipped, Waiting, InProgress, Stuck, Total int
}

// MatchKind says how a company was found.
type MatchKind string

// How a company was found, the surest first.
const (
	MatchCreated   MatchKind = "created"
	MatchRoles     MatchKind = "roles"
	MatchGrant     MatchKind = "grant"
	MatchAsked     MatchKind = "asked"
	MatchExact     MatchKind = "exact"
	MatchSubdomain MatchKind = "subdomain"
)

// Match is the member's company in staging.
type Match struct {
	CompanyID   string
	CompanyName string
	Kind        MatchKind
	// Domain is the company's domain that the mail domain matches; else its first by the alphabet.
	Domain    string
	CreatedBy Person
	CreatedOn Day
	// Admin and Employee are what the member is there.
	Admin, Employee bool
	// Admins are who can let others in, the one to ask first.
	Admins []Person
	// CanRefuse means that it rests on the mail domain alone, so that the member may say "not my company".
	CanRefuse bool
}

// Holding is a span of permission that is held now.
type Holding struct {
	GrantID     string
	Environment Environment
	CompanyID   string
	// CompanyName is "Freelance" where there is no company.
	CompanyName string
	Since       time.Time
	Until       time.Time
	Grade       Grade
	GradedAt    time.Time
	Kind        GrantKind
}

// AppProgress is the way of one app: its own steps, gated by its own facts.
type AppProgress struct {
	AppID string
	Name  string
	// Steps are the edition's steps of scope app, for this app.
	Steps []StepProgress
}

// Step finds the progress of one of the app's steps by its key.
func (p AppProgress) Step(key string) (StepProgress, bool) {
	for i := range p.Steps {
		if p.Steps[i].Step.Key == key {
			return p.Steps[i], true
		}
	}
	return StepProgress{}, false
}

// Head is what a board says of a whole journey.
type Head struct {
	StepKey string
	State   State
	// Days in the step, and how many of them are over the due date.
	Days, OverdueDays int
	WaitingOn         WaitingOn
	// Phrase stands after the name and a colon: "make admin and employee", "the redirect URI does not match", "on time, due 18 June".
	Phrase string
}

// Value is something to copy into one of the vendor's forms.
type Value struct{ Key, Label, Text string }

// The keys of values to copy. Company and app name are there only once they are known.
const (
	ValueWorkEmail     = "work-email"
	ValueMailDomain    = "mail-domain"
	ValueCompanyName   = "company-name"
	ValueCompanyDomain = "company-domain"
	ValueAppName       = "app-name"
)
