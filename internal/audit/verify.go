package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// Verification says what the trail is held against, beside itself.
type Verification struct {
	// Keys are the verifying keys of checkpoints.
	Keys []string
	// Outside are checkpoints that were kept outside the database.
	Outside []seal.Known
	// BreaksKnown says that recorded breaks of continuity are known to whoever asks, and are no finding.
	BreaksKnown bool
}

// Verified is what a verification of the trail found.
type Verified struct {
	// Events is how many are sealed; First and Newest are times of events.
	Events        int64
	First, Newest time.Time
	Head, Root    seal.Hash
	// Stored and Outside count the checkpoints that hold.
	Stored, Outside int64
	// Unsealed is how many events wait to be sealed, NewestUnsealed the time of the last of them.
	Unsealed       int64
	NewestUnsealed time.Time
	// Excused counts checkpoints from outside that do not hold for a break of continuity that is known.
	Excused int64
	// Breaks are the recorded breaks of continuity, in words.
	Breaks   []string
	Findings seal.Findings
	// Now is the time of the database.
	Now time.Time
}

// Verify holds the stored trail against its seal, in a transaction that sees one state of the database and writes nothing:
// each line, the chain over them, the event that it was made from and its reason, the tree, every checkpoint, and what is not
// sealed. It keeps little of it in memory, however long the trail is. What is wrong is in Verified.Findings; an error is a
// verification that did not come to its end. Kinds: ErrNoKey where there are checkpoints and no key to check them with.
func Verify(ctx context.Context, tx pgx.Tx, v Verification) (*Verified, error) {
	var out Verified
	if err := tx.QueryRow(ctx, `SELECT clock_timestamp()`).Scan(&out.Now); err != nil {
		return nil, fmt.Errorf("ask the time: %w", err)
	}
	known, err := storedCheckpoints(ctx, tx, v.Keys, &out.Findings)
	if err != nil {
		return nil, err
	}
	breaks, err := placedBreaks(ctx, tx)
	if err != nil {
		return nil, err
	}
	outside := v.Outside
	if v.BreaksKnown {
		outside = excuse(outside, breaks)
	}
	var chain seal.Chain
	chain.Expect(append(known, outside...))
	if err := verifyLines(ctx, tx, &chain); err != nil {
		return nil, err
	}
	chain.Finish()
	out.Findings.Join(chain.Findings)
	out.Events, out.First, out.Newest = chain.Size(), chain.First, chain.Newest
	out.Head, out.Root = chain.Head(), chain.Root()
	out.Stored, out.Outside, out.Excused = chain.Hold, chain.HoldOutside, chain.Excused
	for _, b := range breaks {
		out.Breaks = append(out.Breaks, b.words())
		if !v.BreaksKnown {
			out.Findings.Add(seal.Finding{Seq: b.seq, Event: b.Event, What: "it records a break of continuity: " + b.words()})
		}
	}
	return &out, verifyUnsealed(ctx, tx, &chain, &out)
}

// storedCheckpoints reads those whose signature holds and whose columns say what was signed.
func storedCheckpoints(ctx context.Context, tx pgx.Tx, keys []string, found *seal.Findings) ([]seal.Known, error) {
	rows, err := tx.Query(ctx, `SELECT size, root, note, at FROM public.checkpoint ORDER BY size`)
	if err != nil {
		return nil, fmt.Errorf("read the checkpoints: %w", err)
	}
	var known []seal.Known
	var size int64
	var root []byte
	var note string
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&size, &root, &note, &at}, func() error {
		if len(keys) == 0 {
			return ErrNoKey
		}
		name := "the stored checkpoint of " + seal.Moment(at)
		c, err := seal.OpenCheckpoint(note, keys...)
		switch {
		case err != nil:
			found.Add(seal.Nowhere("%s (%s events) is not one of ours: %v", name, seal.Number(size), err))
		case c.Size != size || string(c.Root[:]) != string(root):
			found.Add(seal.Nowhere("%s was changed: its row says %s events, what was signed says %s", name, seal.Number(size), seal.Number(c.Size)))
		default:
			known = append(known, seal.Known{Checkpoint: c, Name: name})
		}
		return nil
	})
	return known, err
}
