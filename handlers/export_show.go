package handlers

import (
	"net/http"

	"portico/internal/export"
	view "portico/views/export"
)

// exportList is the exports that the reader may see.
func (s *Server) exportList(c *call) error {
	all, more, err := s.Exports.List(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	m := exportMapping{now: s.Now(), zone: c.location(), actor: c.actor}
	page := m.list(all, more)
	page.Frame = c.frame("Exports")
	return c.render(http.StatusOK, view.ListView(page))
}

// exportShow is one export with how far its file is.
func (s *Server) exportShow(c *call) error {
	e, err := s.readExport(c)
	if err != nil {
		return err
	}
	m := exportMapping{now: s.Now(), zone: c.location(), actor: c.actor}
	page := m.page(e)
	page.FetchOnce, page.StopOnce = c.once(), c.once()
	page.Frame = c.frame(page.Title)
	page.Frame.Width, page.Frame.Modules = "reading", []string{"export.js"}
	return c.render(http.StatusOK, view.View(page))
}

func (s *Server) readExport(c *call) (export.Export, error) {
	id, err := c.pathID("id")
	if err != nil {
		return export.Export{}, err
	}
	return s.Exports.Show(c.ctx(), c.actor, id)
}
