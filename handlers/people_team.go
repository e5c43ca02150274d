package handlers

import (
	"portico/internal/people"
	view "portico/views/people"
)

// teamCreate makes a team.
func (s *Server) teamCreate(c *call) error {
	var in struct {
		Name string `form:"name"`
	}
	err := c.bind(&in)
	if err == nil {
		_, err = s.People.CreateTeam(c.ctx(), c.actor, in.Name)
	}
	if err == nil {
		c.flash("done", "The team "+in.Name+" is made. Invite its people.")
		return c.redirect("/people")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.peopleModel(c)
	if err != nil {
		return err
	}
	m.NewTeam.Value, m.NewTeam.Error = in.Name, fields["name"]
	if m.NewTeam.Error == "" {
		m.NewTeam.Error = message
	}
	return c.render(status, view.View(m))
}

// teamRename gives a team another name; its address stays.
func (s *Server) teamRename(c *call) error {
	team, err := s.People.TeamBySlug(c.ctx(), c.actor, c.Param("slug"))
	if err != nil {
		return err
	}
	var in struct {
		Name string `form:"name"`
		Was  string `form:"was"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.People.RenameTeam(c.ctx(), c.actor, people.RenameTeam{TeamID: team.ID, Name: in.Name, Was: in.Was})
	}
	if err == nil {
		c.flash("done", "The team is renamed.")
		return c.redirect("/people")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.peopleModel(c)
	if err != nil {
		return err
	}
	for i := range m.Teams {
		if m.Teams[i].Slug == team.Slug {
			m.Teams[i].Typed, m.Teams[i].Problem = in.Name, firstWord(fields["name"], message)
		}
	}
	return c.render(status, view.View(m))
}
