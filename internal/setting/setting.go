package setting

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Service is the door to the settings. It is safe for concurrent use.
type Service struct {
	log *audit.Log
	now func() time.Time
}

// New makes a Service that writes through log.
func New(log *audit.Log, now func() time.Time) *Service { return &Service{log: log, now: now} }

// State is a setting as it counts now. ChangedAt is zero where it stands as it came.
type State struct {
	Setting
	Value     int
	ChangedAt time.Time
	ChangedBy string
}

// List gives all settings in order. Kinds: NotFound for whoever may not read settings, Unavailable.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]State, error) {
	if err := actor.Check(access.SettingsRead, access.Scope{}); err != nil {
		return nil, err
	}
	var known map[Key]State
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		known, err = states(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	list := make([]State, 0, len(All()))
	for _, one := range All() {
		state := known[one.Key]
		state.Setting = one
		state.Value = Values{one.Key: state.Value}.Get(one.Key)
		list = append(list, state)
	}
	return list, nil
}

// Value is a setting as it counts now, for a job that runs without anybody. Kind: Unavailable.
func (s *Service) Value(ctx context.Context, key Key) (value int, err error) {
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		value, err = In(ctx, tx, key)
		return err
	})
	return value, err
}

// Change is what Change takes.
type Change struct {
	Key   Key
	Value int
}

type changeEvent struct {
	Setting Key `json:"setting"`
	Value   int `json:"value"`
}

// Change sets a number, from the next request on. Kinds: Invalid with a sentence for the field "value", NotFound for a
// setting that there is not and for whoever may not change settings.
func (s *Service) Change(ctx context.Context, actor access.Actor, in Change) error {
	return s.log.Change(ctx, actor, audit.SettingChanged, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{Subject: audit.Subject{Kind: "setting", ID: string(in.Key)}}
		if err := actor.Check(access.SettingsWrite, access.Scope{}); err != nil {
			return entry, err
		}
		one, known := Of(in.Key)
		if !known {
			return entry, apperr.Missing()
		}
		if in.Value < one.Least || in.Value > one.Most {
			return entry, apperr.Field("value", fmt.Sprintf("Say a whole number from %d to %d.", one.Least, one.Most))
		}
		before, err := lock(ctx, tx, in.Key)
		if err != nil {
			return entry, err
		}
		if before == in.Value {
			return entry, audit.ErrNoChange
		}
		entry.Before, entry.After = changeEvent{in.Key, before}, changeEvent{in.Key, in.Value}
		return entry, set(ctx, tx, in.Key, in.Value, s.now().UTC().Truncate(time.Microsecond), actor.ID)
	})
}
