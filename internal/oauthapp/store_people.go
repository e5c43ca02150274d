package oauthapp

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/access"
	"portico/internal/postgres"
)

// leadsOf is who leads one of the app's owners and can sign in.
func leadsOf(ctx context.Context, tx pgx.Tx, a state) ([]Person, error) {
	rows, err := queries(tx).AppLeadsOf(ctx, members(active(a.owners)))
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{ID: r.ID, Name: r.Name})
	}
	return all, nil
}

func companyAdmins(ctx context.Context, tx pgx.Tx, companyID string) ([]Person, error) {
	if !postgres.IsID(companyID) {
		return nil, nil
	}
	rows, err := queries(tx).AppCompanyAdmins(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{ID: r.ID, Name: r.Name})
	}
	return all, nil
}

func allPeople(ctx context.Context, tx pgx.Tx) ([]Person, error) {
	rows, err := queries(tx).AppAllPeople(ctx)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{r.ID, r.Name, r.Email})
	}
	return all, nil
}

// heirs reads who can take over from a member.
func heirs(ctx context.Context, actor access.Actor, memberID string, all *[]Person) func(tx pgx.Tx) error {
	return func(tx pgx.Tx) (err error) {
		if actor.Admin {
			*all, err = allPeople(ctx, tx)
			return err
		}
		who, err := memberByID(ctx, tx, memberID)
		if err != nil {
			return err
		}
		if !actor.May(access.AppAccept, access.Scope{TeamIDs: who.Teams}) {
			return nil
		}
		*all, err = teamPeople(ctx, tx, append(actor.Teams(), who.Teams...))
		return err
	}
}

// teamSeen is the slug of a team of the owners that the actor may look at; empty where there is none.
func teamSeen(ctx context.Context, tx pgx.Tx, actor access.Actor, a state) (string, error) {
	rows, err := queries(tx).AppTeamSlugs(ctx, append([]string{}, scope(a.owners).TeamIDs...))
	if err != nil {
		return "", postgres.Translate(err)
	}
	for _, r := range rows {
		if actor.May(access.TeamRead, access.Scope{TeamIDs: []string{r.ID}}) {
			return r.Slug, nil
		}
	}
	return "", nil
}
