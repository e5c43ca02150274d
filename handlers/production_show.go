package handlers

import (
	"net/http"

	"portico/views/app"
)

// productionShow is an app's way to production.
func (s *Server) productionShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderProduction(c, http.StatusOK, id, nil)
}

// renderProduction shows an app's way to production; came is how a form of it came back, if one did.
func (s *Server) renderProduction(c *call, status int, id string, came *productionCameBack) error {
	p, err := s.Apps.Production(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	b := productionBuilder{p: p, actor: c.actor, zone: c.location(), now: s.Now(), came: came, edition: s.walked(c)}
	page := b.page()
	page.Frame = c.frame("Production request")
	page.Frame.Width = "reading"
	page.Once = formFamily(c)
	if page.Send != nil {
		host := s.vendorHost(c, "production-form")
		page.Send.FormHost, page.Send.FormURL = host.Host, host.URL
	}
	return c.render(status, app.ProductionPage(page))
}

// returnProduction shows the page again with what is wrong with one of its forms. An error that a form cannot show is
// passed on.
func (s *Server) returnProduction(c *call, id string, came productionCameBack, err error) error {
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	came.errors = fields
	if len(fields) == 0 {
		came.message = message
	}
	return s.renderProduction(c, status, id, &came)
}

func productionURL(id string) string { return "/apps/" + id + "/production" }

// appAndRequest are the two ids of a request's path.
func (c *call) appAndRequest() (id, request string, err error) {
	if id, err = c.pathID("id"); err != nil {
		return "", "", err
	}
	request, err = c.pathID("request")
	return id, request, err
}
