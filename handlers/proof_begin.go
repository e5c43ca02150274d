package handlers

import (
	"net/http"
	"net/url"
	"strings"

	"portico/internal/proof"
	proofview "portico/views/proof"
)

// proofBegin is where the proof of an app begins: what it takes, what it shows and what it does not.
func (s *Server) proofBegin(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderProofBegin(c, http.StatusOK, id, "", nil, "")
}

// renderProofBegin shows the page; kind and errors are those of a form that came back. The secret never comes back.
func (s *Server) renderProofBegin(c *call, status int, appID, kind string, errors map[string]string, message string) error {
	offer, err := s.Proofs.Offer(c.ctx(), c.actor, appID)
	if err != nil {
		return err
	}
	edition, _, _, err := s.Journeys.Progress(c.ctx(), c.actor, c.actor.ID)
	if err != nil {
		return err
	}
	b := proofBuilder{c: c, vendor: edition.Vendor, host: hostAt(offer.Identity, edition.Vendor)}
	if step, ok := edition.StepBy("app"); ok {
		b.manual = stepURL(step.Key)
	}
	page := b.begin(offer, kind)
	page.Frame = c.frame("Prove it")
	page.Frame.Width = "reading"
	page.SecretError, page.Error = errors["secret"], message
	if len(errors) > 0 {
		page.Error = errors["kind"]
	}
	c.mayLeaveFor(offer.Identity)
	return c.render(status, proofview.Begin(page))
}

// mayLeaveFor lets the forms of this one page end at the vendor: a browser holds the answer of a form against form-action too.
func (c *call) mayLeaveFor(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.ContainsAny(u.Host, " ;,'\"") {
		return
	}
	allowed := strings.Replace(policy, "form-action 'self'", "form-action 'self' "+u.Scheme+"://"+u.Host, 1)
	c.Response().Header().Set("Content-Security-Policy", allowed)
}

// proofStart leaves for the vendor. The secret goes from the form into the memory of one exchange.
func (s *Server) proofStart(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Kind   string `form:"kind"`
		Secret string `form:"secret" secret:"allowed" max:"400"`
	}
	if err = c.bind(&in); err == nil {
		var started proof.Started
		started, err = s.Proofs.Start(c.ctx(), c.actor, proof.StartInput{AppID: id, Secret: in.Secret, Kind: proof.Kind(in.Kind)})
		if err == nil {
			return c.redirect(started.URL)
		}
	}
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	return s.renderProofBegin(c, status, id, in.Kind, fields, message)
}

// proofChallenge makes a redirect URI that nobody can guess, to be registered in the app.
func (s *Server) proofChallenge(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct{}
	if err = c.bind(&in); err == nil {
		_, err = s.Proofs.MakeChallenge(c.ctx(), c.actor, id)
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		return s.renderProofBegin(c, status, id, "", fields, message)
	}
	if err != nil {
		return err
	}
	c.flash("done", "Register this redirect URI in the app, then go on here.")
	return c.redirect("/apps/" + id + "/prove")
}
