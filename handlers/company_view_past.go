package handlers

import (
	"net/url"
	"strings"
	"time"

	"portico/internal/audit"
	"portico/internal/company"
	companyview "portico/views/company"
	"portico/views/components"
)

// domains are the domains that count, and those below them that do not: by somebody's word, or as they are another company's.
func (b *companyBuilder) domains() (count []companyview.Domain, not []companyview.NotDomain) {
	for _, d := range b.v.Domains {
		count = append(count, companyview.Domain{Name: d, Shown: company.ShownDomain(d), Confirmed: b.v.Confirmed(d), CanEnd: b.v.MayChange()})
	}
	for _, d := range b.v.Excluded {
		not = append(not, companyview.NotDomain{Domain: companyview.Domain{Name: d, Shown: company.ShownDomain(d), CanEnd: b.v.MayChange()}})
	}
	for _, d := range b.v.Below {
		not = append(not, companyview.NotDomain{
			Domain: companyview.Domain{Name: d.Domain, Shown: company.ShownDomain(d.Domain)}, Of: d.Company, OfURL: "/companies/" + d.CompanyID,
		})
	}
	return count, not
}

// elsewhere says how the company stands in the other environment.
func (b *companyBuilder) elsewhere() (title, text, address string) {
	t := b.v.Twin
	if t.ID == "" {
		return "", "", ""
	}
	since := t.CreatedOn
	if since.IsZero() {
		since = t.RecordedAt
	}
	text = t.Name + " exists there since " + components.Day(since, b.now, time.UTC).Shown + ", with " + countOf(t.Admins, "admin", "admins") + "."
	if n := b.v.TwinWaiting; n > 0 {
		text += " " + countOf(n, "person waits to be let in.", "people wait to be let in.")
	}
	return "In " + t.Environment, text, "/companies/" + t.ID
}

// loneAdmin warns when one person alone can let others in, or none any more, and says who could be the next.
func (b *companyBuilder) loneAdmin() *companyview.LoneAdmin {
	v := b.v
	if gone := v.Left(); len(gone) > 0 && !v.Closed() {
		return &companyview.LoneAdmin{
			Title: "Nobody is left who can let others in",
			Text:  gone[0].Name + " was admin of " + v.Name + " in " + v.Environment + " and has left. Ask Avaya’s support to make somebody admin, then record it here.",
		}
	}
	admin, second, ok := v.Alone()
	if !ok {
		return nil
	}
	w := &companyview.LoneAdmin{Title: "Only one admin in " + v.Environment}
	who := "If " + admin.Name + " leaves or is away"
	if admin.ID == b.actor.ID {
		who = "If you leave or are away"
	}
	w.Text = who + ", nobody can add people to " + v.Name + " or mend its domain."
	if n := len(v.Asks); n > 0 {
		w.Text += " " + countOf(n, "person waits", "people wait") + " to be let in, and would wait on."
	}
	if second.ID == "" {
		w.Text += " Nobody else is recorded here as an employee who could be made admin."
		return w
	}
	if admin.ID == b.actor.ID {
		w.Text += " Make " + second.Name + " admin at Avaya, then record it below."
		return w
	}
	w.Text += " " + second.Name + " is an employee here and could be made admin."
	w.Message = "Dear " + admin.Name + ",\n\nyou are the only admin of " + v.Name + " in Avaya Spaces " + v.Environment + ". Could you make " +
		second.Name + " (" + second.Email + ") an admin as well?\n\nThank you, " + b.actor.Name
	w.Ask = "Ask " + firstName(admin.Name) + " to add " + firstName(second.Name)
	w.AskURL = mailTo(admin.Email, "A second admin for "+v.Name, w.Message)
	return w
}

func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// mailTo opens a letter in the reader's own mail program.
func mailTo(address, subject, body string) string {
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	return "mailto:" + url.PathEscape(address) + "?subject=" + escape(subject) + "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
}

// latestEvents are as many as a page shows at once; the rest unfolds.
const latestEvents = 8

