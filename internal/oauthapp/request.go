package oauthapp

import (
	"slices"
	"time"
)

// State is where a production request stands; it is read off its days.
type State string

// The states of a request.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Contacted State = "contacted"
	Approved  State = "approved"
	Rejected  State = "rejected"
	Withdrawn State = "withdrawn"
)

// Request is one attempt at production for an app. Days are dates at midnight UTC; a zero one has not come.
type Request struct {
	ID      string
	Attempt int
	// Body is the text for "Describe the application"; SHA256 its hash, hexadecimal, once it is submitted and frozen.
	Body        string
	SHA256      string
	Creator     string
	CreatedAt   time.Time
	SubmittedOn time.Time
	Submitter   string
	SubmittedAt time.Time
	Reference   string
	ContactedOn time.Time
	Contact     string
	DecidedOn   time.Time
	// Decision is approved, rejected or empty.
	Decision    string
	Reason      string
	Decider     string
	DecidedAt   time.Time
	WithdrawnAt time.Time
	Version     int
	// Accounts are the people who are to hold the permission in production.
	Accounts []Person
	// Contacts are what was written or said between us and the vendor, the latest first.
	Contacts []Contact
}

// Contact is one line of the log: the vendor's when FromVendor, else ours.
type Contact struct {
	ID         string
	On         time.Time
	FromVendor bool
	// Who is the person at the vendor; may be empty for ours.
	Who        string
	Words      string
	Recorder   string
	RecordedAt time.Time
}

// StateOf reads the state off the days: a withdrawal ends everything, a decision stands above contact and submission.
func StateOf(r Request) State {
	switch {
	case !r.WithdrawnAt.IsZero():
		return Withdrawn
	case r.Decision == string(Approved):
		return Approved
	case r.Decision == string(Rejected):
		return Rejected
	case !r.ContactedOn.IsZero():
		return Contacted
	case !r.SubmittedOn.IsZero():
		return Submitted
	}
	return Draft
}

// waitsOn says whether a request in this state waits for the vendor.
func (s State) waitsOnVendor() bool { return s == Submitted || s == Contacted }

// open says whether a request in this state can still go somewhere.
func (s State) open() bool { return s == Draft || s.waitsOnVendor() }

// Current is the attempt that counts: the open or approved one, else the latest. requests come newest first.
func Current(requests []Request) (Request, bool) {
	i := slices.IndexFunc(requests, func(r Request) bool { s := StateOf(r); return s.open() || s == Approved })
	if i >= 0 {
		return requests[i], true
	}
	if len(requests) > 0 {
		return requests[0], true
	}
	return Request{}, false
}

// Clock is our time and the vendor's, in working days, and which of the two runs.
type Clock struct {
	Ours, Vendors int
	// Since is the day from which the running clock runs; zero when both stand.
	Since         time.Time
	VendorRuns    bool
	Began, Frozen time.Time
}

// Clocks counts our working days and the vendor's for an app that was registered on began, as of today. While a request
// waits for the vendor our clock stands; after a rejection or a withdrawal it runs again until the next is sent.
func Clocks(began time.Time, requests []Request, today time.Time) Clock {
	c := Clock{Began: began}
	ours := began
	for _, r := range slices.Backward(requests) {
		if r.SubmittedOn.IsZero() {
			continue
		}
		c.Ours += WorkingDays(ours, r.SubmittedOn)
		back := r.DecidedOn
		if back.IsZero() && !r.WithdrawnAt.IsZero() {
			back = dateOf(r.WithdrawnAt, time.UTC)
		}
		if back.IsZero() {
			c.Vendors += WorkingDays(r.SubmittedOn, today)
			c.Since, c.VendorRuns, c.Frozen = r.SubmittedOn, true, r.SubmittedOn
			return c
		}
		c.Vendors += WorkingDays(r.SubmittedOn, back)
		ours, c.Frozen = back, r.SubmittedOn
		if r.Decision == string(Approved) {
			return c
		}
	}
	c.Ours += WorkingDays(ours, today)
	c.Since, c.Frozen = ours, time.Time{}
	return c
}
