package components

// ColonnadeModel is progress as columns, one for each step, in bays, one for each stage.
type ColonnadeModel struct {
	// Label says all of it in words: "Staging: 4 of 6 done. Production: not started."
	Label string
	Bays  []Bay
}

// Bay is one stage. A column is "done", "now" (where the person is), "waiting",
// "problem", "skipped" or "" (to come).
type Bay struct {
	Name    string
	Columns []string
}

// TrackModel is the status line of a request.
type TrackModel struct {
	// Label names the list for screen readers: "Where the request is".
	Label string
	Steps []TrackStep
}

// TrackStep is one stop. Status is "done", "waiting", "problem", "rejected" or "todo".
type TrackStep struct {
	Title   string
	Line    string
	Status  string
	Current bool
}

// icon shows a shape for every stop but the ones to come.
func (t TrackStep) icon() string {
	if t.Status == "" || t.Status == "todo" {
		return ""
	}
	return statusIcon(t.Status)
}

// StatModel is one number with its name above and what to hold it against below.
type StatModel struct {
	Label string
	// Value and Unit are read together: "24" "days", "12" "of 14".
	Value  string
	Unit   string
	Versus string
	// URL leads to the rows behind the number; empty shows it as text.
	URL string
}

// TimelineItem is one event.
type TimelineItem struct {
	// Status decides the tone and, where Icon is empty, the shape.
	Status string
	Icon   string
	Text   string
	// Detail says who and when: "Samuel, 11 June 14:20". Code is a short
	// identifier behind it.
	Detail string
	Code   string
	// Time is shown behind Detail when set.
	Time TimeModel
	// Event and After are the short hashes of the event and of the one before it.
	Event string
	After string
}

func (t TimelineItem) icon() string {
	if t.Icon != "" {
		return t.Icon
	}
	return statusIcon(t.Status)
}

// lead is what stands in front of the time.
func (t TimelineItem) lead() string {
	if t.Detail != "" && t.Time.Shown != "" {
		return t.Detail + ","
	}
	return t.Detail
}

// CheckItem is one line of a list of what is ready.
type CheckItem struct {
	Status string
	Title  string
	// Word is the status in one word: "Ready".
	Word string
	Line string
	// Action replaces the word by a link when its URL is set.
	Action ButtonModel
}
