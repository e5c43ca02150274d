package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/views/company"
)

// companyList is every company that is known.
func (s *Server) companyList(c *call) error {
	all, err := s.Companies.List(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	closed, err := s.Companies.Closed(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := companyListView(all, pastRows(closed, s.Now(), c.location()))
	page.Frame = c.frame("Companies")
	page.Frame.Width = "reading"
	page.CanCreate = c.actor.HasJourney()
	return c.render(http.StatusOK, company.ListPage(page))
}

// companyShow is one company.
func (s *Server) companyShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderCompany(c, http.StatusOK, id, nil)
}

// renderCompany shows a company; came is how a form of it came back, if one did.
func (s *Server) renderCompany(c *call, status int, id string, came *companyCameBack) error {
	v, err := s.Companies.Get(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	b := companyBuilder{v: v, actor: c.actor, zone: c.location(), now: s.Now(), came: came, step: s.stepTitle}
	page := b.page()
	page.Frame = c.frame(v.Name + ", company")
	page.Frame.Width = "reading"
	page.Once = formFamily(c)
	host := s.vendorHost(c, v.Environment+"-identity")
	page.VendorHost, page.VendorURL = host.Host, host.URL
	if !c.actor.HasJourney() && !c.actor.May(access.PeopleWrite, access.Scope{}) {
		page.VendorURL = ""
	}
	return c.render(status, company.View(page))
}

// returnCompany shows a company again with what is wrong with one of its forms: on the journey's page when the person came
// from there. An error that a form cannot show is passed on.
func (s *Server) returnCompany(c *call, id, back string, came companyCameBack, err error) error {
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	if step, ok := s.journeyStepOf(c, back); ok {
		return s.returnJourney(c, step, came.typed, err)
	}
	if fields == nil {
		fields = map[string]string{came.form: message}
	}
	came.errors = fields
	return s.renderCompany(c, status, id, &came)
}
