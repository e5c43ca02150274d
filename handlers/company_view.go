package handlers

import (
	"strconv"
	"strings"
	"time"

	"portico/internal/access"
	"portico/internal/company"
	companyview "portico/views/company"
	"portico/views/components"
)

// companyCameBack is a form of a company's page that came back with something wrong.
type companyCameBack struct {
	// form is the field that an error without one stands beside; ask is the question that an answer was about.
	form, ask       string
	typed, errors   map[string]string
	admin, employee bool
}

func (c *companyCameBack) error(names ...string) string {
	if c == nil {
		return ""
	}
	for _, name := range names {
		if c.errors[name] != "" {
			return c.errors[name]
		}
	}
	return ""
}

// companyBuilder maps a company to its page.
type companyBuilder struct {
	v     company.View
	actor access.Actor
	zone  *time.Location
	now   time.Time
	came  *companyCameBack
	// step gives the title of a step by its key.
	step func(string) string
}

func (b *companyBuilder) page() companyview.Page {
	v := b.v
	p := companyview.Page{
		ID: v.ID, Name: v.Name, Environment: v.Environment, Created: createdLine(v.Company, b.now), Lede: b.lede(), LoneAdmin: b.loneAdmin(),
		Tally: companyTally(v.Admins, v.Employees), People: b.people(), ShowPermission: v.SeesHoldings, Asks: b.asks(), Mine: b.mine(),
		CanRecord: len(v.Choosable) > 0 && !v.Closed(), CanAddDomains: v.MayChange(), Role: b.roleForm(), Segments: b.segments(),
	}
	b.endings(&p)
	if v.Unseen > 0 {
		p.Unseen = countOf(v.Unseen, "more person of another team has a role here.", "more people of other teams have a role here.")
	}
	p.Domains, p.Not = b.domains()
	p.ElsewhereTitle, p.Elsewhere, p.ElsewhereURL = b.elsewhere()
	if b.came != nil && b.came.form == "domain" {
		p.Domain = companyview.DomainForm{Domain: b.came.typed["domain"], Error: b.came.error("domain")}
	}
	if b.came != nil && b.came.form == "excluded" {
		p.Excluded = companyview.DomainForm{Domain: b.came.typed["excluded"], Error: b.came.error("excluded")}
	}
	return p
}

func createdLine(c company.Company, now time.Time) string {
	var words []string
	if c.Creator != "" {
		words = append(words, "by "+c.Creator)
	}
	if !c.CreatedOn.IsZero() {
		words = append(words, "on "+components.Day(c.CreatedOn, now, time.UTC).Shown)
	}
	if len(words) == 0 {
		return ""
	}
	return "Created " + strings.Join(words, " ")
}

func companyTally(admins, employees int) string {
	return countOf(admins, "admin", "admins") + ", " + countOf(employees, "employee", "employees")
}

func (b *companyBuilder) lede() string {
	v := b.v
	var words []string
	if v.Closed() {
		return "This entry is history. It matches nobody and is no choice any more."
	}
	if v.SeesHoldings {
		whose := ""
		if !b.actor.Auditor && !b.actor.Admin {
			whose = " of your teams"
		}
		words = append(words, countOf(len(v.Holdings), "person"+whose+" holds", "people"+whose+" hold")+" developer permission here.")
	}
	switch n := v.LetIn(); {
	case n == 0 && v.Admins > 0:
		words = append(words, "Nobody is left who can let others in.")
	case n == 0:
		words = append(words, "Nobody is recorded who can let others in.")
	case n == 1:
		words = append(words, "One person can let others in.")
	default:
		words = append(words, strconv.Itoa(n)+" people can let others in.")
	}
	if n := len(v.Asks); n > 0 {
		words = append(words, countOf(n, "person waits to be let in.", "people wait to be let in."))
	}
	return strings.Join(words, " ")
}

func (b *companyBuilder) segments() components.SegmentsModel {
	v := b.v
	if v.Twin.ID == "" {
		return components.SegmentsModel{}
	}
	here := components.Segment{Text: "Staging", URL: "/companies/" + v.ID, Current: true}
	there := components.Segment{Text: "Production", URL: "/companies/" + v.Twin.ID}
	if v.Environment == company.Production {
		here.Text, there.Text = there.Text, here.Text
		return components.SegmentsModel{Label: "Environment", Items: []components.Segment{there, here}}
	}
	return components.SegmentsModel{Label: "Environment", Items: []components.Segment{here, there}}
}
