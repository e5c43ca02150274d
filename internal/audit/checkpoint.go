package audit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/audit/seal"
)

// ErrNoKey says that no key is set by which checkpoints could be signed.
var ErrNoKey = errors.New("no key is set to sign checkpoints with: set PORTICO_CHECKPOINT_KEY, or PORTICO_DATA_DIR to have one made")

// Signed is a checkpoint with its signature.
type Signed struct {
	seal.Checkpoint
	// Note is the whole signed text, as seal.Open reads it.
	Note string
	At   time.Time
}

// SignWith sets the signing key of checkpoints. It is called once, before the log is shared. It fails for what is no key.
func (l *Log) SignWith(signer string) error {
	if _, err := seal.VerifierOf(signer); err != nil {
		return err
	}
	l.signer = signer
	return nil
}

// Verifier is the key by which everyone can verify checkpoints; empty where no key is set.
func (l *Log) Verifier() string {
	if l.signer == "" {
		return ""
	}
	key, err := seal.VerifierOf(l.signer)
	if err != nil {
		return ""
	}
	return key
}

// sealFor is how long Checkpoint seals at most before it signs what is sealed by then.
const sealFor = 5 * time.Second

// Checkpoint seals what can be sealed now and returns the signed head of the tree. Events of transactions that still run, and
// those behind them, are not in it. The sealer publishes it within seconds. Kinds: ErrNoKey where no key is set, Unavailable.
func (l *Log) Checkpoint(ctx context.Context) (Signed, error) {
	if l.signer == "" {
		return Signed{}, ErrNoKey
	}
	if err := l.Seal(ctx, sealFor); err != nil {
		return Signed{}, err
	}
	var made Signed
	err := l.db.Write(ctx, func(tx pgx.Tx) error {
		if _, err := takeSealLock(ctx, tx, true); err != nil {
			return err
		}
		var err error
		made, err = l.sign(ctx, tx)
		return err
	})
	return made, err
}

// Seal seals until nothing is left that can be sealed now, or until it took so long. It waits for another process that seals.
func (l *Log) Seal(ctx context.Context, atMost time.Duration) error {
	for end := time.Now().Add(atMost); ; {
		sealed, err := l.sealRound(ctx, true)
		if err != nil || sealed < sealStretch || time.Now().After(end) {
			return err
		}
	}
}

// sign signs the head as it is and keeps it, under the lock of the seal. An empty tree is signed but not kept.
func (l *Log) sign(ctx context.Context, tx pgx.Tx) (Signed, error) {
	size, err := sealedSize(ctx, tx)
	if err != nil {
		return Signed{}, err
	}
	var now time.Time
	if err := tx.QueryRow(ctx, `SELECT clock_timestamp()`).Scan(&now); err != nil {
		return Signed{}, err
	}
	tree, err := readTree(ctx, tx, size)
	if err != nil {
		return Signed{}, err
	}
	made := Signed{Checkpoint: seal.Checkpoint{Origin: seal.KeyName(l.signer), Size: size, Root: tree.Root()}, At: now}
	if made.Note, err = seal.Sign(made.Text(), l.signer); err != nil {
		return Signed{}, err
	}
	if size == 0 {
		return made, nil
	}
	if _, err := tx.Exec(ctx, `SELECT seal_checkpoint($1, $2, $3)`, size, made.Root[:], made.Note); err != nil {
		return Signed{}, fmt.Errorf("keep the checkpoint of %d events: %w", size, err)
	}
	return made, nil
}
