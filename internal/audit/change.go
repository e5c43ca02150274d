package audit

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit/seal"
	"portico/internal/postgres"
)

// Subject is what a change is about: a kind of the glossary and its id.
type Subject struct{ Kind, ID string }

// Entry is what one event says beside its actor and action. Before and After are written as JSON; they hold no names, no
// addresses and no secrets, only ids, states, dates and the vendor's public identifiers.
type Entry struct {
	Subject  Subject
	MemberID string // the member whom it concerns, if one
	TeamID   string // the team it happened in, if one
	Before   any
	After    any
	Grade    string // verified, confirmed or self-reported, where evidence has a grade
	// Reason is in the words of whoever did it. It stands beside the event, which keeps its hash: words can be erased.
	Reason string
}

// ErrNoChange is returned by a change that found everything as it should be already: nothing is written and Change
// returns nil.
var ErrNoChange = errors.New("no change")

// errRepeated ends the transaction of a form that was sent before.
var errRepeated = errors.New("this form was sent before")

// Log writes the trail.
type Log struct {
	db  *postgres.DB
	log *slog.Logger
	// signer is the key of checkpoints, empty where none is set; sealing is how the sealer of this process does.
	signer  string
	sealing atomic.Pointer[sealTrouble]
}

// New makes a Log on db; log hears of refusals that could not be written.
func New(db *postgres.DB, log *slog.Logger) *Log { return &Log{db: db, log: log} }

// DB is the database that the log writes to, for a feature's reads.
func (l *Log) DB() *postgres.DB { return l.db }

// Tx is the transaction of one change. Record adds a further event to it.
type Tx struct {
	pgx.Tx
	actor  access.Actor
	events []event
}

type event struct {
	action Action
	entry  Entry
}

// Actor is who makes the change.
func (tx *Tx) Actor() access.Actor { return tx.actor }

// Record adds an event of another action to the change, for a task that does two things at once.
func (tx *Tx) Record(action Action, e Entry) { tx.events = append(tx.events, event{action, e}) }

// Change is the only way to write: it runs fn in one transaction and writes the event that fn describes in it. Without a
// subject nothing is committed. A form that was sent before has no second effect and no error. A refusal (Forbidden) is
// written as an event of its own after the rollback. The kinds of error are those of fn and of postgres.Translate.
func (l *Log) Change(ctx context.Context, actor access.Actor, action Action, fn func(tx *Tx) (Entry, error)) error {
	if _, known := sentences[action]; !known {
		return fmt.Errorf("action %q is not in the list of actions", action)
	}
	var refused Entry
	err := l.db.Write(ctx, func(pgtx pgx.Tx) error {
		tx := &Tx{Tx: pgtx, actor: actor}
		if err := claimSubmission(ctx, tx, actor); err != nil {
			return err
		}
		entry, err := fn(tx)
		if err != nil {
			refused = entry
			return err
		}
		tx.events = append([]event{{action, entry}}, tx.events...)
		for _, e := range tx.events {
			if err := insert(ctx, tx, actor, e, false); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case errors.Is(err, ErrNoChange), errors.Is(err, errRepeated):
		return nil
	case apperr.Is(err, apperr.Forbidden):
		l.Refuse(ctx, actor, action, refused, err)
	}
	return err
}

func claimSubmission(ctx context.Context, tx pgx.Tx, actor access.Actor) error {
	if actor.Submission == "" {
		return nil
	}
	var member *string
	if actor.SignedIn() {
		member = &actor.ID
	}
	tag, err := tx.Exec(ctx, `INSERT INTO submission (key, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
		actor.Submission, member)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return errRepeated
	}
	return nil
}

// Refuse writes a refusal in a transaction of its own. It never hides the refusal itself: when it cannot be written the
// person is refused all the same and the log says so.
func (l *Log) Refuse(ctx context.Context, actor access.Actor, action Action, e Entry, cause error) {
	var typed *apperr.Error
	if errors.As(cause, &typed) {
		e.Reason = typed.Message
	}
	if e.Subject.ID == "" {
		e.Subject = Subject{Kind: "member", ID: actorSubject(actor)}
	}
	e.Before, e.After = nil, nil
	err := l.db.Write(context.WithoutCancel(ctx), func(tx pgx.Tx) error {
		return insert(ctx, tx, actor, event{action, e}, true)
	})
	if err != nil {
		l.log.Error("a refusal could not be written to the trail", "action", action, "request_id", actor.RequestID, "err", err)
	}
}

func actorSubject(a access.Actor) string {
	if a.ID != "" {
		return a.ID
	}
	return string(a.Kind)
}

func insert(ctx context.Context, tx pgx.Tx, actor access.Actor, e event, refused bool) error {
	if e.entry.Subject.Kind == "" || e.entry.Subject.ID == "" {
		return fmt.Errorf("the change %q does not say what it is about", e.action)
	}
	before, err := text(e.entry.Before)
	if err != nil {
		return err
	}
	after, err := text(e.entry.After)
	if err != nil {
		return err
	}
	declared, ok := KindOf(e.action)
	if !ok {
		return fmt.Errorf("action %q has no kind in internal/audit/kind_list.go", e.action)
	}
	if err := declared.check(e.entry, before, after, refused); err != nil {
		return err
	}
	kind := actor.Kind
	if kind == "" {
		kind = access.Anonymous
	}
	var id *string
	if kind == access.Member {
		id = &actor.ID
	}
	salt, hash := hashReason(e.entry.Reason)
	_, err = tx.Exec(ctx, `
		WITH said AS (
			INSERT INTO event (actor_kind, actor_id, action, subject_kind, subject_id, member_id, team_id, before, after, grade,
				reason_hash, request_id, refused)
			VALUES ($1, $2, $3, $4, $5, nullif($6, '')::uuid, nullif($7, '')::uuid, $8, $9, nullif($10, ''), $11, $12, $13)
			RETURNING id)
		INSERT INTO event_reason (event_id, salt, words) SELECT id, $14, $15 FROM said WHERE $15 <> ''`,
		string(kind), id, string(e.action), e.entry.Subject.Kind, e.entry.Subject.ID, e.entry.MemberID, e.entry.TeamID,
		before, after, e.entry.Grade, hash, actor.RequestID, refused, salt, e.entry.Reason)
	return err
}

// hashReason is what the event keeps of a reason: the words stand beside it and can be erased.
func hashReason(words string) (salt, hash []byte) {
	if words == "" {
		return nil, nil
	}
	salt = make([]byte, 16)
	// Read never fails: it ends the program where the system has no randomness.
	_, _ = rand.Read(salt)
	return salt, seal.ReasonHash(salt, words)
}

// text gives the bytes that are kept: JSON with sorted keys for maps and declared order for structs, nothing for nil.
func text(v any) (*string, error) {
	if v == nil {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write what changed: %w", err)
	}
	s := string(b)
	return &s, nil
}
