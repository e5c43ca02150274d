package permission

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/postgres/dbsqlc"
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
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		q := dbsqlc.New(tx)
		known, err := q.PermissionClock(ctx)
		if err != nil {
			return err
		}
		settled, from, err := ask.settle(s.now(), known)
		if err != nil {
			return err
		}
		a.Question, a.Whole = settled, whole(actor)
		if err := a.about(ctx, q); err != nil {
			return err
		}
		if a.WrongEnvironment != "" {
			return nil
		}
		return a.fill(ctx, q, viewOf(actor), from)
	})
	return a, err
}

// about reads what surrounds the rows, and finds the company that was meant.
func (a *Answer) about(ctx context.Context, q *dbsqlc.Queries) error {
	companies, err := q.PermissionCompanies(ctx)
	if err != nil {
		return err
	}
	for _, c := range companies {
		a.Companies = append(a.Companies, Company{ID: c.ID, Name: c.Name, Environment: c.Environment})
	}
	a.meantCompany()
	if !a.Whole {
		return nil
	}
	open, err := q.PermissionOpenInvitations(ctx)
	if err != nil {
		return err
	}
	a.OpenInvitations = int(open)
	a.FirstEvent, err = q.PermissionFirstEvent(ctx)
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

func (a *Answer) fill(ctx context.Context, q *dbsqlc.Queries, v view, from cursor) error {
	ask := a.Question
	counts, err := q.PermissionCount(ctx, dbsqlc.PermissionCountParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Everyone: v.everyone, Own: v.own, Teams: v.teams,
	})
	if err != nil {
		return err
	}
	a.Counts = Counts{
		Lines: int(counts.Lines), People: int(counts.People), ForCompany: int(counts.ForCompany), ForFreelance: int(counts.Freelance),
		Verified: int(counts.Verified), Confirmed: int(counts.Confirmed), SelfReported: int(counts.SelfReported),
	}
	if a.AnyLine = a.Counts.Lines > 0; !a.AnyLine {
		if a.AnyLine, err = q.PermissionAnyLine(ctx, v.everyone, v.own, v.teams); err != nil {
			return err
		}
	}
	if a.Rows, err = holders(ctx, q, ask, v, from); err != nil {
		return err
	}
	if len(a.Rows) > ask.Limit {
		a.Rows = a.Rows[:ask.Limit]
		last := a.Rows[ask.Limit-1]
		a.Next = cursor{last.HeldFrom, last.GrantID}.String()
	}
	return a.compare(ctx, q, v)
}

func (a *Answer) compare(ctx context.Context, q *dbsqlc.Queries, v view) error {
	ask := a.Question
	if ask.Since.IsZero() {
		return nil
	}
	found, err := q.PermissionChanges(ctx, dbsqlc.PermissionChangesParams{
		KnownAt: ask.KnownAt, AsOf: ask.AsOf, Since: ask.Since, Environment: text(ask.Environment), CompanyID: ask.companyID(),
		Freelance: ask.Company == Freelance, Everyone: v.everyone, Own: v.own, Teams: v.teams, RowLimit: maxChanges + 1,
	})
	if err != nil {
		return err
	}
	if a.MoreChanges = len(found) > maxChanges; a.MoreChanges {
		found = found[:maxChanges]
	}
	for _, c := range found {
		a.Changes = append(a.Changes, Change{
			GrantID: c.GrantID, Name: c.MemberName, Company: c.CompanyName, Environment: c.Environment, Gained: c.Gained, At: c.At,
		})
	}
	return nil
}

// EachHolder calls yield for every row of the answer, in its order and on all pages, and stops at its first error. The
// moments are settled once, so that the rows are those of one answer however slowly they are read; no transaction stays
// open meanwhile. Kinds: as Holders, and what yield returns.
func (s *Service) EachHolder(ctx context.Context, actor access.Actor, ask Question, yield func(Question, Row) error) error {
	if err := actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return err
	}
	ask.Limit, ask.Since = 1000, time.Time{}
	for {
		answer, err := s.Holders(ctx, actor, ask)
		if err != nil {
			return err
		}
		for _, row := range answer.Rows {
			if err := yield(answer.Question, row); err != nil {
				return err
			}
		}
		if answer.Next == "" {
			return nil
		}
		ask = answer.Question
		ask.After = answer.Next
	}
}

func (q Question) companyID() *string {
	if q.Company == Freelance {
		return nil
	}
	return text(q.Company)
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
