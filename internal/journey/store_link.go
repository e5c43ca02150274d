package journey

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// Replacements reads what leads replaced in all editions, as it stands. Kind: Unavailable.
func (s *Service) Replacements(ctx context.Context) (*Replacements, error) {
	var r rows
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		r.replacements, err = dbsqlc.New(tx).JourneyReplacements(ctx)
		return postgres.Translate(err)
	})
	return r.replaced(), err
}

// outagesOfAll are shared by all members of a page.
func (r rows) outagesOfAll() []Outage {
	out := make([]Outage, 0, len(r.outages))
	for _, o := range r.outages {
		out = append(out, Outage{URL: o.Url, From: o.FromAt, To: orZero(o.UntilAt)})
	}
	return out
}

// linkChecks are shared by all members of a page.
func (r rows) linkChecks() []LinkCheck {
	out := make([]LinkCheck, 0, len(r.checks))
	for _, c := range r.checks {
		out = append(out, LinkCheck{URL: c.Url, Dead: c.State == "dead", MovedTo: c.MovedTo, Since: c.Since, At: c.CheckedAt})
	}
	return out
}

// replaced is shared by all members of a page, so that an edition is worked out once.
func (r rows) replaced() *Replacements {
	out := &Replacements{}
	for _, one := range r.replacements {
		out.List = append(out.List, Replacement{
			ID: one.ID, Kind: Replaced(one.Kind), Old: one.OldText, New: one.NewText,
			By: Person{one.MadeBy, one.MakerName, one.MakerEmail}, At: one.MadeAt,
		})
	}
	return out
}

// mostReplaced is how many replacements can stand: every page works through each of them.
const mostReplaced = 100

// addReplacement ends the one that replaced the same before. Kind: Conflict where too many stand.
func addReplacement(ctx context.Context, tx *audit.Tx, r Replacement) error {
	q := dbsqlc.New(tx)
	err := q.JourneyReplacementEndOf(ctx, &r.By.ID, string(r.Kind), r.Old)
	if err != nil {
		return postgres.Translate(err)
	}
	standing, err := q.JourneyReplacements(ctx)
	if err != nil {
		return postgres.Translate(err)
	}
	if len(standing) >= mostReplaced {
		return apperr.New(apperr.Conflict, fmt.Sprintf("%d replacements stand already. Take one back, or write the new address into the journey itself.", len(standing)))
	}
	return postgres.Translate(q.JourneyReplacementAdd(ctx, dbsqlc.JourneyReplacementAddParams{
		ID: r.ID, Kind: string(r.Kind), OldText: r.Old, NewText: r.New, MadeBy: r.By.ID,
	}))
}

// endReplacement gives back what stood. Kind: NotFound.
func endReplacement(ctx context.Context, tx *audit.Tx, id, by string) (Replacement, error) {
	row, err := dbsqlc.New(tx).JourneyReplacementEnd(ctx, &by, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return Replacement{}, apperr.Missing()
	}
	return Replacement{ID: id, Kind: Replaced(row.Kind), Old: row.OldText, New: row.NewText}, postgres.Translate(err)
}
