package handlers

import "portico/internal/journey"

// journeyStepSkip leaves a step out with a reason.
func (s *Server) journeyStepSkip(c *call) error {
	key := c.Param("key")
	var in struct {
		Reason string `form:"reason"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.SkipStep(c.ctx(), c.actor, journey.SkipStep{StepKey: key, Reason: in.Reason})
	}
	if err != nil {
		return s.returnJourney(c, key, map[string]string{"reason": in.Reason}, err)
	}
	c.flash("done", "Skipped: "+s.stepTitle(key)+".")
	return c.redirect("/journey")
}
