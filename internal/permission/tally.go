package permission

import (
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
)

// tally takes the rows of an answer one after the other.
type tally struct {
	Digest
	print                                      *fingerprint
	people, matching, forCompany, forFreelance map[uuid.UUID]struct{}
}

func newTally() *tally {
	set := func() map[uuid.UUID]struct{} { return map[uuid.UUID]struct{}{} }
	return &tally{print: newFingerprint(), people: set(), matching: set(), forCompany: set(), forFreelance: set()}
}

func (t *tally) add(r Row, matches bool) error {
	person, err := uuid.Parse(r.MemberID)
	if err != nil {
		return fmt.Errorf("read the member of a line: %w", err)
	}
	t.Counts.Lines++
	t.people[person] = struct{}{}
	if r.CompanyID == "" {
		t.forFreelance[person] = struct{}{}
	} else {
		t.forCompany[person] = struct{}{}
	}
	switch r.Grade {
	case Verified:
		t.Counts.Verified++
	case Confirmed:
		t.Counts.Confirmed++
	default:
		t.Counts.SelfReported++
	}
	switch r.Change {
	case "gained":
		t.Counts.Gained++
	case "lost":
		t.Counts.Lost++
	case "corrected":
		t.Counts.Corrected++
	}
	if !matches {
		return nil
	}
	t.Shown++
	t.matching[person] = struct{}{}
	return t.print.row(r.Canonical())
}

func (t *tally) digest() Digest {
	d := t.Digest
	d.Counts.People, d.ShownPeople = len(t.people), len(t.matching)
	d.Counts.ForCompany, d.Counts.ForFreelance = len(t.forCompany), len(t.forFreelance)
	d.Fingerprint = hex.EncodeToString(t.print.sum.Sum(nil))
	return d
}
