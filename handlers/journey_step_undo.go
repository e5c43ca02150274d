package handlers

import "portico/internal/journey"

// journeyStepUndo takes a step back.
func (s *Server) journeyStepUndo(c *call) error {
	key := c.Param("key")
	var in struct {
		Reason string `form:"reason"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.UndoStep(c.ctx(), c.actor, journey.UndoStep{StepKey: key, Reason: in.Reason})
	}
	if err != nil {
		return s.returnJourney(c, key, map[string]string{"reason": in.Reason}, err)
	}
	c.flash("done", "Undone: "+s.stepTitle(key)+". What you said before stays in the trail.")
	return c.redirect(stepSeen(key))
}
