package handlers

import (
	"net/http"

	"portico/internal/apperr"
	"portico/internal/signin"
	view "portico/views/signin"
)

type setupForm struct {
	Token    string `form:"token" secret:"allowed"`
	Name     string `form:"name"`
	Email    string `form:"email"`
	Password string `form:"password" secret:"allowed" trim:"no"`
	Team     string `form:"team"`
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
	return c.render(http.StatusOK, view.Setup(s.setupModel(c.query("token"))))
}

func setupGone(c *call) error {
	return c.render(http.StatusNotFound, view.LinkGone(view.NewGone(view.LinkSetup, view.GoneUsed)))
}

func (s *Server) setupModel(token string) view.SetupModel { return view.NewSetup(token) }

// setupFinish makes the first admin and signs them in.
func (s *Server) setupFinish(c *call) error {
	var in setupForm
	err := c.bind(&in)
	if err == nil {
		came, failed := s.SignIn.FinishSetup(c.ctx(), c.actor, signin.FinishSetup{
			Token: in.Token, Name: in.Name, Email: in.Email, Password: in.Password, Team: in.Team,
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
	m := s.setupModel(in.Token)
	m.Name.Value, m.Email.Value = in.Name, in.Email
	m.Name.Error, m.Email.Error, m.Password.Error = fields["name"], fields["email"], fields["password"]
	m.Problem = wholeProblem(fields, message)
	return c.render(status, view.Setup(m))
}
