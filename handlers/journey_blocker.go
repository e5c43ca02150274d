package handlers

import "portico/internal/journey"

// journeyBlockerRaise is "I am stuck".
func (s *Server) journeyBlockerRaise(c *call) error {
	key := c.Param("key")
	var in struct {
		What  string `form:"what"`
		Words string `form:"words"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.RaiseBlocker(c.ctx(), c.actor, journey.RaiseBlocker{StepKey: key, ReasonKey: in.What, Words: in.Words})
	}
	if err != nil {
		return s.returnJourney(c, key, map[string]string{"what": in.What, "words": in.Words}, err)
	}
	c.flash("accent", "Your lead sees now that you are stuck. The advice at the step may help meanwhile.")
	return c.redirect(stepSeen(key))
}

// journeyBlockerResolve closes a blocker: one's own, or as a lead of the member's team.
func (s *Server) journeyBlockerResolve(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Answer string `form:"answer"`
		Back   string `form:"back"`
	}
	var out journey.Resolved
	if err = c.bind(&in); err == nil {
		out, err = s.Journeys.ResolveBlocker(c.ctx(), c.actor, journey.ResolveBlocker{ID: id, Answer: in.Answer})
	}
	if err != nil {
		if key := s.stuckAt(c, id); key != "" {
			return s.returnJourney(c, key, map[string]string{"answer": in.Answer}, err)
		}
		if slug, memberID, ok := memberIn(in.Back); ok {
			return s.returnMember(c, slug, memberID, cameBack{name: "answer", key: id, typed: in.Answer}, err)
		}
		return err
	}
	back := "/teams"
	if out.MemberID == c.actor.ID {
		back = stepSeen(out.StepKey)
	}
	c.flash("done", "Closed. It stays on the time line.")
	return c.redirect(ownPath(in.Back, back))
}

// stuckAt is the step of one of the actor's own blockers; empty for anybody else's, and when nobody knows.
func (s *Server) stuckAt(c *call, blockerID string) string {
	_, facts, _, err := s.Journeys.Progress(c.ctx(), c.actor, c.actor.ID)
	if err != nil {
		return ""
	}
	for _, b := range facts.Blockers {
		if b.ID == blockerID {
			return b.StepKey
		}
	}
	return ""
}
