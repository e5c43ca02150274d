package seal

import (
	"slices"
	"testing"
)

func TestAFileOfNotesIsTakenApart(t *testing.T) {
	signer, _, err := NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	file := "rest of a note\n— portico.acme.example/trail AAAA\n\n"
	for size := range int64(3) {
		signed, err := Sign(Checkpoint{Origin: "portico.acme.example/trail", Size: size}.Text(), signer)
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, signed)
		file += signed + "\n"
	}
	if got := SplitNotes(file + "portico.acme.example/trail\n4\nhalf a no"); !slices.Equal(got, notes) {
		t.Errorf("taken apart into %q\nwant %q", got, notes)
	}
	if got := SplitNotes(notes[1]); !slices.Equal(got, notes[1:2]) {
		t.Errorf("a file of one note is %q", got)
	}
	if c, err := ParseCheckpoint(TextOf(notes[2])); err != nil || c.Size != 2 {
		t.Errorf("read %+v, %v", c, err)
	}
	if got := SplitNotes("nothing of the kind\n\nat all\n"); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}
