package journey

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// The people and the day of the tests: Tuesday 16 June 2026, in a zone two hours ahead.
var (
	zone   = time.FixedZone("here", 2*60*60)
	today  = time.Date(2026, time.June, 16, 9, 41, 0, 0, zone)
	priya  = Person{ID: "priya", Name: "Priya Raman", Email: "priya.raman@acme.example"}
	dana   = Person{ID: "dana", Name: "Dana Ruiz", Email: "dana.ruiz@acme.example"}
	tomasz = Person{ID: "tomasz", Name: "Tomasz Nowak", Email: "tomasz.nowak@acme.example"}
	helen  = Person{ID: "helen", Name: "Helen Okafor", Email: "helen.okafor@acme.example"}
)

// fact is something that is known; a situation is a few of them.
type fact func(f *Facts)

// onDate is ten o'clock of a day of 2026.
func onDate(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 10, 0, 0, 0, zone)
}
func may(day int) time.Time  { return onDate(time.May, day) }
func june(day int) time.Time { return onDate(time.June, day) }
func on(t time.Time) Day     { return DayOf(t, zone) }

// facts are Priya's: in Payments, led by Helen, started on 8 June, and what the situation adds.
func facts(all ...fact) Facts {
	f := Facts{Member: Member{Person: priya, TimeZone: zone, TeamName: "Payments", StartedAt: june(8)}, Leads: []Person{helen}}
	for _, one := range all {
		one(&f)
	}
	return f
}

// both joins facts into one.
func both(all ...fact) fact {
	return func(f *Facts) {
		for _, one := range all {
			one(f)
		}
	}
}

func mail(address string) fact    { return func(f *Facts) { f.Member.Email = address } }
func startedAt(t time.Time) fact  { return func(f *Facts) { f.Member.StartedAt = t } }
func leads(people ...Person) fact { return func(f *Facts) { f.Leads = people } }
func nothingStarted(f *Facts)     { f.Member.StartedAt = time.Time{} }
func link(key, address string) fact {
	return func(f *Facts) {
		f.Links = append(f.Links, SuppliedLink{Key: key, URL: address, By: helen, At: june(9)})
	}
}

// mark is Priya's word on a step.
func mark(key string, state MarkState, t time.Time, reason ...string) fact {
	return func(f *Facts) {
		f.Marks = append(f.Marks, Mark{ID: fmt.Sprint("m", len(f.Marks)), StepKey: key, State: state, Reason: strings.Join(reason, ""), RecordedBy: priya, RecordedAt: t})
	}
}

func confirm(key string, by Person, t time.Time) fact {
	return func(f *Facts) {
		f.Confirmations = append(f.Confirmations, Confirmation{ID: fmt.Sprint("c", len(f.Confirmations)), StepKey: key, By: by, At: t, AsLead: true})
	}
}

func stuck(key, reason, words string, t time.Time) fact {
	return func(f *Facts) {
		f.Blockers = append(f.Blockers, Blocker{ID: fmt.Sprint("b", len(f.Blockers)), StepKey: key, ReasonKey: reason, Words: words, At: t})
	}
}

// role is a span of a role; ended may be given.
func role(p Person, r Role, since time.Time, grade Grade, by Person, ended ...time.Time) CompanyRole {
	out := CompanyRole{Member: p, Role: r, Since: since, Grade: grade, RecordedBy: by, RecordedAt: since}
	if len(ended) > 0 {
		out.EndedAt = ended[0]
	}
	return out
}

// aCompany is a staging company created on 3 May, with its domains joined by commas.
func aCompany(name string, creator Person, domains string, roles ...CompanyRole) fact {
	return func(f *Facts) {
		f.Companies = append(f.Companies, Company{
			ID: strings.ToLower(name), Environment: Staging, Name: name, Domains: strings.Split(domains, ","),
			CreatedBy: creator, CreatedOn: on(may(3)), RecordedAt: may(3), Roles: roles,
		})
	}
}

// acme is the company that Dana made, where she is admin and employee and Tomasz is admin.
func acme(roles ...CompanyRole) fact {
	return aCompany("ACME", dana, "acme.example", append([]CompanyRole{
		role(dana, CompanyAdmin, may(3), Confirmed, helen),
		role(dana, CompanyEmployee, may(3), Confirmed, helen), role(tomasz, CompanyAdmin, may(5), Confirmed, dana),
	}, roles...)...)
}

