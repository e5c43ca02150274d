package handlers

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/signin"
)

// saveWithin is how long keeping a session may take.
const saveWithin = 3 * time.Second

// session loads who is signed in and saves the session just before the answer's first byte. It is our own, not scs's
// LoadAndSave: that one sets the cookie twice when a handler returns an error.
func (s *Server) session(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		visit := &signin.Visit{Client: signin.Client{Address: c.RealIP(), Agent: strings.ToValidUTF8(c.Request().UserAgent(), "?")}}
		ctx := signin.WithVisit(c.Request().Context(), visit)
		var token string
		if cookie, err := c.Cookie(s.Sessions.Cookie.Name); err == nil {
			token = cookie.Value
		}
		ctx, err := s.Sessions.Load(ctx, token)
		if err != nil {
			return err
		}
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Before(func() { s.saveSession(c, visit) })
		return next(c)
	}
}

func (s *Server) saveSession(c echo.Context, visit *signin.Visit) {
	// Kept even when the request's own time ran out: what was signed out stays signed out.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), saveWithin)
	defer cancel()
	switch s.Sessions.Status(ctx) {
	case scs.Modified:
		token, expiry, err := s.Sessions.Commit(ctx)
		if err != nil {
			// The answer is on its way; the person will have to sign in again, so it must not be silent.
			s.Log.Error("the session could not be kept", "request_id", requestID(c), "err", err)
			return
		}
		if visit.Written {
			s.Sessions.WriteSessionCookie(ctx, c.Response(), token, expiry)
		}
	case scs.Destroyed:
		c.SetCookie(&http.Cookie{
			Name: s.Sessions.Cookie.Name, Path: "/", MaxAge: -1, HttpOnly: true,
			Secure: s.Sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode,
		})
	}
}

// actor finds who acts. A member who was disabled, or whose session was revoked, is nobody.
func (s *Server) actor(c echo.Context) (access.Actor, error) {
	actor := access.AnonymousActor()
	ctx := c.Request().Context()
	if id := s.Sessions.MemberID(ctx); id != "" {
		known, err := s.People.ActorFor(ctx, id)
		switch {
		case apperr.Is(err, apperr.NotFound):
			if err := s.Sessions.End(ctx); err != nil {
				return actor, err
			}
		case err != nil:
			return actor, err
		default:
			actor = known
		}
	}
	actor.RequestID = requestID(c)
	return actor, nil
}
