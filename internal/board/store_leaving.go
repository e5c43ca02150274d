package board

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/permission"
	"portico/internal/postgres/dbsqlc"
)

// leavingMember finds a member and the teams they belong to; the error is pgx.ErrNoRows when there is none.
func leavingMember(ctx context.Context, tx pgx.Tx, memberID string) (Leaving, []string, error) {
	row, err := dbsqlc.New(tx).LeavingMember(ctx, memberID)
	return Leaving{ID: row.ID, Name: row.Name, Email: row.Email, LeftAt: timeOf(row.DisabledAt)}, row.Teams, err
}

// fillLeaving reads what a member holds, and what of it ended since.
func fillLeaving(ctx context.Context, tx pgx.Tx, l Leaving, now, since time.Time, teams []string) (Leaving, error) {
	q := dbsqlc.New(tx)
	grants, err := q.LeavingGrants(ctx, l.ID, since)
	if err != nil {
		return l, err
	}
	for _, g := range grants {
		until, decided := timeOf(g.HeldUntil), timeOf(g.RemovalDecidedAt)
		company := ""
		if g.CompanyID != nil {
			company = *g.CompanyID
		}
		l.Grants = append(l.Grants, LeavingGrant{
			GrantID: g.GrantID, Environment: g.Environment, CompanyID: company, Company: g.Company, HeldFrom: g.HeldFrom,
			HeldUntil: until, DecidedAt: decided, DueOn: timeOf(g.RemovalDueOn), DueBy: g.DueBy,
			State: permission.RemovalStateOf(decided, until, g.EndGrade, now), OtherAdminsOfCompany: g.Admins,
		})
	}
	roles, err := q.LeavingCompanyRoles(ctx, l.ID, since)
	if err != nil {
		return l, err
	}
	for _, r := range roles {
		l.CompanyRoles = append(l.CompanyRoles, LeavingCompanyRole{r.CompanyID, r.Company, r.Environment, r.Role, r.EndedAt != nil, r.Admins})
	}
	if l.Leads, err = q.LeavingLeads(ctx, l.ID, teams); err != nil {
		return l, err
	}
	return fillLeavingHere(ctx, q, l, since)
}

// fillLeavingHere reads what is kept here and not at the vendor alone: apps, requests and roles.
func fillLeavingHere(ctx context.Context, q *dbsqlc.Queries, l Leaving, since time.Time) (Leaving, error) {
	apps, err := q.LeavingApps(ctx, l.ID, since)
	if err != nil {
		return l, err
	}
	for _, a := range apps {
		l.Apps = append(l.Apps, LeavingApp{a.AppID, a.Name, a.Environment, a.EndedAt != nil, a.Owners})
	}
	requests, err := q.LeavingRequests(ctx, l.ID)
	if err != nil {
		return l, err
	}
	for _, r := range requests {
		l.Requests = append(l.Requests, LeavingRequest{r.ID, r.AppID, r.App, r.SubmittedOn != nil, r.Owners})
	}
	here, err := q.LeavingRoles(ctx, l.ID, since)
	for _, r := range here {
		l.Roles = append(l.Roles, LeavingRole{r.Role, r.Team, r.Slug, r.EndedAt != nil, int(r.Others)})
	}
	return l, err
}

// leftPeople lists who left with open work: everyone, or those with a role in the teams.
func leftPeople(ctx context.Context, tx pgx.Tx, everyone bool, teams []string) ([]LeftPerson, error) {
	rows, err := dbsqlc.New(tx).LeavingPeople(ctx, everyone, teams, MostLeft)
	all := make([]LeftPerson, 0, len(rows))
	for _, r := range rows {
		all = append(all, LeftPerson{r.ID, r.Name, r.Email, r.DisabledAt, int(r.Grants), int(r.Others)})
	}
	return all, err
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
