package people

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// queries are the feature's statements in a transaction. Generated types do not leave this file.
func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

func actorFor(ctx context.Context, db *postgres.DB, memberID string) (access.Actor, error) {
	// One statement is one snapshot: no transaction around it, which would cost two more round trips on every request.
	row, err := dbsqlc.New(db.Pool()).MemberActor(ctx, memberID)
	if err != nil {
		return access.Actor{}, postgres.Translate(err)
	}
	return access.Actor{
		Kind: access.Member, ID: row.ID, Name: row.Name, Email: row.Email, TimeZone: row.TimeZone,
		Admin: row.Admin, Auditor: row.Auditor, Leads: row.Leads, Develops: row.Develops,
	}, nil
}

func memberByID(ctx context.Context, tx pgx.Tx, id string) (Member, error) {
	row, err := queries(tx).MemberByID(ctx, id)
	return member(dbsqlc.MemberByKeyRow(row)), postgres.Translate(err)
}

func lockMember(ctx context.Context, tx pgx.Tx, id string) (Member, error) {
	row, err := queries(tx).MemberByIDForUpdate(ctx, id)
	return member(dbsqlc.MemberByKeyRow(row)), postgres.Translate(err)
}

func memberByKey(ctx context.Context, tx pgx.Tx, key string) (Member, error) {
	row, err := queries(tx).MemberByKey(ctx, key)
	return member(row), postgres.Translate(err)
}

func member(row dbsqlc.MemberByKeyRow) Member {
	return Member{
		ID: row.ID, Name: row.Name, Email: row.Email, Key: row.EmailKey, TimeZone: row.TimeZone,
		CreatedAt: row.CreatedAt, DisabledAt: deref(row.DisabledAt),
	}
}

func insertMember(ctx context.Context, tx pgx.Tx, in NewMember, now time.Time) error {
	return queries(tx).MemberInsert(ctx, dbsqlc.MemberInsertParams{
		ID: in.ID, Name: in.Name, Email: in.Address.Typed, EmailKey: in.Address.Key, TimeZone: in.TimeZone, CreatedAt: now,
	})
}

func insertRole(ctx context.Context, tx pgx.Tx, id string, in GrantRole, now time.Time) error {
	return queries(tx).RoleInsert(ctx, dbsqlc.RoleInsertParams{
		ID: id, MemberID: in.MemberID, Role: string(in.Role), TeamID: orNil(in.TeamID), Since: now,
	})
}

// roleByID gives a role and whether it has ended.
func roleByID(ctx context.Context, tx pgx.Tx, id string) (HeldRole, bool, error) {
	row, err := queries(tx).RoleByID(ctx, id)
	if err != nil {
		return HeldRole{}, false, postgres.Translate(err)
	}
	held := HeldRole{ID: row.ID, MemberID: row.MemberID, Role: Role(row.Role), TeamID: deref(row.TeamID), Since: row.Since}
	return held, row.EndedAt != nil, nil
}

func rolesOf(ctx context.Context, tx pgx.Tx, members []string) (map[string][]HeldRole, error) {
	rows, err := queries(tx).MemberRolesOf(ctx, members)
	if err != nil {
		return nil, err
	}
	held := make(map[string][]HeldRole, len(members))
	for _, r := range rows {
		held[r.MemberID] = append(held[r.MemberID], HeldRole{
			ID: r.ID, MemberID: r.MemberID, Role: Role(r.Role), TeamID: deref(r.TeamID), TeamName: deref(r.TeamName),
			TeamSlug: deref(r.TeamSlug), Since: r.Since,
		})
	}
	return held, nil
}

func writeTeam(ctx context.Context, tx pgx.Tx, t Team) error {
	return queries(tx).TeamInsert(ctx, dbsqlc.TeamInsertParams{ID: t.ID, Slug: t.Slug, Name: t.Name, CreatedAt: t.CreatedAt})
}

func teamByID(ctx context.Context, tx pgx.Tx, id string) (Team, error) {
	row, err := queries(tx).TeamByID(ctx, id)
	return Team{ID: row.ID, Slug: row.Slug, Name: row.Name, CreatedAt: row.CreatedAt}, postgres.Translate(err)
}

