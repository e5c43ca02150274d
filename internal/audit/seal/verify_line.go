package seal

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
)

// field is one thing that an event says, by the name that people know it by.
type field struct{ name, value string }

// nothing is how a field without a value is written in a finding; a value in quotation marks cannot be mistaken for it.
const nothing = "nothing"

func (l Line) fields() []field {
	return []field{
		{"number", strconv.FormatInt(l.Event, 10)},
		{"time", l.At},
		{"kind of actor", l.ActorKind},
		{"actor", optional(l.Actor)},
		{"action", l.Action},
		{"kind of subject", l.SubjectKind},
		{"subject", l.Subject},
		{"member", optional(l.Member)},
		{"team", optional(l.Team)},
		{"before", quoted(l.Before)},
		{"after", quoted(l.After)},
		{"grade", optional(l.Grade)},
		{"hash of the reason", optional(l.Reason)},
		{"request", strconv.Quote(l.Request)},
		{"refusal", strconv.FormatBool(l.Refused)},
	}
}

func optional(s *string) string {
	if s == nil {
		return nothing
	}
	return *s
}

func quoted(s *string) string {
	if s == nil {
		return nothing
	}
	return strconv.Quote(*s)
}

// longestValue is how many characters of a value a finding repeats.
const longestValue = 300

func short(s string) string {
	if r := []rune(s); len(r) > longestValue {
		return string(r[:longestValue]) + " ..."
	}
	return s
}

// Differences says, field by field, in what an event as it stands in the table is not what was sealed.
func Differences(sealed, table Line) []string {
	var all []string
	want, have := sealed.fields(), table.fields()
	for i := range want {
		if want[i] != have[i] {
			all = append(all, fmt.Sprintf("its %s was changed: the seal says %s, the table says %s",
				want[i].name, short(want[i].value), short(have[i].value)))
		}
	}
	return all
}

// Reason is what stands beside an event of the words of its reason.
type Reason struct {
	Salt []byte
	// Words is nil once they were erased.
	Words *string
}

// ReasonProblem says what is wrong with the words of a reason, held against the event's hash in hexadecimal; empty is all
// well. A nil reason is one that is not there.
func ReasonProblem(hash *string, r *Reason) string {
	switch {
	case hash == nil && r == nil:
		return ""
	case hash == nil:
		return "words of a reason stand beside it, and it was sealed without a reason"
	case r == nil:
		return "the words of its reason are gone, and nothing says that they were erased"
	case r.Words == nil:
		return ""
	}
	want, err := hex.DecodeString(*hash)
	if err != nil || !bytes.Equal(want, ReasonHash(r.Salt, *r.Words)) {
		return "the words of its reason were changed: they are not those whose hash was sealed"
	}
	return ""
}
