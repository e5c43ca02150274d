package handlers

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

// ledgerAskAgain shows a question that has no answer with what was typed and, above it, why. Any other error goes on.
func (s *Server) ledgerAskAgain(c *call, q ledgerQuestion, err error) error {
	fields, message, status, ok := fieldErrors(err)
	if !ok {
		return err
	}
	// Any question brings the companies to choose from; its rows are not shown.
	answer, err := s.Permissions.Holders(c.ctx(), c.actor, permission.Question{Limit: 1})
	if err != nil {
		return err
	}
	now := s.Now()
	m := ledgerMapping{q: q, answer: answer, zone: c.location(), now: now, actor: c.actor}
	m.answer.Question = q.Question
	page := ledger.Page{Note: m.note(), Ask: m.askTyped(fields, message)}
	page.Frame = c.frame("Ledger")
	return c.render(status, ledger.View(page))
}

// askTyped is the question with what the address says, right or wrong.
func (m ledgerMapping) askTyped(fields map[string]string, message string) ledger.Ask {
	ask := m.ask()
	typed := m.q.values
	ask.AsOf = cmp.Or(typed.Get("as_of"), m.now.In(m.zone).Format(time.DateOnly))
	if ask.Compares {
		ask.SinceDay = cmp.Or(typed.Get("since"), quarterBefore(m.now.In(m.zone)).Format(time.DateOnly))
	}
	if m.q.What == permission.ShouldNot {
		ask.Days = cmp.Or(typed.Get("days"), "90")
	}
	ask.Wrong.Title = "The ledger cannot answer this question"
	shown := map[string]bool{"as_of": true, "known_at": true, "since": ask.Compares, "days": ask.Days != ""}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		e := components.SummaryError{Text: fields[name]}
		if shown[name] {
			e.FieldID = "ask_" + name
		}
		ask.Wrong.Errors = append(ask.Wrong.Errors, e)
	}
	if len(fields) == 0 {
		ask.Wrong.Errors = []components.SummaryError{{Text: message}}
	}
	// Where its field is not on the page, what is wrong is left out: asked again, the question has an answer.
	if fields["since"] != "" && !ask.Compares {
		ask.Since = ""
	}
	return ask
}
