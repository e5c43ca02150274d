package handlers

import (
	"net/http"

	"portico/internal/apperr"
	"portico/views/components"
	journeyview "portico/views/journey"
)

// journeyShow is the first screen of a developer: what to do now.
func (s *Server) journeyShow(c *call) error {
	return s.renderJourney(c, "", nil, nil, "", http.StatusOK)
}

// journeyStepShow is the same page with one step open, so that every step has an address.
func (s *Server) journeyStepShow(c *call) error {
	return s.renderJourney(c, c.Param("key"), nil, nil, "", http.StatusOK)
}

// renderJourney answers with the actor's own journey. stepKey is the step that stands open; typed, fieldErrs and message are
// those of a form of that step that came back. The forms of companies, apps and grants that stand on the journey come back
// through here too.
func (s *Server) renderJourney(c *call, stepKey string, typed map[string]string, fieldErrs map[string]string, message string, status int) error {
	edition, facts, progress, err := s.Journeys.Progress(c.ctx(), c.actor, c.actor.ID)
	if err != nil {
		return err
	}
	if edition.Key == "" {
		return c.render(http.StatusOK, journeyview.Map(noJourney(c)))
	}
	b := journeyBuilder{c: c, ed: edition, f: facts, p: progress, today: s.Now(), open: stepKey, typed: typed, errs: fieldErrs, message: message}
	if _, ok := progress.Step(stepKey); stepKey != "" && !ok {
		return apperr.Missing()
	}
	if b.sdkFiles, err = s.Journeys.SDKFiles(c.ctx(), c.actor, c.actor.ID); err != nil {
		return err
	}
	if b.asked, err = s.Companies.WaitingFor(c.ctx(), c.actor); err != nil {
		return err
	}
	return c.render(status, journeyview.Map(b.page()))
}

// returnJourney shows a form of a step again with what is wrong with it. An error that a form cannot show is
// passed on, and so is everything for somebody who walks no journey.
func (s *Server) returnJourney(c *call, stepKey string, typed map[string]string, err error) error {
	fields, message, status, ok := fieldErrors(err)
	if !ok || !c.actor.HasJourney() {
		return err
	}
	return s.renderJourney(c, stepKey, typed, fields, message, status)
}

// noJourney is the page for a member who walks none.
func noJourney(c *call) journeyview.Page {
	e := components.EmptyModel{
		Kind: components.EmptyNoRight, Title: "You have no journey here",
		Text: "A journey belongs to developers and leads of a team. A lead of a team or an admin can invite you into one.",
	}
	switch {
	case c.actor.Auditor:
		e.Text = "A journey belongs to developers and leads of a team. You are here as an auditor: who holds developer permission stands in the ledger."
		e.Actions = []components.ButtonModel{{Text: "Open the ledger", Kind: "primary", URL: "/ledger"}}
	case c.actor.Admin:
		e.Actions = []components.ButtonModel{{Text: "Open people and teams", Kind: "primary", URL: "/people"}}
	}
	frame := c.frame("My journey")
	frame.Width = "reading"
	return journeyview.Page{Frame: frame, Empty: &e}
}

// stepSeen is the page with the step open, from its head: what was just recorded is said there.
func stepSeen(key string) string { return "/journey/steps/" + key }

// stepURL is the address of a step on the page of one's own journey.
func stepURL(key string) string { return "/journey/steps/" + key + "#step-" + key }
