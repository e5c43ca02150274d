package journey

import (
	"strconv"
	"strings"
)

// Ref names what somebody walks: the key alone for an edition that the program carries, "acme-2026@3" for the third revision
// of one that was made here.
func (e Edition) Ref() string { return RefOf(e.Key, e.Revision) }

// Shipped says that the program carries the edition: it is read, copied and walked, and never changed here.
func (e Edition) Shipped() bool { return e.Revision == 0 }

// RefOf joins a key and a revision; revision 0 is an edition that the program carries.
func RefOf(key string, revision int) string {
	if revision == 0 {
		return key
	}
	return key + "@" + strconv.Itoa(revision)
}

// SplitRef is the key and the revision of a ref; revision 0 where it names none. ok is false for what is no ref.
func SplitRef(ref string) (key string, revision int, ok bool) {
	key, number, made := strings.Cut(ref, "@")
	if len(key) > maxKey || !keyShape.MatchString(key) {
		return "", 0, false
	}
	if !made {
		return key, 0, true
	}
	revision, err := strconv.Atoi(number)
	if err != nil || revision < 1 || revision > maxRevision || strconv.Itoa(revision) != number {
		return "", 0, false
	}
	return key, revision, true
}

// maxKey is how long the key of an edition may be, in letters; maxRevision how often it may be published.
const (
	maxKey      = 60
	maxRevision = 1_000_000
)
