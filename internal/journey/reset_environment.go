package journey

import (
	"context"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/company"
	"portico/internal/oauthapp"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// ResetEnvironment says that the vendor emptied staging for a company.
type ResetEnvironment struct {
	CompanyID string
	// On is the day, as 2026-06-16 in the actor's time zone; not in the future.
	On     string
	Reason string
}

// resetEvent is what the trail keeps of a reset: how many of each; each of them has an event of its own.
type resetEvent struct {
	Environment string `json:"environment"`
	Day         string `json:"day"`
	Roles       int    `json:"roles"`
	Asks        int    `json:"asks"`
	Domains     int    `json:"domains"`
	Grants      int    `json:"grants"`
	Apps        int    `json:"apps"`
	Marks       int    `json:"marks"`
}

// ResetEnvironment ends all that rests on a company's staging environment, in one transaction: its roles, open questions and
// domains, the permissions for it, its apps with their commitments, and what its people said of their accounts and of the
// dashboard there. All of it stays as history. Apps that the vendor approved for production stay, and so do the accounts of
// people who hold a permission that was not reset. An admin of Portico may, or a lead of one of its people. Kinds: Invalid,
// NotFound, Forbidden, Conflict for a company that is history already or in production.
func (s *Service) ResetEnvironment(ctx context.Context, actor access.Actor, in ResetEnvironment) error {
	in.Reason = strings.TrimSpace(in.Reason)
	return s.log.Change(ctx, actor, audit.EnvironmentReset, func(tx *audit.Tx) (audit.Entry, error) {
		r, err := company.BeginReset(ctx, tx, in.CompanyID)
		entry := audit.Entry{}
		if r.Company.ID != "" {
			entry.Subject = audit.Subject{Kind: "company", ID: r.Company.ID}
		}
		if err != nil {
			return entry, err
		}
		day, until, err := s.readReset(actor, r.Company, in)
		if err != nil {
			return entry, err
		}
		event := resetEvent{Environment: r.Company.Environment, Day: day.String()}
		entry.Reason = in.Reason
		err = s.reset(ctx, tx, r, company.Reset{On: day.Start(time.UTC), Reason: in.Reason, At: s.now()}, until, &event)
		entry.After = event
		return entry, err
	})
}

func (s *Service) readReset(actor access.Actor, c company.Company, in ResetEnvironment) (Day, time.Time, error) {
	var problems apperr.Fields
	loc := zoneOf(actor)
	if in.On == "" {
		problems.Add("on", "Choose the day.")
	}
	day := readDay(&problems, "on", in.On, loc, s.now())
	if !c.CreatedOn.IsZero() && day.Before(DateOf(c.CreatedOn)) {
		problems.Add("on", c.Name+" was created only on "+DateOf(c.CreatedOn).Short(DayOf(s.now(), loc))+".")
	}
	company.CheckReason(&problems, in.Reason)
	until := day.Start(loc)
	if DayOf(s.now(), loc) == day {
		until = s.now()
	}
	return day, until.UTC(), problems.Err()
}

// reset does it. What people said is taken back last: a word counts only against what was recorded before it.
func (s *Service) reset(ctx context.Context, tx *audit.Tx, r *company.Resetting, how company.Reset, until time.Time, event *resetEvent) error {
	standing, err := permission.StandingAt(ctx, tx, r.Company.ID)
	if err != nil {
		return err
	}
	apps, err := oauthapp.AppsAt(ctx, tx, r.Company.ID)
	if err != nil {
		return err
	}
	stale, err := s.staleMarks(ctx, tx, r.Company, peopleOf(r, standing, apps))
	if err != nil {
		return err
	}
	grants, err := permission.EndAllIn(ctx, tx, r.Company.ID, until, how.Reason, "The environment was reset")
	if err != nil {
		return err
	}
	if apps, err = oauthapp.RetireIn(ctx, tx, r.Company.ID, how.At, how.Reason); err != nil {
		return err
	}
	if event.Roles, event.Asks, event.Domains, err = r.End(ctx, tx, how); err != nil {
		return err
	}
	event.Grants, event.Apps = len(grants), len(apps)
	for _, m := range stale {
		for _, step := range m.steps {
			if err := undoFor(ctx, tx, m.situation, step, how.Reason); err != nil {
				return err
			}
			event.Marks++
		}
	}
	return nil
}

// undoFor takes a member's word on a step back for them.
func undoFor(ctx context.Context, tx *audit.Tx, w situation, step StepProgress, reason string) error {
	entry := w.entry(step.Step.Key)
	entry.Before, entry.After, entry.Reason = stateOf(step), stepState{Step: step.Step.Key, State: NotStarted}, reason
	tx.Record(audit.StepUndone, entry)
	return addMark(ctx, tx, Mark{
		ID: postgres.NewID(), StepKey: step.Step.Key, State: MarkUndone, Reason: reason, RecordedBy: Person{ID: tx.Actor().ID},
	}, w.Member.ID)
}