// letIn are Priya's two roles, by Dana's word.
func letIn(t time.Time) []CompanyRole {
	return []CompanyRole{role(priya, CompanyAdmin, t, Confirmed, dana), role(priya, CompanyEmployee, t, Confirmed, dana)}
}

func ask(who Person, t time.Time, answer ...RoleAnswer) fact {
	return func(f *Facts) {
		r := RoleRequest{ID: fmt.Sprint("r", len(f.RoleRequests)), CompanyID: "acme", Asked: who, At: t}
		if len(answer) > 0 {
			r.Answer, r.AnsweredAt, r.Note = answer[0], t.AddDate(0, 0, 1), "ask the new admin"
		}
		f.RoleRequests = append(f.RoleRequests, r)
	}
}

func refuse(companyID string, t time.Time) fact {
	return func(f *Facts) { f.RefusedMatches = append(f.RefusedMatches, RefusedMatch{companyID, t}) }
}

// ticked is a staging permission; companyID is empty for Freelance.
func ticked(companyID string, t time.Time, grade Grade, until ...time.Time) fact {
	return func(f *Facts) {
		g := Grant{ID: fmt.Sprint("g", len(f.Grants)), Environment: Staging, CompanyID: companyID, Kind: SelfAssigned, HeldFrom: t, Grade: grade, RecordedBy: priya, RecordedAt: t}
		if len(until) > 0 {
			g.HeldUntil = until[0]
		}
		f.Grants = append(f.Grants, g)
	}
}

// permitted is a production permission.
func permitted(companyID, requestID string, t time.Time, grade Grade, until ...time.Time) fact {
	return func(f *Facts) {
		ticked(companyID, t, grade, until...)(f)
		g := &f.Grants[len(f.Grants)-1]
		g.Environment, g.Kind, g.RequestID = Production, VendorApproved, requestID
	}
}

func sdk(platform, version string, t time.Time) fact {
	return func(f *Facts) {
		f.SDKs = append(f.SDKs, SDKDownload{ID: fmt.Sprint("s", len(f.SDKs)), Platform: platform, Version: version, OnDay: on(t), RecordedAt: t})
	}
}

// app is Priya's staging app, changed by the functions.
func app(id string, t time.Time, change ...func(a *App)) fact {
	return func(f *Facts) {
		a := App{
			ID: id, Environment: Staging, Name: id, ClientID: "4f2c81d09be76a53e1c4", CreatedBy: priya, CreatedOn: on(t), RecordedAt: t,
			Owners: []AppOwner{{Member: priya, Since: t}},
		}
		for _, c := range change {
			c(&a)
		}
		f.Apps = append(f.Apps, a)
	}
}

// results gives the app one test for each letter: p passed, f failed, e excused, - open.
func results(letters string, t time.Time) func(a *App) {
	return func(a *App) {
		for i, letter := range letters {
			test := AppTest{ID: fmt.Sprint(a.ID, "-t", i), Position: i, Title: fmt.Sprint("Test ", i)}
			if letter != '-' {
				test.Result = map[rune]TestResult{'p': TestPassed, 'f': TestFailed, 'e': TestExcused}[letter]
				test.DecidedAt, test.DecidedBy = t, priya
			}
			a.Tests = append(a.Tests, test)
		}
	}
}

func commit(t time.Time) func(a *App) {
	return func(a *App) { a.Commitment = Commitment{By: priya, At: t} }
}

// attempt is a production request; change says how far it got.
func attempt(n int, created time.Time, change ...func(r *Request)) func(a *App) {
	return func(a *App) {
		r := Request{ID: fmt.Sprint(a.ID, "-r", n), Attempt: n, CreatedBy: priya, CreatedAt: created, Accounts: []Person{priya}}
		for _, c := range change {
			c(&r)
		}
		a.Requests = append(a.Requests, r)
	}
}

func sent(t time.Time) func(r *Request) {
	return func(r *Request) { r.SubmittedOn, r.SubmittedAt, r.SubmittedBy = on(t), t, priya }
}

func decided(d Decision, t time.Time, reason string) func(r *Request) {
	return func(r *Request) {
		r.Decision, r.DecidedOn, r.DecidedAt, r.DecidedBy, r.Reason = d, on(t), t, helen, reason
	}
}

