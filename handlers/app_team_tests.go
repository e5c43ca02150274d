package handlers

import (
	"net/http"
	"strings"

	"portico/views/app"
	"portico/views/components"
)

// teamTests is the test list that new staging apps of a team begin with.
func (s *Server) teamTests(c *call) error {
	return s.renderTeamTests(c, http.StatusOK, func(*app.TeamTests) {})
}

func (s *Server) renderTeamTests(c *call, status int, change func(*app.TeamTests)) error {
	t, err := s.Apps.TeamTests(c.ctx(), c.actor, c.Param("slug"))
	if err != nil {
		return err
	}
	page := app.TeamTests{
		Team: t.Team, Slug: t.Slug, Titles: t.Titles, CanEdit: t.MayWrite, WhoMay: t.WhoMay, Own: t.Own, Once: formFamily(c),
		Line: "The list that ships with Portico",
		Field: components.FieldModel{
			ID: "titles", Name: "titles", Label: "Tests", Value: strings.Join(t.Titles, "\n"), Rows: 10, MaxLength: 32000,
			Hint: "One a line: what has to work in staging before you ask for production.",
		},
	}
	if t.Own {
		page.Line = "Changed by " + t.Saver + ", " + components.Day(t.SavedAt, s.Now(), c.location()).Shown
	}
	change(&page)
	page.Frame = c.frame("Tests in staging, " + t.Team)
	page.Frame.Width = "reading"
	return c.render(status, app.TeamTestsPage(page))
}

// teamTestsChange gives the team another list; an empty one goes back to the list that ships.
func (s *Server) teamTestsChange(c *call) error {
	var in struct {
		Titles string `form:"titles" max:"45000"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Apps.ChangeTeamTests(c.ctx(), c.actor, c.Param("slug"), strings.Split(in.Titles, "\n"))
	}
	fields, message, status, ok := fieldErrors(err)
	switch {
	case ok:
		return s.renderTeamTests(c, status, func(p *app.TeamTests) {
			p.Field.Value = in.Titles
			if p.Field.Error = fields["titles"]; p.Field.Error == "" {
				p.Field.Error = message
			}
		})
	case err != nil:
		return err
	}
	c.flash("done", "The list is saved. Apps that are registered from now on begin with it.")
	return c.redirect("/teams/" + c.Param("slug") + "/tests")
}
