package permission

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// addVersion writes a line by the change's actor. The time it was recorded is the database's, and always after the line
// before it, so that every moment has one version; v learns it.
func addVersion(ctx context.Context, tx *audit.Tx, v *version, after time.Time) error {
	q := dbsqlc.New(tx)
	if err := q.PermissionQueueFor(ctx, v.MemberID); err != nil {
		return postgres.Translate(err)
	}
	at, err := q.PermissionClock(ctx)
	if err != nil {
		return postgres.Translate(err)
	}
	if !at.After(after) {
		at = after.Add(time.Microsecond)
	}
	if v.Number > 1 {
		n, err := q.PermissionSupersede(ctx, v.GrantID, int32(v.Number-1), at)
		if err != nil {
			return postgres.Translate(err)
		}
		if n == 0 {
			return changedMeanwhile()
		}
	}
	v.RecordedBy, v.RecordedAt = tx.Actor().ID, at
	return postgres.Translate(q.PermissionAddVersion(ctx, dbsqlc.PermissionAddVersionParams{
		VersionID: postgres.NewID(), GrantID: v.GrantID, Version: int32(v.Number), MemberID: v.MemberID,
		Environment: v.Environment, CompanyID: text(v.CompanyID), Kind: v.Kind, HeldFrom: v.HeldFrom, HeldUntil: moment(v.HeldUntil),
		Grade: v.Grade, Evidence: v.Evidence, ConfirmedBy: text(v.ConfirmedBy), AppID: text(v.AppID),
		RequestID: text(v.RequestID), EndReason: v.EndReason, RecordedBy: text(v.RecordedBy), RecordedAt: at,
		RemovalDecidedAt: moment(v.DecidedAt), RemovalDecidedBy: text(v.DecidedBy), RemovalDueOn: moment(v.DueOn),
		RemovalDueBy: text(v.DueBy), EndGrade: text(v.EndGrade), EndExecutedBy: text(v.ExecutedBy),
		EndConfirmedBy: text(v.EndConfirmedBy), EndEvidence: v.EndEvidence,
	}))
}

// current reads the line that counts now and holds it until the change ends. Kind: NotFound.
func current(ctx context.Context, tx *audit.Tx, grantID string) (version, error) {
	if !postgres.IsID(grantID) {
		return version{}, apperr.Missing()
	}
	row, err := dbsqlc.New(tx).PermissionCurrentForUpdate(ctx, grantID)
	if err != nil {
		return version{}, postgres.Translate(err)
	}
	return versionOf(row), nil
}

// held reads the lines of a member that count now and have no end, and holds them until the change ends.
func held(ctx context.Context, tx *audit.Tx, memberID string) ([]version, error) {
	rows, err := dbsqlc.New(tx).PermissionHeldForUpdate(ctx, memberID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]version, 0, len(rows))
	for _, row := range rows {
		all = append(all, versionOf(row))
	}
	return all, nil
}

func versionOf(row dbsqlc.PermissionGrant) version {
	return version{
		GrantID: row.GrantID, Number: int(row.Version), MemberID: row.MemberID, Environment: row.Environment,
		CompanyID: value(row.CompanyID), Kind: row.Kind, HeldFrom: row.HeldFrom, HeldUntil: value(row.HeldUntil), Grade: row.Grade,
		Evidence: row.Evidence, ConfirmedBy: value(row.ConfirmedBy), AppID: value(row.AppID), RequestID: value(row.RequestID),
		EndReason: row.EndReason, RecordedBy: value(row.RecordedBy), RecordedAt: row.RecordedAt,
		removal: removal{
			DecidedAt: value(row.RemovalDecidedAt), DecidedBy: value(row.RemovalDecidedBy), DueOn: value(row.RemovalDueOn),
			DueBy: value(row.RemovalDueBy), EndGrade: value(row.EndGrade), ExecutedBy: value(row.EndExecutedBy),
			EndConfirmedBy: value(row.EndConfirmedBy), EndEvidence: row.EndEvidence,
		},
	}
}

// requestNames says whether the vendor approved a production request that names a member.
func requestNames(ctx context.Context, tx pgx.Tx, requestID, memberID string) (bool, error) {
	named, err := dbsqlc.New(tx).PermissionRequestNames(ctx, requestID, memberID)
	return named, postgres.Translate(err)
}

// RemoversIn lists who can see to a removal: the member, the leads of their teams, the known admins of the company at the
// vendor and the admins here, each once, all of them able to sign in. An empty companyID is none. The caller has checked the
// right.
func RemoversIn(ctx context.Context, tx pgx.Tx, memberID, companyID string) ([]Person, error) {
	rows, err := dbsqlc.New(tx).PermissionWhoRemoves(ctx, memberID, text(companyID))
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{r.ID, r.Name})
	}
	return all, postgres.Translate(err)
}

