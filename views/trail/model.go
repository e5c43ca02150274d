package trail

import (
	"portico/views/components"
	"portico/views/layout"
)

// Page is a stretch of the trail, the newest event first.
type Page struct {
	Frame layout.Frame
	// Note says what the reader sees of the trail.
	Note    string
	Lede    string
	Filters Filters
	// Chips are the filters at work; each takes itself away.
	Chips  []components.ChipModel
	Events []Event
	Pager  components.PagerModel
	Empty  *components.EmptyModel
	// Export makes a file of these events.
	Export components.ExportModel
}

// Filters is the form above the list, sent with GET.
type Filters struct {
	Query   string
	Actions []components.Option
	Grades  []components.Option
	// Teams is empty for a reader who sees one part of the trail only.
	Teams  []components.Option
	From   string
	To     string
	MaxDay string
	// RefusedOnly leaves what was refused.
	RefusedOnly bool
	// Kept are filters that the form has no field for: a member, a subject, an actor.
	Kept []components.Hidden
	// Open shows the form unfolded: some of it is at work.
	Open bool
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
	GradeWord   string
	Reason      string
	Differences []Difference
}

// Difference is one value before and after.
type Difference struct {
	Label   string
	Before  string
	After   string
	Changed bool
}

// One is the page of one event.
type One struct {
	Frame layout.Frame
	Event Event
	// Facts are actor, action, subject, team, request.
	Facts []components.Fact
	// Related are ways to read on: all about this person, all of this request.
	Related []components.Option
	BackURL string
}
