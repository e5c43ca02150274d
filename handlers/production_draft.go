package handlers

import "portico/internal/oauthapp"

// productionDraft writes the draft of a request.
func (s *Server) productionDraft(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if _, err := s.Apps.DraftRequest(c.ctx(), c.actor, id); err != nil {
		return s.returnProduction(c, id, productionCameBack{form: "start"}, err)
	}
	c.flash("done", "The draft is written from what is known. Read it, then send it.")
	return c.redirect(productionURL(id))
}

// productionChange keeps the text and the accounts of a draft.
func (s *Server) productionChange(c *call) error {
	id, request, err := c.appAndRequest()
	if err != nil {
		return err
	}
	var in struct {
		Body     string   `form:"body" max:"40000"`
		Accounts []string `form:"account"`
		Version  int      `form:"version"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Apps.ChangeDraft(c.ctx(), c.actor, oauthapp.ChangeDraft{
			AppID: id, RequestID: request, Version: in.Version, Body: in.Body, AccountIDs: in.Accounts,
		})
	}
	if err != nil {
		came := productionCameBack{form: "edit", typed: map[string]string{"body": in.Body}, accounts: in.Accounts}
		return s.returnProduction(c, id, came, err)
	}
	c.flash("done", "The draft is saved.")
	return c.redirect(productionURL(id))
}

// productionResubmit begins the next attempt after a rejection.
func (s *Server) productionResubmit(c *call) error {
	id, request, err := c.appAndRequest()
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if _, err := s.Apps.Resubmit(c.ctx(), c.actor, id, request); err != nil {
		return s.returnProduction(c, id, productionCameBack{form: "start"}, err)
	}
	c.flash("done", "The next attempt begins with the text of the last one. Mend it, then send it.")
	return c.redirect(productionURL(id))
}
