package journey

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// anything makes facts at random: likely and unlikely ones, complete and broken ones.
type anything struct{ r *rand.Rand }

func (a anything) n(limit int) int { return a.r.IntN(limit) }
func (a anything) maybe() bool     { return a.r.IntN(2) == 0 }
func (a anything) when() time.Time {
	if a.n(6) == 0 {
		return time.Time{}
	}
	return may(1).Add(time.Duration(a.n(60*24)) * time.Hour)
}
func (a anything) day() Day { return on(a.when()) }
func (a anything) who() Person {
	return []Person{priya, dana, tomasz, helen, {}, {ID: "x"}}[a.n(6)]
}

func (a anything) grade() Grade { return []Grade{GradeNone, SelfReported, Confirmed, Verified}[a.n(4)] }

func (a anything) env() Environment {
	return []Environment{Staging, Staging, Production, ""}[a.n(4)]
}

func (a anything) step(ed Edition) string {
	if a.n(20) == 0 {
		return "nowhere"
	}
	return ed.Steps[a.n(len(ed.Steps))].Key
}
func (a anything) id(kind string) string { return fmt.Sprint(kind, a.n(3)) }

// facts are at most three of everything.
func (a anything) facts(ed Edition) Facts {
	f := Facts{Member: Member{Person: priya, StartedAt: a.when(), TeamName: "Payments"}}
	if a.maybe() {
		f.Member.TimeZone = zone
	}
	f.Member.Email = []string{"priya@acme.example", "priya@bridge.acme.example", "priya@gmail.com", "", "@", "priya@other.example"}[a.n(6)]
	for range a.n(3) {
		f.Leads = append(f.Leads, a.who())
	}
	for i := range a.n(4) {
		f.Companies = append(f.Companies, a.company(i))
	}
	for i := range a.n(4) {
		f.Apps = append(f.Apps, a.app(i))
	}
	for i := range a.n(6) {
		f.Marks = append(f.Marks, Mark{
			ID: fmt.Sprint(i), StepKey: a.step(ed), AppID: []string{"", "app0"}[a.n(2)], State: []MarkState{MarkStarted, MarkDone, MarkUndone, MarkSkipped}[a.n(4)],
			HappenedOn: a.day(), RecordedAt: a.when(), RecordedBy: priya, Reason: []string{"", "because"}[a.n(2)],
		})
	}
	for i := range a.n(4) {
		f.Grants = append(f.Grants, Grant{
			ID: fmt.Sprint(i), Environment: a.env(), CompanyID: []string{"", "company0", "company9"}[a.n(3)], HeldFrom: a.when(), HeldUntil: a.when(),
			Grade: a.grade(), AppID: []string{"", "app0"}[a.n(2)], RequestID: "app0-1", RecordedAt: a.when(), ConfirmedBy: a.who(),
		})
		f.Confirmations = append(f.Confirmations, Confirmation{ID: fmt.Sprint(i), StepKey: a.step(ed), By: a.who(), At: a.when(), AsLead: i%3 > 0})
		f.Blockers = append(f.Blockers, Blocker{
			ID: fmt.Sprint(i), StepKey: a.step(ed), ReasonKey: []string{"", "portal-down", "link-dead", "two-hosts", "something-else", "no-checkbox"}[a.n(6)],
			Words: []string{"", "it is broken"}[a.n(2)], At: a.when(), ResolvedAt: []time.Time{{}, a.when()}[a.n(2)],
		})
		f.RoleRequests = append(f.RoleRequests, RoleRequest{
			ID: fmt.Sprint(i), CompanyID: a.id("company"), Asked: a.who(), At: a.when(), AnsweredAt: a.when(),
			Answer: []RoleAnswer{"", "", RoleGranted, RoleDeclined, RoleWithdrawn}[a.n(5)],
		})
		f.RefusedMatches = append(f.RefusedMatches, RefusedMatch{CompanyID: "company2", At: a.when()})
		f.SDKs = append(f.SDKs, SDKDownload{ID: fmt.Sprint(i), Platform: "ios", Version: fmt.Sprint(i), OnDay: a.day(), RecordedAt: a.when()})
		f.Proofs = append(f.Proofs, Proof{
			ID: fmt.Sprint("p", i), Environment: a.env(), AppID: a.id("app"), Kind: []ProofKind{ProvedBySignIn, ProvedByChallenge}[a.n(2)],
			At: a.when(), RecordedAt: []time.Time{{}, a.when()}[a.n(2)], Accepted: a.maybe(),
		})
		f.Colleagues = append(f.Colleagues, Colleague{ProofID: fmt.Sprint("p", i), Person: a.who(), CompanyID: a.id("company"), At: a.when()})
		f.Nudges = append(f.Nudges, Nudge{ID: fmt.Sprint(i), StepKey: a.step(ed), At: a.when()})
		f.Links = append(f.Links, SuppliedLink{Key: "add-company-guide", URL: []string{"https://a.example", "::", ""}[a.n(3)], At: a.when()})
	}
	if a.n(3) > 0 {
		f.SDKs, f.RefusedMatches = nil, nil
	}
	if a.maybe() {
		f.Proofs, f.Colleagues = nil, nil
	}
	return f
}

