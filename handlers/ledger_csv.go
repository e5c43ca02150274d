package handlers

import (
	"fmt"
	"net/http"
	"time"

	"portico/internal/permission"
)

// csvAnswer begins a file that is streamed. An error after its first byte can only cut it short.
func (c *call) csvAnswer(name string) *csvWriter {
	h := c.Response().Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	c.Response().WriteHeader(http.StatusOK)
	return newCSV(c.Response())
}

var ledgerColumns = []string{
	"Person", "E-mail", "Company", "Environment", "App", "Client ID", "Kind", "Held since (UTC)", "Held until (UTC)", "Why it ended",
	"Evidence", "Evidence since (UTC)", "Confirmed by", "Evidence in words", "Recorded by", "Recorded at (UTC)", "Grant", "Version",
	"As of (UTC)", "As known at (UTC)",
}

// ledgerCSV streams the rows of the answer as shown, those of all its pages. It changes nothing and so leaves no event: a GET
// never does.
func (s *Server) ledgerCSV(c *call) error {
	q, err := readLedgerQuestion(c, s.Now())
	if err != nil {
		return err
	}
	q.After = ""
	var out *csvWriter
	begin := func() error {
		out = c.csvAnswer("ledger-" + orNow(q.AsOf, s.Now()).In(c.location()).Format(time.DateOnly) + ".csv")
		return out.row(ledgerColumns...)
	}
	err = s.Permissions.EachHolder(c.ctx(), c.actor, q.Question, func(asked permission.Question, r permission.Row) error {
		if out == nil {
			if err := begin(); err != nil {
				return err
			}
		}
		return out.row(ledgerCells(asked, r)...)
	})
	if err != nil {
		return err
	}
	if out == nil {
		if err := begin(); err != nil {
			return err
		}
	}
	return out.flush()
}

func ledgerCells(q permission.Question, r permission.Row) []string {
	return []string{
		r.Name, r.Email, companyWord(r), r.Environment, r.App, r.ClientID, r.Kind, utc(r.HeldFrom), utc(r.HeldUntil), r.EndReason,
		r.Grade, utc(r.GradedAt), r.ConfirmedBy, r.Evidence, r.RecordedBy, utc(r.RecordedAt), r.GrantID, fmt.Sprint(r.Version),
		utc(q.AsOf), utc(q.KnownAt),
	}
}

// utc is a moment as machines read it; nothing for none.
func utc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
