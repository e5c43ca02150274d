package audit

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit/seal"
)

// Head is the head of a tree, as an event names it.
type Head struct {
	Size int64 `json:"size"`
	// Root is in base64, as a checkpoint writes it.
	Root string `json:"root"`
}

func headOf(size int64, root seal.Hash) Head {
	return Head{Size: size, Root: base64.StdEncoding.EncodeToString(root[:])}
}

// Break says that the trail was another one before: a checkpoint kept outside is not of this tree.
type Break struct {
	// Event is the number of the event that records it.
	Event int64
	At    time.Time
	// Outside is the checkpoint that was kept; Found is what the database had instead: the same size with another root, or
	// all that there was of a shorter tree.
	Outside, Found Head
}

// Continue begins where the trail ended. It is called before anything is written: it begins a new era of the seal where the
// database has come to another cluster, and compares the tree with the newest checkpoints outside. One that is not of this tree
// is recorded as a break of continuity, once, whichever process finds it; nothing is mended. A place that cannot be read is said
// in the log. Kinds: Unavailable.
func (l *Log) Continue(ctx context.Context, places ...Outside) error {
	// Outside first: what arrives there meanwhile is in the database already.
	kept := l.keptOutside(places)
	err := l.db.Write(ctx, func(tx pgx.Tx) error {
		if _, err := takeSealLock(ctx, tx, true); err != nil {
			return err
		}
		_, err := readPlace(ctx, tx)
		return err
	})
	if err != nil || len(kept) == 0 {
		return err
	}
	return l.Change(ctx, access.SystemActor(), ContinuityBroken, func(tx *Tx) (Entry, error) {
		if _, err := takeSealLock(ctx, tx, true); err != nil {
			return Entry{}, err
		}
		breaks, err := newBreaks(ctx, tx, kept)
		if err != nil {
			return Entry{}, err
		}
		if len(breaks) == 0 {
			return Entry{}, ErrNoChange
		}
		for _, b := range breaks[1:] {
			tx.Record(ContinuityBroken, b)
		}
		l.log.Error("the trail does not continue what a checkpoint outside says; the break is recorded", "breaks", len(breaks))
		return breaks[0], nil
	})
}

// keptOutside are the checkpoints that were signed with our key and can be read, the smallest tree first.
func (l *Log) keptOutside(places []Outside) []seal.Checkpoint {
	var kept []seal.Checkpoint
	if l.signer == "" {
		return nil
	}
	for _, place := range places {
		notes, err := place.Notes()
		if err != nil {
			l.log.Error("checkpoints outside cannot be read, so the trail is not compared with them", "err", err)
		}
		for _, note := range notes {
			text, err := seal.Open(note, l.Verifier())
			if err != nil {
				l.log.Warn("a checkpoint outside is not signed with our key: it is not believed", "err", err)
				continue
			}
			c, err := seal.ParseCheckpoint(text)
			if err != nil {
				l.log.Warn("a checkpoint outside cannot be read", "err", err)
				continue
			}
			if !slices.Contains(kept, c) {
				kept = append(kept, c)
			}
		}
	}
	slices.SortFunc(kept, func(a, b seal.Checkpoint) int { return int(min(max(a.Size-b.Size, -1), 1)) })
	return kept
}

// newBreaks are the checkpoints that are not of this tree and are not recorded as such, as entries of the trail.
func newBreaks(ctx context.Context, tx pgx.Tx, kept []seal.Checkpoint) ([]Entry, error) {
	size, err := sealedSize(ctx, tx)
	if err != nil {
		return nil, err
	}
	var entries []Entry
	for _, c := range kept {
		tree, err := readTree(ctx, tx, min(c.Size, size))
		if err != nil {
			return nil, fmt.Errorf("compare the trail with a checkpoint of %d events: %w", c.Size, err)
		}
		outside, found := headOf(c.Size, c.Root), headOf(tree.Size(), tree.Root())
		if outside == found {
			continue
		}
		before, err := text(outside)
		if err != nil {
			return nil, err
		}
		var known bool
		err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM event WHERE action = $1 AND before = $2)`, string(ContinuityBroken), *before).Scan(&known)
		if err != nil {
			return nil, err
		}
		if !known {
			entries = append(entries, Entry{Subject: Subject{Kind: "trail", ID: "trail"}, Before: outside, After: found})
		}
	}
	return entries, nil
}

// breakLimit bounds how many breaks are shown: the oldest.
const breakLimit = 100

// askBreaks asks for the breaks that are recorded, the oldest first: in the order of the index of actions, since by number alone
// a plan may walk the whole trail to find none.
func askBreaks(batch *pgx.Batch, found *[]Break) {
	batch.Queue(`SELECT id, at, coalesce(before, '{}'), coalesce(after, '{}') FROM event
		WHERE action = $1 AND NOT refused ORDER BY at, id LIMIT $2`, string(ContinuityBroken), breakLimit).Query(func(rows pgx.Rows) error {
		var err error
		*found, err = pgx.CollectRows(rows, scanBreak)
		return err
	})
}

func scanBreak(row pgx.CollectableRow) (Break, error) {
	var b Break
	var before, after string
	if err := row.Scan(&b.Event, &b.At, &before, &after); err != nil {
		return b, err
	}
	if err := json.Unmarshal([]byte(before), &b.Outside); err != nil {
		return b, err
	}
	return b, json.Unmarshal([]byte(after), &b.Found)
}
