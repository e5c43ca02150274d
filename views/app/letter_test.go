package app

import (
	"reflect"
	"testing"
)

func TestALetterIsReadAsParagraphsAndLists(t *testing.T) {
	got := blocks("We tested\nit.\n\nSecond.\n- one\n- two\nLast", nil)
	want := []block{
		{Text: []span{{Text: "We tested it."}}},
		{Text: []span{{Text: "Second."}}},
		{Items: [][]span{{{Text: "one"}}, {{Text: "two"}}}},
		{Text: []span{{Text: "Last"}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestFactsInALetterAreMarkedLongestFirst(t *testing.T) {
	got := spans("ACME at acme.example, ACME Desk", []string{"ACME", "ACME Desk", "acme.example", ""})
	want := []span{{"ACME", true}, {" at ", false}, {"acme.example", true}, {", ", false}, {"ACME Desk", true}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestAnEmptyLetterHasNoBlocks(t *testing.T) {
	if got := blocks("\n \n", []string{"x"}); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}
