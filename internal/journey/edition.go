package journey

import (
	"strings"
	"time"
)

// Edition is one dated version of a vendor's procedure, read from YAML and never changed while the program runs.
type Edition struct {
	// Key names the edition in the database: "zang-2020".
	Key string
	// Revision counts what was published under the key here; 0 for an edition that the program carries. PublishedAt is when.
	Revision    int
	PublishedAt time.Time
	// Name is what the procedure gives access to ("Avaya Spaces API"); Title adds which edition of it.
	Name  string
	Title string
	// Number counts the vendor's rewrites of its guide, oldest first.
	Number int
	// Vendor is who else acts: "Avaya".
	Vendor string
	// Client names the vendor's client that can prove steps ("spaces"); empty where there is none, and nothing is proved.
	Client string
	Source Source
	// Overview says in a sentence or two what the procedure is for.
	Overview string
	Hosts    []Host
	Stages   []Stage
	Steps    []Step
	// FreelanceNote says what is limited without a company.
	FreelanceNote string
	// StuckReasons are offered at every step, after the step's own.
	StuckReasons []StuckReason
}

// Source is where an edition was read, and when.
type Source struct {
	Title  string
	ReadOn Day
	// Sections are the headings of the source, in its order.
	Sections []string
}

// Host is one of the vendor's addresses, with its environment: staging and production are separate systems.
type Host struct {
	Key         string
	Host        string
	URL         string
	Environment Environment
	Purpose     string
}

// HostURL is the address of a part of the vendor's system in an environment, without a slash at its end: part is "web",
// "identity" or "api", and the host's key is both joined ("staging-identity"). ok is false where the edition names none.
func (e Edition) HostURL(env Environment, part string) (address string, ok bool) {
	for _, h := range e.Hosts {
		if h.Key == string(env)+"-"+part {
			return strings.TrimRight(h.URL, "/"), true
		}
	}
	return "", false
}

// Stage is a group of steps.
type Stage struct {
	Key string
	// Title stands on the journey, Short on the colonnade, Board over the columns of the board.
	Title, Short, Board string
	Environment         Environment
}

// Scope says whose state a step is.
type Scope string

// The scopes.
const (
	ScopeMember        Scope = "member"
	ScopeCompany       Scope = "company"
	ScopeMemberCompany Scope = "member-company"
	ScopeGrant         Scope = "grant"
	ScopeApp           Scope = "app"
)

// Rule names the facts that a step's state is read from. A step without one goes by the member's marks alone.
type Rule string

// The rules that Evaluate knows. An edition may use each at most once, RuleMark as often as it likes.
const (
	RuleMark       Rule = "mark"
	RuleSignUp     Rule = "sign-up"
	RuleInvitation Rule = "invitation-mail"
	RuleCompany    Rule = "company"
	RuleRoles      Rule = "company-roles"
	RulePermission Rule = "permission"
	RuleDashboard  Rule = "dashboard"
	RuleApp        Rule = "app"
	RuleSDK        Rule = "sdk"
	RuleTests      Rule = "tests"
	RuleRequest    Rule = "request"
	RuleReview     Rule = "review"
)

// Actor says who makes the next move at a step when nothing else is known.
type Actor string

// The actors.
const (
	ActorMember       Actor = "member"
	ActorCompanyAdmin Actor = "company-admin"
	ActorLead         Actor = "lead"
	ActorVendor       Actor = "vendor"
)

// Step is one step of an edition. Texts may mark words with ** on both sides: see Spans.
type Step struct {
	Key    string
	Number int
	Rule   Rule
	Stage  string
	Scope  Scope
	// Environment is where identifiers of this step belong.
	Environment Environment
	// Title begins with a verb; Short heads a column of the board; AskTitle replaces Title where somebody must be asked, with
	// {admin} and {roles} filled in.
	Title, Short, AskTitle string
	Hint, Why              string
	Instructions           []Instruction
	Links                  []Link
	// Evidence says what counts, in a sentence.
	Evidence string
	Actor    Actor
	// Prerequisites are keys of earlier steps that must be done or skipped first.
	Prerequisites []string
	// SkipRule says when the step may be skipped; empty means never.
	SkipRule     string
	IfThisFails  []Remedy
	StuckReasons []StuckReason
	// ExpectedDays is how many working days our side may take before it counts as overdue; 0 means no due date.
	ExpectedDays int
	// FollowUpDays is after how many working days a word to the vendor is in order; 0 means never.
	FollowUpDays int
	// Minutes is how long the work takes; 0 means that it is not known.
	Minutes int
	// Optional steps do not hold a journey open; recommended ones do, until they are skipped.
	Optional, Recommended bool
	// NeedsConfirmation makes the step wait for a lead's word once the member's part is done.
	NeedsConfirmation bool
	// Message is the ready text to the person who must act, with {admin}, {name}, {email}, {roles}, {company}, {domain} and
	// {host} filled in.
	Message string
	// Source says where in the edition's source the step stands.
	Source string
}

