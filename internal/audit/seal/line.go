package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"
)

// LineVersion is the version of the canonical text that new events are sealed in.
const LineVersion = 1

// Line is an event as it is sealed: all of it, with people by id and a reason by its salted hash. The order of the fields is
// the order in the canonical text. A pointer that is nil is null there.
type Line struct {
	Version     int     `json:"v"`
	Event       int64   `json:"event"`
	At          string  `json:"at"` // UTC, to the microsecond, always with six digits
	ActorKind   string  `json:"actor_kind"`
	Actor       *string `json:"actor"`
	Action      string  `json:"action"`
	SubjectKind string  `json:"subject_kind"`
	Subject     string  `json:"subject"`
	Member      *string `json:"member"`
	Team        *string `json:"team"`
	Before      *string `json:"before"` // the stored text itself, as a string, so that not a byte of it is read anew
	After       *string `json:"after"`
	Grade       *string `json:"grade"`
	Reason      *string `json:"reason_sha256"` // of salt and words, in hexadecimal
	Request     string  `json:"request"`
	Refused     bool    `json:"refused"`
}

// timeForm is how a moment is written.
const timeForm = "2006-01-02T15:04:05.000000Z"

// FormatTime writes a moment as a line has it.
func FormatTime(t time.Time) string { return t.UTC().Format(timeForm) }

// ParseTime reads a moment of a line.
func ParseTime(text string) (time.Time, error) { return time.Parse(timeForm, text) }

// Canonical is the text that is sealed: JSON on one line, every field in order, characters as they are (only ", \, control
// characters and U+2028, U+2029 are escaped).
func (l Line) Canonical() (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(l); err != nil {
		return "", fmt.Errorf("write the canonical text of event %d: %w", l.Event, err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// ParseLine reads a canonical text. It fails for a version that is not known, for a field that is not of that version and for
// a text that is not written as Canonical writes it.
func ParseLine(text string) (Line, error) {
	var l Line
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		return l, fmt.Errorf("read a sealed line: %w", err)
	}
	if l.Version != LineVersion {
		return l, fmt.Errorf("a sealed line of version %d: this program knows version %d", l.Version, LineVersion)
	}
	again, err := l.Canonical()
	if err != nil {
		return l, err
	}
	if again != text {
		return l, fmt.Errorf("the sealed line of event %d is not in its canonical form", l.Event)
	}
	return l, nil
}

// ReasonHash is what an event keeps of the words of a reason.
func ReasonHash(salt []byte, words string) []byte {
	sum := sha256.Sum256(append(bytes.Clone(salt), words...))
	return sum[:]
}
