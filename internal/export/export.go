package export

import (
	"net/url"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/permission"
)

// What an export is of.
const (
	Ledger = seal.ExportLedger
	Trail  = seal.ExportTrail
)

// Formats of an export. JSON Lines are in every export; the two others add a table to them.
const (
	CSV       = "csv"
	Excel     = "xlsx"
	JSONLines = "jsonl"
)

// States of a run, which is one fetching of the file. A run that is not heard of for Silence is broken.
const (
	Running  = "running"
	Finished = "finished"
	Stopped  = "stopped"
	Broken   = "broken"

	Silence = 30 * time.Second
)

// Order is what somebody wants exported: a question to the ledger or a filter of the trail, as What says.
type Order struct {
	What   string
	Format string
	Ledger permission.Question
	Trail  audit.Filter
	// Address is the question as it stood in an address, with the names that its page knows; the export's own has its moments
	// fixed. Empty where it came from elsewhere.
	Address url.Values `json:"-"`
}

// Export is one that was made, with its last run.
type Export struct {
	ID     string
	What   string
	Format string
	// MadeBy is a member's id, empty for an operator.
	MadeBy     string
	MadeByName string
	MadeAt     time.Time
	// Query is the question as it stands in an address, with its moments fixed.
	Query string
	// AsOf and KnownAt are those of a question to the ledger.
	AsOf, KnownAt time.Time
	// Rows is how many are expected; -1 where counting took too long.
	Rows int64
	// Head is the trail at that moment.
	Head Head
	// Run is the last fetching of the file; its State is empty before the first.
	Run Run

	order Order
}

// Head is the head of the sealed trail. Note is its signed checkpoint; empty where there is no signing key.
type Head struct {
	Size int64
	Root seal.Hash
	Note string
}

// Run is how far one fetching of the file is, or came.
type Run struct {
	ID    string
	State string
	// Lines counts rows in all files, of LinesExpected; Bytes what was sent.
	Lines, LinesExpected, Bytes int64
	// Rows and Manifest (SHA-256, hexadecimal) are those of a file that was finished.
	Rows                       int64
	Manifest                   string
	StartedAt, BeatAt, EndedAt time.Time
}

// Config is what an export says beside its rows.
type Config struct {
	// Version is that of Portico.
	Version string
	// Step gives the title of a step, for the sentences of the trail.
	Step func(key string) string
}

// Service makes exports.
type Service struct {
	log         *audit.Log
	permissions *permission.Service
	now         func() time.Time
	config      Config
}

// New makes a Service that reads by log and permissions.
func New(log *audit.Log, permissions *permission.Service, now func() time.Time, c Config) *Service {
	return &Service{log: log, permissions: permissions, now: now, config: c}
}

// Named is the same Service for a Portico of a version, which is named in every manifest.
func (s *Service) Named(version string) *Service {
	named := *s
	named.config.Version = version
	return &named
}

// check refuses an order for something that does not exist. Kind: Invalid.
func (o Order) check() error {
	if o.What != Ledger && o.What != Trail {
		return apperr.New(apperr.Invalid, "Only the ledger and the trail can be exported.")
	}
	if o.Format != CSV && o.Format != Excel && o.Format != JSONLines {
		return apperr.Field("format", "Choose CSV, an Excel workbook or JSON Lines.")
	}
	return nil
}

// whole says that an export has every event of the trail.
func (o Order) whole(a access.Actor) bool {
	return o.What == Trail && o.Trail == audit.Filter{} && seesAll(a)
}

func seesAll(a access.Actor) bool {
	return a.Admin || a.Auditor || a.Kind == access.Operator || a.Kind == access.System
}
