package journey

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/company"
	"portico/internal/oauthapp"
	"portico/internal/permission"
)

// staleOf is a member whose steps rest on an environment that was emptied.
type staleOf struct {
	situation
	steps []StepProgress
}

// peopleOf are the members who have anything at the company, each once, in a fixed order.
func peopleOf(r *company.Resetting, standing []permission.Standing, apps []oauthapp.AtCompany) []string {
	var ids []string
	for _, h := range r.Held {
		ids = append(ids, h.Member.ID)
	}
	for _, g := range standing {
		ids = append(ids, g.MemberID)
	}
	for _, a := range apps {
		ids = append(ids, a.Owners...)
	}
	if r.Company.CreatedBy != "" {
		ids = append(ids, r.Company.CreatedBy)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// staleMarks finds what the members must do again: their account, their password and the dashboard. Somebody who holds another
// permission in staging, or one in production, keeps them: what they hold shows that they are in.
func (s *Service) staleMarks(ctx context.Context, tx pgx.Tx, c company.Company, members []string) ([]staleOf, error) {
	all, err := load(ctx, tx, members)
	if err != nil {
		return nil, err
	}
	var stale []staleOf
	for _, id := range members {
		l, known := all[id]
		if !known || l.Edition == "" || s.holdsElsewhere(l.Facts, c.ID) {
			continue
		}
		w := situation{loaded: l}
		if w.edition, err = s.EditionIn(ctx, tx, l.Edition); err != nil {
			return nil, err
		}
		w.progress = Evaluate(w.edition, l.Facts, s.now())
		m := staleOf{situation: w}
		for _, step := range w.progress.Steps {
			if anyOf(step.Step, RuleSignUp, RuleInvitation, RuleDashboard) && (step.State == Done || w.saidSomething(step.Step.Key)) {
				m.steps = append(m.steps, step)
			}
		}
		if len(m.steps) > 0 {
			stale = append(stale, m)
		}
	}
	return stale, nil
}

func (w situation) saidSomething(stepKey string) bool {
	last := w.lastMark(stepKey)
	return last.State == MarkStarted || last.State == MarkDone
}

func (s *Service) holdsElsewhere(f Facts, companyID string) bool {
	return slices.ContainsFunc(f.Grants, func(g Grant) bool { return g.CompanyID != companyID && g.HeldAt(s.now()) })
}

// ResetPreview is what ResetEnvironment would make stale.
type ResetPreview struct {
	Company company.Company
	Held    []company.Held
	Asks    int
	// Grants are those that would end.
	Grants []permission.Standing
	// Apps would be retired; Staying are approved for production and stay.
	Apps, Staying []oauthapp.AtCompany
	// Steps are what people would have to do again.
	Steps []StaleSteps
	// Known says whom of all these the reader may see by name.
	Known company.Known
}

// StaleSteps are the steps of one member that rest on the environment, by title.
type StaleSteps struct {
	Member Person
	Titles []string
}

// PreviewReset says what ResetEnvironment would make stale, for whoever may do it. Kinds: NotFound, Forbidden, Conflict.
func (s *Service) PreviewReset(ctx context.Context, actor access.Actor, companyID string) (ResetPreview, error) {
	var p ResetPreview
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		r, err := company.PreviewReset(ctx, tx, actor, companyID)
		if err != nil {
			return err
		}
		p.Company, p.Held, p.Asks, p.Known = r.Company, r.Held, r.Asks, r.Known
		standing, err := permission.StandingAt(ctx, tx, companyID)
		if err != nil {
			return err
		}
		apps, err := oauthapp.AppsAt(ctx, tx, companyID)
		if err != nil {
			return err
		}
		for _, g := range standing {
			if g.HeldUntil.IsZero() || g.HeldUntil.After(s.now()) {
				p.Grants = append(p.Grants, g)
			}
		}
		for _, a := range apps {
			if a.Approved {
				p.Staying = append(p.Staying, a)
			} else {
				p.Apps = append(p.Apps, a)
			}
		}
		stale, err := s.staleMarks(ctx, tx, r.Company, peopleOf(r, standing, apps))
		for _, m := range stale {
			one := StaleSteps{Member: m.Member.Person}
			for _, step := range m.steps {
				one.Titles = append(one.Titles, step.Step.Title)
			}
			p.Steps = append(p.Steps, one)
		}
		slices.SortFunc(p.Steps, func(a, b StaleSteps) int { return strings.Compare(a.Member.Name, b.Member.Name) })
		return err
	})
	return p, err
}
