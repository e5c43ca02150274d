package seal

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree is the head of a growing tree, kept as the roots of its full sub-trees, the biggest first: enough to add leaves and to
// tell the root at any time, in a few hundred bytes however many leaves there are.
type Tree struct {
	size  int64
	roots []Hash
}

// Node is an inner node that became complete, numbered as tlog numbers stored hashes.
type Node struct {
	Index int64
	Hash  Hash
}

// Size is how many leaves the tree has.
func (t *Tree) Size() int64 { return t.size }

// Add puts a leaf at the end and returns the inner nodes that became complete with it.
func (t *Tree) Add(leaf Hash) []Node {
	var nodes []Node
	at, n := leaf, t.size
	level := 0
	for ; n&1 == 1; n >>= 1 {
		last := len(t.roots) - 1
		at = tlog.NodeHash(t.roots[last], at)
		t.roots = t.roots[:last]
		level++
		nodes = append(nodes, Node{Index: tlog.StoredHashIndex(level, n>>1), Hash: at})
	}
	t.roots = append(t.roots, at)
	t.size++
	return nodes
}

// Root is the hash over all leaves, as RFC 6962 defines it; for no leaves the SHA-256 of nothing.
func (t *Tree) Root() Hash {
	if t.size == 0 {
		root, _ := tlog.TreeHash(0, nil)
		return root
	}
	root := t.roots[len(t.roots)-1]
	for i := len(t.roots) - 2; i >= 0; i-- {
		root = tlog.NodeHash(t.roots[i], root)
	}
	return root
}

// Resume is a tree of a size whose full sub-trees read gives: the stored hashes with the indexes of RootIndexes(size).
func Resume(size int64, roots []Hash) (*Tree, error) {
	if size < 0 || len(roots) != bits.OnesCount64(uint64(size)) {
		return nil, fmt.Errorf("a tree of %d leaves does not have %d full sub-trees", size, len(roots))
	}
	return &Tree{size: size, roots: append([]Hash(nil), roots...)}, nil
}

// RootIndexes are the stored hashes that Resume needs, in its order. Level zero is a leaf.
func RootIndexes(size int64) []int64 {
	var indexes []int64
	var done int64
	for level := 62; level >= 0; level-- {
		if size&(1<<level) == 0 {
			continue
		}
		indexes = append(indexes, tlog.StoredHashIndex(level, done>>level))
		done += 1 << level
	}
	return indexes
}
