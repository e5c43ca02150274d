package permission

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// Limits of the digests that are kept, and of the time that a page waits for one: for a long answer not at all, since its
// lines are not read while anybody likes to wait. Two long answers are worked out at a time, so that readers of an ever changing
// ledger leave connections for everybody else.
const (
	maxDigests = 512
	waitDigest = 1500 * time.Millisecond
	workDigest = 2 * time.Minute
	longAnswer = 100_000 // lines
	longAtOnce = 2
)

// digests keeps what settled questions came to: an answer never changes, and of a long one it takes a while to work out. Each
// is worked out by one caller at a time, beside the page where that takes too long.
type digests struct {
	mu   sync.Mutex
	done map[string]Digest
	old  map[string]Digest // what was kept before the last time that done was full
	work map[string]*working
	// lines are how many an answer like it had last, whatever the moments.
	lines map[string]int
	long  chan struct{}
}

type working struct {
	ready  chan struct{}
	digest Digest
	err    error
}

func newDigests() *digests {
	return &digests{
		done: map[string]Digest{}, work: map[string]*working{}, lines: map[string]int{}, long: make(chan struct{}, longAtOnce),
	}
}

// of gives the digest of a settled question, or false when it is still being worked out.
func (d *digests) of(ctx context.Context, db *postgres.DB, ask Question, v view) (Digest, bool, error) {
	like := likeKey(ask, v)
	var key string
	var long bool
	err := db.Read(ctx, func(tx pgx.Tx) error {
		known, asOf, err := lastChange(ctx, tx, ask, v.everyone)
		key = fmt.Sprintf("%s|%d|%d", like, known.UnixMicro(), asOf.UnixMicro())
		if err == nil && !d.has(key) {
			long, err = d.isLong(ctx, tx, like, ask, v)
		}
		return err
	})
	if err != nil {
		return Digest{}, false, err
	}
	found, w := d.find(key, func(w *working) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), workDigest)
		defer cancel()
		w.err = d.workOut(ctx, db, long, func(tx pgx.Tx) (err error) {
			w.digest, err = digest(ctx, tx, ask, v)
			return err
		})
		d.finish(key, like, w)
	})
	if w == nil {
		return found, true, nil
	}
	wait := waitDigest
	if long {
		wait = 0
	}
	return w.within(ctx, wait)
}

// within gives the digest when it is there in time, or false.
func (w *working) within(ctx context.Context, wait time.Duration) (Digest, bool, error) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-w.ready:
		return w.digest, w.err == nil, w.err
	case <-timer.C:
		return Digest{}, false, nil
	case <-ctx.Done():
		return Digest{}, false, postgres.Translate(ctx.Err())
	}
}

// workOut reads an answer, a long one when its turn comes.
func (d *digests) workOut(ctx context.Context, db *postgres.DB, long bool, read func(pgx.Tx) error) error {
	if long {
		select {
		case d.long <- struct{}{}:
			defer func() { <-d.long }()
		case <-ctx.Done():
			return postgres.Translate(ctx.Err())
		}
	}
	return db.Read(ctx, read)
}

// isLong tells whether an answer has many lines before they are read: by what one like it had last, or else by what PostgreSQL
// expects.
func (d *digests) isLong(ctx context.Context, tx pgx.Tx, like string, ask Question, v view) (bool, error) {
	d.mu.Lock()
	lines, ok := d.lines[like]
	d.mu.Unlock()
	if ok {
		return lines >= longAnswer, nil
	}
	expected, err := expectedLines(ctx, tx, ask, v)
	return expected >= longAnswer, err
}

func (d *digests) has(key string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, done := d.done[key]
	_, old := d.old[key]
	return done || old
}

// find gives a digest that is kept, or the work on it, which it begins when nobody has.
func (d *digests) find(key string, begin func(*working)) (Digest, *working) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if found, ok := d.done[key]; ok {
		return found, nil
	}
	if found, ok := d.old[key]; ok {
		d.keep(key, found)
		return found, nil
	}
	w, ok := d.work[key]
	if !ok {
		w = &working{ready: make(chan struct{})}
		d.work[key] = w
		go begin(w)
	}
	return Digest{}, w
}

func (d *digests) finish(key, like string, w *working) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.work, key)
	if w.err == nil {
		d.keep(key, w.digest)
		if len(d.lines) >= maxDigests {
			clear(d.lines)
		}
		d.lines[like] = w.digest.Counts.Lines
	}
	close(w.ready)
}

// keep forgets what nobody asked for while as many others came.
func (d *digests) keep(key string, found Digest) {
	if len(d.done) >= maxDigests {
		d.old, d.done = d.done, map[string]Digest{}
	}
	d.done[key] = found
}

// likeKey is a question and its reader without the two moments.
func likeKey(ask Question, v view) string {
	own := ""
	if !v.everyone {
		own = fmt.Sprint(value(v.own), v.teams)
	}
	since := int64(0)
	if ask.What == Changed {
		since = ask.Since.UnixMicro()
	}
	return fmt.Sprintf("%s|%d|%s|%s|%s|%d|%s", ask.What, ask.Days, ask.Environment, ask.Company, ask.Grade, since, own)
}
