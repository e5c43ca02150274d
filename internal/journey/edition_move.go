package journey

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
)

// Walker is somebody under way, and on which edition.
type Walker struct {
	Person
	Ref string
	// MovedFrom is the ref that they walked before they were moved; empty for somebody who never was.
	MovedFrom string
	MovedAt   time.Time
	MovedBy   string
	TeamIDs   []string
	Teams     []string
}

// Move is what a move to another edition would change for one person. Steps are matched by their keys; nothing that anybody
// said or did is lost, whatever edition they walk.
type Move struct {
	Walker
	// From is the edition that they walk now.
	From Edition
	// Before and After are their progress in both.
	Before, After Progress
	// New are the steps that only the other edition has; Gone those that it has not, done or not.
	New, Gone []StepProgress
	// Kept counts the steps that are done or skipped in both. Reopened are those that were, and no longer are.
	Kept     int
	Reopened []StepProgress
}

// MovePlan is a move of some people, as it would be.
type MovePlan struct {
	To Edition
	// People are everybody whom the actor may move and who walks another edition.
	People []Move
}

// PlanMove shows what would change for whom if they walked the edition to. A lead sees the people of their own teams, an admin
// everybody; 1,000 people at most. Kinds: NotFound, Forbidden, Conflict for an edition that is not published.
func (s *Service) PlanMove(ctx context.Context, actor access.Actor, to string) (MovePlan, error) {
	var plan MovePlan
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		e, err := s.target(ctx, tx, actor, to)
		if err != nil {
			return err
		}
		plan.To = e
		all, err := walkers(ctx, tx, actor.Admin, actor.Leads)
		if err != nil {
			return err
		}
		var ids []string
		var them []Walker
		for _, w := range all {
			if w.Ref != e.Ref() && actor.May(access.EditionMove, access.Scope{MemberID: w.ID, TeamIDs: w.TeamIDs}) {
				ids, them = append(ids, w.ID), append(them, w)
			}
		}
		facts, err := LoadFacts(ctx, tx, ids)
		if err != nil {
			return err
		}
		for _, w := range them {
			from, err := s.EditionIn(ctx, tx, w.Ref)
			if err != nil {
				return err
			}
			plan.People = append(plan.People, compare(w, from, e, facts[w.ID], s.now()))
		}
		return nil
	})
	return plan, err
}

// target is an edition that people can be moved to: one of the program, or one that is published.
func (s *Service) target(ctx context.Context, tx pgx.Tx, actor access.Actor, ref string) (Edition, error) {
	if !actor.Admin && len(actor.Leads) == 0 {
		return Edition{}, actor.Check(access.EditionMove, access.Scope{MemberID: actor.ID, TeamIDs: actor.Teams()})
	}
	key, revision, ok := SplitRef(ref)
	if !ok {
		return Edition{}, apperr.Missing()
	}
	m, err := s.find(ctx, tx, actor, key, revision)
	if err != nil {
		return Edition{}, err
	}
	if m.Is != Published {
		return Edition{}, apperr.New(apperr.Conflict, "Only a published edition can be walked. Publish it first.")
	}
	return s.EditionIn(ctx, tx, m.Ref())
}

// compare evaluates the same facts in both editions.
func compare(w Walker, from, to Edition, f Facts, now time.Time) Move {
	m := Move{Walker: w, From: from, Before: Evaluate(from, f, now), After: Evaluate(to, f, now)}
	for _, s := range m.After.Steps {
		before, known := m.Before.Step(s.Step.Key)
		switch {
		case !known:
			m.New = append(m.New, s)
		case before.State.Settled() && s.State.Settled():
			m.Kept++
		case before.State.Settled():
			m.Reopened = append(m.Reopened, s)
		}
	}
	for _, s := range m.Before.Steps {
		if _, stays := m.After.Step(s.Step.Key); !stays {
			m.Gone = append(m.Gone, s)
		}
	}
	return m
}

