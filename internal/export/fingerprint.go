package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"

	"portico/internal/audit"
	"portico/internal/permission"
)

// Fingerprint is the SHA-256 of rows in their order: of an answer of the ledger the same as of rows.jsonl in its export.
type Fingerprint struct{ sum hash.Hash }

// NewFingerprint is one of no rows yet.
func NewFingerprint() *Fingerprint { return &Fingerprint{sha256.New()} }

// AddRow adds a row of the ledger.
func (f *Fingerprint) AddRow(r permission.Row) error {
	j := json.NewEncoder(f.sum)
	j.SetEscapeHTML(false)
	return j.Encode(r.Canonical())
}

// AddEvent adds an event by its hash in the tree, a line each; nothing of one that is not sealed yet.
func (f *Fingerprint) AddEvent(l audit.Line) {
	if l.Sealed {
		f.sum.Write([]byte(l.Leaf + "\n"))
	}
}

// String is the fingerprint in hexadecimal.
func (f *Fingerprint) String() string { return hex.EncodeToString(f.sum.Sum(nil)) }
