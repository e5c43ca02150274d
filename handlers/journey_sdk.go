package handlers

import "portico/internal/journey"

// journeySDKRecord notes an SDK download.
func (s *Server) journeySDKRecord(c *call) error {
	var in struct {
		Platform string `form:"platform"`
		Version  string `form:"version"`
		FileName string `form:"file_name"`
		// A fingerprint is 64 hex characters, which looks like a credential and is none.
		SHA256 string `form:"sha256" secret:"allowed" max:"200"`
		On     string `form:"on"`
	}
	err := c.bind(&in)
	if err == nil {
		err = s.Journeys.RecordSDK(c.ctx(), c.actor, journey.RecordSDK{
			Platform: in.Platform, Version: in.Version, FileName: in.FileName, SHA256: in.SHA256, On: in.On,
		})
	}
	if err != nil {
		return s.returnJourney(c, s.sdkStep(c), map[string]string{
			"platform": in.Platform, "version": in.Version, "file_name": in.FileName, "sha256": in.SHA256, "on": in.On,
		}, err)
	}
	c.flash("done", "The download is recorded.")
	return c.redirect("/journey")
}

// journeySDKRemove takes a download back.
func (s *Server) journeySDKRemove(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := s.Journeys.RemoveSDK(c.ctx(), c.actor, id); err != nil {
		return err
	}
	c.flash("done", "The download is taken back. It stays in the trail.")
	return c.redirect(stepSeen(s.sdkStep(c)))
}

// sdkStep is the key of the step that SDK downloads belong to.
func (s *Server) sdkStep(c *call) string {
	step, _ := s.walked(c).StepBy(journey.RuleSDK)
	return step.Key
}
