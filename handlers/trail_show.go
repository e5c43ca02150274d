package handlers

import (
	"net/http"
	"net/url"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/views/trail"
)

// trailFilters are the names of the filters in an address, in the order of the page.
var trailFilters = []string{"q", "action", "actor", "member", "subject", "team", "from", "to", "grade", "refused", "request"}

// trailQuestion is a filter as it stands in an address.
type trailQuestion struct {
	audit.Filter
	values url.Values
}

// readTrailQuestion reads the filters from the query string; days are those of the reader, both included, and an exact moment is
// the first that counts or the first that does not. Kind: Invalid.
func readTrailQuestion(c *call) (trailQuestion, error) {
	q := trailQuestion{values: url.Values{}}
	for _, name := range trailFilters {
		if value := c.query(name); value != "" {
			q.values.Set(name, value)
		}
	}
	q.Filter = audit.Filter{
		Query: c.query("q"), Action: c.query("action"), Grade: c.query("grade"), Team: c.query("team"), Actor: c.query("actor"),
		Member: c.query("member"), Subject: c.query("subject"), Request: c.query("request"),
	}
	switch c.query("refused") {
	case "":
	case "yes":
		q.RefusedOnly = true
	default:
		return q, apperr.New(apperr.Invalid, "The filter for refusals is yes, or not there.")
	}
	var err error
	if q.From, err = trailMoment("from", c.query("from"), c.location()); err == nil {
		q.To, err = trailMoment("to", c.query("to"), c.location())
	}
	return q, err
}

// trailMoment reads a day of the reader, or an exact moment. The end of a day is the first moment after it. Kind: Invalid.
func trailMoment(name, text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, zone); err == nil && plausible(day) {
		if name == "to" {
			day = endOfDay(day).Add(time.Microsecond)
		}
		return day.UTC(), nil
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil && plausible(at) {
		return at.UTC(), nil
	}
	return time.Time{}, apperr.Field(name, "Write the day as 2026-06-16, or a moment as 2026-06-16T09:41:07Z.")
}

// url is the address of these filters with some changed; an empty value takes one away.
func (q trailQuestion) url(path string, change ...string) string {
	return ledgerQuestion{values: q.values}.url(path, change...)
}

// trailShow lists what the reader may see of the trail.
func (s *Server) trailShow(c *call) error {
	q, err := readTrailQuestion(c)
	if err != nil {
		return err
	}
	m := trailMapping{q: q, zone: c.location(), now: s.Now(), actor: c.actor, step: s.stepTitle}
	for _, n := range []*trailName{{filter: "actor", text: c.query("by")}, {filter: "member", text: c.query("about")}, {filter: "team", text: c.query("in")}} {
		if n.text == "" {
			continue
		}
		if n.people, err = s.trailNamed(c, *n); err != nil {
			return err
		}
		if len(n.people) == 1 {
			return c.redirect(q.url("/trail", n.filter, n.people[0].ID))
		}
		m.names = append(m.names, *n)
	}
	if m.found, err = s.Trail.List(c.ctx(), c.actor, q.Filter, c.query("page")); err != nil {
		return err
	}
	if m.teams, m.moreTeams, err = s.Trail.Teams(c.ctx(), c.actor); err != nil {
		return err
	}
	if m.called, err = s.Trail.Called(c.ctx(), c.actor, q.Filter); err != nil {
		return err
	}
	if m.seal, err = s.Trail.SealState(c.ctx()); err != nil {
		return err
	}
	page := m.page()
	page.Export.Once = c.once()
	page.Frame = c.frame("Trail")
	return c.render(http.StatusOK, trail.View(page))
}

// trailNamed finds whom or which team somebody means by a name; a team stands as its slug and its name.
func (s *Server) trailNamed(c *call, n trailName) ([]audit.Person, error) {
	if n.filter != "team" {
		return s.Trail.FindPeople(c.ctx(), c.actor, n.text)
	}
	teams, err := s.Trail.FindTeams(c.ctx(), c.actor, n.text)
	found := make([]audit.Person, 0, len(teams))
	for _, t := range teams {
		found = append(found, audit.Person{ID: t.Slug, Name: t.Name})
	}
	return found, err
}

// trailEventShow is one event, with its seal.
func (s *Server) trailEventShow(c *call) error {
	event, err := s.Trail.Examine(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := eventPage(event, c.location(), s.stepTitle)
	page.Frame = c.frame("Event " + page.Event.Number)
	page.Frame.Width = "reading"
	return c.render(http.StatusOK, trail.EventView(page))
}
