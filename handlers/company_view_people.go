package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"portico/internal/company"
	companyview "portico/views/company"
	"portico/views/components"
)

// people are the rows of the table: one for each person, their roles side by side, and after them those who hold permission
// without a role.
func (b *companyBuilder) people() []companyview.Person {
	var rows []companyview.Person
	at := map[string]int{}
	for _, h := range b.v.Held {
		i, known := at[h.Member.ID]
		if !known {
			i = len(rows)
			at[h.Member.ID] = i
			rows = append(rows, b.person(h.Member))
		}
		if h.Role == company.Admin {
			rows[i].Admin = b.role(h)
		} else {
			rows[i].Employee = b.role(h)
		}
	}
	for _, g := range b.v.Holdings {
		if _, known := at[g.Member.ID]; !known {
			rows = append(rows, b.person(g.Member))
		}
	}
	slices.SortStableFunc(rows, func(x, y companyview.Person) int { return adminFirst(x) - adminFirst(y) })
	return rows
}

func adminFirst(p companyview.Person) int {
	if p.Admin.Grade != "" {
		return 0
	}
	return 1
}

func (b *companyBuilder) person(p company.Person) companyview.Person {
	row := companyview.Person{Name: p.Name, Email: p.Email}
	for _, g := range b.v.Holdings {
		if g.Member.ID == p.ID {
			row.Permission = g.Grade
			row.PermissionLine = components.Day(g.Since, b.now, b.zone).Shown + permissionBy(g)
			row.PermissionURL = "/ledger/grants/" + g.GrantID
		}
	}
	if at := b.v.Requested[p.ID]; !at.IsZero() {
		row.Requested = "Requested " + components.Day(at, b.now, time.UTC).Shown
	}
	return row
}

// permissionBy says who stands for a permission.
func permissionBy(g company.Holding) string {
	switch {
	case g.Grade == "verified":
		return ", by Avaya"
	case g.Confirmer != "":
		return ", by " + g.Confirmer
	}
	return ", by their own word"
}

func (b *companyBuilder) role(h company.Held) companyview.Role {
	r := companyview.Role{ID: h.ID, Grade: h.Grade, CanEnd: b.v.MayEnd(h), CanConfirm: b.v.MayConfirm(h), Line: h.Note}
	if h.Grade != company.SelfReported && h.Recorder != "" {
		r.Line = "By " + h.Recorder
	}
	if age := gradeAge(h.GradedAt, b.now, b.zone); age != "" && h.Grade != "" {
		r.Line = strings.Join(some(r.Line, age), ", ")
	}
	if since := components.Day(h.Since, b.now, b.zone).Shown; since != "" {
		r.Since = "Since " + since
	}
	return r
}

func (b *companyBuilder) asks() []companyview.Ask {
	asks := make([]companyview.Ask, 0, len(b.v.Asks))
	for _, a := range b.v.Asks {
		who, whom := a.Member.Name, a.Asked.Name
		if a.Member.ID == b.actor.ID {
			who = "You"
		}
		if a.Asked.ID == b.actor.ID {
			whom = "you"
		}
		m := companyview.Ask{
			ID: a.ID, Text: who + " asked " + whom + " on " + components.Day(a.At, b.now, b.zone).Shown, Email: a.Member.Email,
			CanAnswer: b.v.MayAnswer(a), CanWithdraw: a.Member.ID == b.actor.ID, Message: company.AskMessage(b.v.Company, a.Asked, a.Member),
		}
		if b.came != nil && b.came.ask == a.ID {
			m.Error, m.Note = b.came.error("answer", "note"), b.came.typed["note"]
		}
		asks = append(asks, m)
	}
	return asks
}

func (b *companyBuilder) mine() companyview.Mine {
	if !b.actor.HasJourney() || b.v.Closed() {
		return companyview.Mine{}
	}
	admin, employee := b.v.Mine()
	m := companyview.Mine{CanAsk: b.v.MayAsk(), CanRefuse: b.v.MayRefuse(), CanRestore: b.v.Refused, AskError: b.came.error("asked")}
	switch {
	case admin && employee:
		m.Line = "You are admin and employee here."
	case admin:
		m.Line = "You are admin here, not yet employee."
	case employee:
		m.Line = "You are employee here, not yet admin."
	case b.v.Refused:
		m.Line = "You said that this is not your company."
	default:
		m.Line = "You have no role here."
	}
	for _, h := range b.v.Held {
		if h.Role == company.Admin && h.Member.ID != b.actor.ID && !b.asked(h.Member.ID) {
			m.Admins = append(m.Admins, components.Option{Value: h.Member.ID, Text: h.Member.Name})
		}
	}
	m.CanAsk = m.CanAsk && len(m.Admins) > 0
	return m
}

// asked says that the reader's question to this person is open.
func (b *companyBuilder) asked(adminID string) bool {
	return slices.ContainsFunc(b.v.Asks, func(a company.Ask) bool { return a.Member.ID == b.actor.ID && a.Asked.ID == adminID })
}

func (b *companyBuilder) roleForm() companyview.RoleForm {
	today := b.now.In(b.zone).Format("2006-01-02")
	f := companyview.RoleForm{Since: today, Today: today}
	for _, p := range b.v.Choosable {
		o := components.Option{Value: p.ID, Text: p.Name}
		if p.ID == b.actor.ID {
			o.Text += " (you)"
		}
		f.People = append(f.People, o)
	}
	if c := b.came; c != nil && c.form == "role" {
		f.Member, f.Since, f.Note = c.typed["member"], c.typed["since"], c.typed["note"]
		f.Admin, f.Employee, f.Errors = c.admin, c.employee, c.errors
	}
	return f
}

// companyListView is the list, with what is wrong with each.
func companyListView(all []company.Listed, closed []companyview.PastRow) companyview.List {
	l := companyview.List{Past: closed}
	production := 0
	for _, c := range all {
		row := companyview.ListRow{Name: c.Name, URL: "/companies/" + c.ID, Environment: c.Environment, Domains: c.Domains, People: companyTally(c.Admins, c.Employees)}
		switch {
		case c.Admins == 0:
			row.Warning = "No admin is known"
		case c.ActiveAdmins == 0:
			row.Warning = "Every admin has left"
		case c.ActiveAdmins == 1:
			row.Warning = "Only one admin"
		}
		if c.Environment == company.Production {
			production++
		}
		l.Rows = append(l.Rows, row)
	}
	l.Lede = countOf(len(all), "company", "companies") + ", " + strconv.Itoa(production) + " of them in production."
	switch len(all) {
	case company.MostListed:
		l.Lede = "The first " + strconv.Itoa(company.MostListed) + " companies are listed; there may be more. " + strconv.Itoa(production) + " of these are in production."
	case 0:
		l.Lede = "Staging and production are separate systems: a company is made anew in each."
	}
	return l
}
