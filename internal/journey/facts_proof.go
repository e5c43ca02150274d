package journey

import "time"

// ProofKind says which round trip with the vendor a proof was.
type ProofKind string

// The kinds of proof: a sign-in, or one that came back to a one-time address which the member registered in the app.
const (
	ProvedBySignIn    ProofKind = "sign-in"
	ProvedByChallenge ProofKind = "challenge"
)

// Proof is something that the vendor showed about the member and that counts today: it succeeded, or a lead accepted it, and
// its environment was not emptied since.
type Proof struct {
	ID          string
	Environment Environment
	AppID       string
	Kind        ProofKind
	// At is when the vendor answered, RecordedAt when it began to count: later where a lead had to accept it.
	At, RecordedAt time.Time
	// Accepted says that a lead had to: the vendor showed another mail address, or the app is shared.
	Accepted bool
	// CompanyIDs are the companies whose people the vendor listed among the member's colleagues in this proof.
	CompanyIDs []string
	// Fingerprint is a SHA-256 of what the vendor showed, in hexadecimal.
	Fingerprint string
}

// Colleague is somebody in one company with the member by the vendor's own list: one of the two proved their account, and the
// other stands in that company here.
type Colleague struct {
	ProofID   string
	Person    Person
	CompanyID string
	At        time.Time
}
