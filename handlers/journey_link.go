package handlers

import "portico/internal/journey"

// journeyLinkSupply gives everybody an address that the vendor left out.
func (s *Server) journeyLinkSupply(c *call) error {
	var in struct {
		URL  string `form:"url"`
		Step string `form:"step"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.SupplyLink(c.ctx(), c.actor, journey.SupplyLink{Edition: s.walked(c).Ref(), Key: c.Param("key"), URL: in.URL})
	}
	_, known := s.walked(c).Step(in.Step)
	switch {
	case err != nil && known:
		return s.returnJourney(c, in.Step, map[string]string{"url": in.URL}, err)
	case err != nil:
		return err
	}
	c.flash("done", "The address stands on everybody’s journey now.")
	if !known {
		return c.redirect("/journey")
	}
	return c.redirect(stepSeen(in.Step))
}
