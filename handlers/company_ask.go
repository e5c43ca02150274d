package handlers

import "portico/internal/company"

// companyAsk asks an admin of a company to be made admin and employee.
func (s *Server) companyAsk(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Asked string `form:"asked"`
		Back  string `form:"back"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Companies.AskForRoles(c.ctx(), c.actor, id, in.Asked)
	}
	if err != nil {
		return s.returnCompany(c, id, in.Back, companyCameBack{form: "asked", typed: map[string]string{"asked": in.Asked}}, err)
	}
	c.flash("done", "The question is open. The admin sees it on their page; send them the message too.")
	return c.redirect(s.onward(c, in.Back, "/companies/"+id))
}

// companyAskAnswer is an admin's answer.
func (s *Server) companyAskAnswer(c *call) error {
	id, ask, err := c.companyAndAsk()
	if err != nil {
		return err
	}
	var in struct {
		Answer string `form:"answer"`
		Note   string `form:"note"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Companies.AnswerRoles(c.ctx(), c.actor, company.AnswerRoles{CompanyID: id, AskID: ask, Answer: in.Answer, Note: in.Note})
	}
	if err != nil {
		return s.returnCompany(c, id, "", companyCameBack{form: "answer", ask: ask, typed: map[string]string{"note": in.Note}}, err)
	}
	if in.Answer == company.Granted {
		c.flash("done", "They are admin and employee here now, confirmed by you.")
	} else {
		c.flash("done", "Your answer is recorded.")
	}
	return c.redirect("/companies/" + id)
}

// companyAskWithdraw takes one's own question back.
func (s *Server) companyAskWithdraw(c *call) error {
	id, ask, err := c.companyAndAsk()
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := s.Companies.WithdrawAsk(c.ctx(), c.actor, id, ask); err != nil {
		return err
	}
	c.flash("done", "The question is taken back.")
	return c.redirect("/companies/" + id)
}

func (c *call) companyAndAsk() (id, ask string, err error) {
	if id, err = c.pathID("id"); err != nil {
		return "", "", err
	}
	ask, err = c.pathID("ask")
	return id, ask, err
}

// companyNotMine takes a match by mail domain back.
func (s *Server) companyNotMine(c *call) error {
	return s.companyMatch(c, "The match is undone. You can record your own company.", s.refuseMatch)
}

// companyMine restores a match.
func (s *Server) companyMine(c *call) error {
	return s.companyMatch(c, "The match counts again.", s.restoreMatch)
}

func (s *Server) refuseMatch(c *call, id string) error {
	return s.Companies.RefuseMatch(c.ctx(), c.actor, id)
}

func (s *Server) restoreMatch(c *call, id string) error {
	return s.Companies.RestoreMatch(c.ctx(), c.actor, id)
}

func (s *Server) companyMatch(c *call, done string, change func(c *call, id string) error) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Back string `form:"back"`
	}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := change(c, id); err != nil {
		return err
	}
	c.flash("done", done)
	return c.redirect(s.onward(c, in.Back, "/companies/"+id))
}
