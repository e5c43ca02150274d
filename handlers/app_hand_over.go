package handlers

import (
	"net/http"

	"portico/internal/board"
	"portico/internal/oauthapp"
	"portico/views/components"
	view "portico/views/people"
)

// appHandOver gives one owner's part of an app to somebody else.
func (s *Server) appHandOver(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		From string `form:"from"`
		To   string `form:"to"`
	}
	err = c.bind(&in)
	if err == nil {
		_, err = s.Apps.HandOver(c.ctx(), c.actor, oauthapp.HandOver{AppID: id, FromID: in.From, ToID: in.To})
	}
	if err != nil {
		return s.returnApp(c, id, appCameBack{form: "to", typed: map[string]string{"from": in.From, "to": in.To}}, err)
	}
	c.flash("done", "Handed over. Who owned it when stays in the trail.")
	if _, err := s.Apps.Get(c.ctx(), c.actor, id); err != nil {
		return c.redirect("/apps") // who handed their own part away may not see it any more
	}
	return c.redirect("/apps/" + id + "#owners")
}

// personHandOver gives all apps that somebody owns to somebody else, from the list of what they hold.
func (s *Server) personHandOver(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		To string `form:"to"`
	}
	count := 0
	if err = c.bind(&in); err == nil {
		count, err = s.Apps.HandOver(c.ctx(), c.actor, oauthapp.HandOver{FromID: id, ToID: in.To})
	}
	fields, message, status, ok := fieldErrors(err)
	switch {
	case ok:
		return s.renderLeaving(c, status, id, func(m *view.Leaving) {
			if m.HandOver == nil {
				m.Problem = wholeProblem(fields, message)
				return
			}
			m.HandOver.Open, m.HandOver.To.Value = true, in.To
			if m.HandOver.To.Error = fields["to"]; m.HandOver.To.Error == "" {
				m.HandOver.To.Error = message
			}
		})
	case err != nil:
		return err
	}
	if count > 0 {
		c.flash("done", countOf(count, "app is", "apps are")+" handed over. Who owned them when stays in the trail.")
	}
	return c.redirect("/people/" + id + "/leaving")
}

// leavingHandOver is the form for all apps that somebody owns; nil where they own none or the reader may not hand them over.
func (s *Server) leavingHandOver(c *call, l board.Leaving) (*view.LeavingHandOver, error) {
	owned := 0
	for _, a := range l.Apps {
		if !a.Ended {
			owned++
		}
	}
	if owned == 0 {
		return nil, nil //nolint:nilnil // no form is no error
	}
	heirs, err := s.Apps.Heirs(c.ctx(), c.actor, l.ID)
	if err != nil || len(heirs) == 0 {
		return nil, err
	}
	h := view.LeavingHandOver{Line: countOf(owned, "app", "apps"), To: components.SelectModel{FieldModel: components.FieldModel{ID: "hand-to", Name: "to", Label: "To"}}}
	for _, p := range heirs {
		h.To.Options = append(h.To.Options, components.Option{Value: p.ID, Text: p.Name})
	}
	return &h, nil
}

// appRetire takes an app out of use.
func (s *Server) appRetire(c *call) error {
	return s.appUse(c, "The app is retired. It stays to be read.", func(id string) error { return s.Apps.Retire(c.ctx(), c.actor, id) })
}

// appRestore takes a retired app into use again.
func (s *Server) appRestore(c *call) error {
	return s.appUse(c, "The app is in use again.", func(id string) error { return s.Apps.Restore(c.ctx(), c.actor, id) })
}

func (s *Server) appUse(c *call, done string, change func(id string) error) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := change(id); err != nil {
		if _, message, status, ok := fieldErrors(err); ok && status == http.StatusConflict {
			return s.renderApp(c, status, id, &appCameBack{form: "use", errors: map[string]string{"use": message}})
		}
		return err
	}
	c.flash("done", done)
	return c.redirect("/apps/" + id)
}
