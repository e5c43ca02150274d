package permission

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"
)

// byIndexes has what follows in the transaction read by indexes: for some thousand rows or names of a long table PostgreSQL
// would read it whole, and that for each stretch of a file anew.
func byIndexes(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "SET LOCAL enable_seqscan = off")
	return err
}

// How pages are planned. Of the whole ledger once for a connection, whatever moment is asked about, since to plan a question of
// many branches takes longer than to answer it; and as a walk in the order of an index, since nobody knows then how few rows
// a span has. The rows of some people are found by who they are, and how many those are is seen for each.
const (
	plannedOnce = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
	plannedEach = "SET LOCAL plan_cache_mode = force_custom_plan"
)

// planned has the rows that follow in the transaction read by a plan for what the reader sees.
func planned(ctx context.Context, tx pgx.Tx, v view) error {
	how := plannedEach
	if v.everyone {
		how = plannedOnce
	}
	_, err := tx.Exec(ctx, how)
	return err
}

// expectedLines is how many lines PostgreSQL expects an answer to have, before it reads any.
func expectedLines(ctx context.Context, tx pgx.Tx, ask Question, v view) (int, error) {
	a := asks(ask, v)
	var text []byte
	if err := tx.QueryRow(ctx, "EXPLAIN (FORMAT JSON) SELECT FROM "+a.source(), a.args...).Scan(&text); err != nil {
		return 0, err
	}
	var plans []struct {
		Plan struct {
			Rows float64 `json:"Plan Rows"`
		}
	}
	if err := json.Unmarshal(text, &plans); err != nil || len(plans) == 0 {
		return 0, err
	}
	return int(plans[0].Plan.Rows), nil
}
