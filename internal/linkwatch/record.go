package linkwatch

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Watched is a link as it was found last.
type Watched struct {
	Target
	State State
	// Since is when it came into its state; DeadSince since when it does not answer, zero unless it is dead.
	Since, DeadSince, CheckedAt time.Time
	Status                      int
	Took                        time.Duration
	MovedTo, Failure            string
	// TLSUntil is when the certificate ends; zero where none was seen.
	TLSUntil time.Time
	// inUse is false for what no edition led to at the last run.
	inUse bool
}

// record writes down what came of asking a link. A change of state is an event by Portico, and a death the beginning of an
// outage; everything else is working data.
func (s *Service) record(ctx context.Context, t Target, r result) error {
	at := s.now()
	for range raceTries {
		// What the event is depends on what the row says, and the action is named before the row is held: where another run came
		// in between, it begins anew.
		before, known, err := readState(ctx, s.log.DB(), t.URL)
		if err != nil {
			return err
		}
		action := eventOf(before, known, next(before, known, t, r, at))
		write := func(tx pgx.Tx) (before Watched, known bool, after Watched, err error) {
			if before, known, err = lockState(ctx, tx, t.URL); err != nil {
				return
			}
			if after = next(before, known, t, r, at); eventOf(before, known, after) != action {
				err = errRaced
				return
			}
			if err = putState(ctx, tx, after, action != ""); err == nil {
				err = s.outage(ctx, tx, before, known, after)
			}
			return
		}
		if action == "" {
			err = s.log.DB().Write(ctx, func(tx pgx.Tx) error { _, _, _, err := write(tx); return err })
		} else {
			err = s.log.Change(ctx, access.SystemActor(), action, func(tx *audit.Tx) (audit.Entry, error) {
				before, known, after, err := write(tx.Tx)
				return entryOf(before, known, after), err
			})
		}
		if !errors.Is(err, errRaced) {
			return err
		}
	}
	return errRaced
}

// raceTries is how often a record is begun anew because another run wrote the same link.
const raceTries = 5

var errRaced = errors.New("another check of the link was recorded meanwhile")

// next is how the link stands after an answer.
func next(before Watched, known bool, t Target, r result, at time.Time) Watched {
	after := Watched{
		Target: t, State: r.state, Since: at, CheckedAt: at, Status: r.status, Took: r.took, MovedTo: r.movedTo, Failure: r.failure,
		TLSUntil: r.tlsUntil, inUse: true,
	}
	if known && before.inUse && before.State == after.State && before.MovedTo == after.MovedTo {
		after.Since = before.Since
	}
	if after.State == Dead {
		after.DeadSince = after.Since
	}
	return after
}

// eventOf is the action of a change of state, or "" where there is none worth an event. A link that was never asked, or that
// came back into use, and answers well is none.
func eventOf(before Watched, known bool, after Watched) audit.Action {
	fresh := !known || !before.inUse
	switch {
	case after.State == Dead && (fresh || before.State != Dead):
		return audit.LinkDied
	case after.State == Moved && (fresh || before.State != Moved || before.MovedTo != after.MovedTo):
		return audit.LinkMoved
	case after.State == Well && !fresh && before.State != Well:
		return audit.LinkRecovered
	}
	return ""
}

// linkState is what an event keeps of a link.
type linkState struct {
	State   State     `json:"state"`
	Since   time.Time `json:"since"`
	Failure string    `json:"failure,omitempty"`
	Status  int       `json:"status,omitempty"`
	MovedTo string    `json:"moved_to,omitempty"`
}

func entryOf(before Watched, known bool, after Watched) audit.Entry {
	entry := audit.Entry{Subject: audit.Subject{Kind: "link", ID: after.URL}}
	if known && before.inUse {
		entry.Before = linkState{State: before.State, Since: before.Since}
	}
	now := linkState{State: after.State, Since: after.Since}
	switch after.State {
	case Dead:
		now.Failure, now.Status = after.Failure, after.Status
	case Moved:
		now.MovedTo = after.MovedTo
	}
	entry.After = now
	return entry
}

// outage begins or ends the time in which clocks stand still.
func (s *Service) outage(ctx context.Context, tx pgx.Tx, before Watched, known bool, after Watched) error {
	wasDead := known && before.inUse && before.State == Dead
	switch {
	case after.State == Dead && !wasDead:
		return beginOutage(ctx, tx, postgres.NewID(), after, s.cfg.Mails)
	case after.State != Dead && wasDead:
		return endOutage(ctx, tx, after.URL, after.CheckedAt)
	}
	return nil
}
