package export

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/postgres"
)

// maxListed is where the list of exports ends; the trail has them all.
const maxListed = 200

// Show reads one export. Kinds: NotFound for one that does not exist or that the actor may not see, Unauthenticated.
func (s *Service) Show(ctx context.Context, actor access.Actor, id string) (Export, error) {
	var e Export
	if !postgres.IsID(id) {
		return e, apperr.Missing()
	}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		var err error
		e, err = byID(ctx, tx, id)
		return err
	})
	if err == nil {
		err = actor.Check(access.ExportRead, e.scope())
	}
	if err != nil {
		return Export{}, err
	}
	e.Run = e.Run.at(s.now())
	return e, nil
}

// List reads the newest exports with how far they are: one's own, or all of them for those who see the whole trail; at most
// maxListed, more says that there are others. Kind: Unauthenticated.
func (s *Service) List(ctx context.Context, actor access.Actor) (all []Export, more bool, err error) {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return nil, false, err
	}
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		all, err = list(ctx, tx, seesAll(actor), actor.ID, maxListed+1)
		return err
	})
	if more = len(all) > maxListed; more {
		all = all[:maxListed]
	}
	for i := range all {
		all[i].Run = all[i].Run.at(s.now())
	}
	return all, more, err
}

// Latest is the newest signed head of the trail as it stands, for a page that changes nothing. Kind: Unavailable.
func (s *Service) Latest(ctx context.Context) (Head, error) {
	var h Head
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		var err error
		h, err = latest(ctx, tx)
		return err
	})
	return h, err
}

func (e Export) scope() access.Scope { return access.Scope{MemberID: e.MadeBy} }

// Table says whether the file has a table for a spreadsheet beside the JSON Lines.
func (e Export) Table() bool { return e.Format != JSONLines }

// at is the run as it is at a moment: one that is silent for too long has lost its process.
func (r Run) at(now time.Time) Run {
	if r.State == Running && now.Sub(r.BeatAt) > Silence {
		r.State = Broken
	}
	return r
}
