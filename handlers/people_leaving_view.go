package handlers

import (
	"strings"
	"time"

	"portico/internal/board"
	"portico/internal/permission"
	"portico/views/components"
	view "portico/views/people"
)

// leavingPage tells what somebody holds, thing by thing.
func leavingPage(l board.Leaving, r grantReader) view.Leaving {
	m := view.Leaving{
		ID: l.ID, Name: l.Name, Title: "If " + l.Name + " leaves", CanDecide: l.CanDecide, WhyNot: l.WhyNot, Undecided: l.Undecided(),
		AloneZero: "Nothing. Somebody else could go on with everything.",
	}
	if !l.LeftAt.IsZero() {
		m.Title, m.AloneZero = l.Name+" has left", "Nothing is left that only "+l.Name+" holds."
	}
	m.Lede = leavingLede(l, r)
	if l.Alone() == 0 && !l.LeftAt.IsZero() {
		m.DoneTitle = "Nothing is left that only " + l.Name + " holds"
		if m.Done = l.Open() == 0; m.Done {
			m.DoneText = "Every permission is gone and confirmed, and nothing else names them. The history stays."
		}
	}
	b := leavingBuilder{l, r}
	m.Alone = b.alone()
	for _, g := range l.Grants {
		m.Permissions = append(m.Permissions, b.grant(g))
	}
	m.Others = b.others()
	var removers []components.Option
	for _, p := range l.Removers {
		removers = append(removers, components.Option{Value: p.ID, Text: p.Name})
	}
	m.Form = view.NewLeavingForm(todayIn(r), removers)
	return m
}

func leavingLede(l board.Leaving, r grantReader) string {
	lede := "This is what would have to be removed or handed over. The account is open, and nothing has to be done yet."
	if l.LeftAt.IsZero() {
		return lede
	}
	lede = "The account was disabled on " + components.Day(l.LeftAt, r.now, r.zone).Shown + ". "
	switch open, alone := l.Open(), l.Alone(); {
	case open == 0:
		return lede + "Nothing is open."
	case alone == 0:
		return lede + countOf(open, "thing is open", "things are open") + ", and nothing of it is held by " + l.Name + " alone."
	default:
		return lede + countOf(open, "thing is open", "things are open") + ", and " + countOf(alone, "of them only ", "of them only ") + l.Name + " holds."
	}
}

// nothingToDo stands where others are named who can do something.
const nothingToDo = "Nothing to do"

// leavingBuilder makes the lines.
type leavingBuilder struct {
	l board.Leaving
	r grantReader
}

// alone are the things that nobody else holds.
func (b leavingBuilder) alone() []view.LeavingLine {
	var lines []view.LeavingLine
	for _, r := range b.l.CompanyRoles {
		if r.Alone() {
			lines = append(lines, view.LeavingLine{
				What: r.Company, Line: "Its only known admin", Environment: r.Environment, URL: "/companies/" + r.CompanyID, Status: "problem",
				State: "No other admin", Who: b.leads("Whoever becomes admin there"),
			})
		}
	}
	for _, a := range b.l.Apps {
		if a.Alone() {
			lines = append(lines, view.LeavingLine{
				What: a.Name, Line: "Its only owner", Environment: a.Environment, URL: "/apps/" + a.AppID, Status: "problem", State: "No other owner",
				Who: b.leads("An admin"),
			})
		}
	}
	for _, r := range b.l.Roles {
		if !r.Alone() {
			continue
		}
		line := view.LeavingLine{What: "Admin of Portico", URL: "/people?role=admin", Status: "problem", State: "No other admin", Who: "An admin"}
		if r.Role == "lead" {
			line = view.LeavingLine{What: "Lead of " + r.Team, URL: "/teams/" + r.Slug, Status: "problem", State: "No other lead", Who: "An admin"}
		}
		lines = append(lines, line)
	}
	return lines
}

// leads names the other leads of the teams; otherwise says who else there is.
func (b leavingBuilder) leads(otherwise string) string {
	if len(b.l.Leads) == 0 {
		return otherwise
	}
	return anyOf(b.l.Leads)
}

// anyOf is "Ann Berg", "Ann Berg or Ben Adams", "Ann Berg, Ben Adams or 3 others".
func anyOf(names []string) string {
	switch n := len(names); {
	case n == 0:
		return ""
	case n <= 3 && n > 1:
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	case n > 3:
		return strings.Join(names[:2], ", ") + " or " + countOf(n-2, "other", "others")
	}
	return names[0]
}

