package seal

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// document is docs/trail.md, whose worked example must be true.
func document(t *testing.T) string {
	t.Helper()
	body, err := os.ReadFile("../../../docs/trail.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// block is the text between the fences that follow a line.
func block(t *testing.T, document, after string) string {
	t.Helper()
	_, rest, found := strings.Cut(document, after)
	_, rest, opened := strings.Cut(rest, "```\n")
	text, _, closed := strings.Cut(rest, "```")
	if !found || !opened || !closed {
		t.Fatalf("there is no block after %q", after)
	}
	return text
}

func TestTheWorkedExampleOfTheDocumentsIsTrue(t *testing.T) {
	text := document(t)
	lines := strings.Split(strings.TrimSuffix(block(t, text, "Three sealed lines"), "\n"), "\n")
	var tree Tree
	var head Hash
	var worked strings.Builder
	for n, line := range lines {
		if _, err := ParseLine(line); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		leaf := Leaf(line)
		head = Link(head, leaf)
		fmt.Fprintf(&worked, "leaf %d  %x\nlink %d  %x\n", n, leaf[:], n, head[:])
		for _, node := range tree.Add(leaf) {
			level, at := tlog.SplitStoredHashIndex(node.Index)
			fmt.Fprintf(&worked, "node of level %d, number %d (index %d)  %x\n", level, at, node.Index, node.Hash[:])
		}
	}
	root := tree.Root()
	fmt.Fprintf(&worked, "root    %x\n", root[:])
	if got := block(t, text, "give these hashes"); got != worked.String() {
		t.Errorf("the document says\n%s\nwant\n%s", got, worked.String())
	}

	said := strings.Split(block(t, text, "The reason of event 3"), "\n")
	salt, err := hex.DecodeString(strings.TrimPrefix(said[0], "salt    "))
	if err != nil {
		t.Fatal(err)
	}
	third, err := ParseLine(lines[2])
	if err != nil || third.Reason == nil {
		t.Fatalf("line 2 has no reason: %v", err)
	}
	hash := hex.EncodeToString(ReasonHash(salt, strings.TrimPrefix(said[1], "words   ")))
	if hash != *third.Reason || strings.TrimPrefix(said[2], "sha256  ") != hash {
		t.Errorf("the reason hashes to %s; the line has %s, the document %q", hash, *third.Reason, said[2])
	}

	signed := block(t, text, "The signed checkpoint")
	opened, err := Open(signed, strings.TrimSpace(block(t, text, "and the key that verifies it")))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseCheckpoint(opened)
	if err != nil || c.Size != int64(len(lines)) || c.Root != root {
		t.Errorf("the checkpoint says %+v, %v, want %d events and %v", c, err, len(lines), root)
	}
}

func TestTheDocumentNamesEveryFieldOfALineInItsOrder(t *testing.T) {
	example, err := Line{Version: LineVersion}.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	rest := document(t)
	for _, part := range strings.Split(example, ",") {
		name := strings.Split(part, `"`)[1]
		var found bool
		if _, rest, found = strings.Cut(rest, "\n| `"+name+"` |"); !found {
			t.Errorf("the table of the document has no row for %s in its place", name)
		}
	}
}

func TestStringsAreEscapedAsTheDocumentSays(t *testing.T) {
	line, err := Line{Version: LineVersion, Subject: "\"\\\b\f\n\r\t\x01\x1f\x7f\u2028\u2029\u00e9/<>&"}.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	want := `"subject":"\"\\\b\f\n\r\t\u0001\u001f` + "\x7f" + `\u2028\u2029` + "\u00e9/<>&" + `"`
	if !strings.Contains(line, want) {
		t.Errorf("the line is %s, want %s in it", line, want)
	}
}
