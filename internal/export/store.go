package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"portico/internal/audit/seal"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

func insert(ctx context.Context, tx pgx.Tx, e Export) error {
	question, err := json.Marshal(e.order)
	if err != nil {
		return fmt.Errorf("keep the question: %w", err)
	}
	return postgres.Translate(dbsqlc.New(tx).ExportInsert(ctx, dbsqlc.ExportInsertParams{
		ID: e.ID, MadeBy: text(e.MadeBy), What: e.What, Format: e.Format, Query: e.Query, Question: string(question),
		AsOf: moments(e.AsOf), KnownAt: moments(e.KnownAt), Rows: e.Rows, Size: e.Head.Size, Root: e.Head.Root[:], Note: e.Head.Note,
		MadeAt: e.MadeAt,
	}))
}

func byID(ctx context.Context, tx pgx.Tx, id string) (Export, error) {
	q := dbsqlc.New(tx)
	r, err := q.ExportByID(ctx, id)
	if err != nil {
		return Export{}, err
	}
	e := Export{
		ID: r.ID, What: r.What, Format: r.Format, MadeBy: value(r.MadeBy), MadeByName: r.MadeByName, MadeAt: r.MadeAt, Query: r.Query,
		AsOf: value(r.AsOf), KnownAt: value(r.KnownAt), Rows: r.Rows, Head: headOf(r.Size, r.Root, r.Note),
	}
	if err := json.Unmarshal([]byte(r.Question), &e.order); err != nil {
		return e, fmt.Errorf("read the question of export %s: %w", id, err)
	}
	runs, err := q.ExportLastRun(ctx, id)
	if err != nil || len(runs) == 0 {
		return e, err
	}
	e.Run = runOf(runs[0])
	return e, nil
}

func list(ctx context.Context, tx pgx.Tx, everyone bool, own string, limit int32) ([]Export, error) {
	found, err := dbsqlc.New(tx).ExportList(ctx, everyone, text(own), limit)
	all := make([]Export, 0, len(found))
	for _, r := range found {
		all = append(all, Export{
			ID: r.ID, What: r.What, Format: r.Format, MadeBy: value(r.MadeBy), MadeByName: r.MadeByName, MadeAt: r.MadeAt, Query: r.Query,
			AsOf: value(r.AsOf), KnownAt: value(r.KnownAt), Rows: r.Rows, Head: headOf(r.Size, r.Root, r.Note),
			Run: Run{
				ID: r.RunID, State: r.State, Lines: r.Lines, LinesExpected: r.LinesExpected, Bytes: r.Bytes, Rows: r.RunRows,
				Manifest: r.Manifest, StartedAt: r.StartedAt, BeatAt: r.BeatAt, EndedAt: value(r.EndedAt),
			},
		})
	}
	return all, err
}

func runOf(r dbsqlc.ExportRun) Run {
	return Run{
		ID: r.ID, State: r.State, Lines: r.Lines, LinesExpected: r.LinesExpected, Bytes: r.Bytes, Rows: r.Rows, Manifest: r.Manifest,
		StartedAt: r.StartedAt, BeatAt: r.BeatAt, EndedAt: value(r.EndedAt),
	}
}

// start begins a run. Its rows are working data and so no event.
func (s *Service) start(ctx context.Context, e Export, expected int64) (string, error) {
	id := postgres.NewID()
	err := s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		q := dbsqlc.New(tx)
		if err := q.ExportRunLost(ctx, e.ID); err != nil {
			return err
		}
		return q.ExportRunStart(ctx, id, e.ID, expected)
	})
	return id, err
}

// beat keeps how far a run is and says why it should not go on: ErrStopped, or errLost. An error of the database says nothing.
func (s *Service) beat(ctx context.Context, run string, lines, bytes int64) (why, err error) {
	var now dbsqlc.ExportRunBeatRow
	err = s.log.DB().Write(ctx, func(tx pgx.Tx) error {
		now, err = dbsqlc.New(tx).ExportRunBeat(ctx, run, lines, bytes)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case now.State != Running:
		return ErrStopped, nil
	case now.Lost:
		return errLost, nil
	}
	return nil, nil
}

// end closes a run; false says that it was not running any more.
func end(ctx context.Context, tx pgx.Tx, r Run) (bool, error) {
	n, err := dbsqlc.New(tx).ExportRunEnd(ctx, dbsqlc.ExportRunEndParams{
		ID: r.ID, State: r.State, Lines: r.Lines, Bytes: r.Bytes, Rows: r.Rows, Manifest: r.Manifest,
	})
	return n > 0, postgres.Translate(err)
}

// stop ends the running runs of an export and returns them.
func stop(ctx context.Context, tx pgx.Tx, exportID string) ([]Run, error) {
	found, err := dbsqlc.New(tx).ExportRunStop(ctx, exportID)
	runs := make([]Run, 0, len(found))
	for _, r := range found {
		runs = append(runs, runOf(r))
	}
	return runs, postgres.Translate(err)
}

// latest is the head as the newest checkpoint has it.
func latest(ctx context.Context, tx pgx.Tx) (Head, error) {
	c, err := dbsqlc.New(tx).ExportCheckpoint(ctx)
	if errors.Is(err, pgx.ErrNoRows) {
		return Head{}, nil
	}
	return headOf(c.Size, c.Root, c.Note), err
}

// hashes reads stored hashes of the tree by their indexes, as tlog numbers them, for a tree of a size.
func (s *Service) hashes(ctx context.Context, indexes []int64) (map[int64]seal.Hash, error) {
	found := make(map[int64]seal.Hash, len(indexes))
	var leaves, nodes []int64
	for _, i := range indexes {
		if level, n := tlog.SplitStoredHashIndex(i); level == 0 {
			leaves = append(leaves, n)
		} else {
			nodes = append(nodes, i)
		}
	}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		q := dbsqlc.New(tx)
		read, err := q.ExportLeaves(ctx, leaves)
		if err != nil {
			return err
		}
		for _, l := range read {
			found[tlog.StoredHashIndex(0, l.Seq)] = seal.Hash(l.Leaf)
		}
		inner, err := q.ExportNodes(ctx, nodes)
		for _, n := range inner {
			found[n.Idx] = seal.Hash(n.Hash)
		}
		return err
	})
	return found, err
}

// grant is one version of the ledger as it is written.
type grant struct{ id, line string }

// grants reads the versions after one, in the order of their ids.
func (s *Service) grants(ctx context.Context, size int64, after string) ([]grant, error) {
	var all []grant
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		found, err := dbsqlc.New(tx).ExportGrants(ctx, size, text(after), 1000)
		for _, g := range found {
			all = append(all, grant{g.VersionID, g.Line})
		}
		return err
	})
	return all, err
}

func headOf(size int64, root []byte, note string) Head {
	h := Head{Size: size, Note: note}
	copy(h.Root[:], root)
	return h
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func moments(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func value[T any](v *T) T {
	if v == nil {
		var zero T
		return zero
	}
	return *v
}
