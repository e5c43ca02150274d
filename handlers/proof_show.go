package handlers

import (
	"net/http"

	"portico/internal/proof"
	proofview "portico/views/proof"
)

// proofShow is one proof: on the way, or as it came out.
func (s *Server) proofShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderProof(c, http.StatusOK, id, "", nil)
}

// renderProof shows a proof; reason and errors are those of a decision that came back.
func (s *Server) renderProof(c *call, status int, id, reason string, errors map[string]string) error {
	p, err := s.Proofs.Show(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	edition := s.walked(c)
	b := proofBuilder{c: c, vendor: edition.Vendor, host: identityHost(edition, p.Environment)}
	if step, ok := edition.StepBy("app"); ok && p.MemberID == c.actor.ID {
		b.manual = stepURL(step.Key)
	}
	page := b.outcome(p)
	page.Frame = c.frame(page.Title)
	page.Frame.Width = "reading"
	if page.Decide != nil {
		page.Decide.Reason, page.Decide.Error = reason, errors["reason"]
	}
	return c.render(status, proofview.Show(page))
}

// proofCancel stops a proof that is on the way.
func (s *Server) proofCancel(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := s.Proofs.Cancel(c.ctx(), c.actor, id); err != nil {
		return err
	}
	c.flash("done", "Stopped. What comes back of it now counts for nothing.")
	return c.redirect("/proofs/" + id)
}

// proofDecide takes a lead's word about another account or a shared app.
func (s *Server) proofDecide(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Accept string `form:"accept"`
		Reason string `form:"reason"`
	}
	if err = c.bind(&in); err == nil {
		err = s.Proofs.Decide(c.ctx(), c.actor, proof.DecideInput{ProofID: id, Accept: in.Accept == "yes", Reason: in.Reason})
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		if fields == nil {
			fields = map[string]string{"reason": message}
		}
		return s.renderProof(c, status, id, in.Reason, fields)
	}
	if err != nil {
		return err
	}
	c.flash("done", "Your word is in the trail.")
	return c.redirect("/proofs/" + id)
}
