package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/export"
	"portico/internal/permission"
	"portico/views/components"
	view "portico/views/export"
)

// maxPrinted is how many rows go on paper.
const maxPrinted = 5000

// ledgerPrint is the answer with all its rows, for paper.
func (s *Server) ledgerPrint(c *call) error {
	now := s.Now()
	q, err := readLedgerQuestion(c, now)
	if err != nil {
		return err
	}
	q.After, q.Limit = "", 1
	answer, err := s.Permissions.Holders(c.ctx(), c.actor, q.Question)
	if err != nil {
		return err
	}
	head, err := s.Exports.Latest(c.ctx())
	if err != nil {
		return err
	}
	m := ledgerMapping{q: q, answer: answer, zone: c.location(), now: now, actor: c.actor, step: s.stepTitle}
	said := answerSentence(answer, m.reader(), m.company(), m.zone, q.exact, now)
	page := view.Paper{
		Title: "Ledger", Answer: said.Before + " " + said.Finding + said.After, Heads: ledgerPaperHeads(m), Caption: m.page().Caption,
		Back: "Back to the ledger", BackURL: q.url("/ledger"),
		Line: "Portico ledger, as of " + bothMoments(answer.Question.AsOf, m.zone) + ", as known at " + bothMoments(answer.Question.KnownAt, m.zone),
		Facts: append([]components.Fact{
			{Name: "As of", Value: bothMoments(answer.Question.AsOf, m.zone)},
			{Name: "As known at", Value: bothMoments(answer.Question.KnownAt, m.zone)},
			{Name: "Rows", Value: fmt.Sprint(m.shown())},
			{Name: "Query", Value: queryOf(m.exactURL(), "/ledger?"), Mono: true},
		}, printedHead(head)...),
	}
	switch {
	case m.shown() > maxPrinted:
		page.TooMany = fmt.Sprintf("These are %d rows, and %d go on paper. Export them as a file, or narrow the question.", m.shown(), maxPrinted)
	case m.shown() == 0:
		page.Empty = "No row answers this question."
	default:
		err = s.Permissions.EachHolder(c.ctx(), c.actor, answer.Question, func(_ permission.Question, r permission.Row) error {
			page.Rows = append(page.Rows, ledgerPaperCells(r, m))
			return nil
		})
	}
	if err != nil {
		return err
	}
	if answer.Ready && answer.Fingerprint != "" {
		page.Facts = append(page.Facts, components.Fact{Name: "Fingerprint (SHA-256)", Value: answer.Fingerprint, Mono: true})
	}
	page.Frame = c.frame("Ledger on paper")
	page.Frame.Modules = []string{"print.js"}
	return c.render(http.StatusOK, view.PaperView(page))
}

func ledgerPaperHeads(m ledgerMapping) []string {
	heads := []string{"Person", "E-mail", "Company", "Environment", "App", "Kind", "Held since", "Until", "Evidence"}
	if why := m.whyHead(); why != "" {
		heads = append(heads, why)
	}
	return heads
}

func ledgerPaperCells(r permission.Row, m ledgerMapping) []string {
	until := "Open"
	if !r.HeldUntil.IsZero() {
		until = dayMonthYear(r.HeldUntil, m.zone)
	}
	cells := []string{
		r.Name, r.Email, companyWord(r), r.Environment, r.App, kindWord(r.Kind), dayMonthYear(r.HeldFrom, m.zone), until,
		evidenceWord(r.Grade) + ", " + evidenceLine(r, m.answer.Question.AsOf, m.zone),
	}
	if m.whyHead() != "" {
		cells = append(cells, strings.Join(m.why(r), ". "))
	}
	return cells
}

// trailPrint is the events that the filters leave, for paper.
func (s *Server) trailPrint(c *call) error {
	q, err := readTrailQuestion(c)
	if err != nil {
		return err
	}
	if err := c.actor.Check(access.LedgerExport, access.Scope{}); err != nil {
		return err
	}
	head, err := s.Exports.Latest(c.ctx())
	if err != nil {
		return err
	}
	now := bothMoments(s.Now(), c.location())
	page := view.Paper{
		Title: "Trail", Heads: []string{"Event", "When (UTC)", "What happened", "Evidence", "Reason"}, Caption: "Events, the newest first",
		Back: "Back to the trail", BackURL: q.url("/trail"), Line: "Portico trail, printed " + now,
	}
	mark := export.NewFingerprint()
	tooMany := fmt.Errorf("more than %d events", maxPrinted)
	err = s.Trail.Each(c.ctx(), c.actor, q.Filter, func(l audit.Line) error {
		if len(page.Rows) == maxPrinted {
			return tooMany
		}
		mark.AddEvent(l)
		page.Rows = append(page.Rows, []string{
			fmt.Sprint(l.ID), l.At.UTC().Format("2006-01-02 15:04:05"), l.Say(s.stepTitle), evidenceWord(l.Grade), l.Reason,
		})
		return nil
	})
	rows := countOf(len(page.Rows), "event", "events")
	switch {
	case errors.Is(err, tooMany):
		page.Rows, rows = nil, "more than "+rows
		page.TooMany = fmt.Sprintf("These are more than %d events. Export them as a file, or narrow the filters.", maxPrinted)
	case err != nil:
		return err
	case len(page.Rows) == 0:
		page.Empty = "No event matches these filters."
	}
	page.Facts = append([]components.Fact{
		{Name: "Printed", Value: now}, {Name: "Events", Value: rows}, {Name: "Query", Value: orWord(queryOf(q.url("/trail"), "/trail?"), "everything"), Mono: true},
	}, printedHead(head)...)
	if page.TooMany == "" {
		page.Facts = append(page.Facts, components.Fact{Name: "SHA-256 of the hashes of these events, a line each", Value: mark.String(), Mono: true})
	}
	page.Frame = c.frame("Trail on paper")
	page.Frame.Modules = []string{"print.js"}
	return c.render(http.StatusOK, view.PaperView(page))
}

// printedHead is the newest checkpoint, by which the paper can be held against a file.
func printedHead(h export.Head) []components.Fact {
	if h.Size == 0 {
		return []components.Fact{{Name: "Head of the chain", Value: "No checkpoint is signed yet"}}
	}
	return headFacts(h)
}

// queryOf takes the path off an address; nothing is left of one without a query.
func queryOf(address, path string) string {
	query, found := strings.CutPrefix(address, path)
	if !found {
		return ""
	}
	return query
}

func orWord(text, word string) string {
	if text == "" {
		return word
	}
	return text
}
