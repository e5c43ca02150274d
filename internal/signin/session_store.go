package signin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres"
)

// Client is where a request comes from, kept beside its session so that a person can recognise it.
type Client struct{ Address, Agent string }

// Visit is what one request knows of its session; the store fills it while scs loads and commits.
type Visit struct {
	Client Client
	// SessionID names the session's row for its owner; empty without a session.
	SessionID string
	// Written reports whether Commit wrote the row, so that the cookie has to be sent again.
	Written bool

	data      []byte
	expiresAt time.Time
	found     bool
}

type visitKey struct{}

// WithVisit hands the store a Visit for the length of one request.
func WithVisit(ctx context.Context, v *Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

func visitOf(ctx context.Context) *Visit {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok {
		return v
	}
	return &Visit{}
}

// rewriteAfter is how far an idle deadline has to move before it is written again: without it every request would write.
const rewriteAfter = time.Minute

// store keeps sessions in Postgres for scs. Its rows are revoked, never taken away while they could still be asked for: a
// request in flight commits at its end, and without the tombstone it would bring a session back that was just signed out.
type store struct{ db *postgres.DB }

// FindCtx gives the data of a live session of a member who is not disabled.
func (s store) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	v := visitOf(ctx)
	var data []byte
	err := s.db.Pool().QueryRow(ctx, `
		SELECT s.id::text, s.data, s.expires_at FROM session s LEFT JOIN member m ON m.id = s.member_id
		WHERE s.token = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND m.disabled_at IS NULL`,
		token).Scan(&v.SessionID, &data, &v.expiresAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, postgres.Translate(err)
	}
	v.data, v.found = data, true
	return data, true, nil
}

// CommitCtx writes a session unless it was revoked meanwhile, or nothing but a few seconds of its deadline changed.
func (s store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	v := visitOf(ctx)
	if v.found && !v.Written && bytes.Equal(v.data, data) && expiry.Sub(v.expiresAt) < rewriteAfter {
		return nil
	}
	_, values, err := jsonCodec{}.Decode(data)
	if err != nil {
		return err
	}
	member, _ := values[memberKey].(string)
	_, err = s.db.Pool().Exec(ctx, `
		INSERT INTO session (token, id, data, expires_at, member_id, address, agent)
		VALUES ($1, $2, $3, $4, nullif($5, '')::uuid, $6, left($7, 300))
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at,
			member_id = excluded.member_id, last_seen_at = now()
		WHERE session.revoked_at IS NULL`,
		token, postgres.NewID(), data, expiry, member, v.Client.Address, v.Client.Agent)
	if err != nil {
		return postgres.Translate(err)
	}
	v.Written = true
	return nil
}

// DeleteCtx revokes a session.
func (s store) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.db.Pool().Exec(ctx, `UPDATE session SET revoked_at = now() WHERE token = $1 AND revoked_at IS NULL`, token)
	return postgres.Translate(err)
}

// Find, Commit and Delete complete scs's interface; scs calls the ones with a context.
func (s store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a request.
func (s store) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx without a request.
func (s store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// jsonCodec writes a session with sorted keys, so that an unchanged session is the same bytes. Values are strings only.
type jsonCodec struct{}

type encoded struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

// Encode implements scs.Codec.
func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(encoded{deadline.UTC(), values})
}

// Decode implements scs.Codec.
func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var e encoded
	if err := json.Unmarshal(b, &e); err != nil {
		return time.Time{}, nil, err
	}
	if e.Values == nil {
		e.Values = map[string]any{}
	}
	return e.Deadline, e.Values, nil
}
