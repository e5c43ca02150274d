package oauthapp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

const (
	maxTitle = 300
	maxWords = 4000
	maxTests = 100
)

// testEvent is what the trail keeps of a test.
type testEvent struct {
	App    string `json:"app"`
	Result string `json:"result,omitempty"`
}

// AddTest puts a test at the end of an app's list. A commitment to deploy that was said of the shorter list is taken back.
// Kinds: Invalid, NotFound, Forbidden.
func (s *Service) AddTest(ctx context.Context, actor access.Actor, appID, title string) error {
	title = strings.TrimSpace(title)
	return s.change(ctx, actor, audit.TestAdded, appID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		if title == "" || utf8.RuneCountInString(title) > maxTitle {
			return apperr.Field("title", fmt.Sprintf("Say what must work, in 1 to %d characters.", maxTitle))
		}
		tests, err := testsOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if len(tests) >= maxTests {
			return apperr.Field("title", fmt.Sprintf("A list has at most %d tests.", maxTests))
		}
		last := 0
		for _, t := range tests {
			last = max(last, t.position)
		}
		id := postgres.NewID()
		entry.Subject, entry.After = subject("test", id), testEvent{a.ID, ""}
		if err := insertTest(ctx, tx, id, a.ID, last+1, title); err != nil {
			return err
		}
		return s.uncommit(ctx, tx, a.App, "A test was added.")
	})
}

// RemoveTest takes a test from the list. Kinds: NotFound, also when it is gone already; Forbidden.
func (s *Service) RemoveTest(ctx context.Context, actor access.Actor, appID, testID string) error {
	return s.change(ctx, actor, audit.TestRemoved, appID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		t, tests, err := testIn(ctx, tx, a.ID, testID)
		if err != nil {
			return err
		}
		entry.Subject, entry.Before = subject("test", t.ID), testEvent{a.ID, t.Result}
		if _, err := queries(tx).AppTestRemove(ctx, t.ID, a.ID, ptr(s.now())); err != nil {
			return err
		}
		if len(tests) == 1 {
			return s.uncommit(ctx, tx, a.App, "The last test was removed.")
		}
		return nil
	})
}

// DecideTest is the result of one test.
type DecideTest struct {
	AppID, TestID string
	Version       int
	// Result is passed, failed, excused or Open to take a result back.
	Result string
	// Note is evidence or the reason; a failed or excused test needs one.
	Note string
}

// DecideTest gives a test its result, over the one before. A commitment to deploy is taken back when the test no longer
// passes. Kinds: Invalid, NotFound, Forbidden, Conflict when someone decided it meanwhile.
func (s *Service) DecideTest(ctx context.Context, actor access.Actor, in DecideTest) error {
	in.Note = strings.TrimSpace(in.Note)
	var problems apperr.Fields
	if !slices.Contains([]string{Passed, Failed, Excused, Open}, in.Result) {
		problems.Add("result", "Choose passed, failed, excused or not decided.")
	}
	if in.Note == "" && in.Result == Failed {
		problems.Add("note", "Say what fails.")
	}
	if in.Note == "" && in.Result == Excused {
		problems.Add("note", "Say why it is excused.")
	}
	if utf8.RuneCountInString(in.Note) > maxWords {
		problems.Add("note", fmt.Sprintf("Say it in at most %d characters.", maxWords))
	}
	return s.change(ctx, actor, audit.TestDecided, in.AppID, mayWrite, func(tx *audit.Tx, a state, entry *audit.Entry) error {
		t, _, err := testIn(ctx, tx, a.ID, in.TestID)
		if err != nil {
			return err
		}
		entry.Subject, entry.Grade = subject("test", t.ID), SelfReported
		entry.Before, entry.After = testEvent{a.ID, t.Result}, testEvent{a.ID, in.Result}
		if err := problems.Err(); err != nil {
			return err
		}
		if t.Version != in.Version {
			return changedMeanwhile()
		}
		if t.Result == in.Result && t.Note == in.Note {
			return audit.ErrNoChange
		}
		if err := decideTest(ctx, tx, a.ID, t, in, actor.ID, s.now()); err != nil {
			return err
		}
		// Excused is no pass either: whoever signed saw another list.
		if t.Settled() && t.Result != in.Result && in.Result != Passed {
			return s.uncommit(ctx, tx, a.App, "A test no longer passes.")
		}
		return nil
	})
}

func testIn(ctx context.Context, tx *audit.Tx, appID, testID string) (Test, []Test, error) {
	tests, err := testsOf(ctx, tx, appID)
	if err != nil {
		return Test{}, nil, err
	}
	i := slices.IndexFunc(tests, func(t Test) bool { return t.ID == testID })
	if i < 0 {
		return Test{}, nil, apperr.Missing()
	}
	return tests[i], tests, nil
}
