package permission

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// EachHolder calls yield for every row of the answer, in its order and on all pages, and stops at its first error. The
// moments are settled once, so that the rows are those of one answer however slowly they are read; no transaction stays
// open meanwhile. Kinds: as Holders, and what yield returns.
func (s *Service) EachHolder(ctx context.Context, actor access.Actor, ask Question, yield func(Question, Row) error) error {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return err
	}
	settled, _, err := s.settle(ctx, ask)
	if err != nil {
		return err
	}
	answer := Answer{Question: settled}
	if err := s.log.DB().Read(ctx, func(tx pgx.Tx) error { return answer.about(ctx, tx) }); err != nil || answer.WrongEnvironment != "" {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	question, called, failed := answer.Question, namesAt(settled.KnownAt), error(nil)
	for rows := range s.stretches(ctx, question, viewOf(actor), &failed) {
		err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
			if err := byIndexes(ctx, tx); err != nil {
				return err
			}
			return called.fill(ctx, tx, rows)
		})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := yield(question, row); err != nil {
				return err
			}
		}
	}
	return failed
}

// stretch is how many rows of a file are read at a time.
const stretch = 2500

// stretches reads the rows of an answer, without names, and reads the next ones while those before are named and written. The
// channel is closed at the end or when ctx ends; failed is set before.
func (s *Service) stretches(ctx context.Context, ask Question, v view, failed *error) <-chan []Row {
	read := make(chan []Row)
	ask.Limit = stretch
	go func() {
		defer close(read)
		for from := (cursor{}); ; {
			var rows []Row
			if *failed = s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
				if err := byIndexes(ctx, tx); err != nil {
					return err
				}
				rows, err = withoutNames(ctx, tx, ask, v, from)
				return err
			}); *failed != nil {
				return
			}
			more := len(rows) > stretch
			if more {
				rows = rows[:stretch]
				from = cursor{rows[stretch-1].ChangedAt, rows[stretch-1].tie}
			}
			select {
			case read <- rows:
			case <-ctx.Done():
				*failed = ctx.Err()
				return
			}
			if !more {
				return
			}
		}
	}()
	return read
}
