package board

import (
	"strconv"

	"portico/views/components"
)

// Model is the board of one team.
type Model struct {
	Team string
	// Eyebrow is the small line above the name: the procedure, the day.
	Eyebrow []string
	// InviteURL is empty for those who may not invite.
	InviteURL string
	// First stands in the place of everything else until somebody is invited.
	First *FirstUse
	// Needs, Stuck and Vendor are the three questions; nil ones are not shown.
	Needs, Stuck, Vendor *Queue
	// Dead says which links do not answer; nil while all do.
	Dead *DeadLinks
	// Supply asks for a link that the vendor left out; nil shows none.
	Supply *Supply
	Stats  []components.StatModel
	Bar    Bar
	// NoMatch says that filters hide everybody; nil when they do not.
	NoMatch *components.EmptyModel
	// List shows rows as a plain list instead of the matrix.
	List   bool
	Matrix Matrix
	// Drawer is one developer beside the board; nil shows none.
	Drawer *Person
}

// FirstUse is a board without anybody on it.
type FirstUse struct {
	Title, Text string
	Colonnade   components.ColonnadeModel
	// InviteURL and ImportURL are empty for those who may not invite.
	InviteURL, ImportURL string
	// Ready lists what should stand before the first invitation; ReadyLine counts it: "2 of 3 ready".
	Ready     []components.CheckItem
	ReadyLine string
}

// Queue is one of the questions a lead comes with, and its answer. It is never empty: its last item may be the good zero.
type Queue struct {
	ID    string
	Title string
	// Count is how many items need something.
	Count int
	Items []QueueItem
}

// QueueItem is one line of a queue; without an Action it is only read.
type QueueItem struct {
	Title, Line string
	Action      components.ButtonModel
}

// Supply is the form for a missing link.
type Supply struct {
	Title, Text string
	Action      string
	Once        string
	Field       components.FieldModel
	CancelURL   string
}

// Bar is everything between the numbers and the table: filters, grouping, density, view.
type Bar struct {
	Chips []components.ChipModel
	// Action is the board's address; Keep are the parts of the query that the form sends along.
	Action string
	Keep   []components.Hidden
	// Query is the name that was looked for.
	Query string
	Steps []components.Option
	// Groups is empty where grouping tells nothing.
	Groups  []components.Option
	Density components.SegmentsModel
	// OtherView leads to the list, or back to the table.
	OtherView components.ButtonModel
	// CSVURL is empty for those who may not export.
	CSVURL string
}

// Matrix is people by steps.
type Matrix struct {
	// Caption is said by screen readers.
	Caption string
	Compact bool
	Stages  []Stage
	Columns []Column
	Groups  []Group
	// Share and Median are the foot, one cell a column; empty ones show no foot.
	Share, Median []string
	// ShowCause has the column of who is waited for.
	ShowCause bool
	Legend    []LegendItem
}

// Stage is a heading over columns that belong together.
type Stage struct {
	Environment, Title string
	Span               int
}

// Column is one step.
type Column struct {
	Short, Title, URL string
	// First of its stage: it stands behind a line.
	First bool
	// On says that the board is narrowed to this step.
	On bool
}

func (c Column) label() string { return c.Short + ": " + c.Title }

// Group is rows under one heading; a board that is not grouped has one without a Title.
type Group struct {
	Title, Line string
	Rows        []Row
}

// Row is one developer.
type Row struct {
	Name     string
	Initials string
	// Email is shown in the list.
	Email string
	// URL leads to the developer, as far as the reader may see them.
	URL   string
	Cells []Cell
	// InStep is "9 d"; Over is "4 over" or empty; Complete replaces both.
	InStep, Over string
	Complete     bool
	// Who and What are the cause: "Dana Ruiz", "make admin and employee".
	Who, What string
	// Step, Status and StatusText are where the developer stands, for the list.
	Step, Status, StatusText string
	// Done says how far: "7 of 11".
	Done string
}

// Cell is one step of one developer.
type Cell struct {
	Status string
	// Words are the state for screen readers: "Done, verified".
	Words string
	// When is "26 May" or "9 d"; empty for what has not begun.
	When string
	URL  string
	// Stale says that the proof is too old: a second shape beside the first.
	Stale bool
}

// LegendItem explains one shape.
type LegendItem struct{ Status, Text string }

// width is how many columns the table has.
func (m Matrix) width() string {
	n := len(m.Columns) + 2
	if m.ShowCause {
		n++
	}
	return strconv.Itoa(n)
}

// rest is how many columns stand behind the steps.
func (m Matrix) rest() string {
	if m.ShowCause {
		return "2"
	}
	return "1"
}

func (m Matrix) first(i int) bool { return i < len(m.Columns) && m.Columns[i].First }

// icon is the shape of a status in a cell.
func (c Cell) icon() string {
	switch c.Status {
	case "verified", "confirmed", "done", "progress", "waiting", "problem", "skipped", "locked":
		return c.Status
	}
	return "todo"
}

func (r Row) initials() string {
	if r.Initials != "" {
		return r.Initials
	}
	return components.Initials(r.Name)
}

// listWidth is how many columns the list has.
func listWidth(m Matrix) string {
	if m.ShowCause {
		return "6"
	}
	return "5"
}

// what follows Who: a colon and the words.
func (r Row) what() string {
	if r.What == "" {
		return ""
	}
	return ": " + r.What
}
