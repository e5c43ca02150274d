package health

import (
	"strconv"

	"portico/views/components"
	"portico/views/layout"
)

// Page is the page at /health.
type Page struct {
	Frame layout.Frame
	// Eyebrow are the words above the heading: who it is for, when it was checked and when it will be again.
	Eyebrow []string
	// Lede says how all of it stands, in a sentence.
	Lede string
	// Check has all links checked; nil for those who may not.
	Check *components.PostModel
	Links Links
	// Replace is the one field; nil for those who may not.
	Replace *Replace
	// Replaced are the replacements that stand.
	Replaced []Replacement
	// Panels are for admins: the trail, mail, jobs, the database and so on. None for others.
	Panels []Panel
	// Failed are jobs that failed; shown to admins.
	Failed []FailedJob
	// Settings are those of the installation, without secrets.
	Settings []Setting
}

// Links is the table of links.
type Links struct {
	// Line says how many and how often.
	Line string
	Rows []Link
}

// Link is a row of the table.
type Link struct {
	// Name is the address, or the words of a link without one.
	Name string
	// Words means that Name is words and no address.
	Words bool
	// Detail is a line below the name.
	Detail string
	Used   string
	// Status and State say how it is: "confirmed", "Answers, 310 ms".
	Status, State string
	// Since is a line below the state.
	Since string
	// Bars are the last seven days, the oldest first; BarsLabel says them in words.
	Bars      []Bar
	BarsLabel string
	// Certificate is "71 days left"; CertificateSoon marks one that ends before long.
	Certificate     string
	CertificateSoon bool
	// Action leads to what can be done about it; its URL is empty where there is nothing.
	Action components.ButtonModel
}

// Bar is a stretch of the last seven days. Kinds: "well", "moved", "dead", and "" where nothing was checked.
type Bar string

// How the bars are drawn, in units of the drawing.
const (
	barStep   = 6
	barsWidth = 132
)

// x is where a bar begins.
func x(i int) string { return strconv.Itoa(i * barStep) }

// path is the drawing of a bar that is not whole.
func (b Bar) path(i int) string {
	if b == "moved" {
		return "M" + x(i) + " 8h4v6h-4Z"
	}
	return "M" + x(i) + " 2h4v3h-4Zm0 9h4v3h-4Z"
}

// Replace is the field that puts one address or host in the place of another in every journey.
type Replace struct {
	Once string
	What components.SelectModel
	New  components.FieldModel
	// Summary lists what was wrong with the form that came back.
	Summary components.SummaryModel
}

// Replacement is one that stands.
type Replacement struct {
	Old, New string
	// By says who and when.
	By string
	// Undo takes it back; nil for those who may not.
	Undo *components.PostModel
}

// Panel is a part of the installation.
type Panel struct {
	ID, Title string
	// Status and StatusText stand at the end of the heading.
	Status, StatusText string
	Facts              []components.Fact
	// Notes are sentences below the facts.
	Notes []string
}

// FailedJob is a run that failed.
type FailedJob struct {
	Title string
	// When says when it failed and which attempt it was; Next what happens next.
	When, Next string
	Error      string
	Retry      components.PostModel
}

// Setting is a setting as it stands.
type Setting struct {
	Name, Value string
	Default     bool
}
