package oauthapp

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

func insertTests(ctx context.Context, tx pgx.Tx, appID string, titles []string) error {
	for i, title := range titles {
		if err := insertTest(ctx, tx, postgres.NewID(), appID, i+1, title); err != nil {
			return err
		}
	}
	return nil
}

func insertTest(ctx context.Context, tx pgx.Tx, id, appID string, position int, title string) error {
	return postgres.Translate(queries(tx).AppTestInsert(ctx, dbsqlc.AppTestInsertParams{ID: id, AppID: appID, Position: int32(position), Title: title}))
}

func testsOf(ctx context.Context, tx pgx.Tx, appID string) ([]Test, error) {
	rows, err := queries(tx).AppTests(ctx, appID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	tests := make([]Test, 0, len(rows))
	for _, r := range rows {
		tests = append(tests, Test{
			ID: r.ID, Title: r.Title, Result: r.Result, Note: r.Note, Decider: r.Decider, DecidedAt: deref(r.DecidedAt),
			Version: int(r.Version), position: int(r.Position),
		})
	}
	return tests, nil
}

func decideTest(ctx context.Context, tx pgx.Tx, appID string, t Test, in DecideTest, by string, at time.Time) error {
	p := dbsqlc.AppTestDecideParams{ID: t.ID, AppID: appID, Version: int32(t.Version), Result: in.Result, Note: in.Note}
	if in.Result != Open {
		p.DecidedBy, p.DecidedAt = orNil(by), &at
	}
	n, err := queries(tx).AppTestDecide(ctx, p)
	if err == nil && n == 0 {
		return changedMeanwhile()
	}
	return postgres.Translate(err)
}
