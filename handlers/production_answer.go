package handlers

import "portico/internal/oauthapp"

// productionTask is one of the forms about a request: what was typed into it, what it does, and what is said when it is done.
type productionTask struct {
	form  string
	in    any
	typed func() map[string]string
	do    func(id, request string) error
	done  string
}

// productionSubmit says that the request was sent.
func (s *Server) productionSubmit(c *call) error {
	var in struct {
		Day       string `form:"day"`
		Reference string `form:"reference"`
		Version   int    `form:"version"`
	}
	return s.productionStep(c, productionTask{
		form: "submit", in: &in, done: "Sent. The text is frozen, and Avaya’s clock runs.",
		typed: func() map[string]string { return map[string]string{"day": in.Day, "reference": in.Reference} },
		do: func(id, request string) error {
			return s.Apps.SubmitRequest(c.ctx(), c.actor, oauthapp.SubmitRequest{
				AppID: id, RequestID: request, Version: in.Version, Day: in.Day, Reference: in.Reference,
			})
		},
	})
}

// productionContact adds a line to the log: what the vendor wrote, or what we did.
func (s *Server) productionContact(c *call) error {
	var in struct {
		Side    string `form:"side"`
		Day     string `form:"day"`
		Contact string `form:"contact"`
		Words   string `form:"words"`
		Version int    `form:"version"`
	}
	return s.productionStep(c, productionTask{
		form: "contact", in: &in, done: "It stands in the log.",
		typed: func() map[string]string {
			return map[string]string{"side": in.Side, "day": in.Day, "contact": in.Contact, "words": in.Words}
		},
		do: func(id, request string) error {
			return s.Apps.ContactRequest(c.ctx(), c.actor, oauthapp.ContactRequest{
				AppID: id, RequestID: request, Version: in.Version, Day: in.Day, Contact: in.Contact, Words: in.Words, Ours: in.Side == "us",
			})
		},
	})
}

// productionApprove says that the vendor approved.
func (s *Server) productionApprove(c *call) error {
	var in struct {
		Day     string `form:"day"`
		Company string `form:"company"`
		Version int    `form:"version"`
	}
	return s.productionStep(c, productionTask{
		form: "approve", in: &in, done: "Approved. The permission in production stands in the ledger.",
		typed: func() map[string]string { return map[string]string{"day": in.Day, "company": in.Company} },
		do: func(id, request string) error {
			return s.Apps.ApproveRequest(c.ctx(), c.actor, oauthapp.ApproveRequest{
				AppID: id, RequestID: request, Version: in.Version, Day: in.Day, Company: in.Company,
			})
		},
	})
}

// productionReject says that the vendor rejected.
func (s *Server) productionReject(c *call) error {
	var in struct {
		Day     string `form:"day"`
		Reason  string `form:"reason"`
		Version int    `form:"version"`
	}
	return s.productionStep(c, productionTask{
		form: "reject", in: &in, done: "The rejection is recorded. The attempt stays as it was.",
		typed: func() map[string]string { return map[string]string{"day": in.Day, "reason": in.Reason} },
		do: func(id, request string) error {
			return s.Apps.RejectRequest(c.ctx(), c.actor, oauthapp.RejectRequest{
				AppID: id, RequestID: request, Version: in.Version, Day: in.Day, Reason: in.Reason,
			})
		},
	})
}

// productionWithdraw takes an open request back.
func (s *Server) productionWithdraw(c *call) error {
	var in struct {
		Version int `form:"version"`
	}
	return s.productionStep(c, productionTask{
		form: "withdraw", in: &in, done: "The request is withdrawn. It stays here as it was.",
		typed: func() map[string]string { return nil },
		do: func(id, request string) error {
			return s.Apps.WithdrawRequest(c.ctx(), c.actor, id, request, in.Version)
		},
	})
}

// productionStep reads the path and the form of a task, does it and answers with the page.
func (s *Server) productionStep(c *call, t productionTask) error {
	id, request, err := c.appAndRequest()
	if err != nil {
		return err
	}
	err = c.bind(t.in)
	if err == nil {
		err = t.do(id, request)
	}
	if err != nil {
		return s.returnProduction(c, id, productionCameBack{form: t.form, typed: t.typed()}, err)
	}
	c.flash("done", t.done)
	return c.redirect(productionURL(id))
}
