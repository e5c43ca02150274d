package handlers

import (
	"net/http"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/installation"
	"portico/internal/job"
	"portico/internal/journey"
	"portico/internal/linkwatch"
	"portico/internal/notify"
	view "portico/views/health"
)

// health is what the page is made from. The parts for admins are nil for everybody else.
type health struct {
	links    linkwatch.View
	replaced []journey.Replacement
	seal     *audit.SealState
	mail     *notify.State
	jobs     *job.State
	process  *installation.View
}

// healthShow is the page of whether everything works: the links for leads and auditors, all of it for admins.
func (s *Server) healthShow(c *call) error {
	m, err := s.healthModel(c)
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.View(m))
}

func (s *Server) healthModel(c *call) (view.Page, error) {
	h, err := s.readHealth(c)
	if err != nil {
		return view.Page{}, err
	}
	return healthMapping{call: c, h: h, now: s.Now(), zone: c.location(), version: s.Version}.page(), nil
}

func (s *Server) readHealth(c *call) (health, error) {
	var h health
	var err error
	if h.links, err = s.Links.Links(c.ctx(), c.actor); err != nil {
		return h, err
	}
	replaced, err := s.Journeys.Replacements(c.ctx())
	if err != nil {
		return h, err
	}
	h.replaced = replaced.List
	if !c.actor.May(access.SettingsRead, access.Scope{}) {
		return h, nil
	}
	seal, err := s.Trail.SealState(c.ctx())
	if err != nil {
		return h, err
	}
	mail, err := s.Post.State(c.ctx(), c.actor, s.Trail)
	if err != nil {
		return h, err
	}
	jobs, err := s.Jobs.State(c.ctx(), c.actor)
	if err != nil {
		return h, err
	}
	process, err := s.Installation.Read(c.ctx(), c.actor)
	h.seal, h.mail, h.jobs, h.process = &seal, &mail, &jobs, &process
	return h, err
}

// healthCheck has all links checked now.
func (s *Server) healthCheck(c *call) error {
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.Links.AskCheck(c.ctx(), c.actor); err != nil {
		return err
	}
	c.flash("done", "The links are being checked. Load the page again in a moment.")
	return c.redirect("/health")
}

// healthReplace puts one address or host in the place of another in every journey.
func (s *Server) healthReplace(c *call) error {
	var in struct {
		Old string `form:"old" max:"2000"`
		URL string `form:"url" max:"2000"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.ReplaceLink(c.ctx(), c.actor, journey.ReplaceLink{Old: in.Old, New: in.URL})
	}
	if err == nil {
		c.flash("done", "It stands on everybody’s journey now.")
		return c.redirect("/health#replaced")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	m, err := s.healthModel(c)
	if err != nil {
		return err
	}
	if m.Replace == nil {
		return apperr.Missing()
	}
	m.Replace.New.Value, m.Replace.New.Error, m.Replace.What.Error = in.URL, fields["url"], fields["old"]
	if len(fields) == 0 {
		m.Replace.Summary.Title = message
	}
	chooseOld(m.Replace, in.Old)
	return c.render(status, view.View(m))
}

// healthReplaceUndo takes a replacement back.
func (s *Server) healthReplaceUndo(c *call) error {
	id, err := c.pathID("replacement")
	if err != nil {
		return err
	}
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.Journeys.UndoReplaceLink(c.ctx(), c.actor, id); err != nil {
		return err
	}
	c.flash("done", "Undone: journeys say again what stood there before.")
	return c.redirect("/health")
}

// healthJobRetry has a job that failed tried again at once.
func (s *Server) healthJobRetry(c *call) error {
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.Jobs.Retry(c.ctx(), c.actor, c.Param("job")); err != nil {
		return err
	}
	c.flash("done", "It is tried again now.")
	return c.redirect("/health")
}
