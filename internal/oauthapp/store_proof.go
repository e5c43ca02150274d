package oauthapp

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// proofsOf are the latest proofs of each kind by app, the last first.
func proofsOf(ctx context.Context, tx pgx.Tx, apps []string) (map[string][]Proof, error) {
	rows, err := queries(tx).AppProofsOf(ctx, apps)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := map[string][]Proof{}
	for _, r := range rows {
		all[r.AppID] = append(all[r.AppID], Proof{ID: r.ID, Kind: r.Kind, By: r.Name, At: r.At})
	}
	for _, one := range all {
		slices.SortFunc(one, func(a, b Proof) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	}
	return all, nil
}