// endings are how the company became history or may become it, what came to it, and its time line.
func (b *companyBuilder) endings(p *companyview.Page) {
	v := b.v
	p.Past = b.past()
	for _, m := range v.CameFrom {
		p.CameFrom = append(p.CameFrom, companyview.CameFrom{
			Name: m.From.Name, URL: "/companies/" + m.From.ID, When: b.mergedWhen(m), What: broughtBy(m), Reason: m.Reason,
		})
	}
	for i, l := range v.History {
		if i < latestEvents {
			p.History = append(p.History, b.event(l))
		} else {
			p.Older = append(p.Older, b.event(l))
		}
	}
	p.OlderLabel = countOf(len(p.Older), "earlier event", "earlier events")
	if b.actor.Admin || b.actor.Auditor {
		p.HistoryURL = "/trail?subject=" + url.QueryEscape("company:"+v.ID)
	}
	if v.MayClose() {
		p.MergeURL = "/companies/" + v.ID + "/merge"
		if v.Environment == company.Staging {
			p.ResetURL = "/companies/" + v.ID + "/reset"
		}
	}
}

func (b *companyBuilder) event(l audit.Line) components.TimelineItem {
	item := components.TimelineItem{Status: eventStatus(l), Text: l.Say(b.step), Time: components.Moment(l.At, b.now, b.zone)}
	if l.Reason != "" {
		item.Detail = "“" + l.Reason + "”"
	}
	return item
}

func (b *companyBuilder) mergedWhen(m company.Merge) string {
	when := "on " + components.Day(m.At, b.now, b.zone).Shown
	if m.By != "" {
		when += " by " + m.By
	}
	return when
}

// broughtBy counts what an entry brought.
func broughtBy(m company.Merge) string {
	var words []string
	if len(m.Domains) > 0 {
		words = append(words, strings.Join(m.Domains, ", "))
	}
	for _, n := range []struct {
		n         int
		one, many string
	}{{m.Roles, "role", "roles"}, {m.Grants, "permission", "permissions"}, {m.Apps, "app", "apps"}} {
		if n.n > 0 {
			words = append(words, countOf(n.n, n.one, n.many))
		}
	}
	if len(words) == 0 {
		return "Nothing stood there"
	}
	return strings.Join(words, ", ")
}

// past says how the company became history.
func (b *companyBuilder) past() *companyview.Past {
	v := b.v
	switch {
	case v.Merged != nil:
		p := &companyview.Past{
			Title: "Merged into " + v.Merged.Into.Name + " " + b.mergedWhen(*v.Merged), Reason: v.Merged.Reason,
			Into: v.Merged.Into.Name, IntoURL: "/companies/" + v.Merged.Into.ID, Text: "What stood here is there now: " + broughtBy(*v.Merged) + ".",
		}
		if v.MayUndo() {
			p.Undo = &companyview.UndoForm{}
			if b.came != nil && b.came.form == "undo" {
				p.Undo.Reason, p.Undo.Error = b.came.typed["reason"], b.came.error("reason", "undo")
			}
		}
		return p
	case v.Reset != nil:
		title := "Reset on " + components.Day(v.Reset.On, b.now, time.UTC).Shown
		if v.Reset.By != "" {
			title += ", recorded by " + v.Reset.By
		}
		return &companyview.Past{
			Title: title, Reason: v.Reset.Reason,
			Text: "Avaya emptied staging. Roles, permissions, apps and what people said of their accounts ended with it and stay readable.",
		}
	}
	return nil
}

// pastRows are the companies of the list that are history.
func pastRows(closed []company.ClosedOne, now time.Time, zone *time.Location) []companyview.PastRow {
	var rows []companyview.PastRow
	for _, c := range closed {
		row := companyview.PastRow{Name: c.Name, URL: "/companies/" + c.ID, Environment: c.Environment}
		if c.Into.ID != "" {
			row.Line = "Merged into " + c.Into.Name + " on " + components.Day(c.At, now, zone).Shown
		} else {
			row.Line = "Reset on " + components.Day(c.ResetOn, now, time.UTC).Shown
		}
		rows = append(rows, row)
	}
	return rows
}
