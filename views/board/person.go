package board

import "portico/views/components"

// Person is one developer's way: the whole page, and the drawer beside the board.
type Person struct {
	Name string
	// Line says the address and since when: "samuel.kipkorir@acme.example, started 26 May".
	Line string
	// Team and BoardURL lead back; URL is the whole page, CloseURL the board without the drawer.
	Team, BoardURL, URL, CloseURL string
	Colonnade                     components.ColonnadeModel
	// Stands says where the journey stands; nil when there is nothing to say.
	Stands *components.NoticeModel
	// Blockers are what the person said to be stuck on, and still is.
	Blockers []Blocker
	Steps    []Step
	// Voice says to whom the sentences at the steps speak; empty when it is the reader.
	Voice   string
	Facts   []components.Fact
	History []components.TimelineItem
	// TrailURL leads to every change about the person; empty for those who may not read it.
	TrailURL string
	// Nudge is nil for those who may not nudge, and where nothing is left to do.
	Nudge *Nudge
	// FirstConfirm is the address of the first step that waits for a second person's word; empty when none does.
	FirstConfirm string
	// ReadOnly says why nothing can be changed here, for those who only read.
	ReadOnly string
	// CoWorker leaves the history out: somebody of the same team sees names and progress only.
	CoWorker bool
}

// Blocker is a standing "I am stuck".
type Blocker struct {
	Title, Text, Advice string
	// Action closes it; empty for those who may not. Back is the page to go on from.
	Action, Back string
	Once         string
	Answer       components.FieldModel
}

// Step is one step of the person.
type Step struct {
	Key, Number, Title string
	Status, Words      string
	// Detail is the reason, the evidence or who is waited for.
	Detail string
	// Since is "8 June" or "9 days, 4 over"; ByWhom says who recorded or confirmed it.
	Since, ByWhom string
	// Grade and GradeText are empty for what is not done.
	Grade, GradeText string
	// Confirm is the form of a second person's word; nil where there is nothing to confirm.
	Confirm *Confirm
	// Age is since when it is known that well: "8 May, 39 days ago". Stale marks a proof that is too old.
	Age, Stale string
	// ProofURL leads to the proof with the vendor that shows it; empty where there is none or the reader may not open it.
	ProofURL string
	Files    []components.FileModel
	// Link leads to where the step is settled; without an address there is none.
	Link components.ButtonModel
	// Withdraw takes a word back; nil shows nothing.
	Withdraw *components.TakeBackModel
}

// ID is the anchor of the step on the page.
func (s Step) ID() string { return "step-" + s.Key }

// Confirm is the form of a second person's word on a step.
type Confirm struct {
	Action string
	Once   string
	// Asked says that the step waits for it; the form then stands open.
	Asked bool
	Note  components.FieldModel
	File  components.FieldModel
	Label string
	// Says stands beside the button.
	Says string
}

// Nudge is a reminder that is written down.
type Nudge struct {
	// Label is the button: "Nudge Samuel". About says of which step.
	Label, About string
	Action       string
	Once         string
	Words        components.FieldModel
	// Last says when the latest was: "Nudged by Helen Okafor on 8 June".
	Last string
}

// Teams lists the teams that a person may open.
type Teams struct {
	Rows []TeamRow
	// Empty says why there is none.
	Empty *components.EmptyModel
}

// TeamRow is one team.
type TeamRow struct {
	Name, URL string
	// Leads are names; Developers is a count.
	Leads, Developers string
}
