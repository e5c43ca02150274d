package journey

import (
	"context"
	"fmt"
	"testing"

	"portico/internal/apperr"
	"portico/internal/postgres"
)

func TestALeadReplacesAHostForEverybodyAndTakesItBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, helen := context.Background(), s.actor(s.helen)
	s.must(s.ReplaceLink(ctx, helen, ReplaceLink{Old: "OneSnaStaging.esna.com", New: "https://identity.example.com/"}))
	link := func() string {
		for _, l := range s.state("company").Links {
			if l.Key == "staging-identity" {
				return l.URL
			}
		}
		return ""
	}
	if got := link(); got != "https://identity.example.com" {
		t.Fatalf("the link leads to %q", got)
	}
	s.must(s.ReplaceLink(ctx, helen, ReplaceLink{Old: "identity.example.com", New: "newer.example.com"}))
	if got := link(); got != "https://newer.example.com" {
		t.Errorf("what was replaced is replaced again: %q", got)
	}
	s.must(s.ReplaceLink(ctx, helen, ReplaceLink{Old: "onesnastaging.esna.com", New: "third.example.com"}))
	all, err := s.Replacements(ctx)
	s.must(err)
	if len(all.List) != 2 {
		t.Errorf("%d replacements stand, want one for each thing replaced", len(all.List))
	}
	for _, r := range all.List {
		s.must(s.UndoReplaceLink(ctx, helen, r.ID))
		wantKind(t, s.UndoReplaceLink(ctx, helen, r.ID), apperr.NotFound)
	}
	if got := link(); got != "https://onesnastaging.esna.com" {
		t.Errorf("after it was taken back the link leads to %q", got)
	}
	var made, undone int
	s.must(s.db.Pool().QueryRow(ctx, `SELECT count(*) FILTER (WHERE action = 'link.replaced'), count(*) FILTER (WHERE action = 'link.replace-undone') FROM event`).Scan(&made, &undone))
	if made != 3 || undone != 2 {
		t.Errorf("%d replacements and %d undone in the trail", made, undone)
	}
}

func TestReplacementsDoNotPileUpWithoutEnd(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, helen := context.Background(), s.actor(s.helen)
	for i := range mostReplaced {
		s.must(s.ReplaceLink(ctx, helen, ReplaceLink{Old: fmt.Sprintf("host%d.example", i), New: "new.example"}))
	}
	wantKind(t, s.ReplaceLink(ctx, helen, ReplaceLink{Old: "one-more.example", New: "new.example"}), apperr.Conflict)
	s.must(s.ReplaceLink(ctx, helen, ReplaceLink{Old: "host3.example", New: "newer.example"}))
}

func TestAReplacementThatCannotStandIsRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, helen := context.Background(), s.actor(s.helen)
	for _, bad := range []ReplaceLink{
		{},
		{Old: "onesnastaging.esna.com"},
		{Old: "onesnastaging.esna.com", New: "nohost"},
		{Old: "onesnastaging.esna.com", New: "a.example/path"},
		{Old: "onesnastaging.esna.com", New: "https://a.example/path"},
		{Old: "onesnastaging.esna.com", New: "http://a.example"},
		{Old: "onesnastaging.esna.com", New: "user@a.example"},
		{Old: "onesnastaging.esna.com", New: "a.example?x=1"},
		{Old: "words", New: "a.example"},
		{Old: "://Helen was late again", New: "https://a.example/"},
		{Old: "https://a.example/Helen was late", New: "https://a.example/"},
		{Old: "https://helen:late@a.example/", New: "https://a.example/"},
		{Old: "https://onesnastaging.esna.com", New: "http://a.example"},
		{Old: "https://onesnastaging.esna.com", New: "a.example"},
		{Old: "https://onesnastaging.esna.com", New: "javascript:alert(1)"},
	} {
		wantKind(t, s.ReplaceLink(ctx, helen, bad), apperr.Invalid)
	}
	good := ReplaceLink{Old: "onesnastaging.esna.com", New: "a.example"}
	wantKind(t, s.ReplaceLink(ctx, s.actor(s.priya), good), apperr.Forbidden)
	wantKind(t, s.UndoReplaceLink(ctx, helen, "no-id"), apperr.NotFound)
	wantKind(t, s.UndoReplaceLink(ctx, helen, postgres.NewID()), apperr.NotFound)
	s.must(s.ReplaceLink(ctx, helen, ReplaceLink{Old: "same.example", New: "same.example"}))
	if all, err := s.Replacements(ctx); err != nil || len(all.List) != 0 {
		t.Errorf("%d stand, %v", len(all.List), err)
	}
}
