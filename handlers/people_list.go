package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/internal/people"
	view "portico/views/people"
)

// peopleList is the page of people, invitations and teams, as far as the actor may see them.
func (s *Server) peopleList(c *call) error {
	m, err := s.peopleModel(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.View(m))
}

func (s *Server) peopleModel(c *call) (view.Page, error) {
	filter := peopleFilter(c)
	list, err := s.People.ListPeople(c.ctx(), c.actor, filter)
	if err != nil {
		return view.Page{}, err
	}
	invitations, err := s.People.ListInvitations(c.ctx(), c.actor)
	if err != nil {
		return view.Page{}, err
	}
	teams, err := s.People.ListTeams(c.ctx(), c.actor)
	if err != nil {
		return view.Page{}, err
	}
	m := view.Page{
		Frame: c.frame("People"), Eyebrow: peopleEyebrow(c.actor), CanInvite: mayInviteSomewhere(c.actor), Query: filter.Query,
		Filtered: filter != people.Filter{}, ClearURL: "/people", CanMakeTeams: c.actor.May(access.PeopleWrite, access.Scope{}),
		NewTeam: view.NewTeam(), Once: formFamily(c),
	}
	m.Frame.Width = "reading"
	s.fillPeople(c, &m, list, filter)
	left, err := s.leftChip(c)
	if err != nil {
		return view.Page{}, err
	}
	m.Chips = append(m.Chips, left...)
	s.fillInvitations(c, &m, invitations)
	for _, t := range teams {
		m.Teams = append(m.Teams, view.Team{Name: t.Name, Slug: t.Slug, Tally: teamTally(t), CanRename: m.CanMakeTeams})
	}
	return m, nil
}

// peopleFilter reads the filter out of the address.
func peopleFilter(c *call) people.Filter {
	role := people.Role(c.query("role"))
	if !role.Known() {
		role = ""
	}
	return people.Filter{Role: role, Disabled: c.query("disabled") == "1", Query: c.query("q"), After: c.query("after")}
}

func peopleEyebrow(a access.Actor) string {
	switch {
	case a.Admin:
		return "Admin"
	case a.Auditor:
		return "Auditor, read only"
	}
	return "Lead, own teams"
}

// mayInviteSomewhere reports whether the actor has a team to invite into.
func mayInviteSomewhere(a access.Actor) bool {
	return a.May(access.PeopleInvite, access.Scope{TeamIDs: a.Leads})
}
