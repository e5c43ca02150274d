package handlers

import (
	"portico/internal/permission"
	"portico/views/ledger"
)

// ledgerGrantConfirm attests someone else's permission.
func (s *Server) ledgerGrantConfirm(c *call) error {
	var in struct {
		Note    string `form:"note"`
		Version int    `form:"version"`
		Back    string `form:"back"`
	}
	return s.changeGrant(c, &in, "Confirmed. The ledger says that you looked.", &in.Back, func(id string) error {
		return s.Permissions.Confirm(c.ctx(), c.actor, permission.Confirm{GrantID: id, Version: in.Version, Note: in.Note})
	}, func(g *ledger.Grant, fields map[string]string) {
		g.Confirm = ledger.ConfirmForm{Note: in.Note, Errors: fields}
	})
}

// ledgerGrantCorrect puts right what was recorded wrongly.
func (s *Server) ledgerGrantCorrect(c *call) error {
	var in struct {
		HeldFrom  string `form:"held_from"`
		HeldUntil string `form:"held_until"`
		Evidence  string `form:"evidence"`
		NeverHeld bool   `form:"never_held"`
		Reason    string `form:"reason"`
		Version   int    `form:"version"`
		Back      string `form:"back"`
	}
	return s.changeGrant(c, &in, "Corrected. What was known before stays readable.", &in.Back, func(id string) error {
		return s.Permissions.Correct(c.ctx(), c.actor, permission.Correct{
			GrantID: id, Version: in.Version, HeldFrom: in.HeldFrom, HeldUntil: in.HeldUntil, Evidence: in.Evidence,
			NeverHeld: in.NeverHeld, Reason: in.Reason,
		})
	}, func(g *ledger.Grant, fields map[string]string) {
		g.Correct = ledger.CorrectForm{
			HeldFrom: in.HeldFrom, HeldUntil: in.HeldUntil, Evidence: in.Evidence, NeverHeld: in.NeverHeld, Reason: in.Reason,
			Errors: fields, Open: true,
		}
	})
}

// changeGrant is what the three have in common: bind, do, then back to the grant or to a path of ours; a form that was
// refused comes back with what was typed, on a page that shows what is known now.
func (s *Server) changeGrant(c *call, in any, done string, back *string, do func(id string) error, refused func(*ledger.Grant, map[string]string)) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err = c.bind(in); err == nil {
		err = do(id)
	}
	fields, message, status, ok := fieldErrors(err)
	switch {
	case ok:
		return s.renderGrant(c, status, id, func(g *ledger.Grant) {
			if len(fields) == 0 {
				g.Message = message
			}
			refused(g, fields)
		})
	case err != nil:
		return err
	}
	c.flash("done", done)
	return c.redirect(ownPath(*back, "/ledger/grants/"+id))
}
