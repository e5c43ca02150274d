package oauthapp

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// queries are the feature's statements in a transaction. Generated types do not leave this file.
func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

func byID(ctx context.Context, tx pgx.Tx, id string) (App, error) {
	r, err := queries(tx).AppByID(ctx, id)
	if err != nil {
		return App{}, postgres.Translate(err)
	}
	return App{
		ID: r.ID, Environment: r.Environment, Name: r.Name, ClientID: r.ClientID, CompanyID: deref(r.CompanyID), Company: r.Company,
		Domains: r.Domains, StagingAppID: deref(r.StagingAppID), Description: r.Description, SecretPlace: r.SecretPlace,
		CreatedBy: deref(r.CreatedBy), CreatedOn: r.CreatedOn, RecordedAt: r.RecordedAt, Version: int(r.Version), URIs: r.Uris,
		Kind: r.Kind, RotatedOn: deref(r.SecretRotatedOn), RotateBy: deref(r.SecretRotateBy), RetiredAt: deref(r.RetiredAt),
		DomainAskedOn: deref(r.DomainAskedOn), DomainMadeOn: deref(r.DomainMadeOn), DomainReference: r.DomainReference,
	}, nil
}

func stateByID(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	a, err := byID(ctx, tx, id)
	if err != nil {
		return state{}, err
	}
	owners, err := ownersOf(ctx, tx, []string{id})
	return state{a, owners[id]}, err
}

// locked reads an app with its owners and holds it until the change ends.
func locked(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	if _, err := queries(tx).AppLock(ctx, id); err != nil {
		return state{}, postgres.Translate(err)
	}
	return stateByID(ctx, tx, id)
}

// appForTie is a staging app that another one wants to be tied to; an unknown one is empty.
func appForTie(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	if !postgres.IsID(id) {
		return state{}, nil
	}
	a, err := stateByID(ctx, tx, id)
	if apperr.Is(err, apperr.NotFound) {
		return state{}, nil
	}
	return a, err
}

func appByClientID(ctx context.Context, tx pgx.Tx, environment, clientID string) (string, error) {
	id, err := queries(tx).AppByClientID(ctx, environment, clientID)
	return id, postgres.Translate(err)
}

func ownersOf(ctx context.Context, tx pgx.Tx, apps []string) (map[string][]Owner, error) {
	rows, err := queries(tx).AppOwnersOf(ctx, apps)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	owners := make(map[string][]Owner, len(apps))
	for _, r := range rows {
		owners[r.AppID] = append(owners[r.AppID], Owner{
			ID: r.ID, Member: Person{r.MemberID, r.Name, r.Email}, Disabled: r.Disabled, Since: r.Since, Shared: r.Shared,
			AcceptedAt: deref(r.AcceptedAt), Teams: r.Teams,
		})
	}
	return owners, nil
}

func insertApp(ctx context.Context, tx pgx.Tx, a App) error {
	// Left as the driver says it: the caller asks which index refused it.
	err := queries(tx).AppInsert(ctx, dbsqlc.AppInsertParams{
		ID: a.ID, Environment: a.Environment, Name: a.Name, ClientID: a.ClientID, CompanyID: orNil(a.CompanyID),
		StagingAppID: orNil(a.StagingAppID), Description: a.Description, SecretPlace: a.SecretPlace, CreatedBy: orNil(a.CreatedBy),
		CreatedOn: a.CreatedOn, Kind: a.Kind,
	})
	if err != nil {
		return err
	}
	for i, u := range a.URIs {
		if err := queries(tx).AppURIInsert(ctx, a.ID, u, int32(i)); err != nil {
			return postgres.Translate(err)
		}
	}
	return nil
}

func updateApp(ctx context.Context, tx pgx.Tx, before, next App, now time.Time) error {
	n, err := queries(tx).AppUpdate(ctx, dbsqlc.AppUpdateParams{
		ID: next.ID, Version: int32(before.Version), Name: next.Name, ClientID: next.ClientID, CompanyID: orNil(next.CompanyID),
		StagingAppID: orNil(next.StagingAppID), Description: next.Description, SecretPlace: next.SecretPlace, CreatedOn: next.CreatedOn,
	})
	if err != nil {
		return err
	}
	if n == 0 {
		return changedMeanwhile()
	}
	keep := next.URIs
	if keep == nil {
		keep = []string{}
	}
	if err := queries(tx).AppURIsEnd(ctx, next.ID, &now, keep); err != nil {
		return postgres.Translate(err)
	}
	for i, u := range next.URIs {
		if slices.Contains(before.URIs, u) {
			err = queries(tx).AppURIPlace(ctx, next.ID, u, int32(i))
		} else {
			err = queries(tx).AppURIInsert(ctx, next.ID, u, int32(i))
		}
		if err != nil {
			return postgres.Translate(err)
		}
	}
	return nil
}

