package handlers

import (
	"mime/multipart"

	"portico/internal/evidence"
	"portico/internal/journey"
)

// journeyStepComplete marks a step of one's own as done.
func (s *Server) journeyStepComplete(c *call) error {
	key := c.Param("key")
	var in struct {
		On       string                `form:"on"`
		Evidence string                `form:"evidence"`
		File     *multipart.FileHeader `form:"file"`
	}
	err := c.bind(&in)
	var file evidence.Upload
	if err == nil {
		file, err = readUpload(in.File)
	}
	if err == nil {
		err = s.Journeys.CompleteStep(c.ctx(), c.actor, journey.CompleteStep{StepKey: key, On: in.On, Evidence: in.Evidence, File: file})
	}
	if err != nil {
		return s.returnJourney(c, key, map[string]string{"on": in.On, "evidence": in.Evidence}, err)
	}
	c.flash("done", "Done: "+s.stepTitle(key)+".")
	return c.redirect("/journey")
}

// stepTitle is what a step is called; empty for a key that no edition knows.
func (s *Server) stepTitle(key string) string { return s.Journeys.StepTitle(key) }
