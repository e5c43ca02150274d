package seal

import (
	"bytes"
	"strings"
	"testing"
)

func TestAManifestOpensWithItsKeyAndUnchangedOnly(t *testing.T) {
	signer, verifier, err := NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	made := Manifest{
		What: ExportTrail, Whole: true, MadeBy: "operator", Query: "action=grant.*&from=2026-01-01",
		Files: []ManifestEntry{{Name: EventsFile, SHA256: "00", Bytes: 3, Rows: 1}}, Checkpoint: ManifestCheckpoint{Size: 7, Root: "00"},
	}
	body, statement, err := made.Sign(signer)
	if err != nil {
		t.Fatal(err)
	}
	read, err := OpenManifest(body, statement, verifier)
	if err != nil || read.Query != made.Query || read.Format != ManifestFormat || read.Files[0] != made.Files[0] {
		t.Errorf("read %+v, %v", read, err)
	}
	if _, err := OpenManifest(bytes.Replace(body, []byte("2026"), []byte("2025"), 1), statement, verifier); err == nil ||
		!strings.Contains(err.Error(), "was changed") {
		t.Errorf("a changed manifest: %v", err)
	}
	_, other, err := NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenManifest(body, statement, other); err == nil {
		t.Error("a manifest was opened with another key")
	}
	signed, err := Sign("portico export v2\nx\n7\n", signer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenManifest(body, signed, verifier); err == nil {
		t.Error("a statement of another form was taken")
	}
}
