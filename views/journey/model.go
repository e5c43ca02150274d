package journey

import (
	"portico/views/components"
	"portico/views/layout"
)

// Page is the map of one's own journey.
type Page struct {
	Frame layout.Frame
	// Environment is where the member stands now: "staging" or "production".
	Environment string
	// Procedure and Where stand above the title: "Avaya Spaces API", "ACME, Payments".
	Procedure string
	Where     string
	// Lede counts the steps in a sentence and says what can be done now.
	Lede string
	// Continue leads to the current step; without a Text there is nothing to do and no button.
	Continue  components.ButtonModel
	Colonnade components.ColonnadeModel
	// Asked are the people who wait for this member, one line for each company.
	Asked []Asked
	// Summary lists what is wrong with a form that came back.
	Summary components.SummaryModel
	Stages  []Stage
	Values  []Value
	Helpers []Helper
	// Source says where the procedure comes from and when it was read.
	Source Source
	// Preview says that an edition is only being read; nil on one's own journey.
	Preview *Preview
	// Empty replaces everything for a member who walks no journey.
	Empty *components.EmptyModel
}

// Preview is an edition as somebody would see it who began with it today.
type Preview struct{ Title, URL string }

// Asked is a wait for this member, with the way to end it.
type Asked struct {
	Title, Text string
	Answer      components.ButtonModel
}

// Stage is a part of the procedure with its steps.
type Stage struct {
	ID    string
	Title string
	// Line counts its steps in words.
	Line string
	// Environment shows a pill beside the line; empty shows none.
	Environment string
	Steps       []Step
}

// Step is one step as it stands. A part that is empty is not shown.
type Step struct {
	Key    string
	Number string
	Name   string
	// Status chooses the shape; Words say it.
	Status string
	Words  string
	Hint   string
	// Current makes it the card that stands out; Open unfolds it; Closed shows its head alone, for what cannot start yet.
	Current bool
	Open    bool
	Closed  bool

	Environment string
	Notices     []components.NoticeModel
	Why         string
	// WhyHTML is the same, made safe, with its marks; Says is what counts as done, in a preview.
	WhyHTML      string
	Says         string
	Instructions []Instruction
	Message      *Message
	Downloads    []Download
	// SDK works out a file's fingerprint; nil for other steps.
	SDK      *SDKHelp
	Links    []components.ButtonModel
	Buttons  []components.PostModel
	Forms    []Form
	IfFails  []string
	Evidence *Evidence
	Files    *Files
	Raised   *Raised
	Stuck    *Form
}

// Anchor is the id of the step on the page.
func (s Step) Anchor() string { return "step-" + s.Key }

// look is the status that the style sheet reads off the whole row: only the current step is a card.
func (s Step) look() string {
	switch {
	case s.Current:
		return "progress"
	case s.Status == "progress":
		return "started"
	}
	return s.Status
}

// Instruction is one numbered thing to do.
type Instruction struct {
	// HTML is the text with its marks, made safe. Parts stand in for it where there is none: a strong one is a word of the
	// vendor's screen.
	HTML  string
	Parts []Span
	Links []Link
	Copy  []components.CopyableModel
}

// Span is a piece of text.
type Span struct {
	Text   string
	Strong bool
}

// Link leads to the vendor. One whose address is missing says so, and can be supplied by those who may.
type Link struct {
	// Text and URL make the button; Host is named on it.
	Text string
	URL  string
	Host string
	// Missing is the sentence in place of a button; SuppliedBy says who gave an address that the vendor did not.
	Missing    string
	SuppliedBy string
	Supply     *Form
	// Health says how the address answered last, with its status; empty where it was not asked yet.
	Health, HealthStatus string
}

func (l Link) button() components.ButtonModel {
	text := l.Text
	if l.Host != "" {
		text = "Open " + l.Host
	}
	return components.ButtonModel{Text: text, Kind: "leave", URL: l.URL}
}

// Message is a text made ready to send to a person.
type Message struct {
	Intro string
	Copy  components.CopyableModel
}

// Download is an SDK that was recorded.
type Download struct {
	Text string
	Code string
	// Standing compares the file with the others'; nil where there is nothing to compare.
	Standing *Standing
	Remove   components.PostModel
}

// Evidence says what is known of a finished step, and takes it back.
type Evidence struct {
	// Kind is "verified", "confirmed", "self-reported" or "" where there is nothing to grade.
	Kind string
	Text string
	Time components.TimeModel
	// Age is how long ago that was; Stale marks a proof that is too old, and Again leads to proving it anew.
	Age   string
	Stale string
	Again components.ButtonModel
	Rows  []components.Fact
	Note  string
	// ProofURL leads to the proof with the vendor that shows it; empty where there is none.
	ProofURL string
	// Undo takes the step back; Elsewhere leads to the place where its fact is kept.
	Undo      *components.PostModel
	Elsewhere components.ButtonModel
}

// Raised is an open "I am stuck".
type Raised struct {
	Title  string
	Words  string
	Advice string
	// Resolve closes it with an answer.
	Resolve Form
}

// Value is something a person enters at the vendor.
type Value struct {
	Name string
	Copy components.CopyableModel
}

// Helper is a person who can unblock, and as what.
type Helper struct {
	As     string
	Person components.PersonModel
}

// Source says where the procedure comes from.
type Source struct {
	Text     string
	LinkText string
	URL      string
}
