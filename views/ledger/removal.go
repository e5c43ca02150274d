package ledger

import "portico/views/components"

// Removal is how a permission goes: decided, executed at the vendor, and confirmed by somebody else.
type Removal struct {
	// Kind is of the notice: "attention", "problem" or "verified"; empty shows none.
	Kind  string
	Title string
	Text  string
	// Decided says that the removal was decided before, so that only its execution is asked for.
	Decided bool

	CanDecide   bool
	CanEnd      bool
	CanWithdraw bool
	CanConfirm  bool
	// WhyNot says of what is not offered who may do it.
	WhyNot []string

	Decide   DecideForm
	End      EndForm
	Withdraw WithdrawForm
	Confirm  ConfirmForm
}

// DecideForm says that it must go.
type DecideForm struct {
	On     string
	Reason string
	DueOn  string
	// DueBy are the people who can see to it.
	DueBy  []components.Option
	Errors map[string]string
}

// EndForm says that it is no longer held.
type EndForm struct {
	On        string
	DecidedOn string
	Reason    string
	Evidence  string
	Errors    map[string]string
}

// WithdrawForm takes a decision back.
type WithdrawForm struct {
	Reason string
	Errors map[string]string
	// Open shows the form unfolded: it came back with errors.
	Open bool
}

func decideFields(g Grant) []components.FieldModel {
	d := g.Removal.Decide
	return []components.FieldModel{
		{
			ID: "decide_reason", Name: "reason", Label: "Why it must go", Hint: "For example: leaves the team on Friday", Value: d.Reason,
			Error: d.Errors["reason"], Required: true, MaxLength: 2000, Rows: 2,
		},
		{ID: "decided_on", Name: "decided_on", Label: "Decided on", Type: "date", Value: d.On, Max: g.Today, Error: d.Errors["decided_on"], Required: true},
		{ID: "due_by", Name: "due_by", Label: "Who sees to it", Error: d.Errors["due_by"], Optional: true},
		{ID: "due_on", Name: "due_on", Label: "To be gone by", Type: "date", Value: d.DueOn, Min: g.Today, Error: d.Errors["due_on"], Optional: true},
	}
}

func endFields(g Grant) []components.FieldModel {
	e := g.Removal.End
	fields := []components.FieldModel{
		{
			ID: "ended_on", Name: "ended_on", Label: "Gone since", Hint: "The day the box was cleared, or Avaya took it away", Type: "date", Value: e.On, Max: g.Today,
			Error: e.Errors["ended_on"], Required: true,
		},
		{
			ID: "end_evidence", Name: "evidence", Label: "How one could see it", Hint: "For example: the box is clear on my screen. Never a secret.",
			Value: e.Evidence, Error: e.Errors["evidence"], Optional: true, MaxLength: 2000, Rows: 2,
		},
	}
	if g.Removal.Decided {
		return fields
	}
	return append(fields,
		components.FieldModel{
			ID: "reason", Name: "reason", Label: "Why", Hint: "For example: left the team", Value: e.Reason, Error: e.Errors["reason"],
			Required: true, MaxLength: 2000, Rows: 2,
		},
		components.FieldModel{
			ID: "end_decided_on", Name: "decided_on", Label: "Decided on", Hint: "Empty when that was the same day", Type: "date", Value: e.DecidedOn,
			Max: g.Today, Error: e.Errors["decided_on"], Optional: true,
		})
}

func withdrawFields(g Grant) []components.FieldModel {
	w := g.Removal.Withdraw
	return []components.FieldModel{{
		ID: "withdraw_reason", Name: "reason", Label: "Why it may stay", Value: w.Reason, Error: w.Errors["reason"], Required: true, MaxLength: 2000, Rows: 2,
	}}
}

func confirmEndField(g Grant) components.FieldModel {
	c := g.Removal.Confirm
	return components.FieldModel{
		ID: "end_note", Name: "note", Label: "What you looked at", Hint: "For example: the box is clear on their screen. Auditors read it.",
		Value: c.Note, Error: c.Errors["note"], Optional: true, MaxLength: 2000, Rows: 2,
	}
}
