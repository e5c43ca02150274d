package spacestest

import (
	"net/mail"
	"strings"

	"portico/internal/spaces"
)

// employer is a company as its member sees it.
type employer struct {
	ID, Name                   string
	Domains                    string
	Admin, Employee, Developer bool
}

// userSettings is what User Settings shows.
type userSettings struct {
	Employers []employer
	// Boxes are the companies with a check-box: both admin and employee.
	Boxes     []employer
	Freelance bool
	// Ticked says that the permission was just given and the page must be reloaded.
	Ticked bool
	// Given is Avaya's permission in production.
	Given   bool
	Staging bool
}

func settings(s *visit) reply {
	d := userSettings{
		Freelance: s.me.Freelance, Ticked: s.me.Unseen, Given: s.w.developer(s.me), Staging: s.p.env == spaces.Staging,
	}
	for _, c := range s.w.Companies {
		e := employer{
			ID: c.ID, Name: c.Name, Domains: strings.Join(c.Domains, ", "),
			Admin: has(c.Admins, s.me.Mail), Employee: has(c.Employees, s.me.Mail), Developer: has(c.Developers, s.me.Mail),
		}
		if e.Admin || e.Employee {
			d.Employers = append(d.Employers, e)
		}
		if e.Admin && e.Employee {
			d.Boxes = append(d.Boxes, e)
		}
	}
	// The page in hand still lacks the dashboard in its menu; the next one has it.
	if s.me.Unseen {
		me := *s.me
		s.me.Unseen = false
		s.me = &me
	}
	return reply{page: "settings", title: "User Settings", data: d}
}

// tick takes the check-boxes next to Developer permission as they stand. In production nobody ticks.
func tick(s *visit) reply {
	if s.p.env != spaces.Staging {
		return missing("Developer permission")
	}
	before := s.w.developer(s.me)
	s.me.Freelance = s.r.PostForm.Has("freelance")
	for _, c := range s.w.Companies {
		if c.both(s.me.Mail) {
			c.Developers = with(c.Developers, s.me.Mail, s.r.PostForm.Has("company-"+c.ID))
		}
	}
	s.me.Unseen = !before && s.w.developer(s.me)
	return reply{to: "/settings"}
}

func companyForm(s *visit) reply {
	return reply{page: "company-add", title: "Add Company", data: map[string]string{"Domain": domainOf(s.me.Mail)}}
}

// companyAdd makes a company; its maker is admin and employee at once.
func companyAdd(s *visit) reply {
	name, domain := s.field("name"), strings.ToLower(s.field("domain"))
	wrong := func(problem string) reply {
		return reply{status: 422, page: "company-add", title: "Add Company", problem: problem, data: map[string]string{"Name": name, "Domain": domain}}
	}
	switch {
	case name == "":
		return wrong("Enter the name of your company.")
	case domain == "" || strings.ContainsAny(domain, "@/: "):
		return wrong("Enter the domain without @ and without https.")
	case s.w.companyOf(domain) != nil:
		return wrong("A company with this domain exists already. One of its admins can let you in.")
	case domain != domainOf(s.me.Mail):
		return wrong("The domain has to match your e-mail address: it is the part after the @.")
	}
	c := &company{ID: random(8), Name: name, Domains: []string{domain}, Admins: []string{s.me.Mail}, Employees: []string{s.me.Mail}}
	s.w.Companies = append(s.w.Companies, c)
	return reply{to: "/company/" + c.ID}
}

// member is one of a company's people.
type member struct {
	Mail, Name      string
	Admin, Employee bool
	Account         bool
}

// companyPage is a company as its people see it.
type companyPage struct {
	ID, Name string
	Domains  []string
	People   []member
	MayAdmin bool
}

// mine finds the company of the address, if the person belongs to it.
func mine(s *visit) *company {
	c := s.w.company(s.r.PathValue("id"))
	if c == nil || !has(c.Admins, s.me.Mail) && !has(c.Employees, s.me.Mail) {
		return nil
	}
	return c
}

func companyShow(s *visit) reply { return companyWith(s, "") }

func companyWith(s *visit, problem string) reply {
	c := mine(s)
	if c == nil {
		return missing("Company")
	}
	d := companyPage{ID: c.ID, Name: c.Name, Domains: c.Domains, MayAdmin: has(c.Admins, s.me.Mail)}
	seen := map[string]bool{}
	for _, address := range append(append([]string(nil), c.Employees...), c.Admins...) {
		if seen[key(address)] {
			continue
		}
		seen[key(address)] = true
		m := member{Mail: address, Admin: has(c.Admins, address), Employee: has(c.Employees, address)}
		if a := s.w.account(address); a != nil {
			m.Name, m.Account = a.Name, a.Open
		}
		d.People = append(d.People, m)
	}
	status := 200
	if problem != "" {
		status = 422
	}
	return reply{status: status, page: "company", title: c.Name, problem: problem, data: d}
}

// companyPeople says of one person, by mail address, whether they are admin and employee.
func companyPeople(s *visit) reply {
	c := mine(s)
	if c == nil || !has(c.Admins, s.me.Mail) {
		return missing("Company")
	}
	address := s.field("email")
	if parsed, err := mail.ParseAddress(address); err != nil || parsed.Address != address {
		return companyWith(s, "That is not an e-mail address.")
	}
	admin := s.r.PostForm.Has("admin")
	if !admin && key(address) == key(s.me.Mail) && len(c.Admins) == 1 {
		return companyWith(s, "A company needs an admin.")
	}
	c.Admins = with(c.Admins, address, admin)
	c.Employees = with(c.Employees, address, s.r.PostForm.Has("employee"))
	if !c.both(address) {
		c.Developers = with(c.Developers, address, false)
	}
	return reply{to: "/company/" + c.ID}
}

func companyDomain(s *visit) reply {
	c := mine(s)
	if c == nil || !has(c.Admins, s.me.Mail) {
		return missing("Company")
	}
	domain := strings.ToLower(s.field("domain"))
	switch {
	case domain == "" || strings.ContainsAny(domain, "@/: ") || !strings.Contains(domain, "."):
		return companyWith(s, "Enter the domain without @ and without https.")
	case s.w.companyOf(domain) != nil:
		return companyWith(s, "A company has this domain already.")
	}
	c.Domains = append(c.Domains, domain)
	return reply{to: "/company/" + c.ID}
}
