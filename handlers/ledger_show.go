package handlers

import (
	"net/http"

	"portico/internal/permission"
	"portico/views/ledger"
)

// ledgerShow answers who holds developer permission. It only reads, whoever asks.
func (s *Server) ledgerShow(c *call) error {
	now := s.Now()
	q, err := readLedgerQuestion(c, now)
	if err != nil {
		return s.ledgerAskAgain(c, q, err)
	}
	answer, err := s.Permissions.Holders(c.ctx(), c.actor, q.Question)
	if err != nil {
		return s.ledgerAskAgain(c, q, err)
	}
	m := ledgerMapping{q: q, answer: answer, zone: c.location(), now: now, actor: c.actor, step: s.stepTitle}
	for _, row := range answer.Rows {
		if row.GrantID != q.open {
			continue
		}
		opened, err := s.Permissions.Grant(c.ctx(), c.actor, q.open)
		if err != nil {
			return err
		}
		m.opened = &opened
	}
	if m.seal, err = s.Trail.SealState(c.ctx()); err != nil {
		return err
	}
	page := m.page()
	page.Export.Once = c.once()
	page.Frame = c.frame("Ledger")
	return c.render(http.StatusOK, ledger.View(page))
}

// ledgerGrantShow is one grant with its time line.
func (s *Server) ledgerGrantShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderGrant(c, http.StatusOK, id, func(*ledger.Grant) {})
}

// renderGrant shows a grant; change puts back what was typed into a form that was refused.
func (s *Server) renderGrant(c *call, status int, id string, change func(*ledger.Grant)) error {
	g, err := s.Permissions.Grant(c.ctx(), c.actor, id)
	if err != nil {
		return err
	}
	page := grantPage(g, grantReader{zone: c.location(), now: s.Now(), step: s.stepTitle})
	page.Once = c.once()
	change(&page)
	page.Frame = c.frame(page.Title)
	return c.render(status, ledger.GrantView(page))
}

// companyWord is how a row's company reads.
func companyWord(r permission.Row) string {
	if r.CompanyID == "" {
		return "Freelance"
	}
	return r.Company
}
