package company

import (
	"context"
	"errors"
	"slices"

	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Move gives the domains, roles, open questions and refused matches of the entry that goes to the one that stays. What both
// have stays once, as well as it is known of either.
func (m *Merging) Move(ctx context.Context, tx *audit.Tx) error {
	for _, step := range []func(context.Context, *audit.Tx) error{m.moveDomains, m.moveExclusions, m.moveRoles, m.moveAsks, m.moveRefusals} {
		if err := step(ctx, tx); err != nil {
			return postgres.Translate(err)
		}
	}
	return nil
}

// moveDomains ends the domains at the one entry and begins them at the other, where they stand after its own.
func (m *Merging) moveDomains(ctx context.Context, tx *audit.Tx) error {
	moved, err := queries(tx).CompanyDomainsEnd(ctx, m.From.ID, &m.at)
	if err != nil {
		return err
	}
	slices.Sort(moved)
	for _, d := range moved {
		if err := queries(tx).CompanyDomainInsert(ctx, m.Into.ID, m.Into.Environment, d); err != nil {
			return err
		}
		m.Keep("domain", d, "moved", 0)
	}
	return nil
}

// moveExclusions takes along what is said not to count, but for a domain that the other entry has as its own.
func (m *Merging) moveExclusions(ctx context.Context, tx *audit.Tx) error {
	all, err := queries(tx).CompanyExclusionsStanding(ctx, m.From.ID)
	if err != nil {
		return err
	}
	for _, x := range all {
		if slices.Contains(m.Into.Domains, x.Domain) || slices.Contains(m.Into.Excluded, x.Domain) {
			err = queries(tx).CompanyExclusionStop(ctx, x.ID, &m.at)
			m.Keep("exclusion", x.ID, "ended", 0)
		} else {
			err = queries(tx).CompanyExclusionMove(ctx, x.ID, m.Into.ID)
			m.Keep("exclusion", x.ID, "moved", 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moveRoles moves every role with its day, its grade and who said so. Where a person has the same role at both, the one
// that is better known stays, and of equals the older.
func (m *Merging) moveRoles(ctx context.Context, tx *audit.Tx) error {
	by := orNil(tx.Actor().ID)
	for _, h := range m.from.held {
		known, both := find(m.into.held, h.Member.ID, h.Role)
		if both {
			ends := h.ID
			if better(h, known) {
				ends = known.ID
			}
			if _, err := queries(tx).CompanyRoleEnd(ctx, ends, by, &m.at); err != nil {
				return err
			}
			m.Keep("role", ends, "ended", 0)
			if ends == h.ID {
				continue
			}
		}
		if err := queries(tx).CompanyRoleMove(ctx, h.ID, m.Into.ID); err != nil {
			return err
		}
		m.Keep("role", h.ID, "moved", 0)
	}
	return nil
}

func better(a, b Held) bool {
	if x, y := a.Grade == SelfReported, b.Grade == SelfReported; x != y {
		return y
	}
	return a.Since.Before(b.Since)
}

// moveAsks takes open questions along; of two by the same person the one at the entry that stays counts. A question that the
// merge itself answers, because the person now has both roles, is closed.
func (m *Merging) moveAsks(ctx context.Context, tx *audit.Tx) error {
	asks, err := asksOpen(ctx, tx, m.From.ID)
	if err != nil {
		return err
	}
	for _, a := range asks {
		open, err := openAsk(ctx, tx, m.Into.ID, a.Member.ID)
		if err != nil {
			return err
		}
		if open.ID != "" {
			if err := closeAskAt(ctx, tx, a.ID, "withdrawn", m.at); err != nil {
				return err
			}
			tx.Record(audit.CompanyRoleAnswered, audit.Entry{
				Subject: audit.Subject{Kind: "company-role-request", ID: a.ID}, MemberID: a.Member.ID, After: askEvent{m.From.ID, a.Asked.ID, "withdrawn"},
			})
			m.Keep("ask", a.ID, "ended", 0)
			continue
		}
		if err := queries(tx).CompanyAskMove(ctx, a.ID, m.Into.ID); err != nil {
			return err
		}
		m.Keep("ask", a.ID, "moved", 0)
	}
	return m.settleAsks(ctx, tx)
}

func (m *Merging) settleAsks(ctx context.Context, tx *audit.Tx) error {
	open, err := asksOpen(ctx, tx, m.Into.ID)
	if err != nil {
		return err
	}
	for _, a := range open {
		if err := settleAsk(ctx, tx, m.Into.ID, a.Member.ID, m.at); err != nil {
			return err
		}
	}
	return nil
}

// moveRefusals takes "not my company" along, but for people whom the other entry knows as its own.
func (m *Merging) moveRefusals(ctx context.Context, tx *audit.Tx) error {
	all, err := queries(tx).CompanyRefusals(ctx, m.Into.ID, m.From.ID)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.Answered {
			err = queries(tx).CompanyRefusalEnd(ctx, f.ID, &m.at)
			m.Keep("refusal", f.ID, "ended", 0)
		} else {
			err = queries(tx).CompanyRefusalMove(ctx, f.ID, m.Into.ID)
			m.Keep("refusal", f.ID, "moved", 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sentenceOf is what an error says to people: beside a field, or as a whole.
func sentenceOf(err error, field string) string {
	var typed *apperr.Error
	if !errors.As(err, &typed) {
		return ""
	}
	if said := typed.Fields[field]; said != "" {
		return said
	}
	return typed.Message
}
