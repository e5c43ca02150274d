package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"portico/internal/apperr"
	"portico/views/problem"
)

// statuses is the one place where a kind of error becomes a status.
var statuses = map[apperr.Kind]int{
	apperr.Internal:        http.StatusInternalServerError,
	apperr.Invalid:         http.StatusUnprocessableEntity,
	apperr.Unauthenticated: http.StatusUnauthorized,
	apperr.Forbidden:       http.StatusForbidden,
	apperr.NotFound:        http.StatusNotFound,
	apperr.Conflict:        http.StatusConflict,
	apperr.Unavailable:     http.StatusServiceUnavailable,
	apperr.TooMany:         http.StatusTooManyRequests,
}

// statusOf is the status that an error is answered with.
func statusOf(err error) int {
	var fromEcho *echo.HTTPError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &fromEcho):
		return fromEcho.Code
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	}
	return statuses[apperr.KindOf(err)]
}

// fieldErrors takes an error apart for a form that comes back: the sentence for each field and the one above the form. ok is
// false for an error that the form cannot show.
func fieldErrors(err error) (fields map[string]string, message string, status int, ok bool) {
	var typed *apperr.Error
	if !errors.As(err, &typed) || (typed.Kind != apperr.Invalid && typed.Kind != apperr.Conflict) {
		return nil, "", 0, false
	}
	return typed.Fields, typed.Message, statuses[typed.Kind], true
}

// answerError is the one place where errors become answers: status, page, log.
func (s *Server) answerError(err error, ec echo.Context) {
	status := statusOf(err)
	s.logError(err, ec, status)
	if ec.Response().Committed {
		return
	}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		ec.Response().Header().Set("Retry-After", "5")
	}
	if ec.Request().Method == http.MethodHead {
		_ = ec.NoContent(status) // nobody is left to tell when this fails
		return
	}
	if status == http.StatusUnauthorized && !wantsJSON(ec) {
		_ = ec.Redirect(http.StatusSeeOther, signInURL(ec)) // as above
		return
	}
	if err := s.writeProblem(err, ec, status); err != nil {
		s.Log.Error("the error page could not be written", "request_id", requestID(ec), "err", err)
	}
}

func (s *Server) logError(err error, ec echo.Context, status int) {
	log := s.Log.Info
	if status >= http.StatusInternalServerError {
		log = s.Log.Error
	}
	log("answered with an error", "request_id", requestID(ec), "method", ec.Request().Method, "route", ec.Path(),
		"status", status, "err", loggable(err))
}

// loggable leaves out of an error what a person typed: the sentences beside the fields of a form may repeat it.
func loggable(err error) string {
	var typed *apperr.Error
	if !errors.As(err, &typed) || typed.Kind != apperr.Invalid {
		return err.Error()
	}
	return "invalid: " + strings.Join(slices.Sorted(maps.Keys(typed.Fields)), ", ")
}

func (s *Server) writeProblem(err error, ec echo.Context, status int) error {
	m := problem.New(status)
	var typed *apperr.Error
	if errors.As(err, &typed) && typed.Message != "" && status != http.StatusNotFound {
		m.What = typed.Message
		// The sentences beside the fields of a form say more; this page has no form.
		if len(typed.Fields) > 0 {
			m.What = strings.Join(slices.Compact(slices.Sorted(maps.Values(typed.Fields))), " ")
		}
	}
	// A page that does not exist and one that may not be known to exist are the same, byte for byte: no id, no time.
	if status != http.StatusNotFound {
		m.RequestID = requestID(ec)
	}
	if wantsJSON(ec) {
		return writeProblemJSON(ec, m)
	}
	c, ok := ec.Get(callKey).(*call)
	if !ok {
		c = &call{Context: ec, server: s}
	}
	if !c.actor.SignedIn() {
		m.HomeURL, m.HomeLabel = "/sign-in", "Go to sign-in"
	}
	// The request's own time may be what ran out.
	return c.renderIn(context.WithoutCancel(c.ctx()), status, problem.Page(m))
}

func writeProblemJSON(ec echo.Context, m problem.Model) error {
	ec.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	ec.Response().WriteHeader(m.Status)
	return json.NewEncoder(ec.Response()).Encode(map[string]any{
		"status": m.Status, "title": m.Title, "detail": m.What, "request_id": m.RequestID,
	})
}

func wantsJSON(ec echo.Context) bool {
	accept := ec.Request().Header.Get(echo.HeaderAccept)
	return strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

// signInURL leads to the way in and, for a page, back to it. What the vendor sent back stands in no further address.
func signInURL(ec echo.Context) string {
	if strings.HasPrefix(ec.Request().URL.Path, "/proof/return") {
		return "/sign-in?next=/apps"
	}
	if ec.Request().Method != http.MethodGet || ec.Request().URL.Path == "/" {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(ec.Request().URL.RequestURI())
}
