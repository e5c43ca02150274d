package handlers

import (
	"net/http"

	"portico/internal/oauthapp"
	"portico/views/app"
)

// appList is the apps that the person may see.
func (s *Server) appList(c *call) error {
	all, err := s.Apps.List(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	filter := readAppFilter(c)
	page := appListView(all, filter, s.Now(), c.location())
	page.Frame = c.frame("OAuth2 apps")
	page.CanRegister = c.actor.HasJourney()
	return c.render(http.StatusOK, app.ListPage(page))
}

// appListCSV sends exactly the rows that the list shows under the same address.
func (s *Server) appListCSV(c *call) error {
	all, err := s.Apps.List(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	out := c.csvAnswer("apps-" + s.today(c) + ".csv")
	if err := out.Row("App", "Environment", "Client ID ends in", "Redirect URIs", "Owners", "Teams", "Company", "Secret lies in", "Secret to be made anew by", "Known by", "Last proof", "Type", "Retired"); err != nil {
		return err
	}
	for _, a := range readAppFilter(c).keep(all, dateHere(s.Now(), c.location())) {
		if err := out.Row(appCells(a)...); err != nil {
			return err
		}
	}
	if len(all) == oauthapp.MostListed {
		if err := out.Row(firstAppsOnly()); err != nil {
			return err
		}
	}
	return out.Flush()
}

// appShow is one app.
func (s *Server) appShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderApp(c, http.StatusOK, id, nil)
}

// renderApp shows an app; came is how a form of it came back, if one did.
func (s *Server) renderApp(c *call, status int, id string, came *appCameBack) error {
	v, err := s.Apps.Get(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	proofs, err := s.Proofs.ForApp(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	b := appBuilder{v: v, actor: c.actor, zone: c.location(), now: s.Now(), came: came}
	page := b.page()
	b.showProofs(&page, proofs, s.walked(c).Client != "")
	page.Frame = c.frame(v.Name)
	page.Frame.Width = "reading"
	page.Once = formFamily(c)
	return c.render(status, app.View(page))
}

// returnApp shows an app again with what is wrong with one of its forms. An error that a form cannot show is passed on.
func (s *Server) returnApp(c *call, id string, came appCameBack, err error) error {
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	if fields == nil {
		fields = map[string]string{came.form: message}
	}
	came.errors = fields
	return s.renderApp(c, status, id, &came)
}
