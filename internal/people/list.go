package people

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/postgres"
)

// pageSize is how many people one page shows.
const pageSize = 50

// Person is a member as a list shows them.
type Person struct {
	ID         string
	Name       string
	Email      string
	Since      time.Time
	DisabledAt time.Time
	// SeenAt is when the member last did something here; zero for never.
	SeenAt time.Time
	// HasPassword is false for someone who has not chosen one yet.
	HasPassword bool
	Roles       []HeldRole
}

// Filter narrows a list of people; its zero value shows everyone who is not disabled.
type Filter struct {
	Role   Role
	TeamID string
	// Disabled shows those who are disabled, and only those.
	Disabled bool
	// Query is looked for in names and addresses.
	Query string
	// After is the id of the last person of the page before.
	After string
}

func (f Filter) needle() string {
	q := strings.ToLower(strings.TrimSpace(f.Query))
	if key, err := EmailKey(q); err == nil {
		return key
	}
	return q
}

// Counts are the people behind each filter, within what the actor may see.
type Counts struct {
	All      int
	Disabled int
	ByRole   map[Role]int
}

// Page is one page of people, by name.
type Page struct {
	People []Person
	Counts Counts
	// Next is the After of the next page; empty on the last.
	Next string
}

// scope is what an actor may see of people.
type scope struct {
	everyone bool
	teams    []string
}

// scopeOf is all for an auditor or admin, and the own teams for a lead.
func scopeOf(a access.Actor) scope {
	if everywhere(a) {
		return scope{everyone: true, teams: []string{}}
	}
	return scope{teams: append([]string{}, a.Leads...)}
}

// ListPeople lists the members whom the actor may see. Kinds: NotFound for who may not see people at all.
func (s *Service) ListPeople(ctx context.Context, actor access.Actor, f Filter) (Page, error) {
	var page Page
	if err := actor.Check(access.PeopleRead, access.Scope{}); err != nil {
		return page, err
	}
	f = f.cleaned()
	sc := scopeOf(actor)
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		if page.People, err = listMembers(ctx, tx, f, sc, pageSize+1); err != nil {
			return err
		}
		if len(page.People) > pageSize {
			page.People = page.People[:pageSize]
			page.Next = page.People[pageSize-1].ID
		}
		if err = withRoles(ctx, tx, page.People, sc); err != nil {
			return err
		}
		page.Counts, err = countMembers(ctx, tx, sc)
		return err
	})
	return page, err
}

// cleaned drops what cannot match anything, so that an address that was tampered with shows a list and no fault.
func (f Filter) cleaned() Filter {
	if !f.Role.Known() {
		f.Role = ""
	}
	if !postgres.IsID(f.After) {
		f.After = ""
	}
	if !postgres.IsID(f.TeamID) {
		f.TeamID = ""
	}
	return f
}

// FindPerson is one member with roles, for the page about them. Kind: NotFound, also for whom the actor may not see.
func (s *Service) FindPerson(ctx context.Context, actor access.Actor, memberID string) (Person, error) {
	var found Person
	if err := actor.Check(access.PeopleRead, access.Scope{}); err != nil {
		return found, err
	}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		m, err := memberByID(ctx, tx, memberID)
		if err != nil {
			return err
		}
		list := []Person{{ID: m.ID, Name: m.Name, Email: m.Email, Since: m.CreatedAt, DisabledAt: m.DisabledAt}}
		err = withRoles(ctx, tx, list, scopeOf(actor))
		found = list[0]
		return err
	})
	if err != nil {
		return Person{}, err
	}
	return found, actor.Check(access.TeamRead, access.Scope{TeamIDs: teamsOf(found.Roles)})
}

func teamsOf(roles []HeldRole) []string {
	var ids []string
	for _, r := range roles {
		if r.TeamID != "" {
			ids = append(ids, r.TeamID)
		}
	}
	return ids
}

// withRoles fills in the roles, and for a lead only those in their own teams.
func withRoles(ctx context.Context, tx pgx.Tx, list []Person, sc scope) error {
	ids := make([]string, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	held, err := rolesOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i := range list {
		for _, r := range held[list[i].ID] {
			if sc.sees(r.TeamID) {
				list[i].Roles = append(list[i].Roles, r)
			}
		}
	}
	return nil
}

func (sc scope) sees(teamID string) bool {
	if sc.everyone {
		return true
	}
	for _, id := range sc.teams {
		if id == teamID {
			return true
		}
	}
	return false
}
