package handlers

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"portico/internal/permission"
	"portico/views/components"
	"portico/views/ledger"
)

func escape(text string) string { return url.QueryEscape(text) }

// ledgerDay shows a moment as a date with its year: a record is read in other years too.
func ledgerDay(t time.Time, zone *time.Location) components.TimeModel {
	m := components.Day(t, t, zone)
	if m.Shown != "" {
		m.Shown = dayMonthYear(t, zone)
	}
	return m
}

// ledgerShortDay is ledgerDay for a narrow column: "9 Jun 2026".
func ledgerShortDay(t time.Time, zone *time.Location) components.TimeModel {
	m := ledgerDay(t, zone)
	if m.Shown != "" {
		m.Shown = t.In(zone).Format("2 Jan 2006")
	}
	return m
}

// ledgerMoment shows a moment to the minute with its year, and the exact one in UTC beside it.
func ledgerMoment(t time.Time, zone *time.Location) components.TimeModel {
	m := ledgerDay(t, zone)
	if m.Shown != "" {
		m.Shown = t.In(zone).Format("2 January 2006, 15:04")
		m.WithUTC = true
	}
	return m
}

func (m ledgerMapping) rows() []ledger.Row {
	rows := make([]ledger.Row, 0, len(m.answer.Rows))
	for _, r := range m.answer.Rows {
		row := ledger.Row{
			Name: r.Name, Email: r.Email, URL: m.rowURL(r.GrantID), Company: companyWord(r), Environment: r.Environment,
			App: r.App, ClientEnd: tail(r.ClientID), Kind: kindWord(r.Kind),
			Since: ledgerShortDay(r.HeldFrom, m.zone), Until: ledgerShortDay(r.HeldUntil, m.zone),
			Why: m.why(r), Grade: r.Grade, GradeWord: evidenceWord(r.Grade), GradeLine: evidenceLine(r, m.answer.Question.AsOf, m.zone),
		}
		if m.opened != nil && m.opened.GrantID == r.GrantID {
			row.Open, row.URL = true, m.keepPage("/ledger", "")
			row.Detail = grantDetail(*m.opened, grantReader{zone: m.zone, now: m.now, step: m.step})
			row.Detail.GrantURL = "/ledger/grants/" + r.GrantID
		}
		rows = append(rows, row)
	}
	return rows
}

func (m ledgerMapping) rowURL(grantID string) string {
	return m.keepPage("/ledger", grantID) + "#detail"
}

func (m ledgerMapping) keepPage(path, grantID string) string {
	return m.q.url(path, "page", m.q.After, "grant", grantID)
}

// evidenceLine says how old the evidence was at the moment that is asked about, and whose it is.
func evidenceLine(r permission.Row, at time.Time, zone *time.Location) string {
	line := daysOld(r.GradedAt, at, zone)
	if r.Grade == permission.Confirmed && r.ConfirmedBy != "" {
		line += ", by " + r.ConfirmedBy
	}
	return line
}

// tail is the end of a client id: enough to know it again, never all of it.
func tail(clientID string) string {
	if len(clientID) <= 4 {
		return clientID
	}
	return clientID[len(clientID)-4:]
}

func (m ledgerMapping) diff() ledger.Diff {
	q := m.answer.Question
	if q.Since.IsZero() || q.What != permission.Holds {
		return ledger.Diff{}
	}
	d := ledger.Diff{Title: "Since " + dayMonthYear(q.Since, m.zone), Zero: "Nobody gained it and nobody lost it."}
	if m.reader() == readsOwn {
		d.Zero = "You neither gained nor lost it."
	}
	for _, c := range m.answer.Changes {
		where := ""
		if q.Company == "" && c.Company != "" {
			where = " for " + c.Company
		}
		if q.Environment == "" {
			where += " in " + c.Environment
		}
		line := ledger.DiffLine{Text: c.Name + " " + c.Change + where + ", " + m.changeDay(c.ChangedAt), URL: "/ledger/grants/" + c.GrantID, Icon: "minus"}
		switch c.Change {
		case "gained":
			line.Icon = "plus"
		case "corrected":
			line.Icon, line.Text = "pencil", c.Name+where+": corrected, "+m.changeDay(c.ChangedAt)
		}
		d.Lines = append(d.Lines, line)
	}
	if m.answer.MoreChanges {
		d.More = "and more"
		d.MoreURL = m.q.url("/ledger", "what", permission.Changed)
	}
	return d
}

