package handlers

import (
	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

// ledgerGrantRemoval decides that a permission must go.
func (s *Server) ledgerGrantRemoval(c *call) error {
	var in struct {
		DecidedOn string `form:"decided_on"`
		Reason    string `form:"reason"`
		DueBy     string `form:"due_by"`
		DueOn     string `form:"due_on"`
		Version   int    `form:"version"`
		Back      string `form:"back"`
	}
	return s.changeGrant(c, &in, "Decided. It is an open risk until it is gone and somebody else confirms that.", &in.Back, func(id string) error {
		return s.Permissions.DecideRemoval(c.ctx(), c.actor, permission.DecideRemoval{
			GrantID: id, Version: in.Version, On: in.DecidedOn, Reason: in.Reason, DueBy: in.DueBy, DueOn: in.DueOn,
		})
	}, func(g *ledger.Grant, fields map[string]string) {
		due := choose(g.Removal.Decide.DueBy, in.DueBy)
		g.Removal.Decide = ledger.DecideForm{On: in.DecidedOn, Reason: in.Reason, DueOn: in.DueOn, DueBy: due, Errors: fields}
	})
}

// choose marks the answer that was given.
func choose(options []components.Option, value string) []components.Option {
	chosen := make([]components.Option, 0, len(options))
	for _, o := range options {
		o.Selected = o.Value == value
		chosen = append(chosen, o)
	}
	return chosen
}

// ledgerGrantRemovalWithdraw takes the decision back.
func (s *Server) ledgerGrantRemovalWithdraw(c *call) error {
	var in struct {
		Reason  string `form:"reason"`
		Version int    `form:"version"`
		Back    string `form:"back"`
	}
	return s.changeGrant(c, &in, "The decision is taken back. It may stay, and the history says why.", &in.Back, func(id string) error {
		return s.Permissions.WithdrawRemoval(c.ctx(), c.actor, permission.WithdrawRemoval{GrantID: id, Version: in.Version, Reason: in.Reason})
	}, func(g *ledger.Grant, fields map[string]string) {
		g.Removal.Withdraw = ledger.WithdrawForm{Reason: in.Reason, Errors: fields, Open: true}
	})
}

// ledgerGrantEnd records that a permission is no longer held.
func (s *Server) ledgerGrantEnd(c *call) error {
	var in struct {
		EndedOn   string `form:"ended_on"`
		DecidedOn string `form:"decided_on"`
		Reason    string `form:"reason"`
		Evidence  string `form:"evidence"`
		Version   int    `form:"version"`
		Back      string `form:"back"`
	}
	return s.changeGrant(c, &in, "The end is in the ledger, self-reported. Somebody else confirms it. The history stays.", &in.Back, func(id string) error {
		return s.Permissions.End(c.ctx(), c.actor, permission.End{
			GrantID: id, Version: in.Version, On: in.EndedOn, DecidedOn: in.DecidedOn, Reason: in.Reason, Evidence: in.Evidence,
		})
	}, func(g *ledger.Grant, fields map[string]string) {
		g.Removal.End = ledger.EndForm{On: in.EndedOn, DecidedOn: in.DecidedOn, Reason: in.Reason, Evidence: in.Evidence, Errors: fields}
	})
}

// ledgerGrantEndConfirm attests that somebody else's permission is gone.
func (s *Server) ledgerGrantEndConfirm(c *call) error {
	var in struct {
		Note    string `form:"note"`
		Version int    `form:"version"`
		Back    string `form:"back"`
	}
	return s.changeGrant(c, &in, "Confirmed. The ledger says that you looked, and nothing of it is open.", &in.Back, func(id string) error {
		return s.Permissions.ConfirmEnd(c.ctx(), c.actor, permission.Confirm{GrantID: id, Version: in.Version, Note: in.Note})
	}, func(g *ledger.Grant, fields map[string]string) {
		g.Removal.Confirm = ledger.ConfirmForm{Note: in.Note, Errors: fields}
	})
}
