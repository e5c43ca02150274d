package handlers

import (
	"net/http"
	"time"

	"portico/internal/company"
	companyview "portico/views/company"
)

type companyForm struct {
	Name        string `form:"name"`
	Domain      string `form:"domain"`
	Environment string `form:"environment"`
	CreatedOn   string `form:"created_on"`
	Back        string `form:"back"`
}

func (f companyForm) typed() map[string]string {
	return map[string]string{"name": f.Name, "domain": f.Domain, "environment": f.Environment, "created_on": f.CreatedOn}
}

// companyNew is the form for a company that is not known here yet.
func (s *Server) companyNew(c *call) error {
	in := companyForm{Environment: company.Staging, CreatedOn: s.today(c), Back: ownPath(c.query("back"), "")}
	if c.query("environment") == company.Production {
		in.Environment = company.Production
	}
	if domain, err := company.MailDomain(c.actor.Email); err == nil && !company.IsFreeMail(domain) {
		in.Domain = domain
	}
	return s.renderCompanyForm(c, http.StatusOK, in, nil, "")
}

// companyCreate records a company that the person made at the vendor.
func (s *Server) companyCreate(c *call) error {
	var in companyForm
	err := c.bind(&in)
	in.Back = ownPath(in.Back, "")
	var id string
	if err == nil {
		id, err = s.Companies.Create(c.ctx(), c.actor, company.NewCompany{
			Environment: in.Environment, Name: in.Name, Domain: in.Domain, CreatedOn: in.CreatedOn,
		})
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		if step, known := s.journeyStepOf(c, in.Back); known {
			return s.returnJourney(c, step, in.typed(), err)
		}
		return s.renderCompanyForm(c, status, in, fields, message)
	}
	if err != nil {
		return err
	}
	c.flash("done", in.Name+" is recorded. You are its admin and employee, self-reported.")
	switch {
	case in.Back != "":
		return c.redirect(s.onward(c, in.Back, "/companies"))
	case id != "":
		return c.redirect("/companies/" + id)
	}
	return c.redirect("/companies")
}

func (s *Server) renderCompanyForm(c *call, status int, in companyForm, fields map[string]string, message string) error {
	page := companyview.New{
		Frame: c.frame("Record a company"), Name: in.Name, Domain: in.Domain, Environment: in.Environment, CreatedOn: in.CreatedOn,
		Today: s.today(c), Message: message, Errors: fields, Once: formFamily(c), Back: in.Back,
	}
	page.Frame.Width = "reading"
	return c.render(status, companyview.NewPage(page))
}

// today is the reader's day, as forms send it.
func (s *Server) today(c *call) string { return s.Now().In(c.location()).Format(time.DateOnly) }
