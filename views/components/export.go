package components

// ExportModel is the menu that makes files of what a page shows.
type ExportModel struct {
	// Line says what goes into the file: "6 rows as shown, with filters, time and head of the chain".
	Line string
	// What is ledger or trail, Query the question of the page as it stands in its address.
	What  string
	Query string
	// Once keys the forms; each format has a key of its own.
	Once string
	// PrintURL is the same on paper.
	PrintURL string
}

type exportFormat struct{ format, name, hint string }

func exportFormats() []exportFormat {
	return []exportFormat{
		{"csv", "CSV", "Cells safe for spreadsheets"},
		{"xlsx", "Excel workbook", "Rows and query on two sheets"},
		{"jsonl", "JSON with manifest", "Can be checked without Portico"},
	}
}

func (m ExportModel) onceFor(format string) string {
	if m.Once == "" {
		return ""
	}
	return m.Once + "-" + format
}
