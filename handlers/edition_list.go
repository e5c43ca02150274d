package handlers

import (
	"net/http"
	"strconv"

	"portico/internal/access"
	"portico/internal/journey"
	"portico/views/components"
	view "portico/views/edition"
)

// editionList is the page of all editions of the journey.
func (s *Server) editionList(c *call) error {
	return s.renderEditions(c, "", nil, http.StatusOK)
}

func (s *Server) renderEditions(c *call, typed string, fields map[string]string, status int) error {
	all, chosen, err := s.Journeys.Catalogue(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := view.List{Frame: c.readingFrame("Journeys"), CanMake: c.actor.May(access.EditionWrite, access.Scope{})}
	page.Lede = "A vendor rewrites its procedure now and then. Each version is an edition; whoever is under way keeps theirs until a lead moves them."
	var options []components.Option
	health := s.linkHealth(c)
	for _, m := range all {
		page.Rows = append(page.Rows, s.editionRow(c, m, health))
		if m.Default {
			page.Begins = "New journeys begin with " + m.Title + "."
		}
		if m.Is == journey.Published {
			options = append(options, components.Option{Value: m.Key, Text: m.Title + " (" + m.Key + ")", Selected: typed == m.Key || typed == "" && m.Default})
		}
	}
	if chosen.By != "" {
		page.Begins += " " + chosen.By + " chose it on " + s.editionDay(c, chosen.At) + "."
	}
	if c.actor.May(access.EditionDefault, access.Scope{}) {
		field := components.SelectModel{FieldModel: components.FieldModel{
			ID: "default-key", Name: "key", Label: "Edition", Hint: "People under way stay on theirs.", Error: fields["key"], Required: true,
		}, Options: options}
		page.Default = &view.Form{
			ID: "default", Action: "/journeys/default", Once: c.once(), Groups: []view.Group{{Fields: []view.Control{view.Select(field)}}},
			Button: components.ButtonModel{Text: "Begin new journeys with it"},
		}
	}
	return c.render(status, view.ListPage(page))
}

// editionRow is a revision as a line of a list.
func (s *Server) editionRow(c *call, m journey.Made, health map[string]linkLook) view.Row {
	e, problems := journey.ParseEdition(m.Source)
	if m.Source == "" {
		e = s.Journeys.Edition(m.Ref())
	}
	r := view.Row{
		Title: m.Title, URL: "/journeys/" + m.Ref(), Line: m.Ref(), Default: m.Default, Walkers: countPeople(m.Walkers), Links: "Not looked at yet",
	}
	r.Status, r.Word = editionState(m)
	if m.Source != "" && len(problems) == 0 || m.Is == journey.Published || m.Is == journey.Retired {
		r.Steps = strconv.Itoa(len(e.Steps))
	}
	switch {
	case m.Revision == 0:
		r.By = "Read on " + e.Source.ReadOn.String()
	case m.Is == journey.Draft:
		r.By = "By " + m.ChangedBy + ", " + s.editionDay(c, m.ChangedAt)
	default:
		r.By = "By " + m.PublishedBy + ", " + s.editionDay(c, m.PublishedAt)
	}
	if r.Title == "" {
		r.Title = m.Key
	}
	if r.Steps == "" {
		r.Steps, r.Links = "–", "Not published yet"
		return r
	}
	r.LinksStatus, r.Links = linksLine(e, health)
	return r
}

// editionState is the shape and the word of a revision.
func editionState(m journey.Made) (status, word string) {
	switch {
	case m.Revision == 0:
		return "done", "Shipped with Portico"
	case m.Is == journey.Draft:
		return "progress", "Draft"
	case m.Is == journey.Retired:
		return "skipped", "Retired"
	}
	return "done", "Published"
}

func countPeople(n int) string {
	switch n {
	case 0:
		return "Nobody"
	case 1:
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}

// editionDefault chooses the edition that new journeys begin with.
func (s *Server) editionDefault(c *call) error {
	var in struct {
		Key string `form:"key" max:"60"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.ChooseDefault(c.ctx(), c.actor, in.Key)
	}
	if err == nil {
		c.flash("done", "New journeys begin with "+in.Key+" from now on.")
		return c.redirect("/journeys")
	}
	fields, _, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderEditions(c, in.Key, fields, status)
}
