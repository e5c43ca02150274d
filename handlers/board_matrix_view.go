package handlers

import (
	"strconv"

	"portico/internal/board"
	"portico/internal/journey"
	view "portico/views/board"
	"portico/views/components"
)

// barView fills the filters, which count before they narrow.
func barView(b board.Board, a boardAddress) view.Bar {
	m := view.Bar{Action: a.path(), Query: b.Filter.Query, CSVURL: a.csv()}
	for _, s := range board.Statuses() {
		if !b.Full && s != board.Active {
			continue
		}
		chip := components.ChipModel{Text: boardStatusName(s, b.Edition.Vendor), Count: strconv.Itoa(b.Counts[s]), URL: a.with(boardStatus, string(s))}
		if b.Filter.Status == s {
			chip.On, chip.URL = true, a.with(boardStatus, "")
		}
		m.Chips = append(m.Chips, chip)
	}
	if step, ok := b.Edition.Step(b.Filter.Step); ok {
		m.Chips = append(m.Chips, components.ChipModel{Text: "At " + step.Short, On: true, URL: a.with(boardStep, "")})
	}
	if b.Filter.Query != "" {
		m.Chips = append(m.Chips, components.ChipModel{Text: "“" + b.Filter.Query + "”", On: true, URL: a.with(boardQuery, "")})
	}
	for _, keep := range []string{boardStatus, boardLook, boardDensity} {
		if v := a.query.Get(keep); v != "" {
			m.Keep = append(m.Keep, components.Hidden{Name: keep, Value: v})
		}
	}
	m.Steps = []components.Option{{Text: "Every step", Selected: b.Filter.Step == ""}}
	for _, step := range b.Edition.Steps {
		m.Steps = append(m.Steps, components.Option{Value: step.Key, Text: step.Short, Selected: b.Filter.Step == step.Key})
	}
	for _, g := range []struct {
		by   board.Grouping
		text string
	}{{board.Ungrouped, "Nothing"}, {board.ByCompany, "Company"}, {board.ByMonthStarted, "Month started"}} {
		m.Groups = append(m.Groups, components.Option{Value: string(g.by), Text: g.text, Selected: b.Filter.Group == g.by})
	}
	if a.is(boardLook, "list") {
		m.OtherView = components.ButtonModel{Text: "View as table", Size: "small", Icon: "menu", URL: a.with(boardLook, "")}
		return m
	}
	compact := a.is(boardDensity, "compact")
	m.Density = components.SegmentsModel{Label: "Density", Items: []components.Segment{
		{Text: "Roomy", URL: a.with(boardDensity, ""), Current: !compact}, {Text: "Compact", URL: a.with(boardDensity, "compact"), Current: compact},
	}}
	m.OtherView = components.ButtonModel{Text: "View as list", Size: "small", Icon: "list", URL: a.with(boardLook, "list")}
	return m
}

func boardStatusName(s board.Status, vendor string) string {
	switch s {
	case board.Problem:
		return "Problem"
	case board.WaitingUs:
		return "Waiting for us"
	case board.WaitingVendor:
		return "Waiting for " + vendor
	case board.Overdue:
		return "Overdue"
	case board.Active:
		return "Active"
	case board.Everybody:
	}
	return "Everybody"
}

// noMatchView tells a good zero from filters that do not fit together.
func noMatchView(b board.Board, a boardAddress) *components.EmptyModel {
	clear := []components.ButtonModel{{Text: "Show everybody", URL: a.only()}}
	if b.Filter.Step == "" && b.Filter.Query == "" {
		zero := map[board.Status]string{
			board.Problem: "Nobody has a problem", board.WaitingUs: "Nobody waits for us", board.WaitingVendor: "Nobody waits for " + b.Edition.Vendor,
			board.Overdue: "Nobody is overdue", board.Active: "Everybody is complete",
		}[b.Filter.Status]
		return &components.EmptyModel{Kind: components.EmptyNothing, Level: 3, Title: zero, Text: "Of " + boardCount(b.Total, "developer", "developers") + ".", Actions: clear}
	}
	return &components.EmptyModel{
		Kind: components.EmptyNoMatch, Level: 3, Title: "Nobody matches these filters",
		Text: boardCount(b.Total, "developer is", "developers are") + " hidden by them.", Actions: clear,
	}
}

// matrixView fills the table, or the list out of the same rows.
func matrixView(b board.Board, a boardAddress, r boardReader) view.Matrix {
	m := view.Matrix{Caption: "Developers by step, those who are stuck first. Days are working days.", Compact: a.is(boardDensity, "compact"), ShowCause: b.Full, Legend: legendView(b)}
	for _, stage := range b.Edition.Stages {
		head := view.Stage{Environment: string(stage.Environment), Title: stage.Board}
		if stage.Environment == journey.Production {
			head.Title = ""
		}
		for _, step := range b.Edition.Steps {
			if step.Stage != stage.Key {
				continue
			}
			column := view.Column{Short: step.Short, Title: step.Title, URL: a.with(boardStep, step.Key), First: head.Span == 0, On: b.Filter.Step == step.Key}
			if column.On {
				column.URL = a.with(boardStep, "")
			}
			m.Columns = append(m.Columns, column)
			head.Span++
		}
		m.Stages = append(m.Stages, head)
	}
	for _, g := range b.Groups {
		m.Groups = append(m.Groups, groupView(b, g, a, r))
	}
	for _, f := range b.Foot {
		m.Share = append(m.Share, strconv.Itoa(f.Share())+"\u00a0%")
		m.Median = append(m.Median, f.Days.String())
	}
	return m
}

func groupView(b board.Board, g board.Group, a boardAddress, r boardReader) view.Group {
	m := view.Group{Title: g.Title, Line: boardCount(len(g.Developers), "developer", "developers")}
	if g.Overdue > 0 && b.Full {
		m.Line += ", " + strconv.Itoa(g.Overdue) + " overdue"
	}
	for _, d := range g.Developers {
		m.Rows = append(m.Rows, rowView(b, d, a, r))
	}
	return m
}

func legendView(b board.Board) []view.LegendItem {
	if !b.Full {
		return []view.LegendItem{
			{Status: "done", Text: "Done"},
			{Status: "progress", Text: "In progress"},
			{Status: "waiting", Text: "Waiting"},
			{Status: "problem", Text: "Problem"},
			{Status: "skipped", Text: "Skipped"},
			{Status: "todo", Text: "Not started"},
		}
	}
	legend := []view.LegendItem{
		{Status: "verified", Text: "Done, verified by " + b.Edition.Vendor},
		{Status: "confirmed", Text: "Done, confirmed by a second person"},
		{Status: "done", Text: "Done, self-reported"},
		{Status: "progress", Text: "In progress"},
		{Status: "waiting", Text: "Waiting"},
		{Status: "problem", Text: "Problem"},
		{Status: "skipped", Text: "Skipped"},
		{Status: "todo", Text: "Not started"},
	}
	if days := staleOn(b); days > 0 {
		legend = append(legend, view.LegendItem{Status: "stale", Text: "Proof over " + boardCount(days, "day", "days")})
	}
	return legend
}

// staleOn is after how many days a proof is too old, where somebody on the board has one; else 0.
func staleOn(b board.Board) int {
	for _, g := range b.Groups {
		for _, d := range g.Developers {
			if len(d.Progress.StaleSteps()) > 0 {
				return d.Facts.StaleAfterDays
			}
		}
	}
	return 0
}