func insertOwner(ctx context.Context, tx pgx.Tx, id, appID, memberID string, shared bool, at time.Time) error {
	// Left as the driver says it, as above.
	return queries(tx).AppOwnerInsert(ctx, dbsqlc.AppOwnerInsertParams{ID: id, AppID: appID, MemberID: memberID, Since: at, Shared: shared})
}

// member is a person whom a change names; an unknown one is empty.
type member struct {
	Person
	Disabled bool
	Teams    []string
}

func memberByID(ctx context.Context, tx pgx.Tx, id string) (member, error) {
	if !postgres.IsID(id) {
		return member{}, nil
	}
	r, err := queries(tx).AppMember(ctx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return member{}, nil
	}
	return member{Person{r.ID, r.Name, r.Email}, r.Disabled, r.Teams}, postgres.Translate(err)
}

// companyEnvironment is where a company stands; empty when there is none.
func companyEnvironment(ctx context.Context, tx pgx.Tx, id string) (string, error) {
	if !postgres.IsID(id) {
		return "", nil
	}
	env, err := queries(tx).AppCompanyEnvironment(ctx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return env, postgres.Translate(err)
}

func appsSeen(ctx context.Context, tx pgx.Tx, actor access.Actor) ([]Listed, error) {
	reader := actor.ID
	if reader == "" {
		reader = "00000000-0000-0000-0000-000000000000"
	}
	rows, err := queries(tx).AppSeen(ctx, dbsqlc.AppSeenParams{
		SeesAll: actor.Admin || actor.Auditor, Reader: reader, Teams: append([]string{}, actor.Teams()...), RowLimit: MostListed,
	})
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Listed, 0, len(rows))
	apps := make([]string, 0, len(rows))
	for _, r := range rows {
		a := App{
			ID: r.ID, Environment: r.Environment, Name: r.Name, ClientID: r.ClientID, CompanyID: deref(r.CompanyID), Company: r.Company,
			StagingAppID: deref(r.StagingAppID), Description: r.Description, SecretPlace: r.SecretPlace, CreatedBy: deref(r.CreatedBy),
			CreatedOn: r.CreatedOn, RecordedAt: r.RecordedAt, Version: int(r.Version), URIs: r.Uris,
			Kind: r.Kind, RotatedOn: deref(r.SecretRotatedOn), RotateBy: deref(r.SecretRotateBy), RetiredAt: deref(r.RetiredAt),
			DomainAskedOn: deref(r.DomainAskedOn), DomainMadeOn: deref(r.DomainMadeOn), DomainReference: r.DomainReference,
		}
		grade := SelfReported
		if r.Confirmed {
			grade = Confirmed
		}
		all, apps = append(all, Listed{App: a, Teams: r.Teams, Grade: grade}), append(apps, a.ID)
	}
	owners, err := ownersOf(ctx, tx, apps)
	if err != nil {
		return nil, err
	}
	proofs, err := proofsOf(ctx, tx, apps)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Owners = owners[all[i].ID]
		if known := proofs[all[i].ID]; len(known) > 0 {
			all[i].Proof, all[i].Grade = known[0], Verified
		}
		all[i].hide(actor)
	}
	return all, nil
}

func companies(ctx context.Context, tx pgx.Tx) ([]Company, error) {
	rows, err := queries(tx).AppCompanies(ctx)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Company, 0, len(rows))
	for _, r := range rows {
		all = append(all, Company{r.ID, r.Name, r.Environment, r.Domains})
	}
	return all, nil
}

func teamPeople(ctx context.Context, tx pgx.Tx, teams []string) ([]Person, error) {
	rows, err := queries(tx).AppTeamPeople(ctx, append([]string{}, teams...))
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{r.ID, r.Name, r.Email})
	}
	return all, nil
}

func isTaken(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.ConstraintName == constraint
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func ptr[T any](v T) *T { return &v }

func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
