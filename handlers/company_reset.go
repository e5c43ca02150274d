package handlers

import (
	"net/http"
	"strings"

	"portico/internal/journey"
	companyview "portico/views/company"
)

// companyResetShow shows what a reset of staging makes stale.
func (s *Server) companyResetShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderReset(c, http.StatusOK, id, s.today(c), "", nil, "")
}

// companyReset records the reset.
func (s *Server) companyReset(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		On     string `form:"on"`
		Reason string `form:"reason"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Journeys.ResetEnvironment(c.ctx(), c.actor, journey.ResetEnvironment{CompanyID: id, On: in.On, Reason: in.Reason})
	}
	if fields, message, status, ok := fieldErrors(err); ok && len(fields) > 0 {
		return s.renderReset(c, status, id, in.On, in.Reason, fields, message)
	}
	if err != nil {
		return err
	}
	c.flash("done", "The reset is recorded. All of it stays readable, and each journey shows what is to be done again.")
	return c.redirect("/companies/" + id)
}

func (s *Server) renderReset(c *call, status int, id, on, reason string, fields map[string]string, message string) error {
	p, err := s.Journeys.PreviewReset(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	page := resetPage(p)
	page.On, page.Today, page.Reason, page.Errors, page.Once = on, s.today(c), reason, fields, formFamily(c)
	if len(fields) == 0 {
		page.Message = message
	}
	page.Frame = c.frame("Reset of " + p.Company.Name)
	page.Frame.Width = "reading"
	return c.render(status, companyview.ResetPage(page))
}

func resetPage(p journey.ResetPreview) companyview.Reset {
	page := companyview.Reset{ID: p.Company.ID, Name: p.Company.Name}
	var steps []string
	unseen := 0
	for _, m := range p.Steps {
		if p.Known.Permission(m.Member.ID) {
			steps = append(steps, m.Member.Full()+": "+strings.Join(m.Titles, ", "))
		} else {
			unseen++
		}
	}
	steps = othersToo(steps, unseen)
	page.Ends = []companyview.Moves{
		{Title: "The company", Names: p.Company.Domains, Line: "Its domains match nobody any more. Whoever makes it anew at Avaya records it anew."},
		{Title: "Roles", Names: heldNames(p.Known, p.Held), Line: noneOr(len(p.Held), "")},
		{Title: "Developer permission", Names: standingNames(p.Known, p.Grants), Line: noneOr(len(p.Grants), "Each ends in the ledger on that day.")},
		{Title: "Apps", Names: appNames(p.Apps), Line: noneOr(len(p.Apps), "Retired, and a commitment to deploy is taken back. Tests and requests stay as they were recorded.")},
		{Title: "Steps to do again", Names: steps, Line: noneOr(len(steps), "Account, password and dashboard.") + " Whoever holds permission elsewhere keeps these."},
		{Title: "Open questions", Line: countOf(p.Asks, "request for roles is", "requests for roles are") + " closed."},
	}
	if len(p.Staying) > 0 {
		page.Ends = append(page.Ends, companyview.Moves{Title: "What stays", Names: appNames(p.Staying), Line: "Approved for production: the way is done, and its record stays."})
	}
	return page
}
