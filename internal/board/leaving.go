package board

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// Leaving is everything that one member holds here and at the vendor, read as a list of removal work for the day they leave.
type Leaving struct {
	ID, Name, Email string
	// LeftAt is when the account was disabled; zero for somebody who is here.
	LeftAt time.Time

	Grants       []LeavingGrant
	CompanyRoles []LeavingCompanyRole
	Apps         []LeavingApp
	Requests     []LeavingRequest
	Roles        []LeavingRole
	// Leads are the names of the other leads of the member's teams.
	Leads []string
	// Removers are who can see to a removal.
	Removers []permission.Person
	// CanDecide says that the actor may decide the removal of all permissions at once; WhyNot who may otherwise.
	CanDecide bool
	WhyNot    string
}

// LeavingGrant is developer permission that is held, or that went and nobody knows for sure yet.
type LeavingGrant struct {
	GrantID     string
	Environment string
	// CompanyID and Company are empty for Freelance.
	CompanyID, Company   string
	HeldFrom, HeldUntil  time.Time
	DecidedAt, DueOn     time.Time
	DueBy                string
	State                permission.RemovalState
	OtherAdminsOfCompany []string
}

// LeavingCompanyRole is a role at a company at the vendor.
type LeavingCompanyRole struct {
	CompanyID, Company, Environment, Role string
	Ended                                 bool
	// OtherAdmins are the names of those who are admin there and can sign in here.
	OtherAdmins []string
}

// Alone says that nobody else is known as admin of the company.
func (r LeavingCompanyRole) Alone() bool {
	return !r.Ended && r.Role == "admin" && len(r.OtherAdmins) == 0
}

// LeavingApp is an app that the member owns.
type LeavingApp struct {
	AppID, Name, Environment string
	Ended                    bool
	OtherOwners              []string
}

// Alone says that nobody else can change the app.
func (a LeavingApp) Alone() bool { return !a.Ended && len(a.OtherOwners) == 0 }

// LeavingRequest is a production request that is open and names the member.
type LeavingRequest struct {
	RequestID, AppID, App string
	Sent                  bool
	Owners                []string
}

// LeavingRole is a role here.
type LeavingRole struct {
	Role, Team, Slug string
	Ended            bool
	// Others is how many who can sign in have the same: leads of the team, or admins.
	Others int
}

// Alone says that a team has no other lead, or Portico no other admin.
func (r LeavingRole) Alone() bool {
	return !r.Ended && (r.Role == "lead" || r.Role == "admin") && r.Others == 0
}

// Undecided counts the permissions that are held and whose removal nobody decided.
func (l Leaving) Undecided() int {
	return howMany(l.Grants, func(g LeavingGrant) bool { return g.State == permission.NotRemoved })
}

// Alone counts what nobody else holds and has not been handed over.
func (l Leaving) Alone() int {
	return howMany(l.CompanyRoles, LeavingCompanyRole.Alone) + howMany(l.Apps, LeavingApp.Alone) + howMany(l.Roles, LeavingRole.Alone)
}

// Open counts the work: what is held, what went and was not confirmed, and what nobody else holds. A role here that others
// have too is no work once the account is disabled: it opens nothing.
func (l Leaving) Open() int {
	n := howMany(l.Grants, func(g LeavingGrant) bool { return g.State != permission.Removed })
	n += howMany(l.CompanyRoles, func(r LeavingCompanyRole) bool { return !r.Ended })
	n += howMany(l.Apps, func(a LeavingApp) bool { return !a.Ended })
	return n + len(l.Requests) + howMany(l.Roles, l.roleOpen)
}

func (l Leaving) roleOpen(r LeavingRole) bool { return r.Alone() || (!r.Ended && l.LeftAt.IsZero()) }

func howMany[T any](all []T, is func(T) bool) int {
	n := 0
	for _, one := range all {
		if is(one) {
			n++
		}
	}
	return n
}

// remembered is how long what was removed before the account was disabled still shows as done.
const remembered = 30 * 24 * time.Hour

// Leaving reads what a member holds and what they alone hold. A lead of their team, an auditor or an admin may. Kind:
// NotFound, also for whom the actor may not see.
func (s *Service) Leaving(ctx context.Context, actor access.Actor, memberID string) (Leaving, error) {
	var l Leaving
	if !postgres.IsID(memberID) {
		return l, apperr.Missing()
	}
	err := s.db.Read(ctx, func(tx pgx.Tx) error {
		m, teams, err := leavingMember(ctx, tx, memberID)
		if err != nil {
			return err
		}
		scope := access.Scope{MemberID: m.ID, TeamIDs: teams}
		if err := actor.Check(access.LeavingRead, scope); err != nil {
			return err
		}
		answer := actor.Ask(access.LeavingWrite, scope)
		m.CanDecide, m.WhyNot = answer.Yes, answer.Who
		since := s.now()
		if !m.LeftAt.IsZero() {
			since = m.LeftAt
		}
		if l, err = fillLeaving(ctx, tx, m, s.now(), since.Add(-remembered), teams); err != nil {
			return err
		}
		l.Removers, err = permission.RemoversIn(ctx, tx, m.ID, "")
		return err
	})
	return l, err
}

// LeftPerson is somebody whose account is disabled and who still holds something.
type LeftPerson struct {
	ID, Name, Email string
	LeftAt          time.Time
	// Permissions counts what is held or went without being confirmed, Others the rest.
	Permissions, Others int
}

// MostLeft is how many people a list of those who left has at most.
const MostLeft = 200

// LeftWithOpenWork lists who left and still holds something, the last first: for a lead those of their teams. Kind: NotFound
// for who may not see people at all.
func (s *Service) LeftWithOpenWork(ctx context.Context, actor access.Actor) ([]LeftPerson, error) {
	if err := actor.Check(access.PeopleRead, access.Scope{}); err != nil {
		return nil, err
	}
	everyone := actor.May(access.LeavingRead, access.Scope{})
	var all []LeftPerson
	err := s.db.Read(ctx, func(tx pgx.Tx) (err error) {
		all, err = leftPeople(ctx, tx, everyone, append([]string{}, actor.Leads...))
		return err
	})
	return all, err
}