// account is the way to a working staging account on 8 June; ready goes on to the Developer Dashboard on 12 June.
func account() fact {
	return both(mark("staging-sign-up", MarkDone, june(8)), mark("password", MarkDone, june(8)))
}

func ready() fact {
	return both(account(), acme(letIn(june(10))...), ticked("acme", june(12), SelfReported), mark("developer-dashboard", MarkDone, june(12)))
}

// describe writes everything that a page could say of a progress, a line for each thing.
func describe(p Progress) []string {
	out := []string{
		"summary = " + p.Summary(), fmt.Sprintf("days = ours %d, vendor's %d", p.OurDays, p.VendorDays), "button = " + p.Continue(),
		fmt.Sprintf("head = %s, %d days, %d over, %s: %s", p.Head.StepKey, p.Head.Days, p.Head.OverdueDays, p.Head.WaitingOn.Name, p.Head.Phrase),
	}
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	for _, s := range p.Steps {
		key, reason := s.Step.Key, ""
		if s.Reason != "" {
			reason = ": " + s.Reason
		}
		add(true, "%s = %s%s", key, s.Status(p.Today), reason)
		add(s.Title != s.Step.Title, "title of %s = %s", key, s.Title)
		add(s.Hint != s.Step.Hint, "hint of %s = %s", key, s.Hint)
		if s.Gate != nil {
			add(true, "gate of %s = %s, %s", key, s.Gate.StepKey, s.Gate.Name)
			add(s.Gate.Otherwise != "", "otherwise %s = %s", key, s.Gate.Otherwise)
		}
		add(s.WaitingOn.Kind != WaitNobody, "%s waits on %s %s: %s", key, s.WaitingOn.Kind, s.WaitingOn.Name, s.WaitingOn.What)
		add(s.ConfirmedBy.Known(), "%s confirmed by %s", key, s.ConfirmedBy.Name)
		add(s.NeedsLead, "%s needs a lead", key)
		add(!s.Blocking && !s.State.Settled(), "%s does not block", key)
		add(s.Evidence != "", "evidence of %s = %s", key, s.Evidence)
		add(s.Ask.Known(), "ask of %s = %s", key, s.Ask.Name)
		for _, other := range s.AskAlso {
			add(true, "ask also of %s = %s", key, other.Name)
		}
		for _, l := range s.MissingLinks {
			add(true, "%s misses %s", key, l.Label)
		}
	}
	for _, s := range p.Stages {
		add(true, "stage %s = %s", s.Stage.Key, s.Summary())
	}
	add(p.Current != "", "at = %s", p.Current)
	add(p.Complete, "complete = %s", DayOf(p.CompletedAt, zone))
	add(p.Freelance, "freelance = %s", p.Limits)
	if p.Match != nil {
		add(true, "match = %s by %s", p.Match.CompanyName, p.Match.Kind)
	}
	add(p.AppID != "", "app = %s", p.AppID)
	for _, h := range p.Holds {
		add(true, "holds %s in %s, %s", h.CompanyName, h.Environment, h.Grade)
	}
	return out
}

// walkCase is a few facts with a name, and lines of describe that must come out of them; a line after "no " must not.
type walkCase struct {
	name  string
	facts []fact
	want  []string
}

// try evaluates situations.
func try(t *testing.T, situations []walkCase) {
	t.Helper()
	tryEdition(t, zang(t), situations)
}

// tryEdition is try for any edition.
func tryEdition(t *testing.T, ed Edition, situations []walkCase) {
	t.Helper()
	for _, c := range situations {
		t.Run(c.name, func(t *testing.T) {
			p := Evaluate(ed, facts(c.facts...), today)
			all := "\n" + strings.Join(describe(p), "\n") + "\n"
			for _, want := range c.want {
				absent, isAbsent := strings.CutPrefix(want, "no ")
				if isAbsent && strings.Contains(all, "\n"+absent) {
					t.Errorf("there should be no %q", absent)
				}
				if !isAbsent && !strings.Contains(all, "\n"+want+"\n") {
					t.Errorf("missing: %s", want)
				}
			}
			if t.Failed() {
				t.Logf("got:%s", all)
			}
		})
	}
}
