package people_test

import (
	"errors"
	"strings"
	"testing"

	"portico/internal/apperr"
	"portico/internal/people"
)

func TestAnAddressIsTheSameHoweverItIsWritten(t *testing.T) {
	for typed, key := range map[string]string{
		"ann@acme.example":          "ann@acme.example",
		"  Ann@ACME.Example ":       "ann@acme.example",
		"ann@MÜLLER.example":        "ann@xn--mller-kva.example",
		"ann@xn--mller-kva.example": "ann@xn--mller-kva.example",
		"ann+portico@acme.example":  "ann+portico@acme.example",
		"o'brien@acme.example":      "o'brien@acme.example",
		"ÉLISE@acme.example":        "élise@acme.example",
	} {
		got, err := people.EmailKey(typed)
		if err != nil || got != key {
			t.Errorf("%q gives %q, %v; want %q", typed, got, err, key)
		}
	}
}

func TestAnAddressOfTwoLinesOrTooLongIsRefused(t *testing.T) {
	for _, typed := range []string{
		strings.Repeat("a", 65) + "@acme.example", "a@" + strings.Repeat("b.", 150) + "example", "grace@acme.example\r\nBcc: all@acme.example",
	} {
		if _, err := people.ParseAddress(typed); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%q gives %v", typed, err)
		}
	}
}

func TestEachFaultOfAnAddressHasItsSentence(t *testing.T) {
	for typed, want := range map[string]string{
		"":                           "missing",
		"grace.liu@acme,example":     "comma instead of a dot",
		"grace.liu@acme;example":     "semicolon instead of a dot",
		"grace.liu":                  "no @",
		"@acme.example":              "before the @ is missing",
		"grace@":                     "after the @ is missing",
		"grace@liu@acme.example":     "more than one @",
		"grace liu@acme.example":     "a space",
		"grace@acme":                 "no dot",
		"grace@acme..example":        "two dots",
		"grace@.acme.example":        "begins or ends with a dot",
		"grace@acme.example.":        "begins or ends with a dot",
		"Grace <grace@acme.example>": "Only the address",
		"grace@[192.0.2.1]":          "not a number of a machine",
		"grace@ac me.example":        "a space",
		"grace@acme_corp!.example":   "not a domain",
		"gra..ce@acme.example":       "not a mail address",
		"grace\x00@acme.example":     "cannot be read",
	} {
		_, err := people.ParseAddress(typed)
		var typedErr *apperr.Error
		if !errors.As(err, &typedErr) || !strings.Contains(typedErr.Fields["email"], want) {
			t.Errorf("%q gives %v, want a sentence with %q", typed, err, want)
		}
	}
}
