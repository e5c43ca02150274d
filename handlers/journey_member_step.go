package handlers

import (
	"mime/multipart"

	"portico/internal/evidence"
	"portico/internal/journey"
)

// memberStep reads which step of whom an address names.
func (c *call) memberStep() (journey.MemberStep, error) {
	id, err := c.pathID("id")
	return journey.MemberStep{TeamSlug: c.Param("slug"), MemberID: id, StepKey: c.Param("key")}, err
}

// backToMember is where a lead goes on: the page they came from, or the member's.
func backToMember(back string, at journey.MemberStep) string {
	return ownPath(back, "/teams/"+at.TeamSlug+"/members/"+at.MemberID)
}

// memberStepConfirm is the word of a lead or a co-worker that a step is done, with what they looked at.
func (s *Server) memberStepConfirm(c *call) error {
	at, err := c.memberStep()
	if err != nil {
		return err
	}
	var in struct {
		Note string                `form:"note"`
		File *multipart.FileHeader `form:"file"`
		App  string                `form:"app"`
		Back string                `form:"back"`
	}
	var file evidence.Upload
	if err = c.bind(&in); err == nil {
		at.AppID = in.App
		if file, err = readUpload(in.File); err == nil {
			err = s.Journeys.ConfirmStep(c.ctx(), c.actor, journey.ConfirmStep{MemberStep: at, Note: in.Note, File: file})
		}
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
		Reason string `form:"reason" max:"2000"`
		App    string `form:"app"`
		Back   string `form:"back"`
	}
	if err = c.bind(&in); err == nil {
		at.AppID = in.App
		err = s.Journeys.WithdrawConfirmation(c.ctx(), c.actor, journey.WithdrawConfirmation{MemberStep: at, Reason: in.Reason})
	}
	if err != nil {
		return s.returnMember(c, at.TeamSlug, at.MemberID, cameBack{name: "reason", key: at.StepKey, typed: in.Reason}, err)
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
