package export

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"portico/internal/audit"
)

// Fingerprint is the SHA-256 of sealed events in their order; package permission has that of an answer of the ledger.
type Fingerprint struct{ sum hash.Hash }

// NewFingerprint is one of no events yet.
func NewFingerprint() *Fingerprint { return &Fingerprint{sha256.New()} }

// AddEvent adds an event by its hash in the tree, a line each; nothing of one that is not sealed yet.
func (f *Fingerprint) AddEvent(l audit.Line) {
	if l.Sealed {
		f.sum.Write([]byte(l.Leaf + "\n"))
	}
}

// String is the fingerprint in hexadecimal.
func (f *Fingerprint) String() string { return hex.EncodeToString(f.sum.Sum(nil)) }
