package problem

import (
	"portico/views/components"
	"portico/views/layout"
)

// Model is one problem page.
type Model struct {
	// Status is the HTTP status, 400 and above.
	Status int
	Title  string
	// What says in a sentence what is wrong.
	What string
	// Kept says what became of what the person entered; empty where nothing was.
	Kept string
	// Do says what to do now.
	Do string
	// May says who may do it, for 403: "Helen Okafor, your lead, can grant it."
	May string
	// RequestID finds the request in the log; When is shown behind it.
	RequestID string
	When      components.TimeModel
	// HomeURL leads to the person's first screen.
	HomeURL   string
	HomeLabel string
	// RetryURL offers the same page once more; empty offers nothing.
	RetryURL string
}

// New returns the page of a status with its words. An unknown status below 500 has
// those of 400, any other those of 500.
func New(status int) Model {
	m := wordsOf(status)
	m.Status = status
	m.HomeURL = "/"
	m.HomeLabel = "Go to my first screen"
	return m
}

// words are what each status says.
var words = map[int]Model{
	403: {
		Title: "You may not do this",
		What:  "You can see this page's place, but your roles do not let you do what you asked for.",
		Kept:  "Nothing was changed. The attempt is on record.",
	},
	404: {
		Title: "This page does not exist",
		What:  "The link may be old, or the page belongs to a team you are not in.",
	},
	405: {
		Title: "This cannot be done here",
		What:  "The address exists, but not for what was asked of it.",
		Do:    "Go back and use the button or the link on the page.",
	},
	409: {
		Title: "Somebody was faster",
		What:  "This has changed since you opened the page.",
		Kept:  "Nothing you entered was saved.",
		Do:    "Go back, load the page again, and decide on what stands there now.",
	},
	413: {
		Title: "This is too large",
		What:  "What you sent is larger than Portico takes.",
		Kept:  "Nothing was saved.",
		Do:    "Send a smaller file, or split it into several.",
	},
	429: {
		Title: "Too many attempts",
		What:  "This was tried too often in a short time, from here or for this account.",
		Kept:  "Nothing is lost, and nobody is locked out for good.",
		Do:    "Wait a few minutes, then try again.",
	},
	503: {
		Title: "Portico is not ready",
		What:  "It is starting, stopping, or cannot reach its database. It is our fault, not yours.",
		Kept:  "Nothing you entered was saved.",
		Do:    "Try again in a minute.",
	},
}

// wordsOf has the words of a status; an unknown one has those of 400 or 500.
func wordsOf(status int) Model {
	if m, ok := words[status]; ok {
		return m
	}
	if status >= 500 {
		return Model{
			Title: "Something went wrong here",
			What:  "It is our fault, not yours.",
			Kept:  "Nothing you entered was saved.",
			Do:    "You can try again.",
		}
	}
	return Model{
		Title: "This could not be understood",
		What:  "Something in the address or the form is not as it should be.",
		Kept:  "Nothing was saved.",
		Do:    "Go back and check what you entered.",
	}
}

// facade draws what kind of problem it is.
func (m Model) facade() layout.Facade {
	switch {
	case m.Status == 404:
		return layout.FacadeMissing
	case m.Status == 403, m.Status == 429:
		return layout.FacadeShut
	case m.Status >= 500:
		return layout.FacadeLeaning
	}
	return layout.FacadeOpen
}

// homeKind makes the way home the first choice where there is nothing to try again.
func (m Model) homeKind() string {
	if m.RetryURL == "" {
		return "primary"
	}
	return ""
}
