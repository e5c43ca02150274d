package company

import (
	"context"
	"time"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Unmerging is the undo of a merge under way, in one change.
type Unmerging struct {
	Merge
	at    time.Time
	items []item
}

// BeginUndo finds and holds the merge of an entry that stands and checks that the actor may take it back: who may end the
// entry that stayed. Kinds: NotFound, Forbidden, Conflict when there is none, or the entry that stayed was
// itself closed since.
func BeginUndo(ctx context.Context, tx *audit.Tx, fromID string, at time.Time) (*Unmerging, error) {
	u := &Unmerging{at: at}
	if !postgres.IsID(fromID) {
		return u, apperr.Missing()
	}
	found, err := mergesOf(ctx, tx, fromID)
	if err != nil {
		return u, err
	}
	for _, m := range found {
		if m.From.ID == fromID {
			u.Merge = m
		}
	}
	if u.ID == "" {
		return u, notMerged(ctx, tx, u, fromID)
	}
	_, into, err := lockedPair(ctx, tx, u.From.ID, u.Into.ID)
	if err != nil {
		return u, err
	}
	if err := into.mayClose(tx.Actor()); err != nil {
		return u, err
	}
	if into.Closed() {
		return u, closedSentence(into.Company)
	}
	if n, err := queries(tx).CompanyMergeUndo(ctx, u.ID, &at, orNil(tx.Actor().ID)); err != nil || n == 0 {
		return u, firstError(postgres.Translate(err), audit.ErrNoChange)
	}
	if u.items, err = itemsOf(ctx, tx, u.ID); err != nil {
		return u, err
	}
	// Open again before anything comes back to it.
	return u, postgres.Translate(queries(tx).CompanyReopen(ctx, u.From.ID))
}

// notMerged says that there is nothing to undo, to whoever could undo it.
func notMerged(ctx context.Context, tx *audit.Tx, u *Unmerging, companyID string) error {
	c, err := stateOf(ctx, tx, companyID)
	if err != nil {
		return err
	}
	u.From = Named{c.ID, c.Name}
	if err := c.mayClose(tx.Actor()); err != nil {
		return err
	}
	return apperr.New(apperr.Conflict, c.Name+" is not merged into another entry. There is nothing to undo.")
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Moved gives each thing of one kind that the merge moved or changed, with how and the version that it wrote.
func (u *Unmerging) Moved(kind string, each func(id, how string, version int)) {
	for _, i := range u.items {
		if i.kind == kind {
			each(i.id, i.how, i.version)
		}
	}
}

// MoveBack gives domains, roles, questions and refusals back. What was ended at the entry that stayed since then stays ended.
func (u *Unmerging) MoveBack(ctx context.Context, tx *audit.Tx) error {
	q := queries(tx)
	back := map[string]func(i item) error{
		"domain": func(i item) error { return u.domainBack(ctx, tx, i.id) },
		"exclusion": func(i item) error {
			if i.how == "ended" {
				return q.CompanyExclusionRevive(ctx, i.id)
			}
			return q.CompanyExclusionMove(ctx, i.id, u.From.ID)
		},
		"role": func(i item) error {
			if i.how == "moved" {
				return q.CompanyRoleMove(ctx, i.id, u.From.ID)
			}
			return nil
		},
		"ask": func(i item) error {
			if i.how == "moved" {
				return q.CompanyAskMove(ctx, i.id, u.From.ID)
			}
			return nil
		},
		"refusal": func(i item) error {
			if i.how == "ended" {
				return q.CompanyRefusalRevive(ctx, i.id)
			}
			return q.CompanyRefusalMove(ctx, i.id, u.From.ID)
		},
	}
	for _, i := range u.items {
		if give := back[i.kind]; give != nil {
			if err := give(i); err != nil {
				return postgres.Translate(err)
			}
		}
	}
	// Only now: a role that both had stood in the way of the one that was moved.
	for _, i := range u.items {
		if i.kind == "role" && i.how == "ended" {
			if err := q.CompanyRoleRevive(ctx, i.id); err != nil {
				return postgres.Translate(err)
			}
		}
	}
	return nil
}

func (u *Unmerging) domainBack(ctx context.Context, tx *audit.Tx, domain string) error {
	n, err := queries(tx).CompanyDomainEnd(ctx, u.Into.ID, domain, &u.at)
	if err != nil || n == 0 {
		return err
	}
	environment := ""
	if c, err := byID(ctx, tx, u.From.ID); err == nil {
		environment = c.Environment
	}
	return queries(tx).CompanyDomainInsert(ctx, u.From.ID, environment, domain)
}

// Event describes the event company.merge-undone.
func (u *Unmerging) Event(reason string) audit.Entry {
	return audit.Entry{Subject: subject(u.From.ID), Before: eventOfItems(u.Into.ID, u.items), Reason: reason}
}
