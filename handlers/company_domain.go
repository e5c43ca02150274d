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

// companyExclude records that a domain below the company's does not count.
func (s *Server) companyExclude(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Excluded string `form:"excluded"`
	}
	if err = c.bind(&in); err == nil {
		err = s.Companies.Exclude(c.ctx(), c.actor, id, in.Excluded)
	}
	if err != nil {
		return s.returnCompany(c, id, "", companyCameBack{form: "excluded", typed: map[string]string{"excluded": in.Excluded}}, err)
	}
	c.flash("done", "Nobody is matched by this domain any more.")
	return c.redirect("/companies/" + id)
}

// companyInclude takes that back.
func (s *Server) companyInclude(c *call) error {
	id, domain, err := s.companyDomain(c)
	if err == nil {
		err = s.Companies.Include(c.ctx(), c.actor, id, domain)
	}
	if err != nil {
		return err
	}
	c.flash("done", domain+" counts again.")
	return c.redirect("/companies/" + id)
}
