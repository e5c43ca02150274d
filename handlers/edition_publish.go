package handlers

import (
	"net/http"

	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/journey"
)

// editionPublish lets a draft be walked.
func (s *Server) editionPublish(c *call) error {
	var in struct {
		Version int `form:"version"`
	}
	key := c.Param("edition")
	err := c.bind(&in)
	var ref string
	if err == nil {
		ref, err = s.Journeys.PublishEdition(c.ctx(), c.actor, key, in.Version)
	}
	if err == nil {
		c.flash("done", "Published. Whoever is under way keeps their edition until you move them.")
		return c.redirect("/journeys/" + ref)
	}
	_, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderDraft(c, draftForm{message: message}, status)
}

// editionRetire ends a published edition; those who walk it go on.
func (s *Server) editionRetire(c *call) error {
	key := c.Param("edition")
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.Journeys.RetireEdition(c.ctx(), c.actor, key); err != nil {
		_, message, status, ok := fieldErrors(err)
		if !ok {
			return err
		}
		return s.renderEdition(c, nil, nil, message, status)
	}
	c.flash("done", "Retired. Nobody begins it any more; whoever walks it goes on.")
	return c.redirect("/journeys")
}

// editionDrop throws a draft away.
func (s *Server) editionDrop(c *call) error {
	if err := c.bind(&struct{}{}); err != nil {
		return err
	}
	if err := s.Journeys.DropDraft(c.ctx(), c.actor, c.Param("edition")); err != nil {
		return err
	}
	c.flash("done", "The draft is gone. What was published stays.")
	return c.redirect("/journeys")
}

// editionFile hands an edition out as YAML.
func (s *Server) editionFile(c *call) error {
	_, m, _, err := s.Journeys.ReadEdition(c.ctx(), c.actor, c.Param("edition"))
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+m.Ref()+`.yaml"`)
	return c.Blob(http.StatusOK, "application/yaml; charset=utf-8", []byte(m.Source))
}

// editionPreview is the journey of a developer who begins with this edition today. Nothing on it changes anything.
func (s *Server) editionPreview(c *call) error {
	e, m, problems, err := s.Journeys.ReadEdition(c.ctx(), c.actor, c.Param("edition"))
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		c.flash("attention", "This draft has to be whole before it can be previewed.")
		return c.redirect("/journeys/" + m.Ref())
	}
	f := journey.Facts{Member: journey.Member{
		Person: journey.Person{ID: c.actor.ID, Name: c.actor.Name, Email: c.actor.Email}, TimeZone: c.location(), TeamName: "Your team", StartedAt: s.Now(),
	}}
	b := journeyBuilder{c: c, preview: true, ed: e, f: f, p: journey.Evaluate(e, f, s.Now()), today: s.Now()}
	p := b.page()
	p.Frame.Title, p.Continue, p.Asked = "Preview of "+m.Title, components.ButtonModel{}, nil
	p.Preview = &view.Preview{Title: m.Title, URL: "/journeys/" + m.Ref()}
	for i := range p.Stages {
		for j := range p.Stages[i].Steps {
			unarmed(&p.Stages[i].Steps[j], e)
		}
	}
	return c.render(http.StatusOK, view.Map(p))
}

// unarmed takes everything from a step that would change something, and opens its text: a preview is read.
func unarmed(s *view.Step, e journey.Edition) {
	s.Forms, s.Buttons, s.Stuck, s.Raised, s.Links, s.Downloads = nil, nil, nil, nil, nil, nil
	s.Closed = false
	for i := range s.Instructions {
		for j := range s.Instructions[i].Links {
			s.Instructions[i].Links[j].Supply = nil
		}
	}
	if step, ok := e.Step(s.Key); ok && s.Evidence == nil {
		s.Says = step.Evidence
	}
}
