package company

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Reset is the end of a staging company because the vendor emptied the environment.
type Reset struct {
	On     time.Time
	Reason string
	// By is who recorded it, by name.
	By string
	At time.Time
}

// Resetting is a reset under way, in one change: the company is held, with all that stands there.
type Resetting struct {
	Company Company
	Held    []Held
	Asks    int
	// Known says whom of all these the reader of a preview may see by name.
	Known Known
	c     state
}

// BeginReset finds and holds a company in staging and checks that the actor may end it. Kinds: NotFound, Forbidden, Conflict
// when it no longer takes part or is in production.
func BeginReset(ctx context.Context, tx *audit.Tx, companyID string) (*Resetting, error) {
	if !postgres.IsID(companyID) {
		return &Resetting{}, apperr.Missing()
	}
	c, err := locked(ctx, tx, companyID)
	r := &Resetting{Company: c.Company, Held: c.held, c: c}
	if err != nil {
		return r, err
	}
	return r, mayReset(tx.Actor(), c)
}

func mayReset(actor access.Actor, c state) error {
	if err := c.mayClose(actor); err != nil {
		return err
	}
	if c.Closed() {
		return closedSentence(c.Company)
	}
	if c.Environment != Staging {
		return apperr.New(apperr.Conflict, c.Name+" is in production, which the vendor does not empty. End what ended, one by one.")
	}
	return nil
}

// PreviewReset is the company as a reset would find it. Kinds: NotFound, Forbidden, Conflict.
func PreviewReset(ctx context.Context, tx pgx.Tx, actor access.Actor, companyID string) (*Resetting, error) {
	c, err := stateOf(ctx, tx, companyID)
	if err != nil {
		return nil, err
	}
	if err := mayReset(actor, c); err != nil {
		return nil, err
	}
	asks, err := asksOpen(ctx, tx, c.ID)
	if err != nil {
		return nil, err
	}
	known, err := knownTo(ctx, tx, actor, c)
	return &Resetting{Company: c.Company, Held: c.held, Asks: len(asks), Known: known, c: c}, err
}

// End ends the company's roles, open questions and domains and closes it, each with its event. It says how many of each.
func (r *Resetting) End(ctx context.Context, tx *audit.Tx, reset Reset) (roles, asks, domains int, err error) {
	for _, h := range r.Held {
		if _, err := queries(tx).CompanyRoleEnd(ctx, h.ID, orNil(tx.Actor().ID), &reset.At); err != nil {
			return 0, 0, 0, postgres.Translate(err)
		}
		tx.Record(audit.CompanyRoleEnded, audit.Entry{
			Subject: audit.Subject{Kind: "company-role", ID: h.ID}, MemberID: h.Member.ID, Before: roleEvent{r.Company.ID, h.Role, h.Grade, ""},
		})
	}
	open, err := asksOpen(ctx, tx, r.Company.ID)
	if err != nil {
		return 0, 0, 0, err
	}
	for _, a := range open {
		if err := closeAskAt(ctx, tx, a.ID, "withdrawn", reset.At); err != nil {
			return 0, 0, 0, err
		}
		tx.Record(audit.CompanyRoleAnswered, audit.Entry{
			Subject: audit.Subject{Kind: "company-role-request", ID: a.ID}, MemberID: a.Member.ID, After: askEvent{r.Company.ID, a.Asked.ID, "withdrawn"},
		})
	}
	ended, err := queries(tx).CompanyDomainsEnd(ctx, r.Company.ID, &reset.At)
	if err != nil {
		return 0, 0, 0, postgres.Translate(err)
	}
	for _, d := range ended {
		tx.Record(audit.CompanyDomainEnded, audit.Entry{Subject: subject(r.Company.ID), Before: domainEvent{d}})
	}
	if err := insertReset(ctx, tx, r.Company.ID, reset, tx.Actor().ID); err != nil {
		return 0, 0, 0, err
	}
	return len(r.Held), len(open), len(ended), closeCompany(ctx, tx, r.Company.ID, reset.At, "", reset.On)
}
