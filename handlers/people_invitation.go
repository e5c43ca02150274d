package handlers

import "portico/internal/people"

// invitationResend sends an invitation again, with a new link.
func (s *Server) invitationResend(c *call) error { return s.invitationRenew(c, true) }

// invitationLink makes a new link to hand over; the old one is dead.
func (s *Server) invitationLink(c *call) error { return s.invitationRenew(c, false) }

func (s *Server) invitationRenew(c *call, byMail bool) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	var made people.Invited
	if made, err = s.People.RenewInvitation(c.ctx(), c.actor, id, byMail); err != nil {
		return err
	}
	return s.showInvited(c, made)
}

// invitationWithdraw ends an invitation: its link is dead at once.
func (s *Server) invitationWithdraw(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.People.RevokeInvitation(c.ctx(), c.actor, id); err != nil {
		return err
	}
	c.flash("done", "The invitation is withdrawn. Its link is dead.")
	return c.redirect("/people")
}
