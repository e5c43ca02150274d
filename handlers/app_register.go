package handlers

import (
	"net/http"
	"strings"

	"portico/internal/oauthapp"
	"portico/views/app"
	"portico/views/components"
)

type appForm struct {
	Name        string `form:"name"`
	Environment string `form:"environment"`
	Kind        string `form:"kind"`
	ClientID    string `form:"client_id"`
	URIs        string `form:"redirect_uris" max:"45000"`
	Company     string `form:"company"`
	StagingApp  string `form:"staging_app"`
	SecretPlace string `form:"secret_place"`
	Description string `form:"description"`
	CreatedOn   string `form:"created_on"`
	Version     int    `form:"version"`
	Back        string `form:"back"`
	// Then is "prove" for who goes on to prove what they registered.
	Then string `form:"then"`
}

func (f appForm) input() oauthapp.Input {
	return oauthapp.Input{
		Name: f.Name, ClientID: f.ClientID, RedirectURIs: strings.Split(f.URIs, "\n"), CompanyID: f.Company, StagingAppID: f.StagingApp,
		Description: f.Description, SecretPlace: f.SecretPlace, CreatedOn: f.CreatedOn, Kind: f.Kind,
	}
}

func (f appForm) typed() map[string]string {
	return map[string]string{
		"name": f.Name, "client_id": f.ClientID, "redirect_uris": f.URIs, "company": f.Company, "secret_place": f.SecretPlace, "created_on": f.CreatedOn,
	}
}

// appNew is the form for an app that was made at the vendor.
func (s *Server) appNew(c *call) error {
	in := appForm{Environment: oauthapp.Staging, Kind: oauthapp.OAuth, CreatedOn: s.today(c), Back: ownPath(c.query("back"), ""), StagingApp: c.query("staging_app")}
	if c.query("kind") == oauthapp.ServiceKind {
		in.Kind = oauthapp.ServiceKind
	}
	if c.query("environment") == oauthapp.Production {
		in.Environment = oauthapp.Production
	}
	// A member of a company registers for it, most often.
	if edition, _, walked, err := s.Journeys.Progress(c.ctx(), c.actor, c.actor.ID); err != nil {
		return err
	} else if edition.Key != "" && walked.Match != nil && in.Environment == oauthapp.Staging {
		in.Company = walked.Match.CompanyID
	}
	return s.renderAppForm(c, http.StatusOK, "", in, nil, "")
}

// appRegister records an app, or the wish to share one whose client id is known.
func (s *Server) appRegister(c *call) error {
	var in appForm
	err := c.bind(&in)
	in.Back = ownPath(in.Back, "")
	var made oauthapp.Registered
	if err == nil {
		made, err = s.Apps.Register(c.ctx(), c.actor, in.Environment, in.input())
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		if step, known := s.journeyStepOf(c, in.Back); known {
			return s.returnJourney(c, step, in.typed(), err)
		}
		return s.renderAppForm(c, status, "", in, fields, message)
	}
	if err != nil {
		return err
	}
	switch hint := oauthapp.ClientIDHint(in.ClientID); {
	case made.Shared:
		c.flash("attention", "This client ID is known already. You share the app once a lead of its owner’s team accepts it.")
	case hint != "":
		c.flash("attention", "The app is registered. "+hint)
	default:
		said := "The app is registered, with a list of tests to begin with."
		if e := s.walked(c); e.Client != "" && in.Kind != oauthapp.ServiceKind && in.Then != "prove" {
			said += " Now prove it: one sign-in at " + e.Vendor + ", and what it shows counts as verified."
		}
		c.flash("done", said)
	}
	switch {
	case in.Then == "prove" && made.AppID != "":
		return c.redirect("/apps/" + made.AppID + "/prove")
	case in.Back != "":
		return c.redirect(s.onward(c, in.Back, "/apps"))
	case made.AppID == "" || made.Shared:
		return c.redirect("/apps")
	}
	return c.redirect("/apps/" + made.AppID)
}

// appEdit is the form for what is said about an app.
func (s *Server) appEdit(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	v, err := s.Apps.Get(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	if err := v.CheckWrite(); err != nil {
		return err
	}
	in := appForm{
		Name: v.Name, Environment: v.Environment, Kind: v.Kind, ClientID: v.ClientID, URIs: strings.Join(v.URIs, "\n"), Company: v.CompanyID,
		StagingApp: v.StagingAppID, SecretPlace: v.SecretPlace, Description: v.Description, CreatedOn: v.CreatedOn.Format("2006-01-02"), Version: v.Version,
	}
	return s.renderAppForm(c, http.StatusOK, id, in, nil, "")
}

// appUpdate keeps what an owner changed.
func (s *Server) appUpdate(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in appForm
	err = c.bind(&in)
	if err == nil {
		err = s.Apps.Update(c.ctx(), c.actor, id, in.Version, in.input())
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		if err != nil {
			return err
		}
		c.flash("done", "The app is changed.")
		return c.redirect("/apps/" + id)
	}
	v, err := s.Apps.Get(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	if err := v.CheckWrite(); err != nil {
		return err
	}
	if status == http.StatusConflict && len(fields) == 0 {
		in.Version = v.Version // what stands now was looked at: saving again is on purpose
	}
	in.Environment = v.Environment
	return s.renderAppForm(c, status, id, in, fields, message)
}

func (s *Server) renderAppForm(c *call, status int, id string, in appForm, fields map[string]string, message string) error {
	companies, err := s.Apps.Companies(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	apps, err := s.Apps.List(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := app.Form{
		ID: id, Version: in.Version, Name: in.Name, Environment: in.Environment, Kind: in.Kind, ClientID: in.ClientID, RedirectURIs: in.URIs, Company: in.Company,
		StagingApp: in.StagingApp, SecretPlace: in.SecretPlace, Description: in.Description, CreatedOn: in.CreatedOn, Today: s.today(c),
		Message: message, Errors: fields, Once: formFamily(c), Back: ownPath(in.Back, ""),
		Companies: []components.Option{{Text: "None (Freelance)"}}, StagingApps: []components.Option{{Text: "None"}},
	}
	page.Frame = c.frame(page.Title())
	page.Frame.Width = "reading"
	for _, company := range companies {
		if id == "" || company.Environment == in.Environment {
			page.Companies = append(page.Companies, components.Option{Value: company.ID, Text: company.Name + ", " + company.Environment})
		}
	}
	for _, a := range apps {
		if a.Environment == oauthapp.Staging && !a.Waiting && !a.Retired() && (id == "" || in.Environment == oauthapp.Production) {
			page.StagingApps = append(page.StagingApps, components.Option{Value: a.ID, Text: a.Name})
		}
	}
	return c.render(status, app.FormPage(page))
}
