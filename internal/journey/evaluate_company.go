package journey

import (
	"time"

	"portico/internal/company"
)

// candidate is a company that could be the member's, and why.
type candidate struct {
	c               *Company
	kind            MatchKind
	rank            int
	domain          string
	admin, employee *CompanyRole
	created         bool
	// granted is the staging permission that the member holds for it, or nil.
	granted *Grant
	// asked is the latest question for roles that was not withdrawn, or nil.
	asked *RoleRequest
	// admins are who can let the member in, the one to ask first.
	admins []Person
}

// isAdmin and isEmployee: whoever created a company is both at once, until a role is known to have ended.
func (c *candidate) isAdmin() bool    { return c.admin != nil }
func (c *candidate) isEmployee() bool { return c.employee != nil }
func (c *candidate) isBoth() bool     { return c.isAdmin() && c.isEmployee() }

// byMailAlone says that nothing but the mail domain speaks for the company, so that it may be refused.
func (c *candidate) byMailAlone() bool { return c.kind == MatchExact || c.kind == MatchSubdomain }

// match is the candidate as pages see it.
func (c *candidate) match() *Match {
	return &Match{
		CompanyID: c.c.ID, CompanyName: c.c.Name, Kind: c.kind, Domain: c.domain, CreatedBy: c.c.CreatedBy,
		CreatedOn: c.c.CreatedOn, Admin: c.isAdmin(), Employee: c.isEmployee(), Admins: c.admins, CanRefuse: c.byMailAlone(),
	}
}

// readMail finds the member's mail domain; an address without one matches nothing.
func (e *evaluator) readMail() {
	if domain, err := company.MailDomain(e.me.Email); err == nil {
		e.mailDomain, e.freeMail = domain, company.IsFreeMail(domain)
	}
}

// pickCompany chooses the member's company in staging and whether they go as a freelancer. What is known of the member
// (roles, permission, a question asked) counts more than the mail domain; an exact domain more than a sub-domain; and of
// equals the oldest.
func (e *evaluator) pickCompany() {
	e.readNearest()
	for i := range e.f.Companies {
		c := e.candidate(&e.f.Companies[i])
		if c != nil && (e.known == nil || c.before(e.known)) {
			e.known = c
		}
	}
	if e.known != nil {
		e.known.admins = e.admins(e.known.c)
	}
	e.target = e.known
	skipped := e.skippedCompany()
	if e.known != nil && e.known.byMailAlone() && skipped {
		e.target = nil
	}
	e.freelance = e.goesFreelance(skipped)
}

// goesFreelance says that the way leads to the Freelance check-box: it is held and no company's is, or there is no company
// to belong to, or the member said that they need none.
func (e *evaluator) goesFreelance(skippedCompany bool) bool {
	if e.target != nil && e.target.granted != nil {
		return false
	}
	if e.freelanceGrant() != nil && !e.ofAccount() {
		return true
	}
	if e.target == nil {
		return skippedCompany || e.freeMail && !e.wantsCompany()
	}
	m := e.markBy(RuleRoles)
	return m != nil && m.State == MarkSkipped && !e.target.isBoth()
}

// markBy is the latest mark on the step that goes by the rule, or nil.
func (e *evaluator) markBy(rule Rule) *Mark {
	for i := range e.ed.Steps {
		if e.ed.Steps[i].Rule == rule {
			return e.markOn(e.ed.Steps[i].Key, "")
		}
	}
	return nil
}

// skippedCompany says that the member's last word on the company step is to skip it.
func (e *evaluator) skippedCompany() bool {
	m := e.markBy(RuleCompany)
	return m != nil && m.State == MarkSkipped
}

// wantsCompany says that a member with a free-mail address took the automatic skip back, or began the step.
func (e *evaluator) wantsCompany() bool {
	m := e.markBy(RuleCompany)
	return m != nil && (m.State == MarkUndone || m.State == MarkStarted)
}

