package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// readyWithin is how long the database may take to say that it is there.
const readyWithin = 1500 * time.Millisecond

// healthz says that the process answers. It asks nobody else, so that a slow database does not get the process killed.
func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// readyz says that work may be sent here: not draining, database reachable, schema current.
func (s *Server) readyz(c echo.Context) error {
	if s.draining.Load() {
		return c.String(http.StatusServiceUnavailable, "draining\n")
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyWithin)
	defer cancel()
	current, err := s.DB.SchemaCurrent(ctx)
	switch {
	case err != nil:
		s.Log.Warn("not ready", "request_id", requestID(c), "err", err)
		return c.String(http.StatusServiceUnavailable, "database not reachable\n")
	case !current:
		return c.String(http.StatusServiceUnavailable, "schema not current\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
