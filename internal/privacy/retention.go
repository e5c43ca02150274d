package privacy

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Class is a kind of data that is not kept for ever. The trail and the ledger are no class: they are kept for ever.
type Class string

// The classes, in the order in which they are shown.
const (
	Sessions    Class = "sessions"
	FormKeys    Class = "form-keys"
	ResetLinks  Class = "reset-links"
	Invitations Class = "invitations"
	MembersLeft Class = "members-left"
	// EvidenceWithdrawn files are cleared by package evidence, by the same setting.
	EvidenceWithdrawn Class = "evidence-withdrawn"
)

// Classes lists the classes in the order in which they are shown.
func Classes() []Class {
	return []Class{Sessions, FormKeys, ResetLinks, Invitations, EvidenceWithdrawn, MembersLeft}
}

// ForEver is the number of days of what is never taken away.
const ForEver = 0

// Bounds are the fewest and the most days that a class may be kept, and whether it may be kept for ever.
func (c Class) Bounds() (fewest, most int, forEver bool) {
	switch c {
	case Sessions:
		return 1, 365, false
	case FormKeys:
		// A form that lies open over a weekend is still sent once only.
		return 3, 90, false
	case ResetLinks:
		return 1, 3650, false
	case Invitations:
		// The people's page shows who accepted in the last seven days.
		return 7, 3650, true
	case EvidenceWithdrawn:
		return 1, 3650, true
	case MembersLeft:
		return 30, 3650, true
	}
	return 0, 0, false
}

// Retention is how long a class is kept, in days after it has served; ForEver for one that is never taken away. ChangedAt is
// zero where it stands as it came.
type Retention struct {
	Class     Class
	Days      int
	ChangedAt time.Time
	ChangedBy string
}

// Retentions lists all classes in order. Kinds: NotFound for whoever may not read settings.
func (s *Service) Retentions(ctx context.Context, actor access.Actor) ([]Retention, error) {
	if err := actor.Check(access.SettingsRead, access.Scope{}); err != nil {
		return nil, err
	}
	var list []Retention
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		list, err = retentions(ctx, tx)
		return err
	})
	slices.SortFunc(list, func(a, b Retention) int { return slices.Index(Classes(), a.Class) - slices.Index(Classes(), b.Class) })
	return list, err
}

// ChangeRetention is what ChangeRetention takes. Days is ForEver for never.
type ChangeRetention struct {
	Class Class
	Days  int
}

type retentionEvent struct {
	Class Class `json:"class"`
	// Days is null for ever.
	Days *int `json:"days"`
}

func eventOf(c Class, days int) retentionEvent {
	if days == ForEver {
		return retentionEvent{Class: c}
	}
	return retentionEvent{c, &days}
}

// ChangeRetention sets how long a class is kept, from the next hourly cleaning on. Kinds: Invalid, NotFound for a class that
// there is not and for whoever may not change settings.
func (s *Service) ChangeRetention(ctx context.Context, actor access.Actor, in ChangeRetention) error {
	return s.log.Change(ctx, actor, audit.RetentionChanged, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "retention", ID: string(in.Class)}}
		if err := actor.Check(access.SettingsWrite, access.Scope{}); err != nil {
			return entry, err
		}
		if !slices.Contains(Classes(), in.Class) {
			return entry, apperr.Missing()
		}
		if err := in.check(); err != nil {
			return entry, err
		}
		before, err := lockRetention(ctx, tx, in.Class)
		if err != nil {
			return entry, err
		}
		if before == in.Days {
			return entry, audit.ErrNoChange
		}
		entry.Before, entry.After = eventOf(in.Class, before), eventOf(in.Class, in.Days)
		return entry, setRetention(ctx, tx, in.Class, in.Days, s.clock(), actor.ID)
	})
}

func (in ChangeRetention) check() error {
	fewest, most, forEver := in.Class.Bounds()
	switch {
	case in.Days == ForEver && forEver:
		return nil
	case in.Days < fewest || in.Days > most:
		return apperr.Field("days", fmt.Sprintf("Say a number of days from %d to %d.", fewest, most))
	}
	return nil
}
