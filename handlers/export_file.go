package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"portico/internal/apperr"
	"portico/internal/export"
)

// A file may take as long as exportDeadline, as long as its reader takes something of it every stallDeadline.
const (
	exportDeadline = 2 * time.Hour
	stallDeadline  = time.Minute
)

// isExportFile tells the address of an export's file from all others: it is streamed, for longer than a page may take, and not
// compressed again.
func isExportFile(path string) bool {
	return strings.HasPrefix(path, "/exports/") && strings.HasSuffix(path, "/file")
}

// exportFile streams the file of an export. An error after its first byte can only cut it short, so that it is seen to be
// broken.
func (s *Server) exportFile(c *call) error {
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	e, err := s.readExport(c)
	if err != nil {
		return err
	}
	out := &fileWriter{c: c, name: exportName(e), control: http.NewResponseController(c.Response())}
	err = s.Exports.Fetch(c.ctx(), c.actor, e.ID, out)
	switch {
	case err == nil:
		return nil
	case out.begun:
		if !errors.Is(err, export.ErrStopped) {
			s.Log.Info("an export ended before its end", "request_id", requestID(c), "err", err)
		}
		panic(http.ErrAbortHandler)
	case apperr.Is(err, apperr.Conflict):
		c.flash("problem", "This file is being fetched already. Stop that first, or wait until it has ended.")
		return c.redirect("/exports/" + e.ID)
	case errors.Is(err, export.ErrStopped):
		return c.redirect("/exports/" + e.ID)
	}
	return err
}

// exportName is what the file is called: what it is of, and the day in UTC on which it was made.
func exportName(e export.Export) string {
	return fmt.Sprintf("portico-%s-%s-%s.zip", e.What, e.MadeAt.UTC().Format(time.DateOnly), e.ID[len(e.ID)-6:])
}

// fileWriter begins the answer with its first byte, and gives a reader who is slow, but reads, the time that it needs.
type fileWriter struct {
	c           *call
	name        string
	control     *http.ResponseController
	begun       bool
	extended    time.Time
	interrupted atomic.Bool
}

// Write sends bytes of the file.
func (w *fileWriter) Write(p []byte) (int, error) {
	if !w.begun {
		w.begun = true
		h := w.c.Response().Header()
		h.Set("Content-Type", "application/zip")
		h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", w.name))
		w.c.Response().WriteHeader(http.StatusOK)
	}
	if now := time.Now(); now.Sub(w.extended) > stallDeadline/10 && !w.interrupted.Load() {
		w.extended = now
		// A recorder of a test cannot be told and needs not be. The server's deadline for reading would end the request too.
		if err := w.control.SetWriteDeadline(now.Add(stallDeadline)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return 0, err
		}
		if err := w.control.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return 0, err
		}
	}
	return w.c.Response().Write(p)
}

// Interrupt ends a Write that waits for a slow reader.
func (w *fileWriter) Interrupt() {
	w.interrupted.Store(true)
	_ = w.control.SetWriteDeadline(time.Now()) // where it cannot be told, the write ends by itself
}

// exportStop ends a file on its way, wherever it is being fetched.
func (s *Server) exportStop(c *call) error {
	var in struct{}
	if err := c.bind(&in); err != nil {
		return err
	}
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	if err := s.Exports.Stop(c.ctx(), c.actor, id); err != nil {
		return err
	}
	c.flash("done", "Stopped. What has arrived of the file cannot be opened.")
	return c.redirect("/exports/" + id)
}
