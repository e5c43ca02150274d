package company

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Listed is a company in the list, with how many people can let others in.
type Listed struct {
	Company
	// ActiveAdmins are the admins whose account here is not disabled.
	Admins, ActiveAdmins int
	Employees            int
}

// ClosedOne is a company that no longer takes part.
type ClosedOne struct {
	ID, Environment, Name string
	At                    time.Time
	// Into is the entry that it was merged into; empty after a reset, which was on ResetOn.
	Into    Named
	ResetOn time.Time
}

// Below is a domain of another company that lies below one of this company's, and counts as that one.
type Below struct{ Domain, CompanyID, Company string }

// View is a company as one person may see it.
type View struct {
	Company
	// Held are the roles of the people whom the reader may see; Unseen counts the other people.
	Held   []Held
	Unseen int
	// Admins and Employees count all roles, seen or not.
	Admins    int
	Employees int
	// Asks are the open questions that concern the reader.
	Asks []Ask
	// Holdings are who holds developer permission now, of those whose lines of the ledger the reader may see; SeesHoldings is
	// false for a reader to whom only their own is shown, elsewhere.
	Holdings     []Holding
	SeesHoldings bool
	// Refused says that the reader took the match with this company back.
	Refused bool
	// Twin is the company with one of the same mail domains in the other environment, and TwinWaiting how many people wait
	// there to be let in; its ID is empty where none is known.
	Twin        Listed
	TwinWaiting int
	// Below are domains below the company's that belong to others.
	Below []Below
	// Requested is since when the vendor has the production request that names a person, by their id; only where the reader
	// sees who holds permission.
	Requested map[string]time.Time
	// Merged is how the company became history by a merge, Reset how by a reset; nil for one that takes part. CameFrom are the
	// entries that were merged into it, the newest first.
	Merged   *Merge
	Reset    *Reset
	CameFrom []Merge
	// History are the events of the company that the reader may know of, the newest first.
	History []audit.Line
	// Choosable are the people about whom the reader may record a role, the reader first where they walk a journey.
	Choosable []Person

	actor     access.Actor
	all       []Held
	admins    []string
	attestors []string
	owners    []string
	scope     access.Scope
	mayUndo   bool
}

// MostListed is how many companies List gives at most; the page says so when it is reached.
const MostListed = 1000

// List is the known companies, production first, at most MostListed. Kinds: Unauthenticated.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Listed, error) {
	if err := actor.Check(access.CompanyRead, access.Scope{}); err != nil {
		return nil, err
	}
	var all []Listed
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		all, err = everyCompany(ctx, tx)
		return err
	})
	return all, err
}

// Closed is the companies that no longer take part, the latest first, at most 200. Kinds: Unauthenticated.
func (s *Service) Closed(ctx context.Context, actor access.Actor) ([]ClosedOne, error) {
	if err := actor.Check(access.CompanyRead, access.Scope{}); err != nil {
		return nil, err
	}
	var all []ClosedOne
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		all, err = closedOnes(ctx, tx)
		return err
	})
	return all, err
}

// Get is one company as the actor may see it. Kinds: Unauthenticated, NotFound.
func (s *Service) Get(ctx context.Context, actor access.Actor, id string) (View, error) {
	if err := actor.Check(access.CompanyRead, access.Scope{}); err != nil {
		return View{}, err
	}
	if !postgres.IsID(id) {
		return View{}, apperr.Missing()
	}
	var v View
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		v, err = viewOf(ctx, tx, actor, id, s.now())
		return err
	})
	return v, err
}

func viewOf(ctx context.Context, tx pgx.Tx, actor access.Actor, id string, now time.Time) (View, error) {
	c, err := byID(ctx, tx, id)
	if err != nil {
		return View{}, err
	}
	held, err := rolesHeld(ctx, tx, id)
	if err != nil {
		return View{}, err
	}
	v := View{
		Company: c, actor: actor, all: held, admins: holders(held, Admin), attestors: attestors(held, c.CreatedBy),
		owners: holders(held, Admin, Employee), scope: scopeOf(actor, held, c.CreatedBy),
	}
	v.Admins, v.Employees = len(v.admins), len(v.owners)-len(v.admins)
	v.see(held)
	if v.Asks, err = v.asksFor(ctx, tx); err != nil {
		return View{}, err
	}
	if v.Refused, err = queries(tx).CompanyMatchRefused(ctx, orZero(actor.ID), id); err != nil {
		return View{}, postgres.Translate(err)
	}
	if err := v.readHoldings(ctx, tx, held, now); err != nil {
		return View{}, err
	}
	if err := v.readTwin(ctx, tx); err != nil {
		return View{}, err
	}
	if err := v.readPast(ctx, tx); err != nil {
		return View{}, err
	}
	return v, v.readChoosable(ctx, tx)
}

// see keeps the roles of the people whom the reader may see; an attestor sees all of the company.
func (v *View) see(held []Held) {
	attests := slices.Contains(v.attestors, v.actor.ID)
	unseen := map[string]bool{}
	for _, h := range held {
		if attests || visible(v.actor, v.admins, h) {
			v.Held = append(v.Held, h)
		} else {
			unseen[h.Member.ID] = true
		}
	}
	v.Unseen = len(unseen)
}

func (v *View) asksFor(ctx context.Context, tx pgx.Tx) ([]Ask, error) {
	all, err := asksOpen(ctx, tx, v.ID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(a Ask) bool {
		mine := a.Member.ID == v.actor.ID || a.Asked.ID == v.actor.ID || slices.Contains(v.attestors, v.actor.ID)
		return !mine && !v.actor.LeadsTeam(a.Teams...)
	}), nil
}

func (v *View) readHoldings(ctx context.Context, tx pgx.Tx, held []Held, now time.Time) error {
	v.SeesHoldings = v.actor.Auditor || v.actor.Admin || len(v.actor.Leads) > 0
	if !v.SeesHoldings {
		return nil
	}
	rows, err := queries(tx).CompanyPermissions(ctx, &v.ID, now)
	if err != nil {
		return postgres.Translate(err)
	}
	for _, r := range rows {
		i := slices.IndexFunc(held, func(h Held) bool { return h.Member.ID == r.MemberID })
		theirs := i >= 0 && v.actor.LeadsTeam(held[i].Teams...)
		if v.actor.Auditor || v.actor.Admin || theirs || r.MemberID == v.actor.ID {
			v.Holdings = append(v.Holdings, Holding{Person{ID: r.MemberID, Name: r.Name}, r.GrantID, r.Grade, r.HeldFrom, r.Confirmer})
		}
	}
	return nil
}

func (v *View) readChoosable(ctx context.Context, tx pgx.Tx) error {
	a := v.actor
	if a.HasJourney() {
		v.Choosable = append(v.Choosable, Person{a.ID, a.Name, a.Email})
	}
	teams := a.Leads
	if slices.Contains(v.attestors, a.ID) {
		teams = a.Teams()
	}
	if len(teams) == 0 {
		return nil
	}
	people, err := teamPeople(ctx, tx, teams)
	for _, p := range people {
		if p.ID != a.ID {
			v.Choosable = append(v.Choosable, p)
		}
	}
	return err
}
