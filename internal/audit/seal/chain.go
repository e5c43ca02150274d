package seal

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256.
type Hash = tlog.Hash

// Leaf is an event's hash in the tree: SHA-256 of a zero byte and the canonical text, as RFC 6962 hashes a leaf.
func Leaf(line string) Hash { return tlog.RecordHash([]byte(line)) }

// chainPrefix keeps links apart from every other hash.
const chainPrefix = "portico chain v1\n"

// Link is the head of the chain after a leaf: SHA-256 of a fixed first line, the head before it and the leaf. The head before
// the first event is 32 zero bytes.
func Link(before, leaf Hash) Hash {
	h := sha256.New()
	h.Write([]byte(chainPrefix))
	h.Write(before[:])
	h.Write(leaf[:])
	var link Hash
	h.Sum(link[:0])
	return link
}
