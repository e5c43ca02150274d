package handlers

import (
	"slices"

	"portico/internal/company"
)

// companyRoleRecord records that somebody is admin or employee of a company.
func (s *Server) companyRoleRecord(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Member string   `form:"member"`
		Roles  []string `form:"role"`
		Since  string   `form:"since"`
		Note   string   `form:"note"`
		Back   string   `form:"back"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Companies.RecordRole(c.ctx(), c.actor, company.RecordRole{CompanyID: id, MemberID: in.Member, Roles: in.Roles, Since: in.Since, Note: in.Note})
	}
	if err != nil {
		came := companyCameBack{form: "role", typed: map[string]string{"member": in.Member, "since": in.Since, "note": in.Note}}
		came.admin, came.employee = slices.Contains(in.Roles, company.Admin), slices.Contains(in.Roles, company.Employee)
		return s.returnCompany(c, id, in.Back, came, err)
	}
	c.flash("done", "The role is recorded.")
	return c.redirect(s.onward(c, in.Back, "/companies/"+id))
}

// companyRoleConfirm attests a role that was self-reported.
func (s *Server) companyRoleConfirm(c *call) error {
	return s.companyRoleChange(c, "The role is confirmed.", func(id, role string) error {
		return s.Companies.ConfirmRole(c.ctx(), c.actor, id, role)
	})
}

// companyRoleEnd records that somebody no longer has a role.
func (s *Server) companyRoleEnd(c *call) error {
	return s.companyRoleChange(c, "The role is taken back. It stays in the trail.", func(id, role string) error {
		return s.Companies.EndRole(c.ctx(), c.actor, id, role)
	})
}

func (s *Server) companyRoleChange(c *call, done string, change func(id, role string) error) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	role, err := c.pathID("role")
	if err != nil {
		return err
	}
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	if err := change(id, role); err != nil {
		return err
	}
	c.flash("done", done)
	return c.redirect("/companies/" + id)
}
