package journey

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/company"
	"portico/internal/oauthapp"
	"portico/internal/permission"
)

// MergeCompanies says that two entries of one environment are the same company at the vendor.
type MergeCompanies struct {
	// From is the entry that becomes history, Into the one that stays.
	From, Into string
	Reason     string
}

// MergeCompanies moves all that stands of one entry to the other, in one transaction: domains, roles, open questions, refused
// matches, grants and apps. The entry that goes stays readable, and nothing of what was known before changes. An admin of
// Portico may, or a lead who leads people in both. Kinds: Invalid, NotFound, Forbidden, Conflict when one of them is history
// already or a span overlaps.
func (s *Service) MergeCompanies(ctx context.Context, actor access.Actor, in MergeCompanies) error {
	var problems apperr.Fields
	in.Reason = strings.TrimSpace(in.Reason)
	company.CheckReason(&problems, in.Reason)
	return s.log.Change(ctx, actor, audit.CompanyMerged, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{}
		m, err := company.BeginMerge(ctx, tx, in.From, in.Into, s.now())
		if m.From.ID != "" {
			entry.Subject = audit.Subject{Kind: "company", ID: m.From.ID}
		}
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		// The roles first: who records a grant meanwhile looks at them, and waits.
		if err := m.Move(ctx, tx); err != nil {
			return entry, err
		}
		grants, err := permission.MoveIn(ctx, tx, m.From.ID, m.Into.ID, in.Reason)
		if err != nil {
			return entry, err
		}
		for _, g := range grants {
			m.Keep("grant", g.GrantID, g.How, g.Version)
		}
		apps, err := oauthapp.MoveIn(ctx, tx, m.From.ID, m.Into.ID, in.Reason)
		if err != nil {
			return entry, err
		}
		for _, id := range apps {
			m.Keep("app", id, permission.MoveMoved, 0)
		}
		return m.Finish(ctx, tx, in.Reason)
	})
}

// UndoMerge takes a merge back: what it moved goes back to the entry that became history, which takes part again. What was
// changed since stays where it is; left counts those grants and apps. An admin of Portico may, or a lead of one of the people
// of the entry that stayed. Kinds: Invalid, NotFound, Forbidden, Conflict.
func (s *Service) UndoMerge(ctx context.Context, actor access.Actor, fromID, reason string) (left int, err error) {
	var problems apperr.Fields
	reason = strings.TrimSpace(reason)
	company.CheckReason(&problems, reason)
	err = s.log.Change(ctx, actor, audit.CompanyMergeUndone, func(tx *audit.Tx) (audit.Entry, error) {
		entry := audit.Entry{}
		u, err := company.BeginUndo(ctx, tx, fromID, s.now())
		if u.From.ID != "" {
			entry.Subject = audit.Subject{Kind: "company", ID: u.From.ID}
		}
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return entry, err
		}
		if err := u.MoveBack(ctx, tx); err != nil {
			return entry, err
		}
		if left, err = moveBack(ctx, tx, u, reason); err != nil {
			return entry, err
		}
		return u.Event(reason), nil
	})
	return left, err
}

func moveBack(ctx context.Context, tx *audit.Tx, u *company.Unmerging, reason string) (left int, err error) {
	var grants []permission.Moved
	u.Moved("grant", func(id, how string, version int) {
		grants = append(grants, permission.Moved{GrantID: id, How: how, Version: version})
	})
	var apps []string
	u.Moved("app", func(id, _ string, _ int) { apps = append(apps, id) })
	if left, err = permission.MoveBackIn(ctx, tx, u.From.ID, grants, reason); err != nil {
		return left, err
	}
	stay, err := oauthapp.MoveBackIn(ctx, tx, u.From.ID, u.Into.ID, apps, reason)
	return left + stay, err
}

// MergePreview is what MergeCompanies would move.
type MergePreview struct {
	company.MergePreview
	Grants []permission.Standing
	// Joined are the grants of those that would be taken back, because the same person holds it for the entry that stays at
	// the same time.
	Joined []permission.Standing
	Apps   []oauthapp.AtCompany
}

// PreviewMerge says what MergeCompanies would move, for whoever may do it. An empty intoID only checks who asks. Kinds:
// NotFound, Forbidden.
func (s *Service) PreviewMerge(ctx context.Context, actor access.Actor, fromID, intoID string) (MergePreview, error) {
	var p MergePreview
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) (err error) {
		if p.MergePreview, err = company.PreviewMerge(ctx, tx, actor, fromID, intoID); err != nil || p.Into.ID == "" || p.WhyNot != "" {
			return err
		}
		standing, err := permission.StandingAt(ctx, tx, p.From.ID)
		if err != nil {
			return err
		}
		there, err := permission.StandingAt(ctx, tx, p.Into.ID)
		if err != nil {
			return err
		}
		for _, g := range standing {
			if meetsOne(g, there) {
				p.Joined = append(p.Joined, g)
			} else {
				p.Grants = append(p.Grants, g)
			}
		}
		p.Apps, err = oauthapp.AppsAt(ctx, tx, p.From.ID)
		return err
	})
	return p, err
}

func meetsOne(g permission.Standing, others []permission.Standing) bool {
	for _, o := range others {
		if o.MemberID == g.MemberID && (o.HeldUntil.IsZero() || g.HeldFrom.Before(o.HeldUntil)) && (g.HeldUntil.IsZero() || o.HeldFrom.Before(g.HeldUntil)) {
			return true
		}
	}
	return false
}
