package handlers

import (
	"net/http"

	"portico/internal/apperr"
	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/edition"
)

// draftForm is what came back with a form of the page of a draft.
type draftForm struct {
	message string
	fields  map[string]string
	typed   map[string]string
}

// draft reads the draft of the key in the address, for whoever may change it. Kinds: NotFound, Forbidden.
func (s *Server) draft(c *call) (journey.Edition, journey.Made, []journey.Problem, error) {
	e, m, problems, err := s.readDraft(c)
	if err == nil && !m.MayEdit {
		err = apperr.Refused("Whoever made this edition, or an admin, may change it. You can copy it.")
	}
	return e, m, problems, err
}

func (s *Server) readDraft(c *call) (journey.Edition, journey.Made, []journey.Problem, error) {
	key := c.Param("edition")
	ref, ok, err := s.Journeys.DraftOf(c.ctx(), c.actor, key)
	if err == nil && !ok {
		err = apperr.Missing()
	}
	if err != nil {
		return journey.Edition{}, journey.Made{}, nil, err
	}
	_, m, problems, err := s.Journeys.ReadEdition(c.ctx(), c.actor, ref)
	// What is changed is the text as it is kept, with the vendor's own addresses, wherever pages lead instead.
	e, _ := journey.ParseEdition(m.Source)
	return e, m, problems, err
}

// editionEdit is the page where a draft is changed.
func (s *Server) editionEdit(c *call) error {
	if _, ok, err := s.Journeys.DraftOf(c.ctx(), c.actor, c.Param("edition")); err == nil && !ok {
		if _, m, _, err := s.Journeys.ReadEdition(c.ctx(), c.actor, c.Param("edition")); err == nil {
			return c.redirect("/journeys/" + m.Ref())
		}
	}
	return s.renderDraft(c, draftForm{}, http.StatusOK)
}

func (s *Server) renderDraft(c *call, came draftForm, status int) error {
	e, m, problems, err := s.draft(c)
	if err != nil {
		return err
	}
	base, family := "/journeys/"+m.Key, formFamily(c)
	p := view.Edit{
		Frame: c.readingFrame("Change " + m.Title), Eyebrow: []string{m.Ref(), "Draft"}, Title: m.Title, Tabs: editionTabs(m, "edit", c.actor),
		Lede: "Nobody walks a draft. Changed last by " + m.ChangedBy + ", " + s.editionDay(c, m.ChangedAt) + ".",
		Drop: components.PostModel{Action: base + "/drop", Once: family + "-drop", Button: components.ButtonModel{Text: "Throw the draft away", Kind: "quiet"}},
		Head: headForm(base, family, e, m, came), Add: addForm(base, family, e, m, came),
	}
	version := []components.Hidden{{Name: "version", Value: itoa(m.Version)}}
	if len(problems) == 0 {
		p.Publish = &components.PostModel{Action: base + "/publish", Once: family + "-publish", Hidden: version, Button: components.ButtonModel{Text: "Publish", Kind: "primary"}}
	} else {
		p.WhyNot = "Mend what is listed below first."
	}
	if came.message != "" {
		p.Summary.Title = came.message
	}
	byStep := map[int][]string{}
	for _, problem := range problems {
		i, _, inStep := problem.Step()
		if inStep && i < len(e.Steps) {
			byStep[i] = append(byStep[i], sentence(upperFirst(problem.Say)))
			continue
		}
		p.Problems = append(p.Problems, view.Problem{Text: "Line " + itoa(problem.Line) + ": " + sentence(problem.Say), URL: base + "/yaml"})
	}
	for i, step := range e.Steps {
		p.Steps = append(p.Steps, draftRow(base, family, version, e, step, i, byStep[i]))
	}
	return c.render(status, view.EditPage(p))
}

// draftRow is a step with the ways to change it.
func draftRow(base, family string, version []components.Hidden, e journey.Edition, step journey.Step, i int, problems []string) view.Step {
	at := base + "/edit/steps/" + step.Key
	move := func(to, icon, label string) *components.PostModel {
		return &components.PostModel{
			Action: at + "/move", Once: family + "-" + to + itoa(i), Hidden: append(version[:1:1], components.Hidden{Name: "to", Value: to}),
			Button: components.ButtonModel{Text: label, Icon: icon, Label: label + ": " + step.Title, Size: "small", Kind: "quiet"},
		}
	}
	out := view.Step{Key: step.Key, Number: itoa(i + 1), Title: step.Title, Hint: step.Hint, Edit: at, Problems: problems}
	if out.Title == "" {
		out.Title = step.Key
	}
	if i > 0 {
		out.Up = move("up", "", "Up")
	}
	if i+1 < len(e.Steps) {
		out.Down = move("down", "", "Down")
	}
	out.Remove = &components.PostModel{
		Action: at + "/remove", Once: family + "-remove" + itoa(i), Hidden: version,
		Button: components.ButtonModel{Text: "Remove", Label: "Remove: " + step.Title, Size: "small", Kind: "quiet"},
	}
	return out
}