// changeDay is a day of a change, with its year where that is another one.
func (m ledgerMapping) changeDay(at time.Time) string {
	if at.In(m.zone).Year() != m.now.In(m.zone).Year() {
		return dayMonthYear(at, m.zone)
	}
	return at.In(m.zone).Format("2 January")
}

// why is why a row stands in an answer about changes, or about who should not hold it.
func (m ledgerMapping) why(r permission.Row) []string {
	var why []string
	switch r.Change {
	case "gained", "lost":
		return []string{strings.ToUpper(r.Change[:1]) + r.Change[1:] + " on " + dayMonthYear(r.ChangedAt, m.zone)}
	case "corrected":
		return []string{"Corrected on " + dayMonthYear(r.ChangedAt, m.zone)}
	}
	if m.answer.Question.What == permission.EndUnconfirmed {
		why = append(why, "Gone on "+dayMonthYear(r.HeldUntil, m.zone)+", not confirmed")
	}
	if r.LeftTeam {
		why = append(why, "Left the team")
	}
	if r.NoRole {
		why = append(why, "No role at "+companyWord(r)+" any more")
	}
	if r.MustGo {
		why = append(why, "Removal decided on "+dayMonthYear(r.RemovalDecidedAt, m.zone)+", still held")
	}
	if r.Stale {
		why = append(why, "Evidence is "+daysOld(r.GradedAt, m.answer.Question.AsOf, m.zone))
	}
	return why
}

// empty tells the reasons for no rows apart.
func (m ledgerMapping) empty() *components.EmptyModel {
	a := m.answer
	day := dayMonthYear(a.Question.AsOf, m.zone)
	e := components.EmptyModel{Level: 3}
	switch {
	case a.WrongEnvironment != "":
		e.Kind, e.Title = components.EmptyNoMatch, a.WrongEnvironment+" is not known in "+a.Question.Environment
		e.Text = "Staging and production are separate systems, each with companies of its own."
		e.Actions = []components.ButtonModel{{Text: "Ask about any environment", URL: m.q.url("/ledger", "environment", "")}}
	case m.q.After != "" && a.Counts.Lines > 0:
		e.Kind, e.Title = components.EmptyNoMatch, "There are no more rows"
		e.Actions = []components.ButtonModel{{Text: "Back to the first page", URL: m.q.url("/ledger")}}
	case a.Question.Grade != "" && a.Question.What != permission.Holds && a.AnyLine:
		e.Kind, e.Title = components.EmptyNoMatch, "No row of this answer is "+a.Question.Grade
		e.Actions = []components.ButtonModel{{Text: "Show every grade", URL: m.q.url("/ledger", "grade", "")}}
	case a.Question.What == permission.Changed && a.AnyLine:
		e.Kind, e.Title = components.EmptyNothing, "Nothing changed"
		e.Text = "Nobody gained it, nobody lost it and no line was corrected between " + dayMonthYear(a.Question.Since, m.zone) + " and " + day + "."
	case a.Question.What == permission.ShouldNot && a.Counts.Lines > 0:
		e.Kind, e.Title = components.EmptyNothing, "Nobody holds it who should not"
		e.Text = fmt.Sprintf("Of %s nobody left, nobody lost the role at the company, no removal is open, and no evidence is older than %d days.",
			countOf(a.Counts.Lines, "row", "rows"), a.Question.Days)
	case a.Question.What == permission.EndUnconfirmed && a.AnyLine:
		e.Kind, e.Title = components.EmptyNothing, "Every end is confirmed"
		e.Text = "Of nobody is it only said that they do not hold it any more."
	case a.Question.What == permission.Unproven && a.Counts.Lines > 0:
		e.Kind, e.Title = components.EmptyNothing, "Nobody holds it on their own word only"
		e.Text = countOf(a.Counts.Lines, "row is", "rows are") + " verified or confirmed."
	case a.Question.Grade != "" && a.Counts.Lines > 0:
		e.Kind, e.Title = components.EmptyNoMatch, "No row is "+a.Question.Grade
		e.Text = countOf(a.Counts.Lines, "row rests", "rows rest") + " on other evidence."
		e.Actions = []components.ButtonModel{{Text: "Show " + countOf(a.Counts.Lines, "row", "rows"), URL: m.q.url("/ledger", "grade", "")}}
	case a.AnyLine:
		e.Kind, e.Title = components.EmptyNothing, "Nobody held it on "+day
		e.Text = "The ledger has rows for other days, companies or environments."
		e.Actions = []components.ButtonModel{{Text: "Ask about today, everywhere", URL: "/ledger"}}
	case a.Whole:
		e.Kind, e.Title = components.EmptyFirstUse, "No permission is recorded yet"
		e.Text = "The first row appears when a developer records the box that they ticked in staging."
	default:
		e.Kind, e.Title = components.EmptyNoRight, "You see your own rows only, and there are none"
		e.Text = "Who else holds it, the leads of their teams and the auditors may read."
		if len(m.actor.Leads) > 0 {
			e.Kind, e.Title = components.EmptyFirstUse, "Nobody in your team has recorded a permission yet"
			e.Text = "Other teams may have: their leads and the auditors may read that."
		}
	}
	return &e
}

