package permission

import (
	"archive/zip"
	"bytes"
	"fmt"
	"testing"

	"portico/internal/audit/seal"
)

func TestALedgerThatHasMoreLinesThanItsManifestSaysFillsNoMemory(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(seal.GrantsFile)
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostInPart + 2 {
		if _, err := fmt.Fprintf(w, "{\"grant_id\":\"%d\"}\n", i); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := z.Create(seal.EventsFile); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	m := seal.Manifest{What: seal.ExportTrail, Whole: true, Files: []seal.ManifestEntry{{Name: seal.GrantsFile, Rows: 1}}}
	if _, found, err := VerifyExported(r, m); err != nil || found.Count != 1 {
		t.Errorf("%d findings, %v", found.Count, err)
	}
}
