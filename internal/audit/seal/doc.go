// Package seal is the form in which the trail can be checked by somebody who trusts neither Portico nor its database: the
// canonical text of an event, the chain and the tree of hashes over them, and the signed head of the tree, the checkpoint.
// It is pure: it knows no database and no file. docs/trail.md describes the same for whoever writes a second verifier.
//
// It may import the standard library and golang.org/x/mod/sumdb.
package seal
