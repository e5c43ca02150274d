package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"portico/internal/apperr"
	"portico/internal/people"
	"portico/internal/signin"
	"portico/views/components"
	view "portico/views/signin"
)

// errInvitationGone says that an invitation's page is that of a link which works no longer.
var errInvitationGone = errors.New("the invitation is open no longer")

// invitationShow is the page behind an invitation's link. Looking at it changes nothing: mail scanners look at links too.
func (s *Server) invitationShow(c *call) error {
	inv, err := s.openInvitation(c)
	if errors.Is(err, errInvitationGone) {
		return s.invitationGone(c, inv)
	}
	if err != nil {
		return err
	}
	if inv.KnownMemberID != "" && !c.actor.SignedIn() {
		return c.redirect("/sign-in?done=member&next=" + url.QueryEscape("/invitations/"+url.PathEscape(c.Param("token"))))
	}
	return c.render(http.StatusOK, view.AcceptInvitation(s.invitationModel(c, inv)))
}

// openInvitation finds the invitation of the address while it can be accepted.
func (s *Server) openInvitation(c *call) (people.Invitation, error) {
	inv, err := s.People.InvitationByToken(c.ctx(), c.Param("token"))
	if apperr.Is(err, apperr.NotFound) {
		return people.Invitation{}, errInvitationGone
	}
	if err == nil && inv.State(s.Now()) != people.Open {
		return inv, errInvitationGone
	}
	return inv, err
}

func (s *Server) invitationGone(c *call, inv people.Invitation) error {
	if inv.ID == "" {
		return c.render(http.StatusNotFound, view.LinkGone(view.NewGone(view.LinkInvitation, view.GoneUnknown)))
	}
	why := map[people.State]view.Gone{people.Accepted: view.GoneUsed, people.Revoked: view.GoneRevoked, people.Expired: view.GoneExpired}
	return c.render(http.StatusGone, view.LinkGone(view.NewGone(view.LinkInvitation, why[inv.State(s.Now())])))
}

func (s *Server) invitationModel(c *call, inv people.Invitation) view.InvitationModel {
	m := view.NewInvitation(c.Param("token"))
	m.InvitedBy, m.Team, m.Role, m.Email = inv.InvitedBy, inv.TeamName, strings.ToLower(inv.Role.Label()), inv.Email
	if m.InvitedBy == "" {
		m.InvitedBy = "Portico"
	}
	m.Until = components.Day(inv.ExpiresAt, s.Now(), c.location())
	m.Name.Value = inv.Name
	m.ForMember = c.actor.SignedIn() && inv.KnownMemberID == c.actor.ID
	if c.actor.SignedIn() && !m.ForMember {
		m.SignedInAs = c.actor.Name
	}
	return m
}

// invitationAccept makes the member and signs them in, or gives the role to the member who is signed in.
func (s *Server) invitationAccept(c *call) error {
	var in struct {
		Name     string `form:"name"`
		Password string `form:"password" secret:"allowed" trim:"no"`
		TimeZone string `form:"time_zone"`
	}
	bound := c.bind(&in)
	inv, err := s.openInvitation(c)
	if errors.Is(err, errInvitationGone) {
		return s.invitationGone(c, inv)
	}
	if err != nil {
		return err
	}
	if c.actor.SignedIn() {
		return s.invitationTake(c, inv)
	}
	if inv.KnownMemberID != "" {
		return s.invitationShow(c)
	}
	came, err := signin.SignedIn{}, bound
	if err == nil {
		came, err = s.SignIn.AcceptInvitation(c.ctx(), c.actor, signin.Accept{
			Token: c.Param("token"), Name: in.Name, Password: in.Password, TimeZone: in.TimeZone,
		})
	}
	if err == nil {
		return s.comeIn(c, came, "/")
	}
	if apperr.Is(err, apperr.NotFound) {
		return s.invitationShow(c) // someone was faster: the page says so
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m := s.invitationModel(c, inv)
	m.Name.Value, m.Name.Error, m.Password.Error = in.Name, fields["name"], fields["password"]
	m.Problem = wholeProblem(fields, message)
	return c.render(status, view.AcceptInvitation(m))
}

// invitationTake gives the invited role to the member it is for.
func (s *Server) invitationTake(c *call, inv people.Invitation) error {
	err := s.People.AcceptAsMember(c.ctx(), c.actor, c.Param("token"))
	if apperr.Is(err, apperr.NotFound) {
		return s.invitationShow(c)
	}
	if err != nil {
		return err
	}
	c.flash("done", "You are "+strings.ToLower(inv.Role.Label())+inTeam(inv.TeamName)+" now.")
	return c.redirect("/")
}

func inTeam(name string) string {
	if name == "" {
		return ""
	}
	return " of " + name
}
