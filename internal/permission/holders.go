package permission

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
)

// maxChanges is how many gains and losses an answer lists.
const maxChanges = 30

// Holders answers a question, narrowed to what the actor may see: an auditor and an admin all of it, a lead the members of
// their teams, everyone their own rows. The same moments give the same rows in the same order. Kinds: Invalid for a
// question that makes no sense, Unauthenticated, Unavailable.
func (s *Service) Holders(ctx context.Context, actor access.Actor, ask Question) (Answer, error) {
	var a Answer
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return a, err
	}
	settled, from, err := s.settle(ctx, ask)
	if err != nil {
		return a, err
	}
	a.Question, a.Whole = settled, whole(actor)
	err = s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		if err := a.about(ctx, tx); err != nil {
			return err
		}
		if a.WrongEnvironment != "" {
			a.Ready = true
			return nil
		}
		return a.fill(ctx, tx, viewOf(actor), from)
	})
	if err != nil || a.WrongEnvironment != "" {
		return a, err
	}
	a.Digest, a.Ready, err = s.digests.of(ctx, s.log.DB(), a.Question, viewOf(actor))
	a.AnyLine = a.AnyLine || a.Counts.Lines > 0
	return a, err
}

// settle fixes the moments of a question. What is known is read before the answer's own snapshot is taken: all that was
// recorded up to then is in it.
func (s *Service) settle(ctx context.Context, ask Question) (Question, cursor, error) {
	var known time.Time
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		known, err = settledMoment(ctx, tx)
		return err
	})
	if err != nil {
		return ask, cursor{}, err
	}
	return ask.settle(s.now(), known)
}

// about reads what surrounds the rows, and finds the company that was meant.
func (a *Answer) about(ctx context.Context, tx pgx.Tx) error {
	var err error
	if a.Companies, err = companies(ctx, tx, a.Question); err != nil {
		return err
	}
	a.meantCompany()
	if a.Whole {
		a.OpenInvitations, a.FirstEvent, err = gaps(ctx, tx)
	}
	return err
}

// meantCompany follows a company into the other environment: someone who reads about ACME in production and switches to
// staging means ACME there. A company without a twin is named, so that the empty answer explains itself.
func (a *Answer) meantCompany() {
	asked := &a.Question
	if asked.Company == "" || asked.Company == Freelance || asked.Environment == "" {
		return
	}
	for _, c := range a.Companies {
		if c.ID != asked.Company || c.Environment == asked.Environment {
			continue
		}
		for _, twin := range a.Companies {
			if twin.Environment == asked.Environment && strings.EqualFold(twin.Name, c.Name) {
				asked.Company = twin.ID
				return
			}
		}
		a.WrongEnvironment = c.Name
	}
}

func (a *Answer) fill(ctx context.Context, tx pgx.Tx, v view, from cursor) error {
	ask := a.Question
	var err error
	if a.AnyLine, err = anyLine(ctx, tx, v); err != nil {
		return err
	}
	if err := planned(ctx, tx, v); err != nil {
		return err
	}
	called := namesAt(ask.KnownAt)
	if a.Rows, err = holders(ctx, tx, ask, v, from, called); err != nil {
		return err
	}
	if len(a.Rows) > ask.Limit {
		a.Rows = a.Rows[:ask.Limit]
		last := a.Rows[ask.Limit-1]
		a.Next = cursor{last.ChangedAt, last.tie}.String()
	}
	if from.id != "" && len(a.Rows) > 0 {
		if a.Previous, err = before(ctx, tx, ask, v, a.Rows[0]); err != nil {
			return err
		}
	}
	if ask.Since.IsZero() || ask.What == Changed {
		return nil
	}
	between := ask
	between.What, between.Grade, between.Limit = Changed, "", maxChanges
	a.Changes, err = holders(ctx, tx, between, v, cursor{}, called)
	if a.MoreChanges = len(a.Changes) > maxChanges; a.MoreChanges {
		a.Changes = a.Changes[:maxChanges]
	}
	return err
}

// view is what an actor sees of the ledger.
type view struct {
	everyone bool
	own      *string
	teams    []string
}

func whole(a access.Actor) bool {
	return a.Admin || a.Auditor || a.Kind == access.System || a.Kind == access.Operator
}

func viewOf(a access.Actor) view {
	v := view{everyone: whole(a), own: text(a.ID), teams: a.Leads}
	if v.teams == nil {
		v.teams = []string{}
	}
	return v
}
