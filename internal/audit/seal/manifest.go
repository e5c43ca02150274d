package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// ManifestFormat is the first line of an export's statement and the format in its manifest.
const ManifestFormat = "portico export v1"

// What an export holds.
const (
	ExportTrail  = "trail"
	ExportLedger = "ledger"
)

// Names of the files of an export, which is one ZIP file. The first four are in every export and not listed in its manifest.
const (
	ManifestFile   = "manifest.json"
	StatementFile  = "manifest.txt"
	CheckpointFile = "checkpoint.txt"
	KeyFile        = "key.txt"
	EventsFile     = "events.jsonl"
	NamesFile      = "names.jsonl"
	ReasonsFile    = "reasons.jsonl"
	GrantsFile     = "grants.jsonl"
	RowsFile       = "rows.jsonl"
)

// Manifest says what an export holds and what it answers. Moments are in UTC as RFC 3339 writes them.
type Manifest struct {
	Format string `json:"format"`
	What   string `json:"what"` // trail or ledger
	// Whole says that an export of the trail has every event from the first to the checkpoint.
	Whole   bool   `json:"whole"`
	MadeAt  string `json:"made_at"`
	MadeBy  string `json:"made_by"` // the id of a member, or operator
	Version string `json:"version"` // of Portico
	// Query is the question as it stands in an address, with its moments fixed.
	Query      string             `json:"query"`
	AsOf       string             `json:"as_of,omitempty"`
	KnownAt    string             `json:"known_at,omitempty"`
	Filters    map[string]string  `json:"filters,omitempty"`
	Files      []ManifestEntry    `json:"files"`
	Checkpoint ManifestCheckpoint `json:"checkpoint"`
	// Answer is the fingerprint of an answer of the ledger, SHA-256 in hexadecimal, the same as on the screen.
	Answer string `json:"answer_sha256,omitempty"`
	// Unsigned says that there was no key to sign with: then there is no statement, and nothing proves who made the file.
	Unsigned bool `json:"unsigned,omitempty"`
}

// ManifestEntry is one file of data.
type ManifestEntry struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // hexadecimal
	Bytes  int64  `json:"bytes"`
	// Rows counts lines of data, without a heading.
	Rows int64 `json:"rows"`
}

// ManifestCheckpoint is the head of the trail at the time of the export, the same as in its checkpoint.
type ManifestCheckpoint struct {
	Size int64  `json:"size"`
	Root string `json:"root"` // hexadecimal
}

// ManifestCheckpointOf is a checkpoint as a manifest names it.
func ManifestCheckpointOf(c Checkpoint) ManifestCheckpoint {
	return ManifestCheckpoint{Size: c.Size, Root: hex.EncodeToString(c.Root[:])}
}

// Sign gives the two texts of a manifest: manifest.json as it must be written, and the signed statement about it,
// manifest.txt.
func (m Manifest) Sign(signer string) (body []byte, statement string, err error) {
	if body, err = m.Body(); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(body)
	text := fmt.Sprintf("%s\n%s\n%d\n", ManifestFormat, hex.EncodeToString(sum[:]), m.Checkpoint.Size)
	statement, err = Sign(text, signer)
	return body, statement, err
}

// Body is manifest.json as it must be written, for an export without a key.
func (m Manifest) Body() ([]byte, error) {
	m.Format = ManifestFormat
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return b.Bytes(), nil
}

// OpenManifest reads a manifest after its statement holds: signed by one of the keys, about these very bytes.
func OpenManifest(body []byte, statement string, verifiers ...string) (Manifest, error) {
	var m Manifest
	text, err := Open(statement, verifiers...)
	if err != nil {
		return m, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != ManifestFormat {
		return m, fmt.Errorf("the statement is not one of the form %q", ManifestFormat)
	}
	sum := sha256.Sum256(body)
	if lines[1] != hex.EncodeToString(sum[:]) {
		return m, fmt.Errorf("%s was changed: the statement was signed about another text", ManifestFile)
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, fmt.Errorf("read %s: %w", ManifestFile, err)
	}
	if m.Format != ManifestFormat {
		return m, fmt.Errorf("%s is of the form %q, and this program knows %q", ManifestFile, m.Format, ManifestFormat)
	}
	if strconv.FormatInt(m.Checkpoint.Size, 10) != lines[2] {
		return m, fmt.Errorf("the statement speaks of a checkpoint of %s events, the manifest of one of %d", lines[2], m.Checkpoint.Size)
	}
	return m, nil
}

// ExportedEvent is one line of events.jsonl.
type ExportedEvent struct {
	Seq  int64  `json:"seq"`
	Line string `json:"line"` // the canonical text
	Link string `json:"link"` // hexadecimal
	// Proof is that the event is in the tree of the checkpoint, as RFC 6962 has it; left out in an export of the whole trail.
	Proof [][]byte `json:"proof,omitempty"` // base64 each
}

// ExportedName is one line of names.jsonl: who or what an id was at the time of the export. It is not sealed.
type ExportedName struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // member, team, company, app ...
	Name string `json:"name"`
	// Detail is the mail address of a member or the client id of an app, where the export shows them.
	Detail string `json:"detail,omitempty"`
}

// ExportedReason is one line of reasons.jsonl: the words whose salted hash the event keeps. Words are null once they were
// erased.
type ExportedReason struct {
	Event int64   `json:"event"`
	Salt  []byte  `json:"salt"` // base64
	Words *string `json:"words"`
}
