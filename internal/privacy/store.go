package privacy

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// queries are the feature's statements in a transaction. Generated types do not leave the stores.
func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

func person(row dbsqlc.PrivacyPersonRow) Person {
	p := Person{ID: row.ID, Name: row.Name, Email: row.Email, key: row.EmailKey, Since: row.CreatedAt}
	if row.DisabledAt != nil {
		p.LeftAt = *row.DisabledAt
	}
	if row.ErasedAt != nil {
		p.ErasedAt = *row.ErasedAt
	}
	return p
}

func findPerson(ctx context.Context, tx pgx.Tx, id string) (Person, error) {
	row, err := queries(tx).PrivacyPerson(ctx, id)
	return person(row), postgres.Translate(err)
}

// lockPerson holds the person's row: nothing that refers to them can be written until the transaction ends.
func lockPerson(ctx context.Context, tx pgx.Tx, id string) (Person, error) {
	row, err := queries(tx).PrivacyPersonForUpdate(ctx, id)
	return person(dbsqlc.PrivacyPersonRow(row)), postgres.Translate(err)
}

// obstacles lists what of a person is open, roles first.
func obstacles(ctx context.Context, tx pgx.Tx, id string, now time.Time) ([]Obstacle, error) {
	q := queries(tx)
	var open []Obstacle
	roles, err := q.PrivacyOpenRoles(ctx, id)
	for _, r := range roles {
		open = append(open, Obstacle{Kind: OpenRole, ID: id, Role: r.Role, Name: r.Name})
	}
	grants, err2 := q.PrivacyOpenGrants(ctx, id, now)
	for _, g := range grants {
		open = append(open, Obstacle{Kind: OpenGrant, ID: g.GrantID, Environment: g.Environment, Name: g.Name})
	}
	companies, err3 := q.PrivacyOpenCompanies(ctx, id)
	for _, c := range companies {
		open = append(open, Obstacle{Kind: OpenCompanyRole, ID: c.ID, Environment: c.Environment, Role: c.Role, Name: c.Name})
	}
	apps, err4 := q.PrivacyOpenApps(ctx, id)
	for _, a := range apps {
		open = append(open, Obstacle{Kind: OpenApp, ID: a.ID, Environment: a.Environment, Name: a.Name})
	}
	requests, err5 := q.PrivacyOpenRequests(ctx, id)
	for _, a := range requests {
		open = append(open, Obstacle{Kind: OpenRequest, ID: a.ID, Name: a.Name})
	}
	return open, errors.Join(err, err2, err3, err4, err5)
}

// lastAdmin reports whether nobody else is an admin who can sign in, and keeps that true until the transaction ends.
func lastAdmin(ctx context.Context, tx pgx.Tx, id string) (bool, error) {
	q := queries(tx)
	if err := q.AdminLock(ctx); err != nil {
		return false, err
	}
	held, err := q.RoleHeld(ctx, id, "admin", nil)
	if err != nil || !held {
		return false, err
	}
	others, err := q.AdminOthers(ctx, id)
	return others == 0, err
}

func leftBefore(ctx context.Context, tx pgx.Tx, before time.Time) ([]Person, error) {
	rows, err := queries(tx).PrivacyLeft(ctx, before)
	left := make([]Person, 0, len(rows))
	for _, r := range rows {
		left = append(left, Person{ID: r.ID, LeftAt: *r.DisabledAt})
	}
	return left, err
}

func retentions(ctx context.Context, tx pgx.Tx) ([]Retention, error) {
	rows, err := queries(tx).RetentionList(ctx)
	list := make([]Retention, 0, len(rows))
	for _, r := range rows {
		one := Retention{Class: Class(r.Class), Days: daysOf(r.Days), ChangedBy: r.ChangedBy}
		if r.ChangedAt != nil {
			one.ChangedAt = *r.ChangedAt
		}
		list = append(list, one)
	}
	return list, err
}

func lockRetention(ctx context.Context, tx pgx.Tx, class Class) (days int, err error) {
	kept, err := queries(tx).RetentionForUpdate(ctx, string(class))
	return daysOf(kept), postgres.Translate(err)
}

func setRetention(ctx context.Context, tx pgx.Tx, class Class, days int, now time.Time, by string) error {
	p := dbsqlc.RetentionSetParams{Class: string(class), Now: now, MemberID: by}
	if days != ForEver {
		kept := int32(days)
		p.Days = &kept
	}
	return queries(tx).RetentionSet(ctx, p)
}

func daysOf(days *int32) int {
	if days == nil {
		return ForEver
	}
	return int(*days)
}
