package handlers

import (
	"net/http"

	"portico/internal/apperr"
	view "portico/views/signin"
)

// forgotShow asks for an address, or says whom to ask where no mail is sent.
func (s *Server) forgotShow(c *call) error {
	m := view.NewForgot()
	m.CanMail = s.SignIn.Mails()
	return c.render(http.StatusOK, view.Forgot(m))
}

// forgotSend notes the wish for a letter. Its answer is the same for every address. It is shown at once and not by a
// redirect: it repeats the address, which belongs into no URL.
func (s *Server) forgotSend(c *call) error {
	m := view.NewForgot()
	m.CanMail = s.SignIn.Mails()
	var in struct {
		Email string `form:"email" secret:"allowed" max:"400"`
	}
	err := c.bind(&in)
	if err == nil && in.Email == "" {
		err = apperr.Field("email", "An address is missing.")
	}
	if err == nil && m.CanMail {
		err = s.SignIn.AskReset(c.ctx(), in.Email, c.RealIP())
	}
	if message, status, ok := gateError(err); ok {
		fields, _, _, _ := fieldErrors(err)
		m.Problem, m.Email.Value, m.Email.Error = message, in.Email, fields["email"]
		return c.render(status, view.Forgot(m))
	}
	if err != nil {
		return err
	}
	m.Sent, m.SentTo = m.CanMail, in.Email
	return c.render(http.StatusOK, view.Forgot(m))
}

// resetShow is the page behind a link for a new password.
func (s *Server) resetShow(c *call) error {
	link, err := s.SignIn.ResetByToken(c.ctx(), c.Param("token"))
	if apperr.Is(err, apperr.NotFound) {
		return resetGone(c)
	}
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.Reset(view.NewReset(c.Param("token"), link.Email)))
}

func resetGone(c *call) error {
	return c.render(http.StatusNotFound, view.LinkGone(view.NewGone(view.LinkReset, view.GoneUnknown)))
}

// resetSend sets the new password and leads to sign-in.
func (s *Server) resetSend(c *call) error {
	token := c.Param("token")
	var in struct {
		Password string `form:"password" secret:"allowed" trim:"no"`
	}
	err := c.bind(&in)
	if err == nil {
		came, failed := s.SignIn.UseReset(c.ctx(), c.actor, token, in.Password)
		if failed == nil {
			s.setDeviceCookie(c, came.Device)
			return c.redirect("/sign-in?done=password")
		}
		err = failed
	}
	if apperr.Is(err, apperr.NotFound) {
		return resetGone(c)
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	link, gone := s.SignIn.ResetByToken(c.ctx(), token)
	if gone != nil {
		return resetGone(c)
	}
	m := view.NewReset(token, link.Email)
	m.Password.Error, m.Problem = fields["password"], wholeProblem(fields, message)
	return c.render(status, view.Reset(m))
}

// wholeProblem is the sentence above a form; none where the fields say it all.
func wholeProblem(fields map[string]string, message string) string {
	if len(fields) > 0 {
		return ""
	}
	return message
}
