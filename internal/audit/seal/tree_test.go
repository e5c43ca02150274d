package seal

import (
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func TestATreeThatGrowsLeafByLeafIsTheTreeOfTheLibrary(t *testing.T) {
	var stored []Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]Hash, error) {
		var found []Hash
		for _, i := range indexes {
			found = append(found, stored[i])
		}
		return found, nil
	})
	var tree Tree
	for n := int64(0); n < 300; n++ {
		line := fmt.Sprintf("line %d", n)
		hashes, err := tlog.StoredHashes(n, []byte(line), reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hashes...)
		for _, node := range tree.Add(Leaf(line)) {
			if stored[node.Index] != node.Hash {
				t.Fatalf("node %d of leaf %d is %v, want %v", node.Index, n, node.Hash, stored[node.Index])
			}
		}
		want, err := tlog.TreeHash(n+1, reader)
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.Root(); got != want {
			t.Fatalf("the root of %d leaves is %v, want %v", n+1, got, want)
		}
		var roots []Hash
		for _, i := range RootIndexes(n + 1) {
			roots = append(roots, stored[i])
		}
		again, err := Resume(n+1, roots)
		if err != nil {
			t.Fatal(err)
		}
		if again.Root() != want {
			t.Fatalf("a tree resumed at %d leaves has the root %v, want %v", n+1, again.Root(), want)
		}
	}
}

func TestATreeIsNotResumedFromTheWrongNumberOfSubTrees(t *testing.T) {
	if _, err := Resume(3, make([]Hash, 1)); err == nil {
		t.Error("a tree of three leaves was made from one sub-tree")
	}
}
