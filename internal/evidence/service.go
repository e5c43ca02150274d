package evidence

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/secret"
	"portico/internal/setting"
)

// Service is the door to files that are kept. It is safe for concurrent use.
type Service struct {
	log *audit.Log
	now func() time.Time
}

// New makes a Service that writes through log.
func New(log *audit.Log, now func() time.Time) *Service { return &Service{log: log, now: now} }

// About is what a file shows something about: a member's step, or somebody's word on it.
type About struct {
	MemberID string
	// TeamID is the team that the event happens in.
	TeamID  string
	StepKey string
	// AppID is empty but for steps of an app.
	AppID string
	// ConfirmationID is the word that the file came with; empty for one that the member added.
	ConfirmationID string
}

// Kept is a file that was added. Its body comes with Open alone.
type Kept struct {
	ID        string
	About     About
	Name      string
	MediaType string
	Size      int
	SHA256    string
	By        string
	At        time.Time
	// Withdrawn files are kept for a while; Cleared ones are gone but for size and SHA-256.
	WithdrawnAt time.Time
	ClearedAt   time.Time
	teamIDs     []string
	// owners are whoever added it and whoever confirmed with it.
	owners []string
}

func (k Kept) scope() access.Scope {
	return access.Scope{MemberID: k.About.MemberID, TeamIDs: k.teamIDs, OwnerIDs: k.owners}
}

// entry begins an event about a file. The file's name is nobody's business there.
func (k Kept) entry() audit.Entry {
	e := audit.Entry{Subject: audit.Subject{Kind: "evidence", ID: k.ID}, MemberID: k.About.MemberID, TeamID: k.About.TeamID}
	if e.TeamID == "" && len(k.teamIDs) > 0 {
		e.TeamID = k.teamIDs[0]
	}
	return e
}

type kept struct {
	Step   string `json:"step"`
	AppID  string `json:"app_id,omitempty"`
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
}

// Limits are how large one file and all about one person may be, in bytes.
type Limits struct{ File, Total int }

// LimitsIn reads the limits in a transaction. Kind: Unavailable.
func LimitsIn(ctx context.Context, tx pgx.Tx) (Limits, error) {
	values, err := setting.Read(ctx, tx)
	return Limits{File: values.Get(setting.EvidenceSize) << 10, Total: values.Get(setting.EvidenceTotal) << 20}, err
}

// Limits reads them for a page. Kind: Unavailable.
func (s *Service) Limits(ctx context.Context) (l Limits, err error) {
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		l, err = LimitsIn(ctx, tx)
		return err
	})
	return l, err
}

// Add keeps a file within a change, which holds the member, and gives the event's entry for audit.EvidenceAdded. The same file
// is kept once for each step. Kinds: Invalid with a sentence for Field.
func Add(ctx context.Context, tx *audit.Tx, about About, u Upload) (audit.Entry, error) {
	k := Kept{ID: postgres.NewID(), About: about, By: tx.Actor().ID}
	entry := k.entry()
	limits, err := LimitsIn(ctx, tx)
	if err != nil {
		return entry, err
	}
	f, err := Check(u, limits.File)
	if err != nil {
		return entry, err
	}
	taken, same, err := taken(ctx, tx, about, f.SHA256)
	switch {
	case err != nil:
		return entry, err
	case same:
		return entry, apperr.Field(Field, "The same file is kept at this step already.")
	case taken+f.Size() > limits.Total:
		return entry, apperr.Field(Field, fmt.Sprintf("The files about one person may take %s together, and this one does not fit any more. An admin can allow more.", Bytes(limits.Total)))
	}
	entry.After = kept{about.StepKey, about.AppID, f.SHA256, f.Size()}
	return entry, add(ctx, tx, k, f)
}

// Open gives a file with its body, to whom it may be shown: the person, their lead, whoever added it or confirmed with it, an
// auditor, an admin. Kinds: NotFound, also for one that was withdrawn, Unavailable.
func (s *Service) Open(ctx context.Context, actor access.Actor, id string) (Kept, []byte, error) {
	var k Kept
	var content []byte
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		if k, err = file(ctx, tx, id); err != nil {
			return err
		}
		if err := actor.Check(access.EvidenceRead, k.scope()); err != nil {
			return err
		}
		if !k.WithdrawnAt.IsZero() || !k.ClearedAt.IsZero() {
			return apperr.Missing()
		}
		content, err = body(ctx, tx, id)
		return err
	})
	return k, content, err
}

// maxReason is how many characters a reason may have.
const maxReason = 500

// Withdraw takes a file back: nobody gets it any more, and it is taken away when the retention says so. Only whoever added it
// may. Kinds: Invalid without a reason, NotFound, Forbidden, Conflict for one that was withdrawn before.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, id, reason string) (Kept, error) {
	var k Kept
	err := s.log.Change(ctx, actor, audit.EvidenceWithdrawn, func(tx *audit.Tx) (audit.Entry, error) {
		var err error
		if k, err = lockedFile(ctx, tx, id); err != nil {
			return audit.Entry{}, err
		}
		entry := k.entry()
		scope := k.scope()
		scope.OwnerIDs = []string{k.By}
		if err := actor.Check(access.EvidenceWithdraw, scope); err != nil {
			return entry, err
		}
		if !k.WithdrawnAt.IsZero() || !k.ClearedAt.IsZero() {
			return entry, apperr.New(apperr.Conflict, "This file was taken back before.")
		}
		if err := CheckReason(reason); err != nil {
			return entry, err
		}
		entry.Reason = reason
		entry.Before = kept{k.About.StepKey, k.About.AppID, k.SHA256, k.Size}
		return entry, withdraw(ctx, tx, id, actor.ID)
	})
	return k, err
}

// CheckReason is for the reason of taking something back. Kind: Invalid, with a sentence for "reason".
func CheckReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return apperr.Field("reason", "Say why. The reason stays in the trail.")
	case utf8.RuneCountInString(reason) > maxReason:
		return apperr.Field("reason", fmt.Sprintf("Say it in at most %d characters.", maxReason))
	case secret.In(reason):
		return apperr.Field("reason", secret.Advice)
	}
	return nil
}

// Clean takes away what was withdrawn long enough ago, as the retention says. It does nothing that was done before.
func (s *Service) Clean(ctx context.Context) error {
	return s.log.Change(ctx, access.SystemActor(), audit.EvidenceCleared, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "retention", ID: "evidence-withdrawn"}}
		files, err := clearWithdrawn(ctx, tx, s.now().UTC())
		if err == nil && files == 0 {
			err = audit.ErrNoChange
		}
		entry.After = map[string]any{"files": files}
		return entry, err
	})
}
