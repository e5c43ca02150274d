package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/internal/people"
	"portico/views/components"
	view "portico/views/people"
)

// personShow is the page about one person.
func (s *Server) personShow(c *call) error {
	m, err := s.personModel(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.PersonView(m))
}

func (s *Server) personModel(c *call) (view.PersonPage, error) {
	id, err := c.pathID("id")
	if err != nil {
		return view.PersonPage{}, err
	}
	p, err := s.People.FindPerson(c.ctx(), c.actor, id)
	if err != nil {
		return view.PersonPage{}, err
	}
	now, zone := s.Now(), c.location()
	m := view.PersonPage{
		Frame: c.frame(p.Name), ID: p.ID, Name: p.Name, Email: p.Email, Self: p.ID == c.actor.ID, Disabled: !p.DisabledAt.IsZero(),
		CanWrite: c.actor.May(access.PeopleWrite, access.Scope{MemberID: p.ID}), Once: formFamily(c),
		Facts: []components.Fact{{Name: "Member since", Value: components.Day(p.Since, now, zone).Shown}},
	}
	m.Frame.Width = "reading"
	if m.Disabled {
		m.Facts = append(m.Facts, components.Fact{Name: "Disabled", Value: components.Moment(p.DisabledAt, now, zone).Shown})
	}
	if m.Erased = people.ErasedAddress(p.Email); m.Erased {
		m.Email = ""
	}
	if !m.CanWrite {
		m.WhyNot = "An admin gives and ends roles"
	}
	for _, r := range p.Roles {
		role := view.Role{ID: r.ID, Title: r.Role.Label(), Since: components.Day(r.Since, now, zone), CanEnd: m.CanWrite}
		if r.TeamName != "" {
			role.Title, role.TeamURL = r.Role.Label()+", "+r.TeamName, "/teams/"+r.TeamSlug
		}
		m.Roles = append(m.Roles, role)
	}
	if m.Leaving, err = s.leavingLink(c, p.ID); err != nil {
		return m, err
	}
	return m, s.fillRoleForm(c, &m)
}

func (s *Server) fillRoleForm(c *call, m *view.PersonPage) error {
	if !m.CanWrite {
		return nil
	}
	teams, err := s.People.ListTeams(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	var roles []components.Option
	for _, r := range people.Roles() {
		roles = append(roles, components.Option{Value: string(r), Text: r.Label()})
	}
	m.Role, m.Team = view.RoleSelect(roles), view.TeamSelect(teamOptions(teams))
	return nil
}

// personAgain shows the page with what went wrong.
func (s *Server) personAgain(c *call, err error, typed func(*view.PersonPage, map[string]string)) error {
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.personModel(c)
	if err != nil {
		return err
	}
	m.Problem = wholeProblem(fields, message)
	if typed != nil {
		typed(&m, fields)
	}
	return c.render(status, view.PersonView(m))
}

// roleGrant gives a person a role.
func (s *Server) roleGrant(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Role string `form:"role"`
		Team string `form:"team"`
	}
	if err = c.bind(&in); err == nil {
		role := people.GrantRole{MemberID: id, Role: people.Role(in.Role), TeamID: in.Team}
		if !role.Role.InTeam() {
			role.TeamID = ""
		}
		err = s.People.GrantRole(c.ctx(), c.actor, role)
	}
	if err == nil {
		c.flash("done", "The role is given.")
		return c.redirect("/people/" + id)
	}
	return s.personAgain(c, err, func(m *view.PersonPage, fields map[string]string) {
		m.Role.Value, m.Team.Value = in.Role, in.Team
		m.Role.Error, m.Team.Error = fields["role"], fields["team"]
	})
}

// personDo is a task about one person that takes nothing but whom it is about.
func (s *Server) personDo(c *call, done string, task func(id string) error) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err = c.bind(&struct{}{}); err == nil {
		err = task(id)
	}
	if err != nil {
		return s.personAgain(c, err, nil)
	}
	c.flash("done", done)
	return c.redirect("/people/" + id)
}

// roleEnd ends a role. The last admin stays.
func (s *Server) roleEnd(c *call) error {
	role, err := c.pathID("role")
	if err != nil {
		return err
	}
	return s.personDo(c, "The role has ended.", func(id string) error { return s.People.EndRole(c.ctx(), c.actor, id, role) })
}

// personEnable opens an account again.
func (s *Server) personEnable(c *call) error {
	return s.personDo(c, "The account is enabled again.", func(id string) error { return s.People.EnableMember(c.ctx(), c.actor, id) })
}

// personSignOut ends every session of a person.
func (s *Server) personSignOut(c *call) error {
	return s.personDo(c, "Signed out everywhere.", func(id string) error { return s.SignIn.RevokeAll(c.ctx(), c.actor, id) })
}

// personReset makes a link for a person's new password and shows it, this once.
func (s *Server) personReset(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	token, expires, err := s.SignIn.MakeReset(c.ctx(), c.actor, id)
	if err != nil {
		return s.personAgain(c, err, nil)
	}
	if token == "" {
		c.flash("accent", "This was sent already. Make another link if the first is lost.")
		return c.redirect("/people/" + id)
	}
	m := view.Link{
		Frame: c.frame("Link for a new password"), Title: "Link for a new password", What: "the link", Back: "/people/" + id,
		Text: "With it, and nothing else, a new password is chosen. Links from before are dead.",
		URL:  s.BaseURL + "/reset/" + token, Until: components.Moment(expires, s.Now(), c.location()),
	}
	m.Frame.Width = "reading"
	return c.render(http.StatusOK, view.LinkView(m))
}
