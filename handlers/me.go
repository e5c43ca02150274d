package handlers

import (
	"net/http"
	"slices"
	"strings"

	"portico/internal/people"
	"portico/internal/signin"
	"portico/views/components"
	view "portico/views/signin"
)

// meShow is the page about oneself: name, time zone, password, and where one is signed in.
func (s *Server) meShow(c *call) error {
	m, err := s.meModel(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.Me(c.frame("Your settings"), m))
}

func (s *Server) meModel(c *call) (view.MeModel, error) {
	places, err := s.SignIn.Places(c.ctx(), c.actor)
	if err != nil {
		return view.MeModel{}, err
	}
	roles, err := s.ownRoles(c)
	if err != nil {
		return view.MeModel{}, err
	}
	zones := people.Zones()
	if zone := c.actor.TimeZone; zone != "" && !slices.Contains(zones, zone) {
		zones = append(zones, zone)
	}
	m := view.NewMe(zones)
	m.Email, m.Roles = c.actor.Email, roles
	m.Name.Value, m.TimeZone.Value = c.actor.Name, c.actor.TimeZone
	m.RevokeOthersURL = "/me/sessions/revoke-others"
	current, now, zone := signin.CurrentSession(c.ctx()), s.Now(), c.location()
	for _, p := range places {
		m.Sessions = append(m.Sessions, view.SessionRow{
			ID: p.SessionID, Device: browserName(p.Agent), Address: p.Address, ThisOne: p.SessionID == current,
			Since: components.Moment(p.Since, now, zone), Seen: components.Moment(p.SeenAt, now, zone),
		})
	}
	return m, nil
}

// ownRoles says in words what the actor is and where.
func (s *Server) ownRoles(c *call) ([]string, error) {
	teams, err := s.People.ListTeams(c.ctx(), c.actor)
	if err != nil {
		return nil, err
	}
	var roles []string
	if c.actor.Admin {
		roles = append(roles, "Admin")
	}
	if c.actor.Auditor {
		roles = append(roles, "Auditor")
	}
	for _, t := range teams {
		if slices.Contains(c.actor.Leads, t.ID) {
			roles = append(roles, "Lead of "+t.Name)
		}
		if slices.Contains(c.actor.Develops, t.ID) {
			roles = append(roles, "Developer in "+t.Name)
		}
	}
	return roles, nil
}

// meChange changes one's own name and time zone.
func (s *Server) meChange(c *call) error {
	var in struct {
		Name     string `form:"name"`
		TimeZone string `form:"time_zone"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.People.UpdateProfile(c.ctx(), c.actor, people.UpdateProfile{Name: in.Name, TimeZone: in.TimeZone})
	}
	if err == nil {
		c.flash("done", "Saved.")
		return c.redirect("/me")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.meModel(c)
	if err != nil {
		return err
	}
	m.Name.Value, m.TimeZone.Value = in.Name, in.TimeZone
	m.Name.Error, m.TimeZone.Error, m.ProfileProblem = fields["name"], fields["time_zone"], wholeProblem(fields, message)
	return c.render(status, view.Me(c.frame("Your settings"), m))
}

// mePassword sets another password for oneself and ends all other sessions.
func (s *Server) mePassword(c *call) error {
	var in struct {
		Current string `form:"current_password" secret:"allowed" trim:"no"`
		New     string `form:"new_password" secret:"allowed" trim:"no"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.SignIn.ChangePassword(c.ctx(), c.actor, signin.ChangePassword{
			Current: in.Current, New: in.New, KeepSession: signin.CurrentSession(c.ctx()),
		})
	}
	if err == nil {
		c.flash("done", "Your password is changed, and you are signed out everywhere else.")
		return c.redirect("/me")
	}
	message, status, ok := gateError(err)
	if !ok {
		return err
	}
	fields, _, _, _ := fieldErrors(err)
	m, err := s.meModel(c)
	if err != nil {
		return err
	}
	m.Current.Error, m.New.Error, m.PasswordProblem = fields["current"], fields["new"], wholeProblem(fields, message)
	return c.render(status, view.Me(c.frame("Your settings"), m))
}

// meSessionRevoke ends one of one's own sessions.
func (s *Server) meSessionRevoke(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.SignIn.RevokePlace(c.ctx(), c.actor, id); err != nil {
		return err
	}
	c.flash("done", "That session has ended.")
	return c.redirect("/me")
}

// meSessionsRevoke ends all of one's own sessions but this one.
func (s *Server) meSessionsRevoke(c *call) error {
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.SignIn.RevokeOthers(c.ctx(), c.actor, signin.CurrentSession(c.ctx())); err != nil {
		return err
	}
	c.flash("done", "You are signed out everywhere else.")
	return c.redirect("/me")
}

// browserName says a browser as people say it. What it says of itself is a hint and no more.
func browserName(agent string) string {
	return firstIn(agent, "A browser", "Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Safari/", "Safari", "curl/", "curl") +
		firstIn(agent, "", "iPhone", " on iPhone", "iPad", " on iPad", "Android", " on Android", "Windows", " on Windows", "Mac OS X", " on Mac",
			"CrOS", " on Chromebook", "Linux", " on Linux")
}

// firstIn gives the word behind the first mark that the text holds; marks and words take turns.
func firstIn(text, fallback string, marks ...string) string {
	for i := 0; i+1 < len(marks); i += 2 {
		if strings.Contains(text, marks[i]) {
			return marks[i+1]
		}
	}
	return fallback
}
