package journey

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"portico/internal/apperr"
)

// mutated is an edition whose steps carry rules, scopes and orders that the shipped ones never do, as a lead can publish one.
func mutated(a anything, text string) (Edition, bool) {
	file, problems := readFile([]byte(text))
	if len(problems) > 0 {
		return Edition{}, false
	}
	rules := a.r.Perm(len(knownRules))
	var steps []stepFile
	for i, s := range file.Steps {
		if a.n(5) == 0 {
			continue
		}
		if a.maybe() {
			s.Rule = ""
			if a.maybe() {
				s.Rule = knownRules[rules[i%len(rules)]]
			}
		}
		if a.n(3) == 0 {
			s.Scope = knownScopes[a.n(len(knownScopes))]
		}
		if a.n(3) == 0 {
			s.Actor = knownActors[a.n(len(knownActors))]
		}
		if a.n(3) == 0 {
			s.Environment = a.env()
		}
		if a.n(3) == 0 {
			s.Links, s.Stuck = nil, nil
		}
		s.Optional, s.NeedsConfirmation = a.maybe(), a.maybe()
		steps = append(steps, s)
	}
	if a.n(3) == 0 {
		file.Hosts = nil
	}
	file.Steps = steps
	return file.edition(), len(steps) > 0
}

func TestNoEditionThatALeadCanPublishBreaksItsPages(t *testing.T) {
	text, ok := shippedSource(DefaultEdition)
	if !ok {
		t.Fatal("the default edition is missing")
	}
	for seed := range uint64(400) {
		a := anything{rand.New(rand.NewPCG(seed, 7))}
		ed, ok := mutated(a, text)
		if !ok {
			continue
		}
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Fatalf("seed %d: %v", seed, r)
				}
			}()
			p := Evaluate(ed, a.facts(ed), may(20).Add(time.Duration(a.n(1000))*time.Hour))
			if len(p.Steps) != len(ed.Steps) {
				t.Errorf("seed %d: %d of %d steps", seed, len(p.Steps), len(ed.Steps))
			}
		}()
	}
}

func TestAnEditionNamesNoMoreLinksThanAreWatched(t *testing.T) {
	text, _ := shippedSource(DefaultEdition)
	file, problems := readFile([]byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for i := range file.Steps {
		for n := range maxLinks / len(file.Steps) {
			key := fmt.Sprintf("more-%d-%d", i, n)
			file.Steps[i].Links = append(file.Steps[i].Links, linkFile{Key: key, Label: key, URL: "https://a.example/" + key, Host: "a.example"})
		}
	}
	full, err := yaml.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	_, problems = ParseEdition(string(full))
	if len(problems) != 1 || !strings.Contains(problems[0].Say, "links and hosts") {
		t.Errorf("found %v", problems)
	}
}

func TestABlockOfThousandsOfKeysIsNotReadAsValues(t *testing.T) {
	var b strings.Builder
	for i := range maxNodes/2 - 10 {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	if _, problems := ParseEdition(b.String()); len(problems) != 1 || !strings.Contains(problems[0].Say, "keys") {
		t.Errorf("found %d problems", len(problems))
	}
}

func TestNoLeadMovesThemselves(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	if _, err := h.db.Pool().Exec(ctx, `INSERT INTO member_journey (member_id, edition) VALUES ($1, 'zang-2020') ON CONFLICT DO NOTHING`, h.helen.ID); err != nil {
		t.Fatal(err)
	}
	_, err := h.journeys.MovePeople(ctx, h.helen, MovePeople{To: "avayacloud", Members: []string{h.helen.ID}})
	wantKind(t, err, apperr.Forbidden)
	plan, err := h.journeys.PlanMove(ctx, h.helen, "avayacloud")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range plan.People {
		if m.ID == h.helen.ID {
			t.Error("a lead is offered to move themselves")
		}
	}
}
