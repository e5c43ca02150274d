package permission

import (
	"crypto/sha256"
	"encoding/json"
	"hash"
	"time"
)

// rowVersion is the version of the canonical text of a row.
const rowVersion = 1

// Canonical is a row as a fingerprint has it: what was recorded, with people, companies and apps by id, and nothing that
// changes when somebody is renamed or erased. Moments are UTC to the microsecond, days as 2026-06-16. The order of the fields
// is the order in the text; an empty one is left out.
//
// The fingerprint of an answer is the SHA-256 of the canonical text of each row in the order of the answer, a line break after
// each: that of the file rows.jsonl in an export.
type Canonical struct {
	Form int `json:"v"` // the version of this text, 1
	// Change and At are set in an answer about changes: gained, lost or corrected, and when.
	Change      string `json:"change,omitempty"`
	At          string `json:"at,omitempty"`
	Grant       string `json:"grant"`
	Version     int    `json:"version"`
	Member      string `json:"member"`
	Environment string `json:"environment"`
	Company     string `json:"company,omitempty"`
	App         string `json:"app,omitempty"`
	Request     string `json:"request,omitempty"`
	Kind        string `json:"kind"`
	HeldFrom    string `json:"held_from"`
	HeldUntil   string `json:"held_until,omitempty"`
	Grade       string `json:"grade"`
	ConfirmedBy string `json:"confirmed_by,omitempty"`

	RemovalDecidedAt string `json:"removal_decided_at,omitempty"`
	RemovalDecidedBy string `json:"removal_decided_by,omitempty"`
	RemovalDueOn     string `json:"removal_due_on,omitempty"`
	RemovalDueBy     string `json:"removal_due_by,omitempty"`
	EndGrade         string `json:"end_grade,omitempty"`
	EndExecutedBy    string `json:"end_executed_by,omitempty"`
	EndConfirmedBy   string `json:"end_confirmed_by,omitempty"`

	RecordedBy string `json:"recorded_by,omitempty"`
	RecordedAt string `json:"recorded_at"`
}

const momentForm = "2006-01-02T15:04:05.000000Z"

func canonicalMoment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentForm)
}

func canonicalDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// fingerprint takes rows one after the other.
type fingerprint struct{ sum hash.Hash }

func newFingerprint() *fingerprint { return &fingerprint{sha256.New()} }

func (f *fingerprint) row(c Canonical) error { return json.NewEncoder(f.sum).Encode(c) }
