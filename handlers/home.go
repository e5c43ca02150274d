package handlers

// homeShow sends each person to their first screen: the way in for a developer, the board for a lead, the ledger for an
// auditor, people for an admin.
func (s *Server) homeShow(c *call) error {
	switch a := c.actor; {
	case len(a.Leads) > 0:
		return c.redirect("/teams")
	case len(a.Develops) > 0:
		return c.redirect("/journey")
	case a.Auditor:
		return c.redirect("/ledger")
	case a.Admin:
		return c.redirect("/people")
	default:
		return c.redirect("/me")
	}
}
