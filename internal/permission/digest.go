package permission

import (
	"context"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// tally takes the rows of an answer one after the other.
type tally struct {
	Digest
	print                                      *fingerprint
	people, matching, forCompany, forFreelance map[uuid.UUID]struct{}
}

func newTally() *tally {
	set := func() map[uuid.UUID]struct{} { return map[uuid.UUID]struct{}{} }
	return &tally{print: newFingerprint(), people: set(), matching: set(), forCompany: set(), forFreelance: set()}
}

func (t *tally) add(r Row, matches bool) error {
	person, err := uuid.Parse(r.MemberID)
	if err != nil {
		return fmt.Errorf("read the member of a line: %w", err)
	}
	t.Counts.Lines++
	t.people[person] = struct{}{}
	if r.CompanyID == "" {
		t.forFreelance[person] = struct{}{}
	} else {
		t.forCompany[person] = struct{}{}
	}
	switch r.Grade {
	case Verified:
		t.Counts.Verified++
	case Confirmed:
		t.Counts.Confirmed++
	default:
		t.Counts.SelfReported++
	}
	switch r.Change {
	case "gained":
		t.Counts.Gained++
	case "lost":
		t.Counts.Lost++
	case "corrected":
		t.Counts.Corrected++
	}
	if !matches {
		return nil
	}
	t.Shown++
	t.matching[person] = struct{}{}
	return t.print.row(r.Canonical())
}

func (t *tally) digest() Digest {
	d := t.Digest
	d.Counts.People, d.ShownPeople = len(t.people), len(t.matching)
	d.Counts.ForCompany, d.Counts.ForFreelance = len(t.forCompany), len(t.forFreelance)
	d.Fingerprint = hex.EncodeToString(t.print.sum.Sum(nil))
	return d
}

// Limits of the digests that are kept, and of the time that a page waits for one.
const (
	maxDigests = 512
	waitDigest = 1500 * time.Millisecond
	workDigest = 2 * time.Minute
)

// digests keeps what settled questions came to: an answer never changes, and of a long one it takes a while to work out. Each
// is worked out by one caller at a time, beside the page where that takes too long.
type digests struct {
	mu   sync.Mutex
	done map[string]Digest
	old  map[string]Digest // what was kept before the last time that done was full
	work map[string]*working
}

type working struct {
	ready  chan struct{}
	digest Digest
	err    error
}

func newDigests() *digests {
	return &digests{done: map[string]Digest{}, work: map[string]*working{}}
}

// of gives the digest of a settled question, or false when it is still being worked out.
func (d *digests) of(ctx context.Context, db *postgres.DB, ask Question, v view) (Digest, bool, error) {
	var key string
	err := db.Read(ctx, func(tx pgx.Tx) error {
		known, asOf, err := lastChange(ctx, tx, ask, v.everyone)
		key = digestKey(ask, v, known, asOf)
		return err
	})
	if err != nil {
		return Digest{}, false, err
	}
	found, w := d.find(key, func(w *working) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), workDigest)
		defer cancel()
		w.err = db.Read(ctx, func(tx pgx.Tx) (err error) {
			w.digest, err = digest(ctx, tx, ask, v)
			return err
		})
		d.finish(key, w)
	})
	if w == nil {
		return found, true, nil
	}
	timer := time.NewTimer(waitDigest)
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

func (d *digests) finish(key string, w *working) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.work, key)
	if w.err == nil {
		d.keep(key, w.digest)
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

func digestKey(ask Question, v view, known, asOf time.Time) string {
	own := ""
	if !v.everyone {
		own = fmt.Sprint(value(v.own), v.teams)
	}
	since := int64(0)
	if ask.What == Changed {
		since = ask.Since.UnixMicro()
	}
	return fmt.Sprintf("%s|%d|%s|%s|%s|%d|%d|%d|%s", ask.What, ask.Days, ask.Environment, ask.Company, ask.Grade, since,
		known.UnixMicro(), asOf.UnixMicro(), own)
}
