package oauthapp

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

func teamBySlug(ctx context.Context, tx pgx.Tx, slug string) (TeamTests, error) {
	rows, err := queries(tx).AppTeamBySlug(ctx, slug)
	if err != nil {
		return TeamTests{}, postgres.Translate(err)
	}
	if len(rows) == 0 {
		return TeamTests{}, apperr.Missing()
	}
	return TeamTests{TeamID: rows[0].ID, Team: rows[0].Name, Slug: rows[0].Slug}, nil
}

// fillTeamTests reads the team's own list, or gives the one that ships.
func fillTeamTests(ctx context.Context, tx pgx.Tx, t *TeamTests) error {
	rows, err := queries(tx).TeamTestList(ctx, t.TeamID)
	if err != nil {
		return postgres.Translate(err)
	}
	if len(rows) == 0 {
		t.Titles = DefaultTests()
		return nil
	}
	t.Titles, t.Saver, t.SavedAt, t.Own = strings.Split(rows[0].Titles, "\n"), rows[0].Saver, rows[0].SavedAt, true
	return nil
}

func insertTeamTests(ctx context.Context, tx pgx.Tx, teamID string, titles []string, by string, at time.Time) error {
	return postgres.Translate(queries(tx).TeamTestListInsert(ctx, dbsqlc.TeamTestListInsertParams{
		ID: postgres.NewID(), TeamID: teamID, Titles: strings.Join(titles, "\n"), SavedBy: orNil(by), SavedAt: at,
	}))
}
