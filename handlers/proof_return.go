package handlers

import (
	"net/http"

	"portico/internal/apperr"
	"portico/internal/proof"
	"portico/views/components"
	proofview "portico/views/proof"
)

// proofBack is where the vendor sends people: a GET, so it changes nothing. Its form sends on what came, once.
func (s *Server) proofBack(c *call) error {
	page := proofview.Return{Frame: c.frame("Back from the vendor"), Vendor: s.walked(c).Vendor, Once: c.once()}
	page.Frame.Width, page.Frame.Modules = "reading", []string{"send-on.js"}
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
	for name, value := range map[string]string{"state": c.query("state"), "code": c.query("code"), "error": c.query("error"), "path": c.Param("path")} {
		if value != "" && len(value) <= maxReturned {
			page.Hidden = append(page.Hidden, components.Hidden{Name: name, Value: value})
		}
	}
	return c.render(http.StatusOK, proofview.Back(page))
}

// maxReturned is the longest value that is taken from the vendor's redirect, in bytes.
const maxReturned = 4000

// proofReturn exchanges the code once and says what came of it.
func (s *Server) proofReturn(c *call) error {
	var in struct {
		State string `form:"state" secret:"allowed" max:"4000"`
		Code  string `form:"code" secret:"allowed" max:"4000"`
		Error string `form:"error" secret:"allowed" max:"4000"`
		Path  string `form:"path" secret:"allowed" max:"4000"`
	}
	if err := c.bind(&in); err != nil {
		return err
	}
	if in.State == "" {
		return apperr.New(apperr.Invalid, "This is where the vendor sends people back to, and nothing came with you. Start the proof again.")
	}
	p, err := s.Proofs.Return(c.ctx(), c.actor, proof.ReturnInput{State: in.State, Code: in.Code, Error: in.Error, Path: in.Path})
	if err != nil {
		return err
	}
	return c.redirect("/proofs/" + p.ID)
}
