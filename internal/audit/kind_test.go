package audit_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"portico/internal/access"
	"portico/internal/audit"
)

var update = flag.Bool("update", false, "write docs/events.md anew")

func TestEveryActionHasASentenceAKindAndAMeaningForEachOfItsFields(t *testing.T) {
	for _, action := range audit.Actions() {
		if said, _ := audit.Sentence(action); said == "" {
			t.Errorf("%s has no sentence", action)
		}
		if phrase := audit.Phrase(action); phrase == "" || strings.ContainsAny(phrase, "{}") {
			t.Errorf("%s has no phrase: %q", action, phrase)
		}
		kind, declared := audit.KindOf(action)
		if !declared || kind.Group == "" || len(kind.Subjects) == 0 || kind.Subjects[0] == "" || kind.Since == "" {
			t.Errorf("%s has no kind, or one without a group or a subject: %+v", action, kind)
		}
		for _, f := range kind.Fields {
			if f.Form == "" || f.Meaning == "" || strings.HasSuffix(f.Meaning, ".") {
				t.Errorf("the field %q of %s has no meaning, or one with a full stop: %+v", f.Name, action, f)
			}
		}
	}
	if len(audit.Kinds()) != len(audit.Actions()) {
		t.Errorf("%d kinds for %d actions", len(audit.Kinds()), len(audit.Actions()))
	}
}

func TestAnEventThatSaysMoreThanItsKindIsNotWritten(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	about := audit.Subject{Kind: "team", ID: s.payments}
	for name, entry := range map[string]audit.Entry{
		"a field that is not declared":           {Subject: about, After: map[string]any{"name": "Payments", "secret": 1}},
		"a field within one":                     {Subject: about, After: map[string]any{"name": map[string]string{"first": "P"}}},
		"a field before":                         {Subject: about, Before: map[string]any{"slug": "payments"}},
		"a kind of subject that is not declared": {Subject: audit.Subject{Kind: "member", ID: s.dev.ID}},
	} {
		err := s.log.Change(context.Background(), s.admin, audit.TeamRenamed, func(tx *audit.Tx) (audit.Entry, error) {
			_, err := tx.Exec(context.Background(), `UPDATE team SET name = 'Changed'`)
			return entry, err
		})
		if err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if n := count(t, s.log.DB(), `SELECT count(*) FROM event`) + count(t, s.log.DB(), `SELECT count(*) FROM team WHERE name = 'Changed'`); n != 0 {
		t.Errorf("%d events or facts were kept", n)
	}
	s.does(s.admin, audit.TeamRenamed, audit.Entry{Subject: about, Before: map[string]any{"name": "A"}, After: map[string]any{"name": "B", "on": "2026-06-16"}})
	err := s.log.Change(context.Background(), access.SystemActor(), audit.TeamRenamed, func(tx *audit.Tx) (audit.Entry, error) {
		tx.Record("team.exploded", audit.Entry{Subject: about})
		return audit.Entry{Subject: about}, nil
	})
	if err == nil || count(t, s.log.DB(), `SELECT count(*) FROM event`) != 1 {
		t.Errorf("a further event of no kind was written: %v", err)
	}
}

const eventsFile = "../../docs/events.md"

func TestTheListOfEventsInTheDocumentsIsThatOfTheCode(t *testing.T) {
	want := eventsText()
	if *update {
		if err := os.WriteFile(eventsFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(eventsFile)
	if err != nil || string(got) != want {
		t.Errorf("docs/events.md is not what the code says (%v): go test ./internal/audit -run TestTheListOfEvents -update", err)
	}
}

// eventsText is docs/events.md.
func eventsText() string {
	var b strings.Builder
	b.WriteString(`# Every kind of event

Made from the code by a test, which fails when the two differ: ` + "`go test ./internal/audit -run TestTheListOfEvents -update`" + `. The same list
stands in Portico at /trail/kinds. An event that says anything else is not written, and neither is the change that it is about.

Each event says who did it (` + "`actor_kind`, `actor_id`" + `), its action, what it is about (subject), the member and the team whom it concerns,
the grade of the evidence where there is one, the request that it came of, and whether it was refused. A refused attempt keeps no values and may be
about whoever made it. Values stand before and after, as JSON; they are ids, states and days, never names or addresses. Words in a person's own
hand stand beside the event as its reason, and can be erased.

Any event may also keep ` + "`on`" + `: ` + lower(audit.CommonField.Meaning) + `.
`)
	group := ""
	for _, kind := range audit.Kinds() {
		if kind.Group != group {
			group = kind.Group
			fmt.Fprintf(&b, "\n## %s\n", group)
		}
		fmt.Fprintf(&b, "\n### `%s`\n\n%s. About: %s. Since %s.\n", kind.Action, audit.Phrase(kind.Action), strings.Join(kind.Subjects, ", "), kind.Since)
		if len(kind.Fields) > 0 {
			b.WriteString("\n| Field | Value | Meaning |\n|---|---|---|\n")
		}
		for _, f := range kind.Fields {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, f.Form, f.Meaning)
		}
	}
	return b.String()
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
