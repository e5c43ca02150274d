package oauthapp

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/postgres"
)

// Listed is an app in the list.
type Listed struct {
	App
	Owners []Owner
	// Teams are the names of the owners' teams.
	Teams []string
	// Grade is how well it is known that the app exists.
	Grade string
	// Waiting says that the reader brought this app's client id and waits for a lead: they may not open it yet.
	Waiting bool
	// Proof is the latest round trip with the vendor that counts; its At is zero where there is none.
	Proof Proof
}

// Company is a company that an app can belong to.
type Company struct {
	ID, Name, Environment string
	Domains               []string
}

// View is an app as one person may see it.
type View struct {
	App
	Owners     []Owner
	Tests      []Test
	Commitment Commitment
	// Current is the production request that counts; HasRequest is false before the first.
	Current    Request
	HasRequest bool
	Checks     []Check
	// Choosable are the people whom the reader may name as owner; Heirs the ones to whom an owner's part can be handed over.
	Choosable, Heirs []Person
	// Former are the commitments that were taken back, the latest first; Leads are who signs one.
	Former []Commitment
	Leads  []Person
	Today  time.Time
	// TeamSlug is a team of the owners that the reader may look at; empty where there is none.
	TeamSlug string

	actor access.Actor
}

// MostListed is how many apps List gives at most; the page and the file say so when it is reached.
const MostListed = 1000

// List is the apps that the actor may see, production first, at most MostListed. Kinds: Unauthenticated.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Listed, error) {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return nil, err
	}
	var all []Listed
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		all, err = appsSeen(ctx, tx, actor)
		return err
	})
	return all, err
}

// Companies is what an app can belong to, of both environments. Kinds: Unauthenticated.
func (s *Service) Companies(ctx context.Context, actor access.Actor) ([]Company, error) {
	if err := actor.Check(access.CompanyRead, access.Scope{}); err != nil {
		return nil, err
	}
	var all []Company
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		all, err = companies(ctx, tx)
		return err
	})
	return all, err
}

// Get is one app. Kinds: Unauthenticated, NotFound.
func (s *Service) Get(ctx context.Context, actor access.Actor, id string) (View, error) {
	var v View
	err := s.seen(ctx, actor, id, func(tx pgx.Tx, a state) error {
		known, err := readyFacts(ctx, tx, a)
		if err != nil {
			return err
		}
		v = viewOf(known, actor)
		v.Today = dateOf(s.now(), zone(actor))
		if v.TeamSlug, err = teamSeen(ctx, tx, actor, a); err != nil {
			return err
		}
		all, err := requestsOf(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		v.Current, v.HasRequest = Current(all)
		if v.MayName() {
			v.Choosable, err = teamPeople(ctx, tx, append(actor.Teams(), scope(a.owners).TeamIDs...))
			owning := members(a.owners)
			v.Choosable = slices.DeleteFunc(v.Choosable, func(p Person) bool { return slices.Contains(owning, p.ID) })
		}
		if err != nil || !v.MayHandOver() {
			return err
		}
		v.Heirs = withOwners(slices.Clone(v.Choosable), active(a.owners))
		if actor.Admin {
			v.Heirs, err = allPeople(ctx, tx)
			return err
		}
		// Nobody names themselves.
		v.Choosable = slices.DeleteFunc(v.Choosable, func(p Person) bool { return p.ID == actor.ID })
		return nil
	})
	return v, err
}

// seen runs do on an app that the actor may see. Kinds: Unauthenticated, NotFound.
func (s *Service) seen(ctx context.Context, actor access.Actor, id string, do func(tx pgx.Tx, a state) error) error {
	if err := actor.Check(access.SignedIn, access.Scope{}); err != nil {
		return err
	}
	if !postgres.IsID(id) {
		return apperr.Missing()
	}
	return s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		a, err := stateByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := mayRead(actor, a); err != nil {
			return err
		}
		return do(tx, a)
	})
}

func (v View) state() state { return state{v.App, v.Owners} }

// MayWrite says whether the reader is an owner.
func (v View) MayWrite() bool { return !v.Retired() && mayWrite(v.actor, v.state()) == nil }

// MayName says whether the reader may name a further owner.
func (v View) MayName() bool { return !v.Retired() && mayName(v.actor, v.state()) == nil }

// MayAccept says whether the reader may accept that this owner shares the app.
func (v View) MayAccept(o Owner) bool {
	return o.Waiting() && o.Member.ID != v.actor.ID && v.actor.May(access.AppAccept, scope(v.Owners))
}

