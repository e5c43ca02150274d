package board

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/journey"
	"portico/internal/postgres/dbsqlc"
)

// teamBySlug finds a team; the error is pgx.ErrNoRows when there is none.
func teamBySlug(ctx context.Context, tx pgx.Tx, slug string) (Team, error) {
	row, err := dbsqlc.New(tx).BoardTeam(ctx, slug)
	return Team{ID: row.ID, Slug: row.Slug, Name: row.Name}, err
}

// developersOf lists the developers of a team whose accounts are enabled.
func developersOf(ctx context.Context, tx pgx.Tx, teamID string) ([]journey.Person, error) {
	rows, err := dbsqlc.New(tx).BoardDevelopers(ctx, teamID)
	people := make([]journey.Person, 0, len(rows))
	for _, r := range rows {
		people = append(people, journey.Person{ID: r.ID, Name: r.Name, Email: r.Email})
	}
	return people, err
}

// companyKnown says whether any company in staging is recorded.
func companyKnown(ctx context.Context, tx pgx.Tx) (bool, error) {
	return dbsqlc.New(tx).BoardCompanyKnown(ctx)
}

// listTeams lists teams with their leads; everyone means all, else those in ids.
func listTeams(ctx context.Context, tx pgx.Tx, everyone bool, ids []string) ([]TeamLine, error) {
	rows, err := dbsqlc.New(tx).BoardTeams(ctx, everyone, ids)
	lines := make([]TeamLine, 0, len(rows))
	for _, r := range rows {
		lines = append(lines, TeamLine{Team: Team{ID: r.ID, Slug: r.Slug, Name: r.Name}, Leads: r.Leads, Developers: int(r.Developers)})
	}
	return lines, err
}
