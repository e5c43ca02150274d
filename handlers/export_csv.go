package handlers

import (
	"fmt"
	"net/http"
	"time"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/export"
	"portico/internal/permission"
)

// csvAnswer begins a file that is streamed. An error after its first byte can only cut it short.
func (c *call) csvAnswer(name string) *export.Table {
	h := c.Response().Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	c.Response().WriteHeader(http.StatusOK)
	return export.NewCSV(c.Response())
}

// ledgerCSV streams the rows of the answer as shown, those of all its pages, and nothing else: no manifest, no signature. It
// changes nothing and so leaves no event: a GET never does.
func (s *Server) ledgerCSV(c *call) error {
	q, err := readLedgerQuestion(c, s.Now())
	if err != nil {
		return err
	}
	q.After = ""
	var out *export.Table
	var cells export.LedgerRows
	begin := func() error {
		out = c.csvAnswer("ledger-" + orNow(q.AsOf, s.Now()).In(c.location()).Format(time.DateOnly) + ".csv")
		return out.Row(export.LedgerColumns()...)
	}
	err = s.Exports.EachRow(c.ctx(), c.actor, q.Question, func(asked permission.Question, r permission.Row) error {
		if out == nil {
			if err := begin(); err != nil {
				return err
			}
		}
		return out.Row(cells.Of(asked, r)...)
	})
	if err != nil {
		return err
	}
	if out == nil {
		if err := begin(); err != nil {
			return err
		}
	}
	return out.Flush()
}

// trailCSV streams the events that the filters leave, those of all pages, also those that are not sealed yet. It changes
// nothing and so leaves no event.
func (s *Server) trailCSV(c *call) error {
	q, err := readTrailQuestion(c)
	if err != nil {
		return err
	}
	// The filter is checked before the first byte, while an error can still be a page.
	if err := s.Trail.Check(c.actor, q.Filter); err != nil {
		return err
	}
	if err := c.actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return err
	}
	out := c.csvAnswer("trail-" + s.Now().In(c.location()).Format(time.DateOnly) + ".csv")
	if err := out.Row(export.TrailColumns()...); err != nil {
		return err
	}
	if err := s.Trail.Each(c.ctx(), c.actor, q.Filter, func(l audit.Line) error { return out.Row(export.TrailCells(l, s.stepTitle)...) }); err != nil {
		return err
	}
	return out.Flush()
}
