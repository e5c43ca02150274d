package journey

import (
	"portico/views/components"
	"portico/views/layout"
)

// RecordPage is the complete record of a journey, made to be printed.
type RecordPage struct {
	Frame       layout.Frame
	Environment string
	Procedure   string
	Where       string
	// Title says how far it is: "Onboarding completed", "Record of Priya Raman".
	Title     string
	Lede      string
	Colonnade components.ColonnadeModel
	// Line counts the rows.
	Line string
	Rows []RecordRow
	// Notes are what a reader of the paper needs beside the table.
	Notes []RecordNote
	// Written says when this page was made.
	Written components.TimeModel
	Empty   *components.EmptyModel
}

// RecordRow is one step of the record.
type RecordRow struct {
	Name string
	Key  string
	When string
	// Kind is the evidence grade; Grade is its word. Without a grade only Detail is shown.
	Kind   string
	Grade  string
	Detail string
	// Recorded says who wrote it down; RecordedAt when.
	Recorded   string
	RecordedAt components.TimeModel
}

// RecordNote is a paragraph below the table.
type RecordNote struct {
	Title string
	Text  string
}