// candidate weighs a company; nil when nothing speaks for it.
func (e *evaluator) candidate(c *Company) *candidate {
	if c.Environment != Staging || !c.ClosedAt.IsZero() {
		return nil
	}
	out := &candidate{c: c, created: e.isMe(c.CreatedBy), granted: e.grantFor(c.ID), asked: e.question(c.ID)}
	out.admin, out.employee = e.role(c, CompanyAdmin), e.role(c, CompanyEmployee)
	for i, d := range c.Domains {
		if i == 0 || d < out.domain {
			out.domain = d
		}
	}
	how, domain := e.byMail(c)
	if how != company.NoMatch {
		out.domain = domain
	}
	if m := e.markBy(RuleCompany); out.created && m != nil && m.State == MarkUndone && m.RecordedAt.After(c.RecordedAt) && out.granted == nil {
		// The creator took the step back: the company is no longer what their way rests on.
		return nil
	}
	refused := e.refused(c.ID)
	switch {
	case out.created && out.isBoth():
		out.kind, out.rank = MatchCreated, 16
	case out.isBoth():
		out.kind, out.rank = MatchRoles, 14
	case out.granted != nil:
		out.kind, out.rank = MatchGrant, 12
	case out.created:
		out.kind, out.rank = MatchCreated, 10
	case out.isAdmin() || out.isEmployee():
		out.kind, out.rank = MatchRoles, 8
	case out.asked != nil && !refused.After(out.asked.At):
		out.kind, out.rank = MatchAsked, 6
	case how == company.Exact && refused.IsZero():
		out.kind, out.rank = MatchExact, 4
	case how == company.Subdomain && refused.IsZero():
		out.kind, out.rank = MatchSubdomain, 2
	default:
		return nil
	}
	if out.granted != nil {
		out.rank++
	}
	return out
}

// before orders candidates: the higher rank, then the company that is older, then its id.
func (c *candidate) before(other *candidate) bool {
	if c.rank != other.rank {
		return c.rank > other.rank
	}
	if a, b := c.age(), other.age(); !a.Equal(b) {
		return a.Before(b)
	}
	return c.c.ID < other.c.ID
}

func (c *candidate) age() time.Time {
	if !c.c.CreatedOn.IsZero() {
		return c.c.CreatedOn.Start(time.UTC)
	}
	return c.c.RecordedAt
}

// byMail compares the member's mail domain with the company's domains and exclusions. A domain of another company that is
// nearer to the member's takes them away, also when they said that it is not theirs: what belongs to one company is not the
// other's.
func (e *evaluator) byMail(c *Company) (company.Match, string) {
	if e.mailDomain == "" || e.freeMail || !c.ClosedAt.IsZero() {
		return company.NoMatch, ""
	}
	how, domain := company.MatchAny(e.mailDomain, c.Domains, c.Excluded)
	if how == company.NoMatch || len(domain) < len(e.nearest) {
		return company.NoMatch, ""
	}
	return how, domain
}

// readNearest finds the longest domain of any company in staging that the member's address belongs to.
func (e *evaluator) readNearest() {
	if e.mailDomain == "" || e.freeMail {
		return
	}
	for i := range e.f.Companies {
		c := &e.f.Companies[i]
		if c.Environment != Staging || !c.ClosedAt.IsZero() {
			continue
		}
		if _, domain := company.MatchAny(e.mailDomain, c.Domains, c.Excluded); len(domain) > len(e.nearest) {
			e.nearest = domain
		}
	}
}

// refused is when the member said that the company is not theirs; zero when they did not.
func (e *evaluator) refused(companyID string) time.Time {
	var at time.Time
	for _, r := range e.f.RefusedMatches {
		if r.CompanyID == companyID {
			at = later(at, e.firstKnown(r.At))
		}
	}
	return at
}

// role is the member's standing role in a company, or nil. The creator's is made up where no row says otherwise.
func (e *evaluator) role(c *Company, role Role) *CompanyRole {
	var held *CompanyRole
	ended := false
	for i := range c.Roles {
		r := &c.Roles[i]
		if !e.isMe(r.Member) || r.Role != role {
			continue
		}
		if !r.EndedAt.IsZero() && !r.EndedAt.After(e.now) {
			ended = true
			continue
		}
		if held == nil || r.Since.Before(held.Since) || r.Since.Equal(held.Since) && r.Grade.strength() > held.Grade.strength() {
			held = r
		}
	}
	if held == nil && !ended && e.isMe(c.CreatedBy) {
		held = &CompanyRole{Member: e.me, Role: role, Since: e.moment(c.CreatedOn, c.RecordedAt), Grade: SelfReported, RecordedAt: c.RecordedAt}
	}
	return held
}

// admins are who can let the member into a company, the one to ask first: its creator, then whoever is admin the longest.
func (e *evaluator) admins(c *Company) []Person {
	type admin struct {
		person Person
		since  time.Time
	}
	var all []admin
	for i := range c.Roles {
		r := &c.Roles[i]
		if r.Role != CompanyAdmin || !r.Member.Known() || e.isMe(r.Member) || !r.EndedAt.IsZero() && !r.EndedAt.After(e.now) {
			continue
		}
		all = append(all, admin{r.Member, r.Since})
	}
	if c.CreatedBy.Known() && !e.isMe(c.CreatedBy) && !hasAdminRow(c) {
		all = append(all, admin{c.CreatedBy, e.moment(c.CreatedOn, c.RecordedAt)})
	}
	first := func(a, b admin) bool {
		if x, y := a.person.ID == c.CreatedBy.ID, b.person.ID == c.CreatedBy.ID; x != y {
			return x
		}
		if !a.since.Equal(b.since) {
			return a.since.Before(b.since)
		}
		return a.person.ID < b.person.ID
	}
	var out []Person
	for len(all) > 0 {
		best := 0
		for i := range all {
			if first(all[i], all[best]) {
				best = i
			}
		}
		if !contains(out, all[best].person) {
			out = append(out, all[best].person)
		}
		all = append(all[:best], all[best+1:]...)
	}
	return out
}

