package proof

import (
	"fmt"
	"io"
	"time"

	"portico/internal/journey"
)

// Environment is one of the vendor's two separate systems: staging or production.
type Environment = journey.Environment

// Kind says which of the two round trips a proof is.
type Kind string

// The kinds of proof. A redirect challenge comes back to a one-time address that the member registered in the app.
const (
	SignIn            Kind = "sign-in"
	RedirectChallenge Kind = "challenge"
)

// Outcome is where a proof stands.
type Outcome string

// The outcomes. Only Succeeded shows anything by itself; OtherAccount and SharedApp do once a lead accepts them.
const (
	OnTheWay       Outcome = "on-the-way"
	Succeeded      Outcome = "succeeded"
	OtherAccount   Outcome = "other-account"   // the vendor showed another mail address than the member's
	Guest          Outcome = "guest"           // the vendor let a guest in, who has no account
	Denied         Outcome = "denied"          // the person said no at the vendor
	ExchangeFailed Outcome = "exchange-failed" // the vendor took no code: a wrong secret, an old code, another address
	VendorDown     Outcome = "vendor-down"     // no answer, too slow, or none that can be read
	Lost           Outcome = "lost"            // this process does not hold the secret any more
	SharedApp      Outcome = "shared-app"      // the same client id is another member's: a lead has to say yes
	Cancelled      Outcome = "cancelled"
)

// Ended says that nothing more comes of it at the vendor.
func (o Outcome) Ended() bool { return o != OnTheWay }

// NeedsDecision says that a lead has to accept or refuse it.
func (o Outcome) NeedsDecision() bool { return o == OtherAccount || o == SharedApp }

// Grace is how long somebody may take at the vendor: the secret is kept for so long, and after it the silence is told.
const Grace = 10 * time.Minute

// Proof is one round trip with the vendor, as the person who asks may see it.
type Proof struct {
	ID                   string
	MemberID, MemberName string
	AppID, AppName       string
	Environment          Environment
	Kind                 Kind
	StartedAt            time.Time
	// EndedAt is zero while it is on the way.
	EndedAt time.Time
	Outcome Outcome
	// Silent says that it is on the way for Grace or longer: a wrong client id or address never comes back from the vendor.
	Silent bool
	// ClientEnd is the end of the app's client id, as screens show it; RedirectURI is the exact address that the vendor has to know.
	ClientEnd, RedirectURI string
	// SeenAs is the mail address that the vendor showed; empty for those who may not see it.
	SeenAs string
	// Shows and ShowsNot are sentences without a full stop; empty for an outcome that shows nothing.
	Shows, ShowsNot []string
	// Fingerprint is a hash over what was seen, in hexadecimal; empty where nothing was.
	Fingerprint string
	// Steps are the titles of the steps that it raises.
	Steps []string
	// Decision is "accepted" or "refused" once a lead spoke, else empty.
	Decision  Decision
	DecidedBy string
	DecidedAt time.Time
	Reason    string
	// MayRead says that the person who asks may open it; without it what was seen and shown is left out. MayDecide, MayRepeat and
	// MayCancel are what else they may do now.
	MayRead, MayDecide, MayRepeat, MayCancel bool
	// Code is the vendor's own error code, such as invalid_client; empty where it said none.
	Code string
	// Reset says that the environment or the company was reset since, or that the app has another client id now: it counts no more
	// and stays as history.
	Reset bool
}

// Decision is what a lead said to another account or a shared app.
type Decision string

// The decisions; empty while nobody spoke.
const (
	Undecided Decision = ""
	Accepted  Decision = "accepted"
	Refused   Decision = "refused"
)

// Challenge is a one-time address that the member registers in the app at the vendor.
type Challenge struct {
	ID string
	// URI is the whole address, shown to its maker for as long as it stands. It is worked out anew from a key of the server each
	// time: the database keeps only its hash.
	URI               string
	MadeAt, ExpiresAt time.Time
}

// Offer is what "Prove it" has to say before anything starts.
type Offer struct {
	Apps        []OfferedApp
	Environment Environment
	// RedirectURI is the address that a sign-in comes back to: the app has to know exactly it.
	RedirectURI string
	// Challenge is the member's standing one-time address for the app; nil where there is none.
	Challenge *Challenge
	// Public says that the secret may stay empty.
	Public bool
	// Off says why proof is not offered, as a sentence; empty where it is.
	Off string
	// Steps are the titles of the steps that a sign-in would raise, ChallengeSteps those of a challenge.
	Steps, ChallengeSteps []string
	// Recent are the latest proofs of the apps offered, newest first, ten at most.
	Recent []Proof
	// VendorUp is false where the vendor's last answer was that it is not there. It stops nobody.
	VendorUp bool
	// Identity is the address where people sign in at the vendor; empty where proof is off.
	Identity string
}

// OfferedApp is an app that the member may prove.
type OfferedApp struct {
	ID, Name, ClientID string
	Environment        Environment
	// KnowsReturn says that Offer.RedirectURI is among the redirect addresses written down for the app.
	KnowsReturn bool
	// Off says why this app cannot be proved; empty where it can.
	Off string
}

// StartInput is what somebody typed to start a proof. Secret is never stored; empty means a public client.
type StartInput struct {
	AppID  string
	Secret string `json:"-"`
	Kind   Kind
}

// Started is a proof on its way and the vendor's page to send the person to.
type Started struct{ ProofID, URL string }

// ReturnInput is what came back from the vendor. Path is the last part of a challenge's address, empty for a sign-in.
type ReturnInput struct {
	State string `json:"-"`
	Code  string `json:"-"`
	Error string `json:"-"`
	Path  string `json:"-"`
}

// Format keeps a secret out of logs and crash output, whatever verb asks.
func (in StartInput) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "a proof to start") }

// Format keeps a code and a state out of logs and crash output, whatever verb asks.
func (in ReturnInput) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "a return from the vendor")
}

// DecideInput is a lead's word about another account or a shared app. Reason is needed for a refusal.
type DecideInput struct {
	ProofID string
	Accept  bool
	Reason  string
}
