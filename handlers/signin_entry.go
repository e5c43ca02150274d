package handlers

import (
	"net/http"
	"strings"

	"portico/internal/apperr"
	"portico/internal/signin"
	view "portico/views/signin"
)

type signInForm struct {
	Email    string `form:"email" secret:"allowed"`
	Password string `form:"password" secret:"allowed" trim:"no"`
	// Next may be an invitation with its token.
	Next string `form:"next" secret:"allowed"`
}

// signInDone is what the page says after something that led there.
var signInDone = map[string]string{
	"out":      "You are signed out.",
	"password": "Your password is changed. Sign in with the new one.",
	"member":   "You have an account here already. Sign in to accept the invitation.",
}

// signInShow is the page with the form. Whoever is signed in goes on to where they wanted.
func (s *Server) signInShow(c *call) error {
	next := ownPath(c.query("next"), "")
	if c.actor.SignedIn() {
		return c.redirect(ownPath(next, "/"))
	}
	return c.render(http.StatusOK, view.SignIn(s.signInModel(next, signInDone[c.query("done")])))
}

func (s *Server) signInModel(next, done string) view.Entry {
	_, host, _ := strings.Cut(s.BaseURL, "://")
	m := view.NewSignIn(host)
	m.Next, m.Done = next, done
	return m
}

// signInSend checks address and password. Whatever is wrong, the answer is the same.
func (s *Server) signInSend(c *call) error {
	var in signInForm
	if err := c.bind(&in); err != nil {
		return s.signInAgain(c, in, err)
	}
	came, err := s.SignIn.SignIn(c.ctx(), c.actor, signin.SignIn{
		Email: in.Email, Password: in.Password, Address: c.RealIP(), Device: s.deviceCookie(c),
	})
	if err != nil {
		return s.signInAgain(c, in, err)
	}
	return s.comeIn(c, came, ownPath(in.Next, "/"))
}

// signInAgain shows the form with what was typed, the password aside.
func (s *Server) signInAgain(c *call, in signInForm, err error) error {
	message, status, ok := gateError(err)
	if !ok {
		return err
	}
	m := s.signInModel(ownPath(in.Next, ""), "")
	m.Problem, m.Email.Value = message, in.Email
	if status == http.StatusTooManyRequests {
		c.Response().Header().Set("Retry-After", "900")
	}
	return c.render(status, view.SignIn(m))
}

// gateError takes an error apart for a page of the way in, which also says that someone has to wait.
func gateError(err error) (message string, status int, ok bool) {
	if apperr.Is(err, apperr.TooMany) {
		return messageOf(err), http.StatusTooManyRequests, true
	}
	_, message, status, ok = fieldErrors(err)
	return message, status, ok
}

// comeIn begins a session under a new token, leaves the device cookie and goes on.
func (s *Server) comeIn(c *call, came signin.SignedIn, path string) error {
	if came.MemberID == "" {
		return c.redirect("/sign-in") // the same form was sent before
	}
	if err := s.Sessions.Begin(c.ctx(), came.MemberID); err != nil {
		return err
	}
	s.setDeviceCookie(c, came.Device)
	return c.redirect(path)
}

// signOut ends the session.
func (s *Server) signOut(c *call) error {
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.SignIn.SignOut(c.ctx(), c.actor, signin.CurrentSession(c.ctx())); err != nil {
		return err
	}
	if err := s.Sessions.End(c.ctx()); err != nil {
		return err
	}
	return c.redirect("/sign-in?done=out")
}
