package export

import (
	"portico/views/components"
	"portico/views/layout"
)

// Page is one export.
type Page struct {
	Frame layout.Frame
	ID    string
	Title string
	// Lede says in one sentence what the file holds.
	Lede  string
	State State
	Facts []components.Fact
	// QueryURL asks the same question on the screen; empty where it cannot be asked there.
	QueryURL string
	// Parts are the files inside, with what each is for.
	Parts []Part
	// Unsigned says that no key signs the file; empty where one does.
	Unsigned string
	// FetchOnce and StopOnce key the two forms.
	FetchOnce, StopOnce string
	// CanFetch says that the reader made it; WhyNot why else not.
	CanFetch bool
	CanStop  bool
	WhyNot   string
}

// State is how far a file is, or came.
type State struct {
	// Running says that it is on its way; the page then follows it.
	Running bool
	// Status decides shape and tone, Word says it.
	Status, Word string
	// Line says more: rows, bytes, since when.
	Line string
	// Done of Total is how far it is; Total is 0 where that is not known.
	Done, Total string
	// Fetched says that a file has left before.
	Fetched bool
}

// Part is one file of the export.
type Part struct{ Name, What string }

// ListPage is the exports that the reader may see, the newest first.
type ListPage struct {
	Frame layout.Frame
	Lede  string
	Rows  []Row
	// Everyone says that exports of others are among them.
	Everyone bool
	// Cut says that there are more than are shown; empty where there are not.
	Cut   string
	Empty *components.EmptyModel
}

// Row is one export of the list.
type Row struct {
	URL    string
	What   string
	Detail string
	By     string
	Made   components.TimeModel
	Format string
	Rows   string
	State  State
}

// Paper is an answer as it is printed.
type Paper struct {
	Frame layout.Frame
	Title string
	// Answer says it in one sentence; empty for the trail.
	Answer string
	// Line is one line on top of every page: what was asked, as of when.
	Line  string
	Facts []components.Fact
	// Heads are the columns, Rows the cells under them, one slice a row. The first cell names its row.
	Heads   []string
	Rows    [][]string
	Caption string
	// TooMany stands in the place of the rows when there are more than fit on paper.
	TooMany string
	// Empty says why there are no rows.
	Empty   string
	BackURL string
	Back    string
}