func teamBySlug(ctx context.Context, tx pgx.Tx, slug string) (Team, error) {
	row, err := queries(tx).TeamBySlug(ctx, slug)
	return Team{ID: row.ID, Slug: row.Slug, Name: row.Name, CreatedAt: row.CreatedAt}, postgres.Translate(err)
}

func listTeams(ctx context.Context, tx pgx.Tx, everyone bool, ids []string) ([]Team, error) {
	rows, err := queries(tx).TeamList(ctx, everyone, ids)
	if err != nil {
		return nil, err
	}
	teams := make([]Team, 0, len(rows))
	for _, r := range rows {
		teams = append(teams, Team{
			ID: r.ID, Slug: r.Slug, Name: r.Name, CreatedAt: r.CreatedAt, Developers: int(r.Developers), Leads: int(r.Leads),
		})
	}
	return teams, nil
}

func listMembers(ctx context.Context, tx pgx.Tx, f Filter, sc scope, limit int32) ([]Person, error) {
	rows, err := queries(tx).MemberList(ctx, dbsqlc.MemberListParams{
		After: orNil(f.After), Disabled: f.Disabled, Needle: f.needle(), Everyone: sc.everyone, Teams: sc.teams,
		Role: string(f.Role), TeamID: orNil(f.TeamID), RowLimit: limit,
	})
	if err != nil {
		return nil, err
	}
	people := make([]Person, 0, len(rows))
	for _, r := range rows {
		people = append(people, Person{
			ID: r.ID, Name: r.Name, Email: r.Email, Since: r.CreatedAt, DisabledAt: deref(r.DisabledAt),
			SeenAt: orZero(r.SeenAt), HasPassword: r.HasPassword,
		})
	}
	return people, nil
}

func countMembers(ctx context.Context, tx pgx.Tx, sc scope) (Counts, error) {
	row, err := queries(tx).MemberCounts(ctx, sc.everyone, sc.teams)
	if err != nil {
		return Counts{}, err
	}
	disabled, err := queries(tx).MemberDisabledCount(ctx, sc.everyone, sc.teams)
	return Counts{
		All: int(row.Everyone), Disabled: int(disabled),
		ByRole: map[Role]int{
			Developer: int(row.Developers), Lead: int(row.Leads), Auditor: int(row.Auditors), Admin: int(row.Admins),
		},
	}, err
}

func insertInvitation(ctx context.Context, tx *audit.Tx, inv Invitation, address Address, hash []byte, by string, due *time.Time) error {
	return queries(tx).InvitationInsert(ctx, dbsqlc.InvitationInsertParams{
		ID: inv.ID, Email: address.Typed, EmailKey: address.Key, Name: inv.Name, Role: string(inv.Role), TeamID: orNil(inv.TeamID),
		TokenHash: hash, InvitedBy: orNil(by), CreatedAt: inv.CreatedAt, ExpiresAt: inv.ExpiresAt, MailDueAt: due,
	})
}

// lockInvitation gives an invitation as it stands, held until the transaction ends.
func lockInvitation(ctx context.Context, tx pgx.Tx, id string) (Invitation, error) {
	r, err := queries(tx).InvitationByIDForUpdate(ctx, id)
	if err != nil {
		return Invitation{}, postgres.Translate(err)
	}
	return Invitation{
		ID: r.ID, Email: r.Email, key: r.EmailKey, Name: r.Name, Role: Role(r.Role), TeamID: deref(r.TeamID), CreatedAt: r.CreatedAt,
		ExpiresAt: r.ExpiresAt, AcceptedAt: deref(r.AcceptedAt), RevokedAt: deref(r.RevokedAt),
	}, nil
}

