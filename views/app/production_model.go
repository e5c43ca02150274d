package app

import (
	"strconv"

	"portico/views/components"
	"portico/views/layout"
)

// Production is the way of one app to production: what is ready, the text, where the request stands, what Avaya said.
type Production struct {
	Frame   layout.Frame
	AppID   string
	AppName string
	// StepLine says where it stands in the journey: "Step 10 of 11".
	StepLine string
	Lede     string
	Track    components.TrackModel
	Clocks   []components.StatModel
	// Notice is the one thing to know first: the reason of a rejection, a withdrawal; nil for none.
	Notice *Notice

	ReadyTally string
	Checks     []components.CheckItem

	// Start offers to write the draft; nil when one is open already.
	Start *Start
	// Letter is the text, in draft or as it was sent; nil before there is one.
	Letter *Letter
	Edit   *Edit
	Send   *Send

	// Request is the id of the attempt that the forms are about, Version what the reader saw of it.
	Request string
	Version int
	Contact *Contact
	Approve *Approve
	Reject  *Reject
	// CanWithdraw offers to take the open request back.
	CanWithdraw bool

	// Actions lead on once the request is approved.
	Actions []components.ButtonModel

	// Log is what happened with this attempt, the newest first.
	Log []components.TimelineItem
	// LogTitle heads it: "Contact with Avaya" while the vendor decides, else "What happened".
	LogTitle string
	// FollowUp is a word to the vendor; nil while it is not the vendor's turn.
	FollowUp *FollowUp
	// SHA256 is the whole fingerprint of the text as it was sent; empty before.
	SHA256 string

	Sent     []components.Fact
	Attempts []Attempt
	// Asides are sentences beside the request, each under its heading.
	Asides []Aside
	Once   string
}

// Start is the button that writes the draft, or the next attempt after a rejection.
type Start struct {
	Text   string
	Action string
	WhyNot string
}

// Letter is the text for "Describe the application".
type Letter struct {
	Title string
	Line  string
	Body  string
	// Marks are the facts in it that come from the record and get a tint.
	Marks []string
	// Size is "1 021 characters".
	Size string
	// Missing says what Avaya asks for and the text does not say; empty when it does.
	Missing string
}

// Edit changes the draft.
type Edit struct {
	Body     string
	Accounts []components.ChoiceOption
	Errors   map[string]string
	Open     bool
}

// Send says that the request was sent.
type Send struct {
	FormHost  string
	FormURL   string
	Day       string
	Reference string
	Today     string
	Errors    map[string]string
	WhyNot    string
}

// FollowUp is a word to the vendor that decides slowly: ready to copy, and to be changed before.
type FollowUp struct {
	Body string
	// Marks are the facts in it that come from the record and get a tint.
	Marks []string
	// Line says whether it is time: "Avaya has had 12 working days".
	Line string
	// CanRecord offers to say that it was sent, on Today.
	CanRecord bool
	Today     string
}

// Contact is one line for the log of contacts: the vendor's or ours.
type Contact struct {
	// Ours says that we wrote.
	Ours   bool
	Day    string
	Who    string
	Words  string
	Today  string
	Errors map[string]string
	Open   bool
}

// Approve says that the vendor approved: it writes production permission into the ledger.
type Approve struct {
	Day       string
	Company   string
	Companies []components.Option
	// Accounts are the people whose permission is recorded, in words.
	Accounts string
	// Grade says how it will count for the reader: "Counts as self-reported for yourself."
	Grade  string
	Today  string
	Errors map[string]string
	Open   bool
}

// Reject says that the vendor rejected.
type Reject struct {
	Day    string
	Reason string
	Today  string
	Errors map[string]string
	Open   bool
}

// Attempt is an earlier attempt, kept as it was.
type Attempt struct {
	Title  string
	Status string
	Word   string
	Line   string
	Body   string
	ID     string
}

// Aside is a heading with a sentence.
type Aside struct {
	Title string
	Text  string
}

