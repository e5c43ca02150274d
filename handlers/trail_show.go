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
var trailFilters = []string{"q", "action", "grade", "team", "from", "to", "refused", "actor", "member", "subject"}

// trailQuestion is a filter as it stands in an address.
type trailQuestion struct {
	audit.Filter
	values url.Values
}

// readTrailQuestion reads the filters from the query string; days are those of the reader, both included. Kind: Invalid.
func readTrailQuestion(c *call) (trailQuestion, error) {
	q := trailQuestion{values: url.Values{}}
	for _, name := range trailFilters {
		if value := c.query(name); value != "" {
			q.values.Set(name, value)
		}
	}
	q.Filter = audit.Filter{
		Query: c.query("q"), Action: c.query("action"), Grade: c.query("grade"), Team: c.query("team"), Actor: c.query("actor"),
		Member: c.query("member"), Subject: c.query("subject"),
	}
	switch c.query("refused") {
	case "":
	case "yes":
		q.RefusedOnly = true
	default:
		return q, apperr.New(apperr.Invalid, "The filter for refusals is yes, or not there.")
	}
	for name, at := range map[string]*time.Time{"from": &q.From, "to": &q.To} {
		text := c.query(name)
		if text == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, text, c.location())
		if err != nil || !plausible(day) {
			return q, apperr.Field(name, "Write the day as 2026-06-16.")
		}
		if name == "to" {
			day = endOfDay(day).Add(time.Microsecond)
		}
		*at = day.UTC()
	}
	return q, nil
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
	found, err := s.Trail.List(c.ctx(), c.actor, q.Filter, c.query("page"))
	if err != nil {
		return err
	}
	teams, err := s.Trail.Teams(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	m := trailMapping{q: q, found: found, teams: teams, zone: c.location(), now: s.Now(), actor: c.actor, step: s.stepTitle}
	page := m.page()
	page.Export.Once = c.once()
	page.Frame = c.frame("Trail")
	return c.render(http.StatusOK, trail.View(page))
}

// trailEventShow is one event.
func (s *Server) trailEventShow(c *call) error {
	line, err := s.Trail.Event(c.ctx(), c.actor, c.Param("id"))
	if err != nil {
		return err
	}
	page := eventPage(line, c.location(), s.stepTitle)
	page.Frame = c.frame("Event " + page.Event.Number)
	page.Frame.Width = "reading"
	return c.render(http.StatusOK, trail.EventView(page))
}
