package handlers

import (
	"bytes"
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"portico/internal/access"
	"portico/internal/apperr"
)

// call is one request on its way through a handler: who acts, and the ways to answer.
type call struct {
	echo.Context
	server *Server
	actor  access.Actor
	// formKey is the once key that came with a form, to be kept when the form comes back with errors.
	formKey string
}

type handlerFunc func(*call) error

func (c *call) ctx() context.Context { return c.Request().Context() }

// query is a value of the query string, without spaces around it.
func (c *call) query(name string) string { return trim(c.QueryParam(name)) }

// pathID is an identifier out of the path. Kind: NotFound for anything that is not one, as for one that does not exist.
func (c *call) pathID(name string) (string, error) {
	id := c.Param(name)
	if parsed, err := uuid.Parse(id); err != nil || parsed.String() != id {
		return "", apperr.Missing()
	}
	return id, nil
}

// once is a new key for a form, so that the same form sent twice has one effect.
func (c *call) once() string {
	if c.formKey != "" {
		return c.formKey
	}
	return uuid.NewString()
}

// location is the reader's time zone.
func (c *call) location() *time.Location {
	loc, err := time.LoadLocation(c.actor.TimeZone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// redirect answers a change that succeeded: the browser fetches the page at path with GET.
func (c *call) redirect(path string) error { return c.Redirect(http.StatusSeeOther, path) }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render writes a page whole or not at all: a view that fails midway becomes an error page, never half a page.
func (c *call) render(status int, view templ.Component) error {
	return c.renderIn(c.ctx(), status, view)
}

func (c *call) renderIn(ctx context.Context, status int, view templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	defer buffers.Put(buf)
	if err := view.Render(ctx, buf); err != nil {
		return err
	}
	return c.HTMLBlob(status, buf.Bytes())
}
