package board

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/journey"
)

// editions finds the edition of everybody whose facts are given, each once. Somebody who walks none counts to the default one.
func (s *Service) editions(ctx context.Context, tx pgx.Tx, people []journey.Person, facts map[string]journey.Facts) (map[string]journey.Edition, error) {
	out := map[string]journey.Edition{}
	for _, p := range people {
		ref := facts[p.ID].Edition
		if _, known := out[ref]; known {
			continue
		}
		e, err := s.journeys.EditionIn(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		out[ref] = e
	}
	return out, nil
}

// evaluate derives everybody's progress, each by the edition that they walk.
func evaluate(editions map[string]journey.Edition, people []journey.Person, facts map[string]journey.Facts, now time.Time) []Developer {
	all := make([]Developer, 0, len(people))
	for _, p := range people {
		f := facts[p.ID]
		if !f.Member.Known() {
			f.Member.Person = p
		}
		ed := editions[f.Edition]
		all = append(all, Developer{Person: p, Facts: f, Edition: ed, Progress: journey.Evaluate(ed, f, now)})
	}
	return all
}

// prevailing is the edition that most of them walk; of two with as many the one with the lower number, then by its ref. Its
// steps are the columns of a board; what others walk beside them stands in their own page.
func prevailing(all []Developer, otherwise journey.Edition) journey.Edition {
	counts := map[string]int{}
	best := otherwise
	for _, d := range all {
		counts[d.Edition.Ref()]++
	}
	for _, d := range all {
		a, b := counts[d.Edition.Ref()], counts[best.Ref()]
		if a > b || a == b && (d.Edition.Number < best.Number || d.Edition.Number == best.Number && d.Edition.Ref() < best.Ref()) {
			best = d.Edition
		}
	}
	return best
}

// Elsewhere counts the developers who walk another edition than the board's columns.
func (b Board) Elsewhere() int {
	n := 0
	for _, g := range b.Groups {
		for _, d := range g.Developers {
			if d.Edition.Ref() != b.Edition.Ref() {
				n++
			}
		}
	}
	return n
}
