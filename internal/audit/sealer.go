package audit

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// SealerOptions say how often checkpoints are signed and where they go.
type SealerOptions struct {
	// Every is the longest time between two checkpoints while the trail grows; zero means 10 minutes.
	Every      time.Duration
	Publishers []Publisher
}

// checkpointEvents is after how many events a checkpoint does not wait for its time.
const checkpointEvents = 1000

// Pauses of the sealer: between two looks, and at most after failures, each twice as long as the one before.
const (
	sealEvery    = time.Second
	sealPauseMax = 30 * time.Second
)

// Sealer seals the trail beside the pages. Several processes may run one each: one works at a time.
type Sealer struct {
	log  *Log
	opts SealerOptions
	// seen is the biggest tree that this process saw: a smaller one means that the database was restored under us.
	seen int64
}

// sealTrouble is what keeps the sealer of this process from sealing, since when.
type sealTrouble struct {
	text  string
	since time.Time
}

// NewSealer makes a Sealer for log.
func NewSealer(log *Log, o SealerOptions) *Sealer {
	if o.Every <= 0 {
		o.Every = 10 * time.Minute
	}
	return &Sealer{log: log, opts: o}
}

// Run seals, signs and publishes until ctx ends. Failures are logged, shown in SealState and tried again.
func (s *Sealer) Run(ctx context.Context) {
	var publishing sync.WaitGroup
	defer publishing.Wait()
	if s.log.signer != "" {
		for _, p := range s.opts.Publishers {
			publishing.Go(func() { s.publish(ctx, p) })
		}
	}
	for pause := sealEvery; ; {
		err := s.turn(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			pause = sealEvery
			s.log.sealing.Store(nil)
		default:
			s.fail(err)
			pause = min(2*pause, sealPauseMax)
		}
		if !rest(ctx, pause) {
			return
		}
	}
}

func (s *Sealer) fail(err error) {
	s.log.log.Error("the trail could not be sealed; it is tried again", "err", err)
	trouble := &sealTrouble{text: err.Error(), since: time.Now()}
	if before := s.log.sealing.Load(); before != nil {
		trouble.since = before.since
	}
	s.log.sealing.Store(trouble)
}

// turn seals all that can be sealed and signs a checkpoint if one is due.
func (s *Sealer) turn(ctx context.Context) error {
	size, err := s.size(ctx)
	if err != nil {
		return err
	}
	if size < s.seen {
		s.log.log.Error("the trail is shorter than it was: the database was restored while Portico ran", "was", s.seen, "is", size)
		if err := s.log.Continue(ctx, s.outside()...); err != nil {
			return err
		}
	}
	s.seen = size
	for sealed := sealStretch; sealed == sealStretch; {
		if sealed, err = s.log.sealRound(ctx, false); err != nil {
			return err
		}
		s.seen += int64(sealed)
		if err := s.checkpoint(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sealer) size(ctx context.Context) (int64, error) {
	var size int64
	err := s.log.db.Read(ctx, func(tx pgx.Tx) error {
		var err error
		size, err = sealedSize(ctx, tx)
		return err
	})
	return size, err
}

// checkpoint signs one where the trail grew by so much, or grew at all and the last one is so old.
func (s *Sealer) checkpoint(ctx context.Context) error {
	if s.log.signer == "" {
		return nil
	}
	return s.log.db.Write(ctx, func(tx pgx.Tx) error {
		var grown int64
		var age time.Duration
		err := tx.QueryRow(ctx, `
			SELECT coalesce((SELECT max(seq) + 1 FROM seal), 0) - coalesce(max(c.size), 0), coalesce(clock_timestamp() - max(c.at), '1000 days')
			FROM (SELECT size, at FROM checkpoint ORDER BY size DESC LIMIT 1) c`, anew).Scan(&grown, &age)
		if err != nil || grown <= 0 || (grown < checkpointEvents && age < s.opts.Every) {
			return err
		}
		got, err := takeSealLock(ctx, tx, false)
		if err != nil || !got {
			return err
		}
		_, err = s.log.sign(ctx, tx)
		return err
	})
}

// publish keeps one target up to date, beside the sealing: a slow one holds up nobody.
func (s *Sealer) publish(ctx context.Context, p Publisher) {
	pause := sealEvery
	for {
		if _, err := s.log.Publish(ctx, p); err != nil && ctx.Err() == nil {
			s.log.log.Error("deliveries of checkpoints could not be looked at", "target", p.Target(), "err", err)
			pause = min(2*pause, sealPauseMax)
		} else {
			pause = sealEvery
		}
		if !rest(ctx, pause) {
			return
		}
	}
}

func (s *Sealer) outside() []Outside { return Readable(s.opts.Publishers) }

// Readable are those publishers whose checkpoints can be read back.
func Readable(publishers []Publisher) []Outside {
	var places []Outside
	for _, p := range publishers {
		if place, ok := p.(Outside); ok {
			places = append(places, place)
		}
	}
	return places
}

// rest waits and reports whether there is more to do.
func rest(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
