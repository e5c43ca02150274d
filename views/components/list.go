package components

// LintelModel is a heading under a heavy rule.
type LintelModel struct {
	// ID is what the section around it names in aria-labelledby.
	ID    string
	Title string
	// Line says the rest in a few words; Tally is a number at the far end.
	Line  string
	Tally string
}

// Fact is a name and its value.
type Fact struct {
	Name  string
	Value string
	// Mono is for identifiers.
	Mono bool
	// Status and StatusText stand behind the value: "confirmed", "Confirmed".
	Status     string
	StatusText string
}

// ChipModel is a filter.
type ChipModel struct {
	Text string
	// Count is how many rows it leaves; empty shows none.
	Count string
	URL   string
	// On says that the filter is at work; its link then removes it.
	On bool
}

// SegmentsModel is a choice between a few ways to look at the same thing.
type SegmentsModel struct {
	Label string
	Items []Segment
}

// Segment is one way to look.
type Segment struct {
	Text    string
	URL     string
	Current bool
}

// PagerModel leads to the rows before and after. An empty address is not shown.
type PagerModel struct {
	PreviousURL string
	NextURL     string
	// Text says where one is: "Events 1 204 to 1 154".
	Text string
}