func changedMeanwhile() error {
	return apperr.New(apperr.Conflict, "Someone changed this permission in the ledger meanwhile. Open it again to see what is known now; nothing of yours was written.")
}

// scopeOf says whom a grant concerns: its member, their teams, and the admins of its company as owners.
func scopeOf(ctx context.Context, tx pgx.Tx, v version) (access.Scope, error) {
	q := dbsqlc.New(tx)
	s := access.Scope{MemberID: v.MemberID}
	var err error
	if s.TeamIDs, err = q.PermissionTeamsOf(ctx, v.MemberID); err != nil {
		return s, postgres.Translate(err)
	}
	if v.CompanyID != "" {
		s.OwnerIDs, err = q.PermissionCompanyAdmins(ctx, v.CompanyID)
	}
	return s, postgres.Translate(err)
}

type companyAtVendor struct{ environment, name string }

// companyByID reads a company. Kind: NotFound.
func companyByID(ctx context.Context, tx pgx.Tx, id string) (companyAtVendor, error) {
	row, err := dbsqlc.New(tx).PermissionCompany(ctx, id)
	return companyAtVendor{row.Environment, row.Name}, postgres.Translate(err)
}

type heldRole struct{ memberID, role, name string }

// rolesAt reads who is admin and employee of a company and holds the lines until the change ends, so that a role cannot
// be taken away between the look and the grant.
func rolesAt(ctx context.Context, tx *audit.Tx, companyID string) ([]heldRole, error) {
	rows, err := dbsqlc.New(tx).PermissionCompanyRolesHeld(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	held := make([]heldRole, 0, len(rows))
	for _, r := range rows {
		held = append(held, heldRole{r.MemberID, r.Role, r.Name})
	}
	return held, nil
}

// versions reads all that was ever known of a grant, the newest first.
func versions(ctx context.Context, tx pgx.Tx, grantID string, now time.Time) ([]Known, error) {
	found, err := dbsqlc.New(tx).PermissionVersions(ctx, grantID)
	if err != nil {
		return nil, err
	}
	rows, known := make([]Row, 0, len(found)), make([]Known, 0, len(found))
	for _, r := range found {
		rows = append(rows, Row{
			GrantID: r.GrantID, Version: int(r.Version), MemberID: r.MemberID, Name: r.MemberName, Email: r.MemberEmail,
			Environment: r.Environment, CompanyID: value(r.CompanyID), Company: value(r.CompanyName), AppID: value(r.AppID),
			App: value(r.AppName), ClientID: value(r.AppClientID), RequestID: value(r.RequestID), Kind: r.Kind,
			HeldFrom: r.HeldFrom, HeldUntil: value(r.HeldUntil), EndReason: r.EndReason, Grade: r.Grade,
			Evidence: r.Evidence, ConfirmedBy: value(r.ConfirmedByName), RecordedBy: value(r.RecordedByName),
			RecordedAt: r.RecordedAt, SupersededAt: value(r.SupersededAt),
		})
	}
	for i, r := range found {
		rows[i].GradedAt = gradedAt(rows[i:])
		known = append(known, Known{Row: rows[i], Removal: removalOf(r, now)})
	}
	return known, nil
}

func removalOf(r dbsqlc.PermissionVersionsRow, now time.Time) Removal {
	out := Removal{
		State:     RemovalStateOf(value(r.RemovalDecidedAt), value(r.HeldUntil), value(r.EndGrade), now),
		DecidedAt: value(r.RemovalDecidedAt), DecidedBy: Person{value(r.RemovalDecidedBy), value(r.DecidedByName)},
		DueOn: value(r.RemovalDueOn), DueBy: Person{value(r.RemovalDueBy), value(r.DueByName)},
		ExecutedAt: value(r.HeldUntil), ExecutedBy: Person{value(r.EndExecutedBy), value(r.ExecutedByName)},
		Grade: value(r.EndGrade), ConfirmedBy: Person{value(r.EndConfirmedBy), value(r.EndConfirmedByName)}, Evidence: r.EndEvidence,
	}
	if !out.ExecutedAt.IsZero() && out.Grade == "" {
		out.Grade, out.ExecutedBy = SelfReported, Person{value(r.RecordedBy), value(r.RecordedByName)}
	}
	return out
}

type rolesInStaging struct {
	companyID, name string
	admin, employee bool
}

// rolesOf reads the companies in staging where a member has a role, and the boxes that they hold already: ids of companies,
// or Freelance.
func rolesOf(ctx context.Context, tx pgx.Tx, memberID string) (roles []rolesInStaging, open []string, err error) {
	q := dbsqlc.New(tx)
	found, err := q.PermissionChoices(ctx, memberID)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range found {
		roles = append(roles, rolesInStaging{c.ID, c.Name, c.IsAdmin, c.IsEmployee})
	}
	open, err = q.PermissionOpenStaging(ctx, memberID)
	return roles, open, err
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
