package handlers

import "portico/internal/journey"

// memberStep reads which step of whom an address names.
func (c *call) memberStep() (journey.MemberStep, error) {
	id, err := c.pathID("id")
	return journey.MemberStep{TeamSlug: c.Param("slug"), MemberID: id, StepKey: c.Param("key")}, err
}

// backToMember is where a lead goes on: the page they came from, or the member's.
func backToMember(back string, at journey.MemberStep) string {
	return ownPath(back, "/teams/"+at.TeamSlug+"/members/"+at.MemberID)
}

// memberStepConfirm is a lead's word that a step is done.
func (s *Server) memberStepConfirm(c *call) error {
	at, err := c.memberStep()
	if err != nil {
		return err
	}
	var in struct {
		Note string `form:"note"`
		App  string `form:"app"`
		Back string `form:"back"`
	}
	if err = c.bind(&in); err == nil {
		at.AppID = in.App
		err = s.Journeys.ConfirmStep(c.ctx(), c.actor, journey.ConfirmStep{MemberStep: at, Note: in.Note})
	}
	if err != nil {
		return s.returnMember(c, at.TeamSlug, at.MemberID, cameBack{name: "note", key: at.StepKey, typed: in.Note}, err)
	}
	c.flash("done", "Confirmed: "+s.stepTitle(at.StepKey)+".")
	return c.redirect(backToMember(in.Back, at))
}

// memberStepWithdraw takes that word back.
func (s *Server) memberStepWithdraw(c *call) error {
	at, err := c.memberStep()
	if err != nil {
		return err
	}
	var in struct {
		App  string `form:"app"`
		Back string `form:"back"`
	}
	if err := c.bind(&in); err != nil {
		return err
	}
	at.AppID = in.App
	if err := s.Journeys.WithdrawConfirmation(c.ctx(), c.actor, at); err != nil {
		return err
	}
	c.flash("done", "The confirmation is taken back. It stays in the trail.")
	return c.redirect(backToMember(in.Back, at))
}

// memberStepNudge reminds a member of a step.
func (s *Server) memberStepNudge(c *call) error {
	at, err := c.memberStep()
	if err != nil {
		return err
	}
	var in struct {
		Words string `form:"words"`
		Back  string `form:"back"`
	}
	if err = c.bind(&in); err == nil {
		err = s.Journeys.Nudge(c.ctx(), c.actor, journey.SendNudge{MemberStep: at, Words: in.Words})
	}
	if err != nil {
		return s.returnMember(c, at.TeamSlug, at.MemberID, cameBack{name: "words", key: at.StepKey, typed: in.Words}, err)
	}
	c.flash("done", "The reminder is recorded. It stands at the step on their journey.")
	return c.redirect(backToMember(in.Back, at))
}
