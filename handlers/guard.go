package handlers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"portico/internal/apperr"
)

const requestIDKey = "portico.request-id"

// dropRequestID takes away an id that the outside sent: ids in events are ours.
func dropRequestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Request().Header.Del(echo.HeaderXRequestID)
		return next(c)
	}
}

func setRequestID(c echo.Context, id string) { c.Set(requestIDKey, id) }

func requestID(c echo.Context) string {
	id, _ := c.Get(requestIDKey).(string)
	return id
}

// sameOrigin refuses every changing request that another site made a browser send. There are no tokens in forms: the
// browser itself says where a request comes from (Sec-Fetch-Site, else Origin).
func (s *Server) sameOrigin() echo.MiddlewareFunc {
	guard := http.NewCrossOriginProtection()
	if err := guard.AddTrustedOrigin(s.BaseURL); err != nil {
		s.Log.Error("the base URL is not an origin", "base_url", s.BaseURL, "err", err)
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := guard.Check(c.Request()); err != nil {
				return apperr.Wrap(apperr.Forbidden, "This was sent from another site. Open Portico and do it from there.", err)
			}
			return next(c)
		}
	}
}

// maxDrained is how much of a body that is too long is still read and thrown away, in bytes: a photograph, not a film.
const maxDrained = 32 << 20

// limitBody refuses bodies over maxBody, whatever length they claim.
func limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.ContentLength > maxBody {
			// Read on, so that the answer is read: a browser that is cut off while it sends shows a page of its own.
			_, _ = io.CopyN(io.Discard, r.Body, maxDrained) // what is thrown away cannot fail to be
			return &http.MaxBytesError{Limit: maxBody}
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, maxBody)
		return next(c)
	}
}

// deadline ends the work for a request that takes too long; files may take longer than pages.
func deadline(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		limit := pageDeadline
		switch {
		case isExportFile(c.Request().URL.Path):
			// Its writer moves the server's own limits as long as somebody reads.
			limit = exportDeadline
		case strings.HasSuffix(c.Request().URL.Path, ".csv"):
			limit = fileDeadline
			// A file may take longer to write than the server lets a page take. Where a test's recorder cannot be told, it
			// needs not be.
			err := http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(fileDeadline))
			if err != nil && !errors.Is(err, http.ErrNotSupported) {
				return err
			}
		}
		ctx, cancel := context.WithTimeout(c.Request().Context(), limit)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// recoverPanic turns a panic into an error that is logged with its stack and shown as ours.
func recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if cause, ok := r.(error); ok && errors.Is(cause, http.ErrAbortHandler) {
					panic(r)
				}
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}
