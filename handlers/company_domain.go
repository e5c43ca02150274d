package handlers

// companyDomainAdd adds a mail domain to a company.
func (s *Server) companyDomainAdd(c *call) error {
	id, domain, err := s.companyDomain(c)
	if err == nil {
		err = s.Companies.AddDomain(c.ctx(), c.actor, id, domain)
	}
	if err != nil {
		return s.returnCompany(c, id, "", companyCameBack{form: "domain", typed: map[string]string{"domain": domain}}, err)
	}
	c.flash("done", "People with this mail domain are matched now.")
	return c.redirect("/companies/" + id)
}

// companyDomainEnd takes a mail domain away.
func (s *Server) companyDomainEnd(c *call) error {
	id, domain, err := s.companyDomain(c)
	if err == nil {
		err = s.Companies.EndDomain(c.ctx(), c.actor, id, domain)
	}
	if err != nil {
		return err
	}
	c.flash("done", domain+" no longer stands for this company.")
	return c.redirect("/companies/" + id)
}

func (s *Server) companyDomain(c *call) (id, domain string, err error) {
	if id, err = c.pathID("id"); err != nil {
		return "", "", err
	}
	var in struct {
		Domain string `form:"domain"`
	}
	err = c.bind(&in)
	return id, in.Domain, err
}