// MayEnd says whether the reader may take this owner away, and if not, why, where that can be mended.
func (v View) MayEnd(o Owner) (yes bool, whyNot string) {
	if o.Member.ID != v.actor.ID && mayReport(v.actor, v.state()) != nil {
		return false, ""
	}
	if !o.Waiting() && len(full(v.Owners)) == 1 {
		return false, "The only owner: name a second one first."
	}
	return true, ""
}

func viewOf(known Ready, actor access.Actor) View {
	return View{
		App: known.App, Owners: known.Owners, Tests: known.Tests, Commitment: known.Commitment, Former: known.Commitments,
		Leads: known.Leads, Checks: Readiness(known), actor: actor,
	}
}

// MayHandOver says whether the reader may hand an owner's part over to somebody else.
func (v View) MayHandOver() bool { return !v.Retired() && mayHandOver(v.actor, v.state()) == nil }

// MayRetire says whether the reader may retire the app, or take it into use again.
func (v View) MayRetire() bool { return mayReport(v.actor, v.state()) == nil }

// MaySign says whether the reader signs the commitment to deploy; else who does.
func (v View) MaySign() (yes bool, who string) {
	err := maySign(v.actor, v.state(), v.Leads)
	var e *apperr.Error
	if errors.As(err, &e) {
		return false, e.Message
	}
	return err == nil, ""
}

// MayWithdrawCommit says whether the reader may take the commitment back.
func (v View) MayWithdrawCommit() bool { return !v.Retired() && mayReport(v.actor, v.state()) == nil }

// Alone says that one person alone can act for the app.
func (v View) Alone() bool { return !v.Retired() && len(active(v.Owners)) <= 1 }

// Progress is an app's way to production as one person may see it.
type Progress struct {
	View
	// Requests are all attempts, the newest first.
	Requests []Request
	Clock    Clock
	Answered Answered
	Facts    TextFacts
	// People are whom a draft may name as accounts.
	People []Person
	// Companies are the ones in production.
	Companies []Company
}

// Production is an app's way to production. Kinds: Unauthenticated, NotFound.
func (s *Service) Production(ctx context.Context, actor access.Actor, appID string) (Progress, error) {
	today := dateOf(s.now(), zone(actor))
	var p Progress
	err := s.seen(ctx, actor, appID, func(tx pgx.Tx, a state) error {
		known, err := readyFacts(ctx, tx, a)
		if err != nil {
			return err
		}
		p = Progress{View: viewOf(known, actor)}
		p.Today = today
		if p.Requests, err = requestsOf(ctx, tx, a.ID); err != nil {
			return err
		}
		p.Current, p.HasRequest = Current(p.Requests)
		p.Clock = Clocks(a.CreatedOn, p.Requests, today)
		p.Facts = textFacts(known, p.Current.Accounts)
		if p.Answered, err = answered(ctx, tx); err != nil {
			return err
		}
		if p.People, err = teamPeople(ctx, tx, append(actor.Teams(), scope(a.owners).TeamIDs...)); err != nil {
			return err
		}
		p.People = withOwners(p.People, active(a.owners))
		all, err := companies(ctx, tx)
		p.Companies = slices.DeleteFunc(all, func(c Company) bool { return c.Environment != Production })
		return err
	})
	return p, err
}

func withOwners(people []Person, owners []Owner) []Person {
	for _, o := range owners {
		if !slices.Contains(ids(people), o.Member.ID) {
			people = append(people, o.Member)
		}
	}
	return people
}

// MayReport says whether the reader may record what the vendor did.
func (p Progress) MayReport() bool { return mayReport(p.actor, p.state()) == nil }

// Confirms says for how many of the current request's accounts the reader's word would count as confirmed.
func (p Progress) Confirms() int {
	n := 0
	for _, who := range p.Current.Accounts {
		if attests(p.actor, p.Owners, who.ID) {
			n++
		}
	}
	return n
}

// Twin is the company in production with a mail domain of the app's company; its ID is empty where none is known.
func (p Progress) Twin() Company {
	for _, c := range p.Companies {
		if slices.ContainsFunc(c.Domains, func(d string) bool { return slices.Contains(p.Domains, d) }) {
			return c
		}
	}
	return Company{}
}

// hide leaves of an app that the reader only waits to share nothing but what they brought themselves: its client id.
func (l *Listed) hide(actor access.Actor) {
	if mayRead(actor, state{l.App, l.Owners}) == nil {
		return
	}
	l.Waiting, l.Proof = true, Proof{}
	l.App = App{ID: l.ID, Environment: l.Environment, ClientID: l.ClientID}
	l.Teams = nil
	l.Owners = slices.DeleteFunc(l.Owners, func(o Owner) bool { return o.Member.ID != actor.ID })
}

// CheckWrite is nil for an owner. Kinds: Forbidden, with who may.
func (v View) CheckWrite() error { return mayWrite(v.actor, v.state()) }