func headForm(base, family string, e journey.Edition, m journey.Made, came draftForm) view.Form {
	open := false
	line := func(name, label, value string, long bool) view.Control {
		if t, ok := came.typed[name]; ok {
			value = t
		}
		f := components.FieldModel{ID: "head-" + name, Name: name, Label: label, Value: value, Error: came.fields[name], MaxLength: 4000}
		open = open || f.Error != "" || came.typed != nil && came.typed["overview"] != ""
		if long {
			f.Rows = 4
			return view.Area(f)
		}
		return view.Line(f)
	}
	fields := []view.Control{
		line("title", "Title", e.Title, false), line("name", "What it gives access to", e.Name, false), line("vendor", "Vendor", e.Vendor, false),
		line("overview", "Overview", e.Overview, true), line("freelance_note", "What is limited without a company", e.FreelanceNote, true),
	}
	return view.Form{
		ID: "head", Title: "Title, vendor and overview", Action: base + "/edit", Once: family + "-head", Hidden: []components.Hidden{{Name: "version", Value: itoa(m.Version)}},
		Groups: []view.Group{{Open: open, Fields: fields}}, Button: components.ButtonModel{Text: "Save"},
	}
}

func addForm(base, family string, e journey.Edition, m journey.Made, came draftForm) view.Form {
	after := []components.Option{{Value: "", Text: "At the end"}}
	for _, step := range e.Steps {
		after = append(after, components.Option{Value: step.Key, Text: "After " + step.Title, Selected: came.typed["after"] == step.Key})
	}
	typed := func(name string) string { return came.typed[name] }
	return view.Form{
		ID: "add", Title: "Add a step", Action: base + "/edit/steps", Once: family + "-add", Hidden: []components.Hidden{{Name: "version", Value: itoa(m.Version)}},
		Groups: []view.Group{{Open: came.fields["key"] != "" || came.fields["step_title"] != "", Fields: []view.Control{
			view.Line(components.FieldModel{ID: "add-title", Name: "step_title", Label: "Title", Hint: "Begins with a verb.", Value: typed("step_title"), Error: came.fields["step_title"], Required: true, MaxLength: 200}),
			view.Line(components.FieldModel{ID: "add-key", Name: "key", Label: "Key", Hint: "Lower-case words joined by hyphens. Progress is kept under it.", Value: typed("key"), Error: came.fields["key"], Required: true, MaxLength: 60, Mono: true, Autocomplete: "off"}),
			view.Select(components.SelectModel{FieldModel: components.FieldModel{ID: "add-after", Name: "after", Label: "Where"}, Options: after}),
		}}},
		Button: components.ButtonModel{Text: "Add the step"},
	}
}

// change puts the text that next makes in the place of the draft's. A refusal is the feature's, so that it is an event.
func (s *Server) change(c *call, version int, next func(source string) (string, error)) error {
	_, m, _, err := s.readDraft(c)
	if err != nil {
		return err
	}
	source := m.Source
	if m.MayEdit {
		if source, err = next(m.Source); err != nil {
			return err
		}
	}
	return s.Journeys.ChangeEdition(c.ctx(), c.actor, journey.ChangeEdition{Key: m.Key, Version: version, Source: source})
}

// editionEditHead saves title, vendor and overview of a draft.
func (s *Server) editionEditHead(c *call) error {
	var in struct {
		Version       int    `form:"version"`
		Title         string `form:"title" max:"400"`
		Name          string `form:"name" max:"400"`
		Vendor        string `form:"vendor" max:"400"`
		Overview      string `form:"overview"`
		FreelanceNote string `form:"freelance_note"`
	}
	err := c.bind(&in)
	values := map[string]string{"title": in.Title, "name": in.Name, "vendor": in.Vendor, "overview": in.Overview, "freelance_note": in.FreelanceNote}
	if err == nil {
		err = s.change(c, in.Version, func(source string) (string, error) { return journey.WithHead(source, values) })
	}
	return s.saved(c, err, values, "Saved.")
}

// editionStepAdd adds a step to a draft.
func (s *Server) editionStepAdd(c *call) error {
	var in struct {
		Version int    `form:"version"`
		Title   string `form:"step_title" max:"400"`
		Key     string `form:"key" max:"200"`
		After   string `form:"after" max:"200"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.change(c, in.Version, func(source string) (string, error) {
			e, _ := journey.ParseEdition(source)
			step, err := journey.NewStep(e, in.Key, in.Title, in.After)
			if err != nil {
				return "", err
			}
			return journey.WithNewStep(source, in.After, step)
		})
	}
	if err == nil {
		c.flash("done", "Added. Fill in what it says.")
		return c.redirect("/journeys/" + c.Param("edition") + "/edit/steps/" + in.Key)
	}
	return s.saved(c, err, map[string]string{"key": in.Key, "step_title": in.Title, "after": in.After}, "")
}

// editionStepMove moves a step of a draft up or down.
func (s *Server) editionStepMove(c *call) error {
	var in struct {
		Version int    `form:"version"`
		To      string `form:"to" max:"10"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.change(c, in.Version, func(source string) (string, error) {
			return journey.WithStepMoved(source, c.Param("key"), in.To == "up")
		})
	}
	return s.saved(c, err, nil, "Moved.")
}

// editionStepRemove takes a step out of a draft.
func (s *Server) editionStepRemove(c *call) error {
	var in struct {
		Version int `form:"version"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.change(c, in.Version, func(source string) (string, error) { return journey.WithoutStep(source, c.Param("key")) })
	}
	return s.saved(c, err, nil, "Removed. What people did at it stays in their history.")
}

// saved answers a change of a draft: with the page anew, or with what is wrong.
func (s *Server) saved(c *call, err error, typed map[string]string, done string) error {
	if err == nil {
		c.flash("done", done)
		return c.redirect("/journeys/" + c.Param("edition") + "/edit")
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderDraft(c, draftForm{message: message, fields: fields, typed: typed}, status)
}
