package handlers

import (
	"net/http"
	"strings"
	"time"

	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

type ledgerRecordForm struct {
	Company  string `form:"company"`
	HeldFrom string `form:"held_from"`
	Evidence string `form:"evidence"`
	Back     string `form:"back"`
}

// ledgerGrantNew is the form for a staging permission of one's own.
func (s *Server) ledgerGrantNew(c *call) error {
	in := ledgerRecordForm{
		Company: c.query("company"), HeldFrom: s.Now().In(c.location()).Format(time.DateOnly), Back: ownPath(c.query("back"), ""),
	}
	return s.renderGrantRecord(c, http.StatusOK, in, nil, "")
}

// permissionStep is the step of the journey that has the same form; what is sent from there comes back there.
const permissionStep = "developer-permission"

// ledgerGrantRecord records a staging permission of one's own and leads back to where the person came from.
func (s *Server) ledgerGrantRecord(c *call) error {
	var in ledgerRecordForm
	err := c.bind(&in)
	in.Back = ownPath(in.Back, "")
	var grantID string
	if err == nil {
		grantID, err = s.Permissions.Record(c.ctx(), c.actor, permission.Record{Company: in.Company, HeldFrom: in.HeldFrom, Evidence: in.Evidence})
	}
	if strings.HasPrefix(in.Back, stepURL(permissionStep)) {
		if _, _, _, ok := fieldErrors(err); ok {
			typed := map[string]string{"company": in.Company, "held_from": in.HeldFrom, "evidence": in.Evidence}
			return s.returnJourney(c, permissionStep, typed, err)
		}
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		if len(fields) > 0 {
			message = ""
		}
		return s.renderGrantRecord(c, status, in, fields, message)
	}
	if err != nil {
		return err
	}
	c.flash("done", "Your permission is in the ledger, self-reported. A second person can confirm it.")
	switch {
	case in.Back != "":
		return c.redirect(s.onward(c, in.Back, "/ledger"))
	case grantID != "":
		return c.redirect("/ledger/grants/" + grantID)
	}
	return c.redirect("/ledger")
}

func (s *Server) renderGrantRecord(c *call, status int, in ledgerRecordForm, fields map[string]string, message string) error {
	choices, err := s.Permissions.Choices(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := ledger.Record{
		Frame: c.frame("Record your permission"), Company: in.Company, HeldFrom: in.HeldFrom, Evidence: in.Evidence, Back: in.Back,
		Today: s.Now().In(c.location()).Format(time.DateOnly), Message: message, Errors: fields, Once: c.once(),
	}
	page.Frame.Width = "reading"
	for _, choice := range choices {
		page.Companies = append(page.Companies, components.ChoiceOption{
			Value: choice.Company, Label: choice.Name, WhyNot: choice.WhyNot, Checked: choice.Company == in.Company,
		})
	}
	return c.render(status, ledger.RecordView(page))
}
