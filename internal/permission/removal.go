package permission

import "time"

// removal is the part of a version that tells how a permission goes: decided first, then executed at the vendor, then known
// for sure. Whoever decided, executed and confirmed are ids of members.
type removal struct {
	DecidedAt time.Time
	DecidedBy string
	// DueOn is a calendar day, DueBy who is to see to it.
	DueOn time.Time
	DueBy string
	// EndGrade is how well the end is known; empty while it is held.
	EndGrade       string
	ExecutedBy     string
	EndConfirmedBy string
	EndEvidence    string
}

// executed says that the permission is gone at the vendor: self-reported, until somebody else looks.
func (r *removal) executed(by, evidence string) {
	r.EndGrade, r.ExecutedBy, r.EndConfirmedBy, r.EndEvidence = SelfReported, by, "", evidence
}

// RemovalState is how far a removal has come.
type RemovalState string

// The states of a removal. Decided and Executed are open risks: it is still held, or only one side says that it is gone.
// Ending is held until a known day to come.
const (
	NotRemoved RemovalState = ""
	Decided    RemovalState = "decided"
	Ending     RemovalState = "ending"
	Executed   RemovalState = "executed"
	Removed    RemovalState = "removed"
)

// RemovalStateOf tells the state at now from what the ledger keeps. An end that was recorded before ends had grades counts as
// self-reported.
func RemovalStateOf(decidedAt, heldUntil time.Time, endGrade string, now time.Time) RemovalState {
	switch {
	case heldUntil.IsZero() && decidedAt.IsZero():
		return NotRemoved
	case heldUntil.IsZero():
		return Decided
	case heldUntil.After(now):
		return Ending
	case endGrade == Confirmed || endGrade == Verified:
		return Removed
	}
	return Executed
}

// Open says that the removal is a risk that nobody has closed yet.
func (s RemovalState) Open() bool { return s == Decided || s == Executed }

// Removal is how a permission goes, as a page reads it.
type Removal struct {
	State     RemovalState
	DecidedAt time.Time
	DecidedBy Person
	// DueOn is a calendar day; zero for none was said. DueBy is who is to see to it.
	DueOn time.Time
	DueBy Person
	// ExecutedAt is when it was gone at the vendor, ExecutedBy who said so.
	ExecutedAt  time.Time
	ExecutedBy  Person
	Grade       string
	ConfirmedBy Person
	Evidence    string
}

// Person is a member by id and name; the zero value is nobody that is known.
type Person struct{ ID, Name string }

// Known is one version of a grant with how it goes.
type Known struct {
	Row
	Removal Removal
}
