package signin

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// queries are the feature's statements in a transaction. Generated types do not leave this file.
func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

// account is what signing in asks of an address.
type account struct {
	memberID string
	hash     string
}

// accountFor gives the account of an address. For one that is unknown, disabled or without a password the hash is empty.
func accountFor(ctx context.Context, db *postgres.DB, key string) (account, error) {
	row, err := dbsqlc.New(db.Pool()).PasswordOfKey(ctx, key)
	if errors.Is(err, pgx.ErrNoRows) || (err == nil && row.DisabledAt != nil) {
		return account{}, nil
	}
	return account{memberID: row.ID, hash: row.Hash}, postgres.Translate(err)
}

// serverKey gives a key of the server, made by whoever asks first.
func serverKey(ctx context.Context, db *postgres.DB, name string, fresh []byte) ([]byte, error) {
	q := dbsqlc.New(db.Pool())
	key, err := q.ServerKeyGet(ctx, name)
	if errors.Is(err, pgx.ErrNoRows) {
		if err := q.ServerKeyMake(ctx, name, fresh); err != nil {
			return nil, postgres.Translate(err)
		}
		key, err = q.ServerKeyGet(ctx, name)
	}
	return key, postgres.Translate(err)
}

func insertReset(ctx context.Context, tx pgx.Tx, r reset, hash []byte) error {
	return queries(tx).ResetInsert(ctx, dbsqlc.ResetInsertParams{
		ID: r.id, MemberID: r.memberID, TokenHash: hash, MadeBy: orNil(r.madeBy), CreatedAt: r.createdAt, ExpiresAt: r.expiresAt,
	})
}

func resetByToken(ctx context.Context, tx pgx.Tx, hash []byte, now time.Time) (ResetLink, error) {
	row, err := queries(tx).ResetByToken(ctx, hash, now)
	return ResetLink{MemberID: row.MemberID, Name: row.Name, Email: row.Email}, postgres.Translate(err)
}

func claimReset(ctx context.Context, tx pgx.Tx, hash []byte, now time.Time) (id, memberID string, err error) {
	row, err := queries(tx).ResetClaim(ctx, now, hash)
	return row.ID, row.MemberID, postgres.Translate(err)
}

// wish is a new password that someone asked for by mail.
type wish struct {
	id    string
	key   string
	tries int32
}

func dueWish(ctx context.Context, tx pgx.Tx, now time.Time) (wish, error) {
	row, err := queries(tx).ResetWishDue(ctx, now)
	return wish{row.ID, row.EmailKey, row.Tries}, err
}

func sessionsOf(ctx context.Context, tx pgx.Tx, memberID string, now time.Time) ([]Place, error) {
	rows, err := queries(tx).SignInSessions(ctx, memberID, now)
	if err != nil {
		return nil, err
	}
	places := make([]Place, 0, len(rows))
	for _, r := range rows {
		places = append(places, Place{
			SessionID: r.ID, Address: r.Address, Agent: r.Agent, Since: r.CreatedAt, SeenAt: r.LastSeenAt, Until: r.ExpiresAt,
		})
	}
	return places, nil
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func countAttempt(ctx context.Context, db *postgres.DB, name string, now, windowOpen time.Time) (int32, error) {
	n, err := dbsqlc.New(db.Pool()).AttemptCount(ctx, name, now, windowOpen)
	return n, postgres.Translate(err)
}

func giveBackAttempt(ctx context.Context, db *postgres.DB, name string) error {
	return postgres.Translate(dbsqlc.New(db.Pool()).AttemptGiveBack(ctx, name))
}

// retention is how long each class of data is kept, by its name. None of signin's is kept for ever.
func retention(ctx context.Context, tx pgx.Tx) (map[string]time.Duration, error) {
	rows, err := queries(tx).RetentionList(ctx)
	keep := make(map[string]time.Duration, len(rows))
	for _, r := range rows {
		if r.Days != nil {
			keep[r.Class] = time.Duration(*r.Days) * 24 * time.Hour
		}
	}
	return keep, err
}