// MovePeople asks for people to walk another edition. Members are their ids, each with the ref that was seen when it was asked.
type MovePeople struct {
	To      string
	Members []string
	Seen    map[string]string
}

// MovePeople moves them all or nobody, with one event for each. Moving somebody back is a move like any other. Kinds: Invalid
// about "members", NotFound, Forbidden, Conflict for somebody who was moved meanwhile or an edition that is not published.
func (s *Service) MovePeople(ctx context.Context, actor access.Actor, in MovePeople) (moved int, err error) {
	err = s.log.Change(ctx, actor, audit.MemberMoved, func(tx *audit.Tx) (audit.Entry, error) {
		moved = 0
		entry := audit.Entry{Subject: audit.Subject{Kind: "member", ID: actorOrNobody(actor)}}
		to, err := s.walkable(ctx, tx, actor, in)
		if err != nil {
			return entry, err
		}
		if len(in.Members) == 0 {
			return entry, apperr.Field("members", "Choose at least one person.")
		}
		all, err := walkers(ctx, tx, true, nil)
		if err != nil {
			return entry, err
		}
		known := map[string]Walker{}
		for _, w := range all {
			known[w.ID] = w
		}
		for _, id := range in.Members {
			w, ok := known[id]
			if !ok {
				return entry, apperr.Missing()
			}
			one := audit.Entry{Subject: audit.Subject{Kind: "member", ID: id}, MemberID: id}
			if len(w.TeamIDs) > 0 {
				one.TeamID = w.TeamIDs[0]
			}
			if err := actor.Check(access.EditionMove, access.Scope{MemberID: id, TeamIDs: w.TeamIDs}); err != nil {
				return one, err
			}
			if seen, asked := in.Seen[id]; asked && seen != w.Ref {
				return one, apperr.New(apperr.Conflict, w.Full()+" was moved meanwhile. Look at the list again.")
			}
			if w.Ref == to {
				continue
			}
			if ok, err := moveMember(ctx, tx, id, w.Ref, to, actor.ID); err != nil || !ok {
				return one, errOr(err, apperr.New(apperr.Conflict, w.Full()+" was moved meanwhile. Look at the list again."))
			}
			one.Before, one.After = map[string]string{"edition": w.Ref}, map[string]string{"edition": to}
			if moved++; moved == 1 {
				entry = one
				continue
			}
			tx.Record(audit.MemberMoved, one)
		}
		if moved == 0 {
			return entry, audit.ErrNoChange
		}
		return entry, nil
	})
	return moved, err
}

// walkable is the ref of an edition that the people may be moved to. A retired revision is good only for somebody who goes back
// to where they came from.
func (s *Service) walkable(ctx context.Context, tx *audit.Tx, actor access.Actor, in MovePeople) (string, error) {
	e, err := s.target(ctx, tx, actor, in.To)
	if err == nil || !apperr.Is(err, apperr.Conflict) {
		return e.Ref(), err
	}
	all, listErr := walkers(ctx, tx, true, nil)
	if listErr != nil {
		return "", listErr
	}
	back := 0
	for _, w := range all {
		for _, id := range in.Members {
			if w.ID == id && w.MovedFrom == in.To {
				back++
			}
		}
	}
	if back > 0 && back == len(in.Members) {
		return in.To, nil
	}
	return "", err
}

func errOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// WhoWalks lists the people under way whom the actor may see by name: their own teams' for a lead, everybody for an auditor or
// an admin, nobody else. 1,000 at most. Kind: Unavailable.
func (s *Service) WhoWalks(ctx context.Context, actor access.Actor) ([]Walker, error) {
	if !actor.Admin && !actor.Auditor && len(actor.Leads) == 0 {
		return nil, nil
	}
	var out []Walker
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		out, err = walkers(ctx, tx, actor.Admin || actor.Auditor, actor.Leads)
		return err
	})
	return out, err
}
