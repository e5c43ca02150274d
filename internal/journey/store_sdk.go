package journey

import (
	"context"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// filesOfOthers counts people by download of the member and by the fingerprint that they have.
func filesOfOthers(ctx context.Context, tx pgx.Tx, memberID string) (map[string]map[string]int, error) {
	rows, err := dbsqlc.New(tx).SDKFilesOfOthers(ctx, memberID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := map[string]map[string]int{}
	for _, r := range rows {
		if all[r.ID] == nil {
			all[r.ID] = map[string]int{}
		}
		all[r.ID][r.Sha256] = int(r.People)
	}
	return all, nil
}