func (b leavingBuilder) grant(g board.LeavingGrant) view.LeavingLine {
	day := func(t time.Time) string { return components.Day(t, b.r.now, b.r.zone).Shown }
	line := view.LeavingLine{What: g.Company, Environment: g.Environment, URL: "/ledger/grants/" + g.GrantID, Line: "Held since " + dayMonthYear(g.HeldFrom, b.r.zone)}
	if g.CompanyID == "" {
		line.What = "Freelance"
	}
	if !g.HeldUntil.IsZero() {
		line.Line = "Held until " + dayMonthYear(g.HeldUntil, b.r.zone)
	}
	switch g.State {
	case permission.NotRemoved:
		line.Status, line.State, line.Who = "todo", "Held", b.leads("An admin")
	case permission.Decided:
		line.Status, line.State = "waiting", "Decided "+day(g.DecidedAt)+", not executed yet"
		line.Who = g.DueBy
		if line.Who == "" {
			line.Who = anyOf(g.OtherAdminsOfCompany)
		}
		if line.Who == "" {
			line.Who = b.leads("An admin")
		}
		if !g.DueOn.IsZero() {
			line.Who += ", by " + components.Day(g.DueOn, b.r.now, time.UTC).Shown
		}
	case permission.Executed:
		line.Status, line.State = "waiting", "Executed "+day(g.HeldUntil)+", not confirmed yet"
		line.Who = "Anybody who may, but not who recorded it"
		if !g.HeldUntil.After(g.HeldFrom) {
			line.Line, line.State = "Recorded by mistake", "Taken back, not confirmed yet"
		}
	case permission.Ending:
		line.Status, line.State, line.Who = "waiting", "Ends "+day(g.HeldUntil), "Nobody until then"
	case permission.Removed:
		line.Status, line.State, line.Who = "confirmed", "Gone, confirmed", nothingToDo
	}
	return line
}

// others are roles at companies, apps, requests and roles here.
func (b leavingBuilder) others() []view.LeavingLine {
	var lines []view.LeavingLine
	for _, r := range b.l.CompanyRoles {
		line := view.LeavingLine{What: leavingRole(r.Role) + " of " + r.Company, Environment: r.Environment, URL: "/companies/" + r.CompanyID, Status: "todo", State: "Held"}
		if line.Who = anyOf(r.OtherAdmins); line.Who == "" {
			line.Who = b.leads("Whoever becomes admin there")
		}
		lines = append(lines, ended(line, r.Ended))
	}
	for _, a := range b.l.Apps {
		line := view.LeavingLine{What: "Owner of " + a.Name, Environment: a.Environment, URL: "/apps/" + a.AppID, Status: "todo", State: "Held"}
		if line.Who = anyOf(a.OtherOwners); line.Who == "" {
			line.Who = b.leads("An admin, once there is another owner")
		}
		lines = append(lines, ended(line, a.Ended))
	}
	for _, q := range b.l.Requests {
		line := view.LeavingLine{What: "Production request for " + q.App, URL: "/apps/" + q.AppID + "/production", Status: "todo", State: "A draft that names the account"}
		if q.Sent {
			line.State = "Sent, and names the account"
		}
		if line.Who = anyOf(q.Owners); line.Who == "" {
			line.Who = b.leads("An admin")
		}
		lines = append(lines, line)
	}
	for _, r := range b.l.Roles {
		line := view.LeavingLine{What: leavingRole(r.Role), URL: "/people/" + b.l.ID, Status: "todo", State: "Held", Who: "An admin"}
		if r.Team != "" {
			line.What += ", " + r.Team
		}
		if !b.l.LeftAt.IsZero() {
			line.Status, line.State = "done", "Opens nothing: the account is disabled"
		}
		lines = append(lines, ended(line, r.Ended))
	}
	return lines
}

func leavingRole(role string) string { return strings.ToUpper(role[:1]) + role[1:] }

// ended is the line of what is no longer held.
func ended(line view.LeavingLine, is bool) view.LeavingLine {
	if is {
		line.Status, line.State, line.Who = "done", "Ended", nothingToDo
	}
	return line
}