// CanSkip says whether the member may skip the step with a reason.
func (s Step) CanSkip() bool { return s.SkipRule != "" }

// Instruction is one numbered line of what to do.
type Instruction struct {
	Text string
	// Link is the key of one of the step's links, or empty.
	Link string
	// Copy names a value to copy (a key of Progress.Values), or is empty.
	Copy string
}

// Link is an address of the procedure. An empty URL means that the vendor left it out: a lead may supply it.
type Link struct {
	Key, Label, URL, Host string
	// SuppliedBy is the lead who gave the URL; nobody when it is the vendor's.
	SuppliedBy Person
}

// Missing says that there is no address to go to.
func (l Link) Missing() bool { return l.URL == "" }

// Remedy is a line of "if this fails": what one sees and what to do.
type Remedy struct{ Sign, Do string }

// WaitKind says what kind of party something waits on.
type WaitKind string

// The kinds of party.
const (
	WaitNobody       WaitKind = ""
	WaitYou          WaitKind = "you"
	WaitCoworker     WaitKind = "coworker"
	WaitCompanyAdmin WaitKind = "company-admin"
	WaitLead         WaitKind = "lead"
	WaitVendor       WaitKind = "vendor"
	WaitLink         WaitKind = "link"
)

// StuckReason is an answer to "what do you see?". Phrase is the same for a board, after a name and a colon.
type StuckReason struct {
	Key, Label, Phrase, Advice string
	// On is who can move it: you, company-admin, lead, vendor or link.
	On WaitKind
}

// Step finds a step by its key.
func (e Edition) Step(key string) (Step, bool) {
	for i := range e.Steps {
		if e.Steps[i].Key == key {
			return e.Steps[i], true
		}
	}
	return Step{}, false
}

// StepBy finds the step that goes by the rule.
func (e Edition) StepBy(rule Rule) (Step, bool) {
	for i := range e.Steps {
		if e.Steps[i].Rule == rule {
			return e.Steps[i], true
		}
	}
	return Step{}, false
}

// Stage finds a stage by its key.
func (e Edition) Stage(key string) (Stage, bool) {
	for _, s := range e.Stages {
		if s.Key == key {
			return s, true
		}
	}
	return Stage{}, false
}

// Reasons are what a person stuck at the step may choose from: its own, then those of every step.
func (e Edition) Reasons(stepKey string) []StuckReason {
	step, _ := e.Step(stepKey)
	return append(append([]StuckReason(nil), step.StuckReasons...), e.StuckReasons...)
}

// reason finds a stuck reason of the step by its key.
func (e Edition) reason(step Step, key string) (StuckReason, bool) {
	for _, list := range [][]StuckReason{step.StuckReasons, e.StuckReasons} {
		for _, r := range list {
			if r.Key == key {
				return r, true
			}
		}
	}
	return StuckReason{}, false
}

// Span is a piece of a text; Strong ones are names on the vendor's screen.
type Span struct {
	Text   string
	Strong bool
}

// Spans cuts a text of an edition at its ** marks.
func Spans(text string) []Span {
	var out []Span
	for i, piece := range strings.Split(text, "**") {
		if piece != "" {
			out = append(out, Span{Text: piece, Strong: i%2 == 1})
		}
	}
	return out
}

// Editions are all editions of a journey, by number.
type Editions []Edition

// Get finds an edition by its key.
func (es Editions) Get(key string) (Edition, bool) {
	for i := range es {
		if es[i].Key == key {
			return es[i], true
		}
	}
	return Edition{}, false
}
