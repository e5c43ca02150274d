package spacestest

import (
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"portico/internal/spaces"
)

// Request is what somebody sent with the vendor's form.
type Request struct {
	// ID is the reference that the vendor gives.
	ID, Name, Mail, Company, App, Text string
	// State is submitted, contacted, approved or rejected.
	State, Reason string
	// Accounts are the mail addresses that an approval permits: who sent it and who is named in its text.
	Accounts          []string
	SentAt, DecidedAt time.Time
}

// The states of a request.
const (
	Submitted = "submitted"
	Contacted = "contacted"
	Approved  = "approved"
	Rejected  = "rejected"
)

// SaysTested and SaysProduction are what the vendor's guide wants to read in the text.
func (r Request) SaysTested() bool {
	text := strings.ToLower(r.Text)
	return strings.Contains(text, "test") && strings.Contains(text, "staging")
}

// SaysProduction says that the text asks for production.
func (r Request) SaysProduction() bool {
	return strings.Contains(strings.ToLower(r.Text), "production")
}

// Open says that nobody has decided yet.
func (r Request) Open() bool { return r.State == Submitted || r.State == Contacted }

// StateSays is the state in words.
func (r Request) StateSays() string {
	switch r.State {
	case Contacted:
		return "The applicant was written to"
	case Approved:
		return "Approved"
	case Rejected:
		return "Rejected"
	}
	return "Nobody has looked at it"
}

func requestForm(*visit) reply {
	return reply{page: "request", title: "Request access to the Spaces API", data: Request{}}
}

func requestSend(s *visit) reply {
	made := Request{Name: s.field("name"), Mail: s.field("email"), Company: s.field("company"), App: s.field("app"), Text: strings.TrimSpace(s.r.PostForm.Get("description"))}
	problem := ""
	switch parsed, err := mail.ParseAddress(made.Mail); {
	case err != nil || parsed.Address != made.Mail:
		problem = "Enter your e-mail address."
	case made.Name == "" || made.App == "":
		problem = "Enter your name and the name of the application."
	case made.Text == "":
		problem = "Describe the application."
	}
	if problem != "" {
		return reply{status: 422, page: "request", title: "Request access to the Spaces API", problem: problem, data: made}
	}
	return reply{page: "request-sent", title: "Your request was sent", data: s.v.submit(made)}
}

// addresses finds mail addresses in a text.
func addresses(text string) []string {
	return regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`).FindAllString(text, 50)
}

// submit files a request; v.mu is held.
func (v *Vendor) submit(made Request) *Request {
	made.ID = fmt.Sprintf("SR-%05d", 10_001+len(v.kept.Requests))
	made.State, made.SentAt = Submitted, v.now()
	for _, address := range append([]string{made.Mail}, addresses(made.Text)...) {
		if !has(made.Accounts, address) {
			made.Accounts = append(made.Accounts, address)
		}
	}
	v.kept.Requests = append(v.kept.Requests, &made)
	return &made
}

// Submit sends a request as the form does.
func (v *Vendor) Submit(r Request) Request {
	v.mu.Lock()
	defer v.mu.Unlock()
	defer func() { _ = v.save() }()
	return *v.submit(r)
}

// Requests are all requests, the newest first.
func (v *Vendor) Requests() []Request {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.requests()
}

func (v *Vendor) requests() []Request {
	var out []Request
	for _, r := range slices.Backward(v.kept.Requests) {
		out = append(out, *r)
	}
	return out
}

// Decide is what the reviewer does: state is Contacted, Approved or Rejected; a no needs a reason. An approval permits the
// accounts that the request names, in production.
func (v *Vendor) Decide(id, state, reason string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.decide(id, state, reason)
}

func (v *Vendor) decide(id, state, reason string) error {
	for _, r := range v.kept.Requests {
		if r.ID != id {
			continue
		}
		switch {
		case !r.Open():
			return errors.New("somebody has decided on it already")
		case state == Rejected && reason == "":
			return errors.New("say why it is rejected")
		case state != Contacted && state != Approved && state != Rejected:
			return errors.New("a request is contacted, approved or rejected")
		}
		r.State, r.Reason, r.DecidedAt = state, reason, v.now()
		w := v.kept.Worlds[spaces.Production]
		if state == Approved {
			for _, address := range r.Accounts {
				w.Permitted = with(w.Permitted, address, true)
			}
		}
		w.Letters = append(w.Letters, letterOf(r, v.now(), v.base(spaces.Production, partWeb)))
		return v.save()
	}
	return errors.New("there is no such request")
}

// letterOf tells the applicant.
func letterOf(r *Request, now time.Time, web string) *Letter {
	l := &Letter{To: r.Mail, At: now, Subject: "Your request " + r.ID + " for " + r.App}
	switch r.State {
	case Contacted:
		l.Text = "Hello " + r.Name + ",\n\nwe are reviewing your application. " + r.Reason
	case Approved:
		l.Text = "Hello " + r.Name + ",\n\nyour request is approved. These accounts have the developer permission in production now, or get it when they sign up there: " + strings.Join(r.Accounts, ", ") + "."
		l.Link = web + "/"
	case Rejected:
		l.Text = "Hello " + r.Name + ",\n\nyour request is rejected: " + r.Reason + "\n\nYou can send it again."
	}
	return l
}

func reviewer(s *visit) reply {
	return reply{page: "reviewer", title: "The reviewer’s desk", data: s.v.requests()}
}

func reviewerDecide(s *visit) reply {
	if err := s.v.decide(s.field("request"), s.field("state"), s.field("reason")); err != nil {
		return reply{status: 422, page: "reviewer", title: "The reviewer’s desk", problem: "Not done: " + err.Error() + ".", data: s.v.requests()}
	}
	return reply{to: "/stand-in/reviewer"}
}
