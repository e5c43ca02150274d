package handlers

import (
	"net/http"
	"strings"

	"portico/internal/company"
	"portico/internal/journey"
	"portico/internal/oauthapp"
	"portico/internal/permission"
	companyview "portico/views/company"
	"portico/views/components"
)

// companyMergeShow chooses the entry that a company is merged into and shows what would move.
func (s *Server) companyMergeShow(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	return s.renderMerge(c, http.StatusOK, id, c.query("into"), "", nil, "")
}

// companyMerge merges a company into another entry.
func (s *Server) companyMerge(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Into   string `form:"into"`
		Reason string `form:"reason"`
	}
	err = c.bind(&in)
	if err == nil {
		err = s.Journeys.MergeCompanies(c.ctx(), c.actor, journey.MergeCompanies{From: id, Into: in.Into, Reason: in.Reason})
	}
	if fields, message, status, ok := fieldErrors(err); ok {
		return s.renderMerge(c, status, id, in.Into, in.Reason, fields, message)
	}
	if err != nil {
		return err
	}
	c.flash("done", "Merged. All of it is here now, and the other entry stays readable.")
	return c.redirect("/companies/" + in.Into)
}

// companyMergeUndo takes a merge back.
func (s *Server) companyMergeUndo(c *call) error {
	id, err := c.pathID("id")
	if err != nil {
		return err
	}
	var in struct {
		Reason string `form:"reason"`
	}
	err = c.bind(&in)
	left := 0
	if err == nil {
		left, err = s.Journeys.UndoMerge(c.ctx(), c.actor, id, in.Reason)
	}
	if err != nil {
		return s.returnCompany(c, id, "", companyCameBack{form: "undo", typed: map[string]string{"reason": in.Reason}}, err)
	}
	done := "The merge is undone. What came from here is here again."
	if left > 0 {
		done += " " + countOf(left, "thing was changed since and stays where it is.", "things were changed since and stay where they are.")
	}
	c.flash("done", done)
	return c.redirect("/companies/" + id)
}

func (s *Server) renderMerge(c *call, status int, id, into, reason string, fields map[string]string, message string) error {
	p, err := s.Journeys.PreviewMerge(c.ctx(), c.actor, id, into)
	if err != nil {
		return err
	}
	all, err := s.Companies.List(c.ctx(), c.actor)
	if err != nil {
		return err
	}
	page := mergePage(p, all)
	page.Chosen, page.Reason, page.Errors, page.Once = into, reason, fields, formFamily(c)
	if len(fields) == 0 {
		page.Message = message
	}
	page.Frame = c.frame("Merge " + p.From.Name)
	page.Frame.Width = "reading"
	return c.render(status, companyview.MergePage(page))
}

func mergePage(p journey.MergePreview, all []company.Listed) companyview.Merge {
	page := companyview.Merge{ID: p.From.ID, Name: p.From.Name, Environment: p.From.Environment, WhyNot: p.WhyNot, Into: p.Into.Name}
	for _, l := range all {
		switch {
		case l.ID == p.From.ID:
			page.Line = entryLine(l)
		case l.Environment == p.From.Environment:
			page.Others = append(page.Others, components.Option{Value: l.ID, Text: l.Name + " (" + strings.Join(l.Domains, ", ") + ")", Selected: l.ID == p.Into.ID})
		}
		if l.ID == p.Into.ID {
			page.IntoLine = entryLine(l)
		}
	}
	if p.Into.ID == "" || p.WhyNot != "" {
		return page
	}
	page.Moves = append(page.Moves, companyview.Moves{Title: "Domains", Names: p.Domains, Line: noneOr(len(p.Domains), "Addresses there count as "+p.Into.Name+".")},
		companyview.Moves{Title: "Roles", Names: heldNames(p.Known, p.Roles), Line: noneOr(len(p.Roles)+len(p.Doubled), doubledLine(p.Doubled, p.Into.Name))},
		companyview.Moves{Title: "Developer permission", Names: standingNames(p.Known, append(p.Grants, p.Joined...)), Line: noneOr(len(p.Grants)+len(p.Joined), joinedLine(p.Known, p.Joined, p.Into.Name))},
		companyview.Moves{Title: "Apps", Names: appNames(p.Apps), Line: noneOr(len(p.Apps), "")},
		companyview.Moves{Title: "Open questions", Line: waitingLine(p.Asks) + "Who said “not my company” here has said it there."})
	return page
}

func entryLine(l company.Listed) string {
	domains := strings.Join(l.Domains, ", ")
	if domains == "" {
		domains = "no domain"
	}
	return domains + "; " + companyTally(l.Admins, l.Employees)
}

func noneOr(n int, line string) string {
	if n == 0 {
		return "None"
	}
	return line
}

func doubledLine(doubled []company.Held, into string) string {
	if len(doubled) == 0 {
		return "With their day and evidence."
	}
	return countOf(len(doubled), "role is", "roles are") + " known at " + into + " as well: the better known of the two stays."
}

func joinedLine(known company.Known, joined []permission.Standing, into string) string {
	if len(joined) == 0 {
		return "As new versions; what was known before stays readable."
	}
	return "Held for " + into + " at the same time by " + strings.Join(standingNames(known, joined), ", ") +
		": the two spans become one, known as well as the weaker of them, and the other is taken back as recorded twice."
}

// heldNames are people with their roles; those whom the reader may not see are counted.
func heldNames(known company.Known, held []company.Held) []string {
	var names []string
	last, unseen := "", map[string]bool{}
	for _, h := range held {
		switch {
		case !known.Role(h.Member.ID):
			unseen[h.Member.ID] = true
		case last == h.Member.ID:
			names[len(names)-1] += " and " + h.Role
		default:
			names, last = append(names, h.Member.Name+", "+h.Role), h.Member.ID
		}
	}
	return othersToo(names, len(unseen))
}

// standingNames are people who hold permission; those whom the reader may not see are counted.
func standingNames(known company.Known, all []permission.Standing) []string {
	var names []string
	unseen := 0
	for _, g := range all {
		if known.Permission(g.MemberID) {
			names = append(names, g.Name)
		} else {
			unseen++
		}
	}
	return othersToo(names, unseen)
}

func othersToo(names []string, unseen int) []string {
	if unseen > 0 {
		names = append(names, countOf(unseen, "person of another team", "people of other teams"))
	}
	return names
}

func appNames(all []oauthapp.AtCompany) []string {
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
	}
	return names
}

// waitingLine says who waits at a company that is merged; nothing when nobody does.
func waitingLine(asks int) string {
	if asks == 0 {
		return ""
	}
	return countOf(asks, "person waits to be let in, and will wait there. ", "people wait to be let in, and will wait there. ")
}
