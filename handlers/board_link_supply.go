package handlers

import (
	"portico/internal/journey"
	view "portico/views/board"
)

// boardLinkSupply gives everybody an address that the vendor left out, from the board that asked for it.
func (s *Server) boardLinkSupply(c *call) error {
	var in struct {
		URL string `form:"url"`
	}
	key := c.Param("key")
	b, address, err := s.board(c)
	if err != nil {
		return err
	}
	if err = c.bind(&in); err == nil {
		err = s.Journeys.SupplyLink(c.ctx(), c.actor, journey.SupplyLink{Key: key, URL: in.URL})
	}
	if err == nil {
		c.flash("done", "The address stands on everybody’s journey now.")
		return c.redirect(address.path())
	}
	fields, message, status, ok := fieldErrors(err)
	m := s.boardModel(c, b, address)
	m.Supply = supplyView(b, address, key, c.once())
	if !ok || m.Supply == nil {
		return err
	}
	m.Supply.Field.Value, m.Supply.Field.Error = in.URL, fields["url"]
	if m.Supply.Field.Error == "" {
		m.Supply.Field.Error = message
	}
	return c.render(status, view.Page(c.frame("Board, "+b.Team.Name), m))
}
