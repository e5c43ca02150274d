package permission

import (
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
)

// tally takes the rows of an answer one after the other.
type tally struct {
	Digest
	print *fingerprint
	// people are those of the answer, each once, with what they count in: it grows with the people of a long ledger.
	people map[uuid.UUID]countedIn
}

// countedIn is what one person counts in, as bits.
type countedIn uint8

const (
	inMatching countedIn = 1 << iota
	inCompany
	inFreelance
)

func newTally() *tally { return &tally{print: newFingerprint(), people: map[uuid.UUID]countedIn{}} }

func (t *tally) add(r Row, matches bool) error {
	person, err := uuid.Parse(r.MemberID)
	if err != nil {
		return fmt.Errorf("read the member of a line: %w", err)
	}
	t.Counts.Lines++
	counted := inCompany
	if r.CompanyID == "" {
		counted = inFreelance
	}
	if matches {
		counted |= inMatching
	}
	t.people[person] |= counted
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
	return t.print.row(r.Canonical())
}

func (t *tally) digest() Digest {
	d := t.Digest
	d.Counts.People = len(t.people)
	for _, counted := range t.people {
		if counted&inMatching != 0 {
			d.ShownPeople++
		}
		if counted&inCompany != 0 {
			d.Counts.ForCompany++
		}
		if counted&inFreelance != 0 {
			d.Counts.ForFreelance++
		}
	}
	d.Fingerprint = hex.EncodeToString(t.print.sum.Sum(nil))
	return d
}
