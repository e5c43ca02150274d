package handlers

import (
	"net/http"
	"net/url"

	"portico/internal/apperr"
	"portico/internal/export"
	"portico/internal/secret"
	"portico/views/components"
)

type exportForm struct {
	What   string `form:"what" max:"20"`
	Query  string `form:"query" max:"2000"`
	Format string `form:"format" max:"10"`
}

// exportMake settles what a page shows as an export; its file is fetched from the export's page.
func (s *Server) exportMake(c *call) error {
	var in exportForm
	if err := c.bind(&in); err != nil {
		return err
	}
	asked, err := c.asking(in.Query)
	if err != nil {
		return err
	}
	order := export.Order{What: in.What, Format: in.Format}
	if in.What == export.Ledger {
		q, err := readLedgerQuestion(asked, s.Now())
		if err != nil {
			return err
		}
		order.Ledger, order.Address = q.Question, q.values
	} else {
		q, err := readTrailQuestion(asked)
		if err != nil {
			return err
		}
		order.Trail, order.Address = q.Filter, q.values
	}
	made, err := s.Exports.Make(c.ctx(), c.actor, order)
	if err != nil {
		return err
	}
	return c.redirect("/exports/" + made.ID)
}

// ledgerExport makes files of an answer, by the very moments that it was answered with.
func ledgerExport(m ledgerMapping) components.ExportModel {
	return components.ExportModel{
		Line: countOf(m.shown(), "row", "rows") + " as shown, with filters, time and head of the chain",
		What: export.Ledger, Query: queryOf(m.exactURL(), "/ledger?"), PrintURL: "/ledger/print?" + queryOf(m.exactURL(), "/ledger?"),
	}
}

// trailExport makes files of the events that filters leave.
func trailExport(q trailQuestion) components.ExportModel {
	return components.ExportModel{
		Line: "The events as shown and those of all pages, with filters and head of the chain",
		What: export.Trail, Query: queryOf(q.url("/trail"), "/trail?"), PrintURL: q.url("/trail/print"),
	}
}

// asking is the same call with another query string, so that a question is read as its own page reads it. Kind: Invalid.
func (c *call) asking(query string) (*call, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, apperr.New(apperr.Invalid, "The question of this export could not be read. Open its page again and export from there.")
	}
	for name := range values {
		if secret.In(values.Get(name)) {
			return nil, apperr.Field("query", secret.Advice)
		}
	}
	request := c.Request().Clone(c.ctx())
	request.Method, request.URL = http.MethodGet, &url.URL{Path: c.Request().URL.Path, RawQuery: values.Encode()}
	return &call{Context: c.Echo().NewContext(request, c.Response()), server: c.server, actor: c.actor}, nil
}
