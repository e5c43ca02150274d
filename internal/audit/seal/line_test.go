package seal

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

func TestAnEventHasOneCanonicalText(t *testing.T) {
	actor, after := "0198f000-0000-7000-8000-000000000001", `{"held_from":"2026-06-16T00:00:00Z"}`
	at := time.Date(2026, 6, 16, 9, 41, 7, 120000, time.UTC)
	l := Line{
		Version: LineVersion, Event: 7, At: FormatTime(at), ActorKind: "member", Actor: &actor, Action: "grant.recorded",
		SubjectKind: "grant", Subject: "g<&>", After: &after, Request: "r-1",
	}
	text, err := l.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"v":1,"event":7,"at":"2026-06-16T09:41:07.000120Z","actor_kind":"member","actor":"0198f000-0000-7000-8000-000000000001",` +
		`"action":"grant.recorded","subject_kind":"grant","subject":"g<&>","member":null,"team":null,"before":null,` +
		`"after":"{\"held_from\":\"2026-06-16T00:00:00Z\"}","grade":null,"reason_sha256":null,"request":"r-1","refused":false}`
	if text != want {
		t.Errorf("the text is\n%s\nwant\n%s", text, want)
	}
	read, err := ParseLine(text)
	if err != nil || read.Event != 7 || *read.Actor != actor {
		t.Errorf("read %+v, %v", read, err)
	}
	// Worked out with: printf '\0portico' | sha256sum
	if got := hex.EncodeToString(func() []byte { h := Leaf("portico"); return h[:] }()); got != "872b5ce57a33fd8783e3c15662ae1157c4bbb7615af28d29245cfba28fee40ee" {
		t.Errorf("the leaf of a known text is %s", got)
	}
}

func TestATextThatIsNotCanonicalIsRefused(t *testing.T) {
	good, err := Line{Version: LineVersion, Event: 1}.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a blank":             strings.Replace(good, ":", ": ", 1),
		"another version":     strings.Replace(good, `"v":1`, `"v":2`, 1),
		"a field that is new": strings.Replace(good, `{`, `{"x":1,`, 1),
		"a field less":        strings.Replace(good, `,"refused":false`, ``, 1),
		"something behind":    good + "{}",
		"nothing":             "",
	} {
		if l, err := ParseLine(text); err == nil {
			t.Errorf("%s: read as %+v", name, l)
		}
	}
}