func invitationByToken(ctx context.Context, tx pgx.Tx, hash []byte) (Invitation, error) {
	r, err := queries(tx).InvitationByToken(ctx, hash)
	if err != nil {
		return Invitation{}, postgres.Translate(err)
	}
	return Invitation{
		ID: r.ID, Email: r.Email, key: r.EmailKey, Name: r.Name, Role: Role(r.Role), TeamID: deref(r.TeamID), TeamName: r.TeamName,
		InvitedBy: r.InvitedBy, CreatedAt: r.CreatedAt, ExpiresAt: r.ExpiresAt, AcceptedAt: deref(r.AcceptedAt),
		RevokedAt: deref(r.RevokedAt), KnownMemberID: r.KnownMember,
	}, nil
}

func renewInvitation(ctx context.Context, tx pgx.Tx, id string, hash []byte, expires time.Time, due *time.Time) (int64, error) {
	return queries(tx).InvitationRenew(ctx, dbsqlc.InvitationRenewParams{
		TokenHash: hash, ExpiresAt: expires, MailDueAt: due, ID: id,
	})
}

func claimInvitation(ctx context.Context, tx pgx.Tx, hash []byte, now time.Time) (Invitation, error) {
	r, err := queries(tx).InvitationClaim(ctx, now, hash)
	if err != nil {
		return Invitation{}, postgres.Translate(err)
	}
	return Invitation{ID: r.ID, Email: r.Email, key: r.EmailKey, Name: r.Name, Role: Role(r.Role), TeamID: deref(r.TeamID)}, nil
}

func listInvitations(ctx context.Context, tx pgx.Tx, sc scope, acceptedSince time.Time, limit int32) ([]Invitation, error) {
	rows, err := queries(tx).InvitationList(ctx, dbsqlc.InvitationListParams{
		AcceptedSince: acceptedSince, Everyone: sc.everyone, Teams: sc.teams, RowLimit: limit,
	})
	if err != nil {
		return nil, err
	}
	list := make([]Invitation, 0, len(rows))
	for _, r := range rows {
		list = append(list, Invitation{
			ID: r.ID, Email: r.Email, Name: r.Name, Role: Role(r.Role), TeamID: deref(r.TeamID), TeamName: r.TeamName,
			CreatedAt: r.CreatedAt, ExpiresAt: r.ExpiresAt, AcceptedAt: deref(r.AcceptedAt), MemberID: deref(r.MemberID),
			SentAt: deref(r.SentAt), SendError: deref(r.SendError), Due: r.MailDueAt != nil,
		})
	}
	return list, nil
}

// dueInvitation locks the next invitation whose letter is due, passing over those that another process holds.
func dueInvitation(ctx context.Context, tx pgx.Tx, now time.Time) (Letter, int32, error) {
	r, err := queries(tx).InvitationDue(ctx, now)
	if err != nil {
		return Letter{}, 0, err
	}
	return Letter{
		InvitationID: r.ID, Email: r.Email, Name: r.Name, Role: Role(r.Role), TeamID: deref(r.TeamID), TeamName: r.TeamName,
		InvitedBy: r.InvitedBy, ExpiresAt: r.ExpiresAt,
	}, r.MailTries, nil
}

func recordMailed(ctx context.Context, tx pgx.Tx, id string, hash []byte, o outcome) error {
	return queries(tx).InvitationMailed(ctx, dbsqlc.InvitationMailedParams{
		TokenHash: hash, SentAt: o.sentAt, SendError: orNil(o.problem), MailDueAt: o.again, ID: id,
	})
}

// knownKeys tells of each address since when it belongs to a member, and since when an invitation to it is open.
func knownKeys(ctx context.Context, tx pgx.Tx, keys []string, now time.Time) (members, invited map[string]time.Time, err error) {
	members, invited = map[string]time.Time{}, map[string]time.Time{}
	rows, err := queries(tx).MemberKeys(ctx, keys)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		members[r.EmailKey] = r.CreatedAt
	}
	open, err := queries(tx).InvitationOpenKeys(ctx, keys, now)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range open {
		invited[r.EmailKey] = r.CreatedAt
	}
	return members, invited, nil
}

func deref[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orZero reads the database's "never", which is the epoch.
func orZero(t time.Time) time.Time {
	if t.Unix() <= 0 {
		return time.Time{}
	}
	return t
}
