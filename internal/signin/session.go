package signin

import (
	"context"
	"net/http" //nolint:depguard // scs's cookie speaks of http.SameSite
	"time"

	"github.com/alexedwards/scs/v2"

	"portico/internal/postgres"
)

const (
	memberKey = "member"
	flashKey  = "flash"
)

// SessionOptions are the limits of a session.
type SessionOptions struct {
	// Lifetime is the absolute limit, Idle the limit without a request.
	Lifetime, Idle time.Duration
	// Secure is true where the base URL is https: the cookie is then bound to host and transport.
	Secure bool
}

// Sessions keeps who is signed in. The token in the cookie is stored as a hash only.
type Sessions struct{ *scs.SessionManager }

// NewSessions makes sessions kept in db.
func NewSessions(db *postgres.DB, o SessionOptions) *Sessions {
	m := scs.New()
	m.Store = store{db}
	m.Codec = jsonCodec{}
	m.HashTokenInStore = true
	m.Lifetime = o.Lifetime
	m.IdleTimeout = o.Idle
	m.Cookie.Name = "portico"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = o.Secure
	if o.Secure {
		m.Cookie.Name = "__Host-portico"
	}
	return &Sessions{m}
}

// Begin signs a member in to this session under a new token, so that a token known before is worth nothing after.
func (s *Sessions) Begin(ctx context.Context, memberID string) error {
	if err := s.RenewToken(ctx); err != nil {
		return postgres.Translate(err)
	}
	s.Put(ctx, memberKey, memberID)
	return nil
}

// MemberID is who is signed in; empty for nobody.
func (s *Sessions) MemberID(ctx context.Context) string { return s.GetString(ctx, memberKey) }

// End signs this session out for good.
func (s *Sessions) End(ctx context.Context) error { return postgres.Translate(s.Destroy(ctx)) }

// PutFlash keeps a message for the next page; PopFlash takes it.
func (s *Sessions) PutFlash(ctx context.Context, text string) { s.Put(ctx, flashKey, text) }

// PopFlash gives the kept message once; empty for none.
func (s *Sessions) PopFlash(ctx context.Context) string { return s.PopString(ctx, flashKey) }
