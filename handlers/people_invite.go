package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/internal/people"
	"portico/views/components"
	view "portico/views/people"
)

type inviteForm struct {
	Name  string `form:"name"`
	Email string `form:"email"`
	Role  string `form:"role"`
	Team  string `form:"team"`
}

// peopleInviteNew is the form that invites one person.
func (s *Server) peopleInviteNew(c *call) error {
	in := inviteForm{Role: string(people.Developer), Email: c.query("email"), Name: c.query("name")}
	return s.renderInvite(c, http.StatusOK, in, nil, "")
}

// peopleInvite invites one person and shows the link, or says that it goes by mail.
func (s *Server) peopleInvite(c *call) error {
	var in inviteForm
	err := c.bind(&in)
	var made people.Invited
	if err == nil {
		role := people.Role(in.Role)
		team := in.Team
		if !role.InTeam() {
			team = "" // the choice of a team stands on the page for every role
		}
		made, err = s.People.Invite(c.ctx(), c.actor, people.Invite{Name: in.Name, Email: in.Email, Role: role, TeamID: team})
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		return s.renderInvite(c, status, in, fields, wholeProblem(fields, message))
	}
	if err != nil {
		return err
	}
	return s.showInvited(c, made)
}

// showInvited shows a link, this once. Where a letter carries it, or the form was sent before, it leads back to the list.
func (s *Server) showInvited(c *call, made people.Invited) error {
	switch {
	case made.ID == "":
		c.flash("accent", "This was sent already. The invitation stands below.")
		return c.redirect("/people")
	case made.ByMail:
		c.flash("done", "The invitation to "+made.Email+" is on its way.")
		return c.redirect("/people")
	}
	m := view.Link{
		Frame: c.frame("Invitation link"), Title: "Invitation link", What: "the invitation link", Back: "/people",
		Text: "For " + made.Email + " and nobody else.",
		URL:  s.BaseURL + "/invitations/" + made.Token, Until: components.Moment(made.ExpiresAt, s.Now(), c.location()),
	}
	m.Frame.Width = "reading"
	return c.render(http.StatusOK, view.LinkView(m))
}

func (s *Server) renderInvite(c *call, status int, in inviteForm, fields map[string]string, problem string) error {
	teams, err := s.teamsToInviteInto(c)
	if err != nil {
		return err
	}
	roles := people.Roles()
	if !c.actor.Admin {
		roles = []people.Role{people.Developer, people.Lead}
	}
	var choices []components.ChoiceOption
	for _, r := range roles {
		choices = append(choices, components.ChoiceOption{Value: string(r), Label: r.Label(), Hint: roleHint(r), Checked: in.Role == string(r)})
	}
	m := view.NewInvite(choices, teamOptions(teams))
	m.Frame, m.Once, m.ByMail, m.Problem = c.frame("Invite someone"), c.once(), s.People.Mails(), problem
	m.Frame.Width = "reading"
	m.Name.Value, m.Email.Value = in.Name, in.Email
	if in.Team != "" {
		m.Team.Value = in.Team
	}
	m.Name.Error, m.Email.Error, m.Role.Error, m.Team.Error = fields["name"], fields["email"], fields["role"], fields["team"]
	return c.render(status, view.InviteView(m))
}

// teamsToInviteInto are all teams for an admin, and those that a lead leads.
func (s *Server) teamsToInviteInto(c *call) ([]people.Team, error) {
	all, err := s.People.ListTeams(c.ctx(), c.actor)
	if err != nil {
		return nil, err
	}
	var teams []people.Team
	for _, t := range all {
		if c.actor.May(access.PeopleInvite, access.Scope{TeamIDs: []string{t.ID}}) {
			teams = append(teams, t)
		}
	}
	return teams, nil
}

func teamOptions(teams []people.Team) []components.Option {
	options := make([]components.Option, 0, len(teams))
	for _, t := range teams {
		options = append(options, components.Option{Value: t.ID, Text: t.Name})
	}
	return options
}

func roleHint(r people.Role) string {
	return map[people.Role]string{
		people.Developer: "Walks the procedure, step by step.",
		people.Lead:      "Brings the team to production: sees its board, confirms and invites.",
		people.Auditor:   "Reads everything, changes nothing.",
		people.Admin:     "Keeps Portico running: people, teams, settings.",
	}[r]
}