func (a anything) company(i int) Company {
	c := Company{ID: fmt.Sprint("company", i), Environment: a.env(), Name: fmt.Sprint("Company ", i), CreatedBy: a.who(), CreatedOn: a.day(), RecordedAt: a.when()}
	for range a.n(3) {
		c.Domains = append(c.Domains, []string{"acme.example", "bridge.acme.example", "gmail.com", "example", ""}[a.n(5)])
	}
	for range a.n(5) {
		c.Roles = append(c.Roles, role(a.who(), []Role{CompanyAdmin, CompanyEmployee}[a.n(2)], a.when(), a.grade(), a.who(), []time.Time{{}, a.when()}[a.n(2)]))
	}
	return c
}

func (a anything) app(i int) App {
	out := App{ID: fmt.Sprint("app", i), Environment: a.env(), Name: fmt.Sprint("App ", a.n(2)), ClientID: []string{"", "abc", "abcdef"}[a.n(3)], CreatedBy: a.who(), CreatedOn: a.day(), RecordedAt: a.when()}
	if a.n(5) == 0 {
		out.RetiredAt = a.when()
	}
	for range a.n(3) {
		out.Owners = append(out.Owners, AppOwner{Member: a.who(), Since: a.when(), Shared: a.maybe(), AcceptedAt: a.when(), AcceptedBy: a.who(), EndedAt: []time.Time{{}, {}, a.when()}[a.n(3)]})
	}
	results([]string{"", "p", "pp", "pf", "pe-"}[a.n(5)], a.when())(&out)
	if a.maybe() {
		commit(a.when())(&out)
	}
	for n := range a.n(4) {
		attempt(n+1, a.when(), func(r *Request) {
			r.WithdrawnAt = []time.Time{{}, {}, a.when()}[a.n(3)]
			if a.maybe() {
				sent(a.when())(r)
			}
			if a.maybe() {
				decided([]Decision{Approved, Rejected}[a.n(2)], a.when(), "because")(r)
			}
		})(&out)
	}
	return out
}

// promises checks what holds for every progress whatever the facts are; it gives the first thing that does not.
func promises(p Progress) string {
	for _, steps := range append([][]StepProgress{p.Steps}, appSteps(p)...) {
		for _, s := range steps {
			if broken := promise(s); broken != "" {
				return s.Step.Key + " is " + string(s.State) + " and " + broken
			}
		}
	}
	current := 0
	for _, s := range p.Steps {
		if s.Current {
			current++
		}
	}
	switch {
	case p.Complete != (p.Current == ""), current > 1, p.Complete && current != 0:
		return "the place where the journey stands is lost"
	case p.Complete == p.CompletedAt.IsZero():
		return "a complete journey has no end, or an open one has"
	case p.Complete && p.Done+p.Skipped != p.Total:
		return "the journey is complete and steps are left"
	case p.OurDays < 0 || p.VendorDays < 0:
		return "days are negative"
	case p.Summary() == "":
		return "there is no summary"
	}
	return ""
}

func appSteps(p Progress) [][]StepProgress {
	var out [][]StepProgress
	for _, a := range p.Apps {
		out = append(out, a.Steps)
	}
	return out
}

func promise(s StepProgress) string {
	switch {
	case s.State.Settled() && (s.DoneAt.IsZero() || s.DoneOn.IsZero()):
		return "has no day"
	case !s.State.Settled() && !s.DoneAt.IsZero():
		return "has a day"
	case (s.State == Done) != (s.Grade != GradeNone):
		return "has the grade " + string(s.Grade)
	case s.ConfirmedBy.ID == priya.ID:
		return "is confirmed by the member"
	case (s.State == CannotStart) != (s.Gate != nil):
		return "has a gate or lacks one"
	case s.Gate != nil && (s.Gate.Sentence == "" || s.Gate.StepKey == "" || s.Gate.Name == "" || s.Gate.StepKey == s.Step.Key):
		return fmt.Sprintf("has the gate %+v", *s.Gate)
	case (s.State == Skipped || s.State == Blocked || s.State == CannotStart) && s.Reason == "":
		return "has no reason"
	case (s.State == Waiting || s.State == Blocked || s.State == InProgress) && (s.WaitingOn.Name == "" || s.WaitingOn.Kind == WaitNobody):
		return "waits on nobody"
	case (s.State == Waiting || s.State == Blocked) && s.WaitingOn.What == "":
		return "waits for nothing"
	case s.State.Settled() && s.WaitingOn.Kind != WaitNobody:
		return "waits on " + s.WaitingOn.Name
	case s.Days < 0 || s.OverdueDays < 0 || s.StepDays < 0 || s.WaitingOn.Days < 0:
		return "has negative days"
	case s.Title == "" || s.Status(Day{}) == "":
		return "has no words"
	}
	return ""
}

