package handlers

import (
	"strconv"
	"time"

	"portico/internal/board"
	"portico/internal/journey"
	view "portico/views/board"
	"portico/views/components"
)

// boardReader is who looks at a board, as far as words depend on it.
type boardReader struct {
	now  time.Time
	zone *time.Location
	self string
}

// boardView fills the page of a board.
func boardView(b board.Board, a boardAddress, r boardReader) view.Model {
	m := view.Model{Team: b.Team.Name, Eyebrow: []string{b.Edition.Title, r.now.In(r.zone).Format("Monday 2 January 2006")}}
	if b.CanInvite {
		m.InviteURL = "/people"
	}
	if b.Total == 0 {
		m.First = firstUseView(b)
		return m
	}
	m.Needs = queueView(b.Needs, "needs", "Needs you", a)
	m.Stuck = queueView(b.Stuck, "stuck", "Stuck", a)
	m.Vendor = queueView(b.Vendor, "vendor", "Waiting for "+b.Edition.Vendor, a)
	if b.Full {
		m.Stats = statsView(b, a)
	}
	m.Bar = barView(b, a)
	m.List = a.is(boardLook, "list")
	if b.Shown == 0 {
		m.NoMatch = noMatchView(b, a)
		return m
	}
	m.Matrix = matrixView(b, a, r)
	return m
}

func queueView(q *board.Queue, id, title string, a boardAddress) *view.Queue {
	if q == nil {
		return nil
	}
	m := &view.Queue{ID: id, Title: title, Count: q.Count}
	for _, item := range q.Items {
		button := components.ButtonModel{Text: "Open", Size: "small", URL: a.with(boardMember, item.MemberID), Label: "Open: " + item.Title}
		switch {
		case item.LinkKey != "":
			button.Text, button.URL, button.Label = "Add link", a.with(boardSupply, item.LinkKey)+"#supply", "Add link: "+item.Line
		case item.AppID != "":
			button.URL = "/apps/" + item.AppID
		case item.SignID != "":
			button.Text, button.Kind, button.URL, button.Label = "Sign", "primary", "/apps/"+item.SignID+"#commitment", item.Title
		case item.Confirm:
			button.Text, button.Kind, button.URL, button.Label = "Confirm", "primary", a.step(item.MemberID, item.StepKey), item.Title
		case item.Several:
			button.Text, button.URL, button.Label = "Show", a.only(boardStatus, string(board.WaitingUs), boardStep, item.StepKey), "Show: "+item.Title
		}
		m.Items = append(m.Items, view.QueueItem{Title: item.Title, Line: item.Line, Action: button})
	}
	if q.Zero != "" {
		m.Items = append(m.Items, view.QueueItem{Title: q.Zero, Line: q.ZeroLine})
	}
	return m
}

func statsView(b board.Board, a boardAddress) []components.StatModel {
	s := b.Stats
	permission := components.StatModel{Label: "Median to developer permission, staging", Value: s.ToPermission.String(), Versus: "Nobody holds it yet"}
	if s.ToPermission.Of > 0 {
		permission.Unit, permission.Versus = "days", "Of "+boardCount(s.ToPermission.Of, "developer", "developers")
	}
	production := components.StatModel{Label: "Median to production", Value: s.ToProduction.String(), Versus: "Nobody is there yet"}
	if s.ToProduction.Of > 0 {
		production.Unit = "days"
		production.Versus = s.VendorShare.String() + " of the " + s.ToProduction.String() + " are " + b.Edition.Vendor + "’s"
	}
	overdue := components.StatModel{Label: "Overdue", Value: strconv.Itoa(s.Overdue), Versus: "Everybody is within the due dates", URL: a.only(boardStatus, string(board.Overdue))}
	if s.Overdue > 0 {
		overdue.Versus = "The longest by " + boardCount(s.LongestOver, "day", "days")
	}
	return []components.StatModel{
		{
			Label: "Active developers", Value: strconv.Itoa(s.Active), Unit: "of " + strconv.Itoa(s.Total), Versus: strconv.Itoa(s.Complete) + " complete",
			URL: a.only(boardStatus, string(board.Active)),
		},
		permission, production, overdue,
	}
}

func firstUseView(b board.Board) *view.FirstUse {
	steps := boardCount(len(b.Edition.Steps), "step", "steps")
	first := &view.FirstUse{
		Title:     "Nobody is on the way in " + b.Team.Name + " yet",
		Text:      "As soon as a lead or an admin has invited developers, you see here who waits, for whom, and since when.",
		Colonnade: colonnadeView(b.Edition, nil, steps+", nobody has started"),
	}
	if !b.CanInvite {
		return first
	}
	first.Title = "See where each developer stands, from sign-up to production"
	first.Text = "Invite your team, and every person gets the " + steps + " of " + b.Edition.Vendor +
		"’s procedure with the right links. You see here who waits, for whom, and since when."
	first.InviteURL, first.ImportURL, first.ReadyLine = "/people", "/people/import", "1 of 2 ready"
	company := components.CheckItem{
		Status: "waiting", Title: "Company known",
		Line:   "If your company exists at " + b.Edition.Vendor + " already, say who its admin is. Others then skip that step",
		Action: components.ButtonModel{Text: "Name it", Size: "small", URL: "/companies/new"},
	}
	if b.CompanyKnown {
		company = components.CheckItem{Status: "confirmed", Title: "Company known", Word: "Ready", Line: "Developers of its mail domain skip that step"}
		first.ReadyLine = "2 of 2 ready"
	}
	first.Ready = []components.CheckItem{
		{Status: "confirmed", Title: "The procedure is loaded", Word: "Ready", Line: b.Edition.Title + ", " + steps}, company,
	}
	return first
}

// supplyView is the form for a link that the vendor left out; nil when the procedure has no such link.
func supplyView(b board.Board, a boardAddress, key, once string) *view.Supply {
	for _, step := range b.Edition.Steps {
		for _, link := range step.Links {
			if link.Key == key {
				return &view.Supply{
					Title: "Add the link for “" + link.Label + "”", Action: a.path() + "/links/" + key, Once: once, CancelURL: a.with(boardSupply, ""),
					Text:  "Step " + strconv.Itoa(step.Number) + ", “" + step.Title + "”. Everybody on the journey sees the address you give, with your name.",
					Field: components.FieldModel{ID: "supply-url", Name: "url", Label: "Address", Type: "url", Hint: "The whole address, beginning with https://", Required: true, MaxLength: 2000},
				}
			}
		}
	}
	return nil
}

// colonnadeView draws an edition's steps; p is nil for nobody in particular.
func colonnadeView(ed journey.Edition, p *journey.Progress, label string) components.ColonnadeModel {
	m := components.ColonnadeModel{Label: label}
	for _, stage := range ed.Stages {
		bay := components.Bay{Name: stage.Short}
		for _, step := range ed.Steps {
			if step.Stage != stage.Key {
				continue
			}
			column := ""
			if p != nil {
				sp, _ := p.Step(step.Key)
				column = columnOf(sp)
			}
			bay.Columns = append(bay.Columns, column)
		}
		m.Bays = append(m.Bays, bay)
	}
	return m
}

func columnOf(sp journey.StepProgress) string {
	switch sp.State {
	case journey.Done:
		return "done"
	case journey.Skipped:
		return "skipped"
	case journey.Waiting:
		return "waiting"
	case journey.Blocked:
		return "problem"
	case journey.InProgress:
		return "now"
	}
	if sp.Current {
		return "now"
	}
	return ""
}

// boardCount is a number with its noun: "1 day", "9 days".
func boardCount(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
