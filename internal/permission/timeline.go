package permission

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
)

// Grant is one span with all that is known of it, and what the actor may do about it.
type Grant struct {
	Known
	// Versions are what was known and since when, the newest first.
	Versions []Known
	// Events are its time line, the newest first: the grant itself, the request it came from, the tests and the roles at the
	// company that it rests on.
	Events []audit.Line

	CanConfirm bool
	CanCorrect bool
	May        MayRemove
}

// MayRemove is what the actor may do about the removal of a grant, as it stands. Each WhyNot is empty when the actor may, or
// when the removal has not come that far.
type MayRemove struct {
	Decide, WithdrawIt, End, ConfirmEnd bool
	// WhyNot is why neither deciding nor recording the end is open to them.
	WhyNot, WhyNotWithdraw, WhyNotConfirmEnd string
	// Removers are who can see to it; only when Decide is true.
	Removers []Person
}

// Grant reads one grant. Besides those who see its row, a co-worker who may confirm it sees it. Kinds: NotFound for one that
// does not exist or that the actor may not see.
func (s *Service) Grant(ctx context.Context, actor access.Actor, grantID string) (Grant, error) {
	var g Grant
	if !postgres.IsID(grantID) {
		return g, apperr.Missing()
	}
	if err := actor.Check(access.LedgerRead, access.Scope{}); err != nil {
		return g, err
	}
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		known, err := versions(ctx, tx, grantID, s.now())
		if err != nil {
			return err
		}
		if len(known) == 0 {
			return apperr.Missing()
		}
		g.Known, g.Versions = known[0], known
		scope, err := scopeOf(ctx, tx, version{MemberID: g.MemberID, CompanyID: g.CompanyID})
		if err != nil {
			return err
		}
		seesRow := whole(actor) || actor.ID == g.MemberID || actor.LeadsTeam(scope.TeamIDs...)
		mayConfirm := actor.May(access.GrantConfirm, scope)
		if !seesRow && !mayConfirm {
			return apperr.Missing()
		}
		g.CanConfirm = mayConfirm && g.Grade == SelfReported
		g.CanCorrect = actor.May(access.GrantWrite, scope)
		g.May = mayRemove(actor, scope, g.Known)
		if g.May.Decide {
			if g.May.Removers, err = RemoversIn(ctx, tx, g.MemberID, g.CompanyID); err != nil {
				return err
			}
		}
		g.Events, err = audit.About(ctx, tx, g.related())
		return err
	})
	return g, err
}

// mayRemove says what is open to the actor about a removal, and why not what is not.
func mayRemove(actor access.Actor, scope access.Scope, k Known) MayRemove {
	var m MayRemove
	remove := actor.Ask(access.GrantRemove, scope)
	switch k.Removal.State {
	case NotRemoved:
		m.Decide, m.End, m.WhyNot = remove.Yes, remove.Yes, remove.Who
	case Decided:
		m.End, m.WhyNot = remove.Yes, remove.Who
		if remove.Yes {
			m.WhyNotWithdraw = whyNotWithdraw(actor, k.MemberID, k.Removal.DecidedBy.ID)
			m.WithdrawIt = m.WhyNotWithdraw == ""
		}
	case Executed:
		confirm := actor.Ask(access.GrantConfirmEnd, scope)
		m.ConfirmEnd, m.WhyNotConfirmEnd = confirm.Yes, confirm.Who
		if confirm.Yes && k.Removal.ExecutedBy.ID == actor.ID {
			m.ConfirmEnd, m.WhyNotConfirmEnd = false, confirmsOwnEnd
		}
	case Ending, Removed:
	}
	return m
}

// related says which events tell how the grant came about. A grant for a company rests on the member's roles there; one in
// production on the request, on the app and on its tests in staging.
func (g Grant) related() audit.Related {
	r := audit.Related{Kinds: []string{"grant"}, IDs: []string{g.GrantID}, MemberID: g.MemberID, Mentions: []string{}}
	if g.RequestID != "" {
		r.Kinds = append(r.Kinds, "request")
		r.IDs = append(r.IDs, g.RequestID)
	}
	if g.CompanyID != "" {
		r.Actions = append(r.Actions, audit.CompanyRoleRecorded, audit.CompanyRoleEnded)
		r.Mentions = append(r.Mentions, g.CompanyID)
	}
	if g.AppID != "" {
		r.Also = audit.Subject{Kind: "app", ID: g.AppID}
		r.AlsoActions = []audit.Action{audit.AppRegistered, audit.AppCommitted, audit.CommitmentWithdrawn}
		r.Actions = append(r.Actions, audit.StepConfirmed, audit.ConfirmWithdrawn)
		r.Mentions = append(r.Mentions, g.AppID)
	}
	return r
}
