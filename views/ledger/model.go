package ledger

import (
	"portico/views/components"
	"portico/views/layout"
)

// Page is a question to the ledger and its answer.
type Page struct {
	Frame layout.Frame
	// Note says what the reader sees of the ledger, and that nothing here can be changed.
	Note string
	Ask  Ask
	// Answer is the sentence in three parts; the middle one stands out.
	Answer Sentence
	// Footing is one line below the answer: rows, time of the answer.
	Footing string
	// Print tells this answer from every other.
	Print Fingerprint
	// Diff says who gained and who lost it; an empty Title shows none.
	Diff Diff
	// Heading counts the rows: "6 people".
	Heading string
	// WhyHead is the head of the column of Row.Why; empty shows none.
	WhyHead string
	Chips   []components.ChipModel
	Caption string
	Rows    []Row
	Pager   components.PagerModel
	// Empty stands in the place of the rows when there are none.
	Empty *components.EmptyModel
	// Export makes a file of the same rows.
	Export components.ExportModel
	// ExactURL gives this answer again, later edits or not.
	ExactURL string
	// RecordURL offers to record a grant of one's own; empty for those who have none.
	RecordURL string
	// Asides stand below: what the answer rests on, what it cannot know, other questions.
	Asides []Aside
}

// Sentence is an answer with its finding in the middle.
type Sentence struct{ Before, Finding, After string }

// Fingerprint is the query with both moments fixed, and the SHA-256 of the rows that it gives: Whole in hexadecimal, Short its
// beginning. Both are empty while a long answer is worked out; a question that was not looked up has no Query either.
type Fingerprint struct{ Query, Short, Whole string }

// Ask is the question as a form in one sentence.
type Ask struct {
	What         []components.Option
	Companies    []components.Option
	Environments []components.Option
	Known        []components.Option
	// AsOf is a day as 2026-06-16, or anything else as it was typed. MaxDay is today.
	AsOf   string
	MaxDay string
	// Since and Grade are kept when the question is asked again; empty for none.
	Since string
	Grade string
	// Compares asks for SinceDay, a day or as it was typed, too.
	Compares bool
	SinceDay string
	// Days is how old evidence may be; empty where it is not asked.
	Days string
	// Wrong says why there is no answer, a sentence for each field that is meant; without sentences there is one.
	Wrong components.SummaryModel
}

// Diff is who gained and who lost it since a day.
type Diff struct {
	Title string
	Lines []DiffLine
	// Zero stands in the place of the lines when nothing changed.
	Zero string
	// More says that there are more lines than are shown, at MoreURL.
	More    string
	MoreURL string
}

// DiffLine is one gain, loss or correction; Icon is one of the sprite.
type DiffLine struct {
	Icon string
	Text string
	URL  string
}

// Row is one line of the answer.
type Row struct {
	Name  string
	Email string
	// URL opens the row, or closes it when it is Open.
	URL         string
	Open        bool
	Company     string
	Environment string
	App         string
	// ClientEnd is the end of the client id, never more.
	ClientEnd string
	Kind      string
	Since     components.TimeModel
	// Until is empty for one that is still held.
	Until components.TimeModel
	// Why it stands in the answer, a reason a line; only where the page has a WhyHead.
	Why   []string
	Grade string
	// GradeWord and GradeLine say it in words: "Confirmed", "12 days old, by Helen Okafor".
	GradeWord string
	GradeLine string
	// Detail is shown below an open row.
	Detail Detail
}

// Detail is the time line of one grant.
type Detail struct {
	Title    string
	GrantURL string
	// Removal says how far a removal is that nobody closed yet: "Removal decided 3 June by Helen Okafor, not executed yet: open
	// risk for 4 days"; empty for none.
	Removal string
	Events  []Event
	// Limits says what the evidence does not show.
	Limits string
}

// Event is one line of a time line.
type Event struct {
	// Status decides shape and tone: a grade, "done", "problem" or "todo".
	Status string
	Text   string
	Who    string
	Time   components.TimeModel
	// Change says what it changed, in words: "Held until: none, then 16 June 2026"; empty for none.
	Change string
	Reason string
	URL    string
	Number string
	// Hash is the place in the chain: "c5e2 90b8, after c0d4 1187"; empty for an event that is not sealed yet.
	Hash string
}

// Aside is a short text under a lintel.
type Aside struct {
	Title string
	Text  string
	Links []components.Option
}

// Grant is the page of one grant.
type Grant struct {
	Frame       layout.Frame
	ID          string
	Version     string
	Title       string
	Environment string
	// Lede is the grant in a sentence.
	Lede     string
	Facts    []components.Fact
	Evidence string
	Detail   Detail
	// Versions are what was known and since when, the newest first; shown when there is more than one.
	Versions []Version
	// Message is about a form that came back as a whole.
	Message    string
	CanConfirm bool
	CanCorrect bool
	Confirm    ConfirmForm
	Correct    CorrectForm
	// Removal is how far it is on its way out, and what the reader may do about that.
	Removal Removal
	Today   string
	// Once keys the forms of the page: sending one twice has one effect.
	Once string
	// Back leads to the answer it was opened from.
	BackURL string
}

// Version is one state of knowledge about a grant.
type Version struct {
	Number   string
	Recorded components.TimeModel
	By       string
	Since    components.TimeModel
	Until    components.TimeModel
	Grade    string
	Word     string
	Reason   string
	// Removal says in a few words how far it was on its way out.
	Removal string
}

// ConfirmForm is what a second person says.
type ConfirmForm struct {
	Note   string
	Errors map[string]string
}

// CorrectForm puts right what was recorded wrongly.
type CorrectForm struct {
	HeldFrom  string
	HeldUntil string
	Evidence  string
	NeverHeld bool
	Reason    string
	Errors    map[string]string
	// Open shows the form unfolded: it came back with errors.
	Open bool
}

// Record is the page with the form for a grant of one's own in staging.
type Record struct {
	Frame     layout.Frame
	Companies []components.ChoiceOption
	Company   string
	HeldFrom  string
	Evidence  string
	Today     string
	// Back is where to return to, a path of ours; empty leads to the grant.
	Back    string
	Message string
	Errors  map[string]string
	Once    string
}
