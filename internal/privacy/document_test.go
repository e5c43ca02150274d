package privacy

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of docs/privacy.md anew")

const document = "../../docs/privacy.md"

// TestTheDocumentListsEveryColumnAndTable keeps docs/privacy.md true: its tables are written from the lists that erase.
func TestTheDocumentListsEveryColumnAndTable(t *testing.T) {
	t.Parallel()
	var columns, plain, tables strings.Builder
	columns.WriteString("| Column | When the person is erased | Whose words |\n|---|---|---|\n")
	for _, c := range Columns() {
		if c.Fate == Plain {
			fmt.Fprintf(&plain, "%s.%s ", c.Table, c.Name)
			continue
		}
		fmt.Fprintf(&columns, "| %s.%s | %s | %s |\n", c.Table, c.Name, c.Fate, strings.Join(c.Of, ", "))
	}
	columns.WriteString("\nStays, for nothing of it is about a person: " + strings.ReplaceAll(strings.TrimSpace(plain.String()), " ", ", ") + ".\n")
	tables.WriteString("| Table | What it is | Names a member in | Never handed out |\n|---|---|---|---|\n")
	for _, h := range HeldAbout() {
		fmt.Fprintf(&tables, "| %s | %s | %s | %s |\n", h.Table, h.Title, strings.Join(h.Refs, ", "), strings.Join(h.Hidden, ", "))
	}
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for name, table := range map[string]string{"columns": columns.String(), "tables": tables.String()} {
		begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
		before, rest, found := strings.Cut(got, begin)
		_, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("the document has no place for its %s", name)
		}
		got = before + begin + "\n" + table + "\n" + end + after
	}
	if *update {
		if err := os.WriteFile(document, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if got != string(text) {
		t.Error("docs/privacy.md is older than the lists: run this test with -update and read the difference")
	}
}