func (p Production) path(rest string) string {
	return "/apps/" + p.AppID + "/requests/" + p.Request + rest
}

func (p Production) version() string { return strconv.Itoa(p.Version) }

func (e Edit) bodyField() components.FieldModel {
	return components.FieldModel{ID: "body", Name: "body", Label: "Text", Value: e.Body, Error: e.Errors["body"], Rows: 14, MaxLength: 8000, Required: true}
}

func (e Edit) accountsField() components.ChoiceModel {
	return components.ChoiceModel{FieldModel: components.FieldModel{
		ID: "accounts", Name: "account", Label: "Accounts that need the permission",
		Error: e.Errors["account"],
	}, Many: true, Options: e.Accounts}
}

func (s Send) dayField() components.FieldModel {
	return components.FieldModel{ID: "sent-day", Name: "day", Label: "Day sent", Type: "date", Value: s.Day, Max: s.Today, Error: s.Errors["day"], Required: true}
}

func (s Send) referenceField() components.FieldModel {
	return components.FieldModel{
		ID: "sent-reference", Name: "reference", Label: "Reference from Avaya", Value: s.Reference, Optional: true,
		MaxLength: 200, Error: s.Errors["reference"], Autocomplete: "off",
	}
}

func (c Contact) fromField() components.ChoiceModel {
	value := "vendor"
	if c.Ours {
		value = "us"
	}
	return components.ChoiceModel{FieldModel: components.FieldModel{ID: "contact-side", Name: "side", Label: "Who wrote?", Value: value, Required: true}, Options: []components.ChoiceOption{
		{Value: "vendor", Label: "Avaya wrote to us"}, {Value: "us", Label: "We wrote to Avaya"},
	}}
}

func (c Contact) wordsField() components.FieldModel {
	return components.FieldModel{
		ID: "contact-words", Name: "words", Label: "What was said", Value: c.Words, Error: c.Errors["words"], MaxLength: 4000, Rows: 3, Optional: true,
		Hint: "A question, an answer, or a link to the mail. Needed for what we wrote.",
	}
}

func (c Contact) dayField() components.FieldModel {
	return components.FieldModel{ID: "contact-day", Name: "day", Label: "Day", Type: "date", Value: c.Day, Max: c.Today, Error: c.Errors["day"], Required: true}
}

func (c Contact) whoField() components.FieldModel {
	return components.FieldModel{ID: "contact-who", Name: "contact", Label: "Person at Avaya", Value: c.Who, MaxLength: 200, Error: c.Errors["contact"], Autocomplete: "off"}
}

func (a Approve) dayField() components.FieldModel {
	return components.FieldModel{ID: "approve-day", Name: "day", Label: "Day of the approval", Type: "date", Value: a.Day, Max: a.Today, Error: a.Errors["day"], Required: true}
}

func (a Approve) companyField() components.SelectModel {
	return components.SelectModel{FieldModel: components.FieldModel{
		ID: "approve-company", Name: "company", Label: "Company in production", Value: a.Company,
		Error: a.Errors["company"], Hint: "For which company the accounts now hold the permission.",
	}, Options: a.Companies}
}

func (r Reject) dayField() components.FieldModel {
	return components.FieldModel{ID: "reject-day", Name: "day", Label: "Day of the rejection", Type: "date", Value: r.Day, Max: r.Today, Error: r.Errors["day"], Required: true}
}

func (r Reject) reasonField() components.FieldModel {
	return components.FieldModel{
		ID: "reject-reason", Name: "reason", Label: "Reason that Avaya gave", Value: r.Reason, Error: r.Errors["reason"],
		MaxLength: 4000, Rows: 3, Required: true,
	}
}

// answersTitle says what the forms below it are about: before it is sent there is nothing of the vendor's to tell.
func (p Production) answersTitle() string {
	if p.Approve == nil && p.Reject == nil {
		return "Change your mind"
	}
	return "Avaya has decided"
}