// shuffled is the same facts in another order, in fresh slices.
func (a anything) shuffled(f Facts) Facts {
	f.Companies = append([]Company(nil), f.Companies...)
	for i := range f.Companies {
		f.Companies[i].Domains, f.Companies[i].Roles = mixed(a, f.Companies[i].Domains), mixed(a, f.Companies[i].Roles)
	}
	f.Apps = append([]App(nil), f.Apps...)
	for i := range f.Apps {
		f.Apps[i].Owners, f.Apps[i].Tests, f.Apps[i].Requests = mixed(a, f.Apps[i].Owners), mixed(a, f.Apps[i].Tests), mixed(a, f.Apps[i].Requests)
	}
	f.Leads, f.Companies, f.RefusedMatches, f.Grants = mixed(a, f.Leads), mixed(a, f.Companies), mixed(a, f.RefusedMatches), mixed(a, f.Grants)
	f.Apps, f.SDKs, f.Marks, f.Confirmations = mixed(a, f.Apps), mixed(a, f.SDKs), mixed(a, f.Marks), mixed(a, f.Confirmations)
	f.RoleRequests, f.Blockers, f.Nudges, f.Links = mixed(a, f.RoleRequests), mixed(a, f.Blockers), mixed(a, f.Nudges), mixed(a, f.Links)
	return f
}

func mixed[T any](a anything, in []T) []T {
	out := append([]T(nil), in...)
	a.r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func TestWhateverTheFactsAreThePromisesHold(t *testing.T) {
	ed := zang(t)
	for seed := range uint64(6000) {
		a := anything{rand.New(rand.NewPCG(seed, 1))}
		f := a.facts(ed)
		before := Evaluate(ed, f, today)
		if broken := promises(before); broken != "" {
			t.Fatalf("seed %d: %s\n%+v", seed, broken, f)
		}
		if after := Evaluate(ed, a.shuffled(f), today); !reflect.DeepEqual(before, after) {
			t.Fatalf("seed %d: the order of facts matters\n%s", seed, difference(before, after))
		}
	}
}

// difference shows the lines that two progresses do not share.
func difference(a, b Progress) string {
	in := map[string]bool{}
	for _, line := range describe(a) {
		in[line] = true
	}
	out := ""
	for _, line := range describe(b) {
		if !in[line] {
			out += line + "\n"
		}
		delete(in, line)
	}
	for i := range a.Steps {
		if !reflect.DeepEqual(a.Steps[i], b.Steps[i]) {
			out += fmt.Sprintf("%+v\n%+v\n", a.Steps[i], b.Steps[i])
			break
		}
	}
	return fmt.Sprintf("only before: %v\nonly after:\n%s", in, out)
}

func TestNothingAtAllIsNoProgressAndNoPanic(t *testing.T) {
	for name, p := range map[string]Progress{
		"no facts":             Evaluate(zang(t), Facts{}, today),
		"no edition":           Evaluate(Edition{}, facts(tested()), today),
		"no time":              Evaluate(zang(t), facts(tested()), time.Time{}),
		"nothing":              Evaluate(Edition{}, Facts{}, time.Time{}),
		"a step of no rule":    Evaluate(Edition{Steps: []Step{{Key: "a", Prerequisites: []string{"b"}}}}, Facts{}, today),
		"steps in a circle":    Evaluate(Edition{Steps: []Step{{Key: "a", Number: 1, Prerequisites: []string{"b"}}, {Key: "b", Number: 2, Prerequisites: []string{"a"}}}}, Facts{}, today),
		"a step needs itself":  Evaluate(Edition{Steps: []Step{{Key: "a", Prerequisites: []string{"a"}}}}, Facts{}, today),
		"rules without a text": Evaluate(Edition{Steps: []Step{{Key: "a", Rule: RuleRoles}, {Key: "b", Rule: RuleReview}}}, facts(acme()), today),
	} {
		if p.Summary() == "" || p.Complete {
			t.Errorf("%s gives %q, complete %v", name, p.Summary(), p.Complete)
		}
		_, _ = p.Step("a")
		_ = p.Continue()
	}
}

func TestEvaluateLeavesTheEditionAlone(t *testing.T) {
	ed := zang(t)
	Evaluate(ed, facts(account(), link("add-company-guide", "https://help.acme.example/add")), today)
	if step, _ := ed.Step("company"); !step.Links[1].Missing() {
		t.Error("a supplied link was written into the edition")
	}
}

func BenchmarkEvaluate(b *testing.B) {
	ed, f := zang(b), facts(tested(attempt(1, june(15), sent(june(15)))), ask(dana, june(9)))
	b.ReportAllocs()
	for b.Loop() {
		Evaluate(ed, f, today)
	}
}
