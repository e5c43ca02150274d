package audit

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// Head seals what can be sealed now and returns the head of the tree: a signed checkpoint, or the head without a signature and
// with an empty Note where no key is set. Kind: Unavailable.
func (l *Log) Head(ctx context.Context) (Signed, error) {
	signed, err := l.Checkpoint(ctx)
	if !errors.Is(err, ErrNoKey) {
		return signed, err
	}
	if err := l.Seal(ctx, sealFor); err != nil {
		return Signed{}, err
	}
	var head Signed
	err = l.db.Read(ctx, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT coalesce(max(seq) + 1, 0), clock_timestamp() FROM seal`).Scan(&head.Size, &head.At); err != nil {
			return err
		}
		tree, err := readTree(ctx, tx, head.Size)
		if err == nil {
			head.Root = tree.Root()
		}
		return err
	})
	return head, err
}

// SignManifest gives the statement about a manifest and the key that verifies it; both are empty where no key is set.
func (l *Log) SignManifest(m seal.Manifest) (statement, verifier string, err error) {
	if l.signer == "" {
		return "", "", nil
	}
	_, statement, err = m.Sign(l.signer)
	return statement, l.Verifier(), err
}
