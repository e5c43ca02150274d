package handlers

import (
	"net/http"

	"portico/internal/apperr"
	"portico/internal/signin"
	"portico/views/components"
	view "portico/views/signin"
)

type setupForm struct {
	Token    string `form:"token" secret:"allowed"`
	Name     string `form:"name"`
	Email    string `form:"email"`
	Password string `form:"password" secret:"allowed" trim:"no"`
	Team     string `form:"team"`
	TimeZone string `form:"time_zone"`
}

// setupShow is the page on which the first admin is made. It exists for the holder of the link, until there is an admin.
func (s *Server) setupShow(c *call) error {
	open, err := s.SignIn.SetupOpen(c.ctx(), c.query("token"))
	if err != nil {
		return err
	}
	if !open {
		return setupGone(c)
	}
	m, err := s.setupModel(c, c.query("token"))
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.Setup(m))
}

func setupGone(c *call) error {
	return c.render(http.StatusNotFound, view.LinkGone(view.NewGone(view.LinkSetup, view.GoneUsed)))
}

// setupModel is the page with what of the installation is ready.
func (s *Server) setupModel(c *call, token string) (view.SetupModel, error) {
	m := view.NewSetup(token)
	current, err := s.DB.SchemaCurrent(c.ctx())
	if err != nil {
		return m, err
	}
	m.Checks = []components.CheckItem{
		{Status: "verified", Title: "Database", Word: "Ready", Line: "Its tables are up to date"},
		{Status: "verified", Title: "Address", Word: "Ready", Line: s.BaseURL},
		{Status: "waiting", Title: "Mail", Word: "Not set", Line: "Invitations can be handed over as links until then"},
	}
	if !current {
		m.Checks[0] = components.CheckItem{Status: "problem", Title: "Database", Word: "Behind", Line: "Run “portico migrate” first"}
	}
	if s.People.Mails() {
		m.Checks[2] = components.CheckItem{Status: "verified", Title: "Mail", Word: "Set", Line: "Invitations go out by mail"}
	}
	return m, nil
}

// setupFinish makes the first admin and signs them in.
func (s *Server) setupFinish(c *call) error {
	var in setupForm
	err := c.bind(&in)
	if err == nil {
		came, failed := s.SignIn.FinishSetup(c.ctx(), c.actor, signin.FinishSetup{
			Token: in.Token, Name: in.Name, Email: in.Email, Password: in.Password, Team: in.Team, TimeZone: in.TimeZone,
		})
		if failed == nil {
			return s.comeIn(c, came, "/people")
		}
		err = failed
	}
	if apperr.Is(err, apperr.NotFound) {
		return setupGone(c)
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.setupModel(c, in.Token)
	if err != nil {
		return err
	}
	m.Name.Value, m.Email.Value = in.Name, in.Email
	m.Name.Error, m.Email.Error, m.Password.Error = fields["name"], fields["email"], fields["password"]
	m.Problem = wholeProblem(fields, message)
	return c.render(status, view.Setup(m))
}
