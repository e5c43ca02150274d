package handlers

import "portico/internal/journey"

// walked is the edition that speaks to this actor: the one that they walk, or the one that new journeys begin with.
func (s *Server) walked(c *call) journey.Edition { return s.Journeys.Walked(c.ctx(), c.actor.ID) }
