package trail

import (
	"portico/views/components"
	"portico/views/layout"
)

// Page is a stretch of the trail, the newest event first.
type Page struct {
	Frame layout.Frame
	// Note says what the reader sees of the trail.
	Note string
	Lede string
	Seal Seal
	// Filters is the form, Chips are the filters at work: each takes itself away.
	Filters Filters
	Chips   []components.ChipModel
	// Asked are the questions which of several people of a name is meant.
	Asked []Asked
	// Bounds say where a search did not look.
	Bounds []string
	Events []Event
	Pager  components.PagerModel
	Empty  *components.EmptyModel
	// Wider are ways to see more where the filters leave nothing: each takes one of them away.
	Wider []components.ChipModel
	// Export makes a file of these events.
	Export components.ExportModel
	// Verify says how to check the events without Portico; nil for a reader of a part of them.
	Verify *Verify
	// KindsURL leads to the list of every kind of event.
	KindsURL string
}

// Verify is how to check an export of the events on any machine. Key is the verifying key in use; empty where none is set.
type Verify struct {
	Command string
	Key     string
}

// Seal says in words how far the trail is sealed.
type Seal struct {
	// Status is "verified" while all is well, "attention" or "problem" else; Text the sentence.
	Status string
	Text   string
	// Lines say more: the last checkpoint, where it is kept.
	Lines []string
	// Breaks are the breaks of continuity, each with the event that records it.
	Breaks []components.Option
}

// Asked is the question which person is meant, with an answer for each of that name; without any the name fits nobody.
type Asked struct {
	Text    string
	Answers []components.ChipModel
}

// Filters is the form above the list, sent with GET.
type Filters struct {
	Query   string
	Actions []Group
	// Actors are who is not a person, and the person chosen; ByName and AboutName are what was typed to find one.
	Actors    []components.Option
	ByName    string
	ByError   string
	AboutName string
	// AboutError says that the name fits nobody.
	AboutError string
	// Members is the person chosen whom it concerns, and anyone; empty while none is chosen.
	Members []components.Option
	Grades  []components.Option
	// Teams is empty for a reader who sees one part of the trail only. FindTeam says that there are too many to list: then one is
	// found by a part of its name, TeamName, and Teams has the one that is chosen. TeamError says that no team fits.
	Teams     []components.Option
	FindTeam  bool
	TeamName  string
	TeamError string
	From      Moment
	To        Moment
	// RefusedOnly leaves what was refused.
	RefusedOnly bool
	// Kept are filters that the form has no field for: a subject, a request.
	Kept []components.Hidden
	// Open unfolds the less common filters: some of them are at work.
	Open bool
	// Narrowed offers to show everything.
	Narrowed bool
}

// Group is a part of a select, with a heading.
type Group struct {
	Name    string
	Options []components.Option
}

// Moment is a field for a day, or, where an exact moment came with the address, for that.
type Moment struct {
	Value string
	Max   string
	Exact bool
	Error string
}

// Event is one line of the trail.
type Event struct {
	Number  string
	URL     string
	Text    string
	Time    components.TimeModel
	Refused bool
	Grade   string
	// GradeWord says the grade in words.
	GradeWord string
	Reason    string
	// Erased says since when the words of the reason are gone; empty where they stand, or never were.
	Erased string
	// Hash and HashBefore are the head of the chain after and before the event, short; empty while it is not sealed.
	Hash, HashBefore string
	Differences      []Difference
	// About leads to all events of the same subject.
	About components.Option
}

// Difference is one value before and after.
type Difference struct {
	Label string
	// Meaning says what the value is.
	Meaning string
	Before  []Piece
	After   []Piece
	Changed bool
}

// Piece is a part of a value: words, a moment, or something with a page of its own.
type Piece struct {
	Text string
	URL  string
	Time components.TimeModel
	// Mono is for ids and hashes.
	Mono bool
}

// One is the page of one event.
type One struct {
	Frame layout.Frame
	Event Event
	// Facts are actor, action, subject, team, request.
	Facts []components.Fact
	// Seal is how the event stands in the chain.
	Seal Proof
	// Related are ways to read on: all about this person, all of this request.
	Related []components.Option
	BackURL string
}

// Proof is how one event stands in the chain.
type Proof struct {
	// Status is "verified" once it is sealed, "waiting" before; Text says so.
	Status string
	Text   string
	Facts  []components.Fact
	// Canonical is the text that was sealed.
	Canonical string
}

// Kinds is the list of every kind of event.
type Kinds struct {
	Frame  layout.Frame
	Groups []KindGroup
	// Common is the field that may stand in any event.
	Common Field
	Total  string
}

// KindGroup is the kinds of one part of Portico.
type KindGroup struct {
	ID    string
	Name  string
	Kinds []Kind
}

// Kind is one kind of event.
type Kind struct {
	ID     string
	Action string
	Phrase string
	About  string
	Since  string
	Fields []Field
	// URL shows the events of this kind.
	URL string
}

// Field is one value that a kind of event keeps before or after.
type Field struct {
	Name    string
	Form    string
	Meaning string
}

// aboutLabel continues the select before it, where one is there.
func aboutLabel(f Filters) string {
	if len(f.Members) > 0 {
		return "or concerns, a person’s name"
	}
	return "Concerns, a person’s name"
}

// teamLabel continues the select before it, where one is there.
func teamLabel(f Filters) string {
	if len(f.Teams) > 0 {
		return "or team, a part of its name"
	}
	return "Team, a part of its name"
}
