package oauthapp

import "time"

// The results of a test. Open takes a result back.
const (
	Passed  = "passed"
	Failed  = "failed"
	Excused = "excused"
	Open    = ""
)

// Test is one line of an app's test list in staging.
type Test struct {
	ID        string
	Title     string
	Result    string
	Note      string
	Decider   string
	DecidedAt time.Time
	Version   int
	position  int
}

// Settled says that the test no longer stands in the way: it passed or was excused.
func (t Test) Settled() bool { return t.Result == Passed || t.Result == Excused }

// DefaultTests is the list that every staging app begins with: what an integration needs before real people meet it.
func DefaultTests() []string {
	return []string{
		"A person signs in by OAuth2 and comes back to the app with a code",
		"A sign-in that is refused or cancelled ends with a clear message",
		"The access token is renewed before it runs out, without a new sign-in",
		"The app reads who signed in and shows the right account",
		"A space is opened, joined and left",
		"Errors and limits of the API (401, 403, 429) are met without losing anything",
		"The client secret lies in the vault, not in code, logs or browsers",
	}
}

// Commitment is the signature under "we commit to deploy": who, when, and the sentence as it stood; its ID is empty while
// nobody signed. One that was taken back says when, by whom and why; Withdrawer is empty where it fell by itself.
type Commitment struct {
	ID          string
	By          Person
	At          time.Time
	Sentence    string
	WithdrawnAt time.Time
	Withdrawer  string
	Why         string
}

// settled counts the tests that passed or were excused.
func settled(tests []Test) int {
	n := 0
	for _, t := range tests {
		if t.Settled() {
			n++
		}
	}
	return n
}

// complete says whether the list lets anybody commit: there is at least one test, and all are settled.
func complete(tests []Test) bool { return len(tests) > 0 && settled(tests) == len(tests) }
