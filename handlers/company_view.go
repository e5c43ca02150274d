package handlers

import (
	"slices"
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
}

func (b *companyBuilder) page() companyview.Page {
	v := b.v
	p := companyview.Page{
		ID: v.ID, Name: v.Name, Environment: v.Environment, Created: createdLine(v.Company, b.now), Lede: b.lede(), LoneAdmin: b.loneAdmin(),
		Tally: companyTally(v.Admins, v.Employees), People: b.people(), ShowPermission: v.SeesHoldings, Asks: b.asks(), Mine: b.mine(),
		CanRecord: len(v.Choosable) > 0, CanAddDomains: v.MayChange(), Role: b.roleForm(), Segments: b.segments(),
	}
	if v.Unseen > 0 {
		p.Unseen = countOf(v.Unseen, "more person of another team has a role here.", "more people of other teams have a role here.")
	}
	for _, d := range v.Domains {
		p.Domains = append(p.Domains, companyview.Domain{Name: d, CanEnd: v.MayChange()})
	}
	if v.Twin.ID != "" {
		p.Elsewhere = v.Twin.Name + " is known in " + v.Twin.Environment + ", with " + companyTally(v.Twin.Admins, v.Twin.Employees) + "."
		p.ElsewhereURL = "/companies/" + v.Twin.ID
	}
	if b.came != nil && b.came.form == "domain" {
		p.Domain = companyview.DomainForm{Domain: b.came.typed["domain"], Error: b.came.error("domain")}
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
	if v.SeesHoldings {
		whose := ""
		if !b.actor.Auditor && !b.actor.Admin {
			whose = " of your teams"
		}
		words = append(words, countOf(len(v.Holdings), "person"+whose+" holds", "people"+whose+" hold")+" developer permission here.")
	}
	switch v.Admins {
	case 0:
		words = append(words, "Nobody is recorded who can let others in.")
	case 1:
		words = append(words, "One person can let others in.")
	default:
		words = append(words, strconv.Itoa(v.Admins)+" people can let others in.")
	}
	if n := len(v.Asks); n > 0 {
		words = append(words, countOf(n, "person waits to be let in.", "people wait to be let in."))
	}
	return strings.Join(words, " ")
}

// loneAdmin warns when one person alone can let others in, and says who could be the second.
func (b *companyBuilder) loneAdmin() *companyview.LoneAdmin {
	v := b.v
	if v.Admins != 1 {
		return nil
	}
	i := slices.IndexFunc(v.Held, func(h company.Held) bool { return h.Role == company.Admin })
	if i < 0 {
		return nil
	}
	admin := v.Held[i].Member
	text := "If " + admin.Name + " is away, nobody can add people to " + v.Name + " or mend its domain."
	if admin.ID == b.actor.ID {
		text = "If you are away, nobody can add people to " + v.Name + " or mend its domain."
	}
	warning := companyview.LoneAdmin{Title: "Only one admin in " + v.Environment, Text: text}
	for _, h := range v.Held {
		if h.Role == company.Employee && h.Member.ID != admin.ID && !h.Disabled {
			warning.Text += " " + h.Member.Name + " is an employee here and could be made admin."
			warning.Message = "Dear " + admin.Name + ",\n\nyou are the only admin of " + v.Name + " in Avaya Spaces " + v.Environment +
				". Could you make " + h.Member.Name + " (" + h.Member.Email + ") an admin as well?\n\nThank you, " + b.actor.Name
			break
		}
	}
	return &warning
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