// hasAdminRow says that it is recorded whether the creator is admin, standing or ended.
func hasAdminRow(c *Company) bool {
	for i := range c.Roles {
		if c.Roles[i].Role == CompanyAdmin && c.Roles[i].Member.ID == c.CreatedBy.ID {
			return true
		}
	}
	return false
}

func contains(people []Person, p Person) bool {
	for i := range people {
		if people[i].ID == p.ID {
			return true
		}
	}
	return false
}

// company is the rule for the company step.
func (e *evaluator) company(s *StepProgress) {
	m := e.mark(s)
	if e.known != nil {
		s.Match = e.known.match()
	}
	switch {
	case e.known != nil && e.known.created:
		c := e.known.c
		s.Reason, s.RecordedAt, s.RecordedBy = "You created "+c.Name, c.RecordedAt, c.CreatedBy
		e.done(s, e.moment(c.CreatedOn, c.RecordedAt))
		e.grade(s, SelfReported, Person{}, c.RecordedAt)
	case m != nil && m.State == MarkSkipped && e.target == nil:
		e.begun(s, m)
		if e.known != nil && s.State == Skipped {
			s.Hint = e.createdSentence(e.known.c) + ". Undo this skip to join it"
		}
	case e.target != nil:
		s.Hint = e.matchHint(e.target)
		e.skip(s, later(e.target.c.RecordedAt, e.f.Member.StartedAt), e.createdSentence(e.target.c))
	case e.freeMail && !e.wantsCompany():
		e.skip(s, time.Time{}, e.mailDomain+" gives addresses to everybody, so no company matches it")
		s.Hint = e.ed.FreelanceNote
	default:
		if m != nil {
			e.begun(s, m)
		}
		if name := e.refusedName(); name != "" {
			s.Hint = "You said that " + name + " is not your company"
		}
	}
	e.proveCompany(s)
}

// matchHint says how the company was found.
func (e *evaluator) matchHint(c *candidate) string {
	switch c.kind {
	case MatchExact:
		return "Your e-mail ends in " + e.mailDomain + ", and that domain already belongs to " + c.c.Name
	case MatchSubdomain:
		return "Your e-mail ends in " + e.mailDomain + ", which lies below " + c.domain + " of " + c.c.Name
	case MatchGrant:
		return "You hold the developer permission for " + c.c.Name
	case MatchAsked:
		return "You asked to be let into " + c.c.Name
	}
	return "You belong to " + c.c.Name
}

// createdSentence says who made the company and when, as far as that is known.
func (e *evaluator) createdSentence(c *Company) string {
	day := e.day(c.CreatedOn)
	switch {
	case c.CreatedBy.Known() && day != "":
		return c.Name + " was created by " + c.CreatedBy.Full() + " on " + day
	case c.CreatedBy.Known():
		return c.Name + " was created by " + c.CreatedBy.Full()
	case day != "":
		return c.Name + " exists since " + day
	}
	return c.Name + " exists already"
}

// refusedName is the name of a company that the mail domain matches and the member refused; empty when there is none.
func (e *evaluator) refusedName() string {
	var name, id string
	for i := range e.f.Companies {
		c := &e.f.Companies[i]
		if c.Environment != Staging || e.refused(c.ID).IsZero() {
			continue
		}
		if how, _ := e.byMail(c); how != company.NoMatch && (id == "" || c.ID < id) {
			name, id = c.Name, c.ID
		}
	}
	return name
}

// ofAccount says that the procedure gives the permission to an account as a whole: it asks for no roles in a company, so there
// is one check-box and nothing to be freelance from.
func (e *evaluator) ofAccount() bool {
	_, roles := e.ed.StepBy(RuleRoles)
	return !roles
}

// companyName is the name of a company of any environment; "Freelance", or the account, where there is none.
func (e *evaluator) companyName(id string) string {
	if id == "" && e.ofAccount() {
		return "your account"
	}
	if id == "" {
		return "Freelance"
	}
	for i := range e.f.Companies {
		if e.f.Companies[i].ID == id {
			return e.f.Companies[i].Name
		}
	}
	return "a company"
}
