package audit

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"portico/internal/audit/seal"
)

// readTree takes the tree up again at a size, of which the database holds at least as many leaves.
func readTree(ctx context.Context, tx pgx.Tx, size int64) (*seal.Tree, error) {
	indexes := seal.RootIndexes(size)
	last := int64(-1)
	for _, index := range indexes {
		if level, n := tlog.SplitStoredHashIndex(index); level == 0 {
			last = n
		}
	}
	rows, err := tx.Query(ctx, `
		SELECT idx, hash FROM seal_node WHERE idx = ANY($1)
		UNION ALL SELECT $3::bigint, leaf FROM seal WHERE seq = $2`, anew, indexes, last, tlog.StoredHashIndex(0, max(last, 0)))
	if err != nil {
		return nil, err
	}
	found := map[int64]seal.Hash{}
	var index int64
	var stored []byte
	_, err = pgx.ForEachRow(rows, []any{&index, &stored}, func() error {
		var err error
		found[index], err = hashOf(stored)
		return err
	})
	if err != nil {
		return nil, err
	}
	roots := make([]seal.Hash, 0, len(indexes))
	for _, index := range indexes {
		root, ok := found[index]
		if !ok {
			return nil, fmt.Errorf("node %d of the tree of %d events is missing", index, size)
		}
		roots = append(roots, root)
	}
	return seal.Resume(size, roots)
}

func hashOf(b []byte) (seal.Hash, error) {
	var h seal.Hash
	if len(b) != len(h) {
		return h, fmt.Errorf("a hash of %d bytes is none", len(b))
	}
	copy(h[:], b)
	return h, nil
}