func (m ledgerMapping) asides() []ledger.Aside {
	gaps := ledgerVendor + " offers no list of permissions, so a person unknown to Portico cannot appear here."
	if n := m.answer.OpenInvitations; n > 0 {
		gaps = countOf(n, "person was invited and has", "people were invited and have") + " not answered. " + gaps
	}
	rests := ledger.Aside{Title: "What this answer rests on", Text: "Every row comes from recorded events.", Links: []components.Option{{Value: "/trail", Text: "Read the trail"}}}
	if m.answer.Whole {
		rests.Text = "Every row comes from recorded events, since " + dayMonthYear(m.answer.FirstEvent, m.zone) + "."
	}
	if sealed := sealWords(m.seal, m.answer.Whole, m.now, m.zone).Text; sealed != "" {
		rests.Text += " " + sealed + "."
	}
	yesterday := m.now.In(m.zone).AddDate(0, 0, -1).Format(time.DateOnly)
	stock := func(what, text string) components.Option {
		return components.Option{Value: m.q.url("/ledger", "what", what, "grade", "", "days", "", "page", ""), Text: text}
	}
	return []ledger.Aside{
		rests,
		{Title: "Known gaps", Text: gaps},
		{Title: "Other questions", Links: []components.Option{
			{Value: m.q.url("/ledger", "what", "", "as_of", "", "known_at", "", "since", "", "grade", "", "days", ""), Text: "Who holds it now?"},
			{Value: m.q.url("/ledger", "what", "", "as_of", yesterday, "known_at", "", "since", ""), Text: "Who held it yesterday?"},
			{Value: m.q.url("/ledger", "what", "", "as_of", m.q.quarterEnd(m.now, m.zone), "known_at", "", "since", ""), Text: "Who held it at the end of last quarter?"},
			stock(permission.Changed, "What changed since the end of last quarter?"),
			stock(permission.Unproven, "Who holds it on their own word only?"),
			stock(permission.ShouldNot, "Who holds it and should not?"),
			stock(permission.EndUnconfirmed, "Whose end did nobody confirm?"),
		}},
	}
}

func (q ledgerQuestion) quarterEnd(now time.Time, zone *time.Location) string {
	return quarterBefore(now.In(zone)).Format(time.DateOnly)
}
