package proof

import (
	"portico/views/components"
	"portico/views/layout"
)

// Start is the page where a proof begins.
type Start struct {
	Frame layout.Frame
	// AppID and AppName are of the app that is proved; ClientEnd are the last characters of its client ID.
	AppID, AppName, ClientEnd string
	Environment               string
	// Vendor and Host say who is asked and where: "Avaya", "onesnastaging.esna.com".
	Vendor, Host string
	Lede         string
	// Off is why there is no proof for this app; empty where there is one.
	Off string
	// Down says that the vendor does not answer now; empty while it does.
	Down string
	// Way is the choice between the ways there are.
	Way []Way
	// NewChallenge makes a one-time redirect URI; a zero Action offers none.
	NewChallenge components.PostModel
	// SecretHint says whether it may be left out.
	SecretHint  string
	SecretError string
	// Error belongs to no single field.
	Error string
	Once  string
	// ManualURL leads to the path without the vendor.
	ManualURL string
	Recent    []Row
}

// Way is one kind of proof with what it takes and what it shows.
type Way struct {
	Kind    string
	Label   string
	Hint    string
	Checked bool
	// WhyNot is why it cannot be chosen now.
	WhyNot string
	// URI is what has to be registered at the vendor for it.
	URI components.CopyableModel
	// Raises are the titles of the steps that become verified; Shows and ShowsNot say it exactly.
	Raises   []string
	Shows    []string
	ShowsNot []string
}

// Row is an earlier proof in a list.
type Row struct {
	URL    string
	Status string
	Word   string
	Line   string
	Time   components.TimeModel
}

// Return is the page that the vendor sends people back to. It changes nothing: its form does.
type Return struct {
	Frame  layout.Frame
	Vendor string
	// Hidden are the values that the vendor sent.
	Hidden []components.Hidden
	Once   string
}

// Outcome is one proof as it stands.
type Outcome struct {
	Frame                         layout.Frame
	ID, AppID, AppName, ClientEnd string
	Environment                   string
	Title                         string
	Lede                          string
	// Status and Word are the shape and the word of the outcome.
	Status, Word string
	Time         components.TimeModel
	// Notice says what happened, what was kept and what to do; empty Kind shows none.
	Notice components.NoticeModel
	// Causes are what most often lies behind it, with what to do.
	Causes []Cause
	// URI is the exact address to compare, where that helps.
	URI components.CopyableModel
	// Shows and ShowsNot are what a proof that succeeded says; Raised are its steps.
	Shows, ShowsNot []string
	Raised          []string
	Facts           []components.Fact
	// Fingerprint is the SHA-256 of what was seen.
	Fingerprint components.CopyableModel
	// Continue leads on from a proof that succeeded, back to the journey.
	Continue components.ButtonModel
	// Repeat leads to the beginning of another one, Manual to the path without the vendor.
	Repeat, Manual components.ButtonModel
	Cancel         components.PostModel
	// Decide is a lead's say about another account or a shared app; nil offers none. Decided says how it was decided.
	Decide  *Decide
	Decided string
	// Waits says on whom it waits, to those who may not decide.
	Waits string
}

// Cause is a likely reason and its remedy.
type Cause struct{ Sign, Do string }

// Decide is the form of a lead.
type Decide struct {
	Title, Text string
	Reason      string
	Error       string
	Once        string
}

func (d Decide) field() components.FieldModel {
	return components.FieldModel{
		ID: "reason", Name: "reason", Label: "Why", Hint: "For example: it is her personal account, she showed me. Never a secret.",
		Value: d.Reason, Error: d.Error, Required: true, MaxLength: 2000, Rows: 2,
	}
}

func (s Start) secret() components.FieldModel {
	return components.FieldModel{
		ID: "secret", Name: "secret", Label: "Client secret", Type: "password", Hint: s.SecretHint, Error: s.SecretError,
		Autocomplete: "off", MaxLength: 400, Optional: s.SecretError == "",
	}
}

func (w Way) id() string { return "way-" + w.Kind }
