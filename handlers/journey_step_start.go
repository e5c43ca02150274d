package handlers

import "portico/internal/journey"

// journeyStepStart notes that the member is at work on a step.
func (s *Server) journeyStepStart(c *call) error {
	key := c.Param("key")
	var in struct{}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.StartStep(c.ctx(), c.actor, journey.StartStep{StepKey: key})
	}
	if err != nil {
		return s.returnJourney(c, key, nil, err)
	}
	return c.redirect(stepURL(key))
}
