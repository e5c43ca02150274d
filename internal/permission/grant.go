package permission

import (
	"context"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Environments, kinds and grades as they are kept and shown.
const (
	Staging    = "staging"
	Production = "production"

	SelfAssigned   = "self-assigned"
	VendorApproved = "vendor-approved"

	Verified     = "verified"
	Confirmed    = "confirmed"
	SelfReported = "self-reported"
)

// Freelance stands for the Freelance check-box wherever a company is asked for.
const Freelance = "freelance"

// NewGrant is a span of holding developer permission that is to be recorded. An empty CompanyID is Freelance. Kind may be
// left empty: it follows from the environment. An empty Grade is self-reported; Verified is refused; Confirmed is by whoever makes the change, and
// falls back to self-reported where that is the member.
type NewGrant struct {
	MemberID    string
	Environment string
	CompanyID   string
	Kind        string
	HeldFrom    time.Time
	Grade       string
	Evidence    string
	AppID       string
	RequestID   string
}

// RecordIn writes the first version of a grant in the caller's change and adds the event grant.recorded to it. The caller
// has checked the right. Kinds: Invalid for an environment and kind that do not belong together, and in production for a
// person whom no approved request names; Conflict when the person holds this permission already at that time.
func RecordIn(ctx context.Context, tx *audit.Tx, g NewGrant) (grantID string, err error) {
	grantID, entry, err := insertFirst(ctx, tx, g)
	if err != nil {
		return "", err
	}
	tx.Record(audit.GrantRecorded, entry)
	return grantID, nil
}

func insertFirst(ctx context.Context, tx *audit.Tx, g NewGrant) (string, audit.Entry, error) {
	g, err := g.complete()
	if err != nil {
		return "", audit.Entry{}, err
	}
	by := ""
	if g.Grade == Confirmed {
		// A second person attests; the one whom it benefits cannot.
		if by = tx.Actor().ID; by == g.MemberID {
			g.Grade, by = SelfReported, ""
		}
	}
	v := version{
		GrantID: postgres.NewID(), Number: 1, MemberID: g.MemberID, Environment: g.Environment, CompanyID: g.CompanyID,
		Kind: g.Kind, HeldFrom: g.HeldFrom.UTC(), Grade: g.Grade, Evidence: g.Evidence, AppID: g.AppID, RequestID: g.RequestID,
		ConfirmedBy: by,
	}
	entry := audit.Entry{Subject: subject(v.GrantID), MemberID: g.MemberID, Grade: g.Grade}
	if err := approvedFor(ctx, tx, g); err != nil {
		return "", entry, err
	}
	if err := addVersion(ctx, tx, &v, time.Time{}); err != nil {
		return "", entry, err
	}
	entry.After = v.state()
	return v.GrantID, entry, nil
}

// approvedFor holds every grant in production to the vendor's approval: it comes from an approved request that names the
// person, whoever asks for it and by whatever way.
func approvedFor(ctx context.Context, tx *audit.Tx, g NewGrant) error {
	if g.Environment != Production {
		return nil
	}
	named := false
	if postgres.IsID(g.RequestID) {
		var err error
		if named, err = requestNames(ctx, tx, g.RequestID, g.MemberID); err != nil {
			return err
		}
	}
	if !named {
		return apperr.New(apperr.Invalid, "Permission in production comes from an approved request that names the account.")
	}
	return nil
}

func (g NewGrant) complete() (NewGrant, error) {
	kinds := map[string]string{Staging: SelfAssigned, Production: VendorApproved}
	kind, known := kinds[g.Environment]
	if g.Kind == "" {
		g.Kind = kind
	}
	if g.Grade == "" {
		g.Grade = SelfReported
	}
	if !known || g.Kind != kind {
		return g, apperr.Field("environment", "Permission in staging is self-assigned, and in production approved by the vendor.")
	}
	if g.Grade == Verified {
		// Nobody begins with it: VerifyIn raises to it what a proof showed.
		return g, apperr.New(apperr.Invalid, "Only a proof with the vendor verifies a permission.")
	}
	if g.HeldFrom.IsZero() {
		return g, apperr.Field("held_from", "Say since which day it is held.")
	}
	return g, nil
}

func subject(grantID string) audit.Subject { return audit.Subject{Kind: "grant", ID: grantID} }

// version is one line of the ledger: a grant as it was known from RecordedAt on.
type version struct {
	GrantID     string
	Number      int
	MemberID    string
	Environment string
	CompanyID   string
	Kind        string
	HeldFrom    time.Time
	HeldUntil   time.Time
	Grade       string
	Evidence    string
	ConfirmedBy string
	AppID       string
	RequestID   string
	// EndReason is why it ended, or why it must end once a removal is decided.
	EndReason string
	removal
	RecordedBy string
	RecordedAt time.Time
}

// state is what an event keeps of a version: every column but free text and what the event says itself (the member, and who
// recorded it), so that each line of the ledger can be held against the one event that wrote it.
type state struct {
	Version     int        `json:"version"`
	Environment string     `json:"environment"`
	CompanyID   string     `json:"company_id,omitempty"`
	Freelance   bool       `json:"freelance,omitempty"`
	Kind        string     `json:"kind"`
	HeldFrom    time.Time  `json:"held_from"`
	HeldUntil   *time.Time `json:"held_until,omitempty"`
	Grade       string     `json:"grade"`
	ConfirmedBy string     `json:"confirmed_by,omitempty"`
	AppID       string     `json:"app_id,omitempty"`
	RequestID   string     `json:"request_id,omitempty"`

	RemovalDecidedAt *time.Time `json:"removal_decided_at,omitempty"`
	RemovalDecidedBy string     `json:"removal_decided_by,omitempty"`
	// RemovalDueOn is a day as 2026-06-16, of no zone.
	RemovalDueOn   string `json:"removal_due_on,omitempty"`
	RemovalDueBy   string `json:"removal_due_by,omitempty"`
	EndGrade       string `json:"end_grade,omitempty"`
	EndExecutedBy  string `json:"end_executed_by,omitempty"`
	EndConfirmedBy string `json:"end_confirmed_by,omitempty"`

	// RecordedAt decides what was known when; events from before it was kept here go without.
	RecordedAt *time.Time `json:"recorded_at,omitempty"`
}

func (v version) state() state {
	s := state{
		Version: v.Number, Environment: v.Environment, CompanyID: v.CompanyID, Freelance: v.CompanyID == "", Kind: v.Kind,
		HeldFrom: utc(v.HeldFrom), HeldUntil: moment(utc(v.HeldUntil)), Grade: v.Grade, ConfirmedBy: v.ConfirmedBy, AppID: v.AppID,
		RequestID: v.RequestID, RemovalDecidedAt: moment(utc(v.DecidedAt)), RemovalDecidedBy: v.DecidedBy, RemovalDueBy: v.DueBy,
		EndGrade: v.EndGrade, EndExecutedBy: v.ExecutedBy, EndConfirmedBy: v.EndConfirmedBy, RecordedAt: moment(utc(v.RecordedAt)),
	}
	if !v.DueOn.IsZero() {
		s.RemovalDueOn = v.DueOn.Format(time.DateOnly)
	}
	return s
}

// utc is a moment as the database gives it back: in UTC, to the microsecond.
func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
