package setting

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// Read takes all settings in a transaction, for a task that needs one. Kind: Unavailable.
func Read(ctx context.Context, tx pgx.Tx) (Values, error) {
	rows, err := dbsqlc.New(tx).SettingValues(ctx)
	values := make(Values, len(rows))
	for _, r := range rows {
		if r.Value != nil {
			values[Key(r.Key)] = int(*r.Value)
		}
	}
	return values, postgres.Translate(err)
}

// In is one setting as it counts in a transaction. Kind: Unavailable.
func In(ctx context.Context, tx pgx.Tx, key Key) (int, error) {
	values, err := Read(ctx, tx)
	return values.Get(key), err
}

func states(ctx context.Context, tx pgx.Tx) (map[Key]State, error) {
	rows, err := dbsqlc.New(tx).SettingList(ctx)
	all := make(map[Key]State, len(rows))
	for _, r := range rows {
		one := State{ChangedBy: r.ChangedBy}
		if r.Value != nil {
			one.Value = int(*r.Value)
		}
		if r.ChangedAt != nil {
			one.ChangedAt = *r.ChangedAt
		}
		all[Key(r.Key)] = one
	}
	return all, postgres.Translate(err)
}

// lock holds a setting until the transaction ends and gives its value.
func lock(ctx context.Context, tx pgx.Tx, key Key) (int, error) {
	q := dbsqlc.New(tx)
	if err := q.SettingEnsure(ctx, string(key)); err != nil {
		return 0, postgres.Translate(err)
	}
	value, err := q.SettingForUpdate(ctx, string(key))
	if value == nil {
		return Values{}.Get(key), postgres.Translate(err)
	}
	return Values{key: int(*value)}.Get(key), postgres.Translate(err)
}

func set(ctx context.Context, tx pgx.Tx, key Key, value int, now time.Time, by string) error {
	return postgres.Translate(dbsqlc.New(tx).SettingSet(ctx, dbsqlc.SettingSetParams{
		Key: string(key), Value: int32(value), Now: now, MemberID: by,
	}))
}
