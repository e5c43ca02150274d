package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/handlers"
	"portico/internal/access"
	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/company"
	"portico/internal/config"
	"portico/internal/journey"
	"portico/internal/people"
	"portico/internal/permission"
	"portico/internal/postgres"
)

// year is a team's history, told by the features' own tasks. The clock of the rules is moved from day to day; when something
// was recorded is stamped by the database, so what was known is asked by its moments.
type year struct {
	t    *testing.T
	site *site
	now  time.Time
	handlers.Services
	id map[string]string
}

func newYear(t *testing.T, c config.Config) *year {
	t.Helper()
	s, err := open(t.Context(), &c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.db.Close)
	y := &year{t: t, site: s, id: map[string]string{}}
	y.on("3 Feb 2025")
	if y.Services, err = handlers.NewServices(s.trail, func() time.Time { return y.now }, c); err != nil {
		t.Fatal(err)
	}
	return y
}

// on moves the clock to noon of a day.
func (y *year) on(day string) {
	at, err := time.Parse("2 Jan 2006", day)
	if err != nil {
		y.t.Fatal(err)
	}
	y.now = at.Add(12 * time.Hour)
}

func (y *year) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatalf("on %s: %v", y.now.Format("2 January"), err)
	}
}

func (y *year) day() string { return y.now.Format(time.DateOnly) }

// joins makes someone a member with a role in the team, as an invitation does.
func (y *year) joins(name string, role people.Role, team string) {
	y.t.Helper()
	id := postgres.NewID()
	y.id[name] = id
	address, err := people.ParseAddress(strings.ToLower(name) + "@acme.example")
	y.must(err)
	y.must(y.site.trail.Change(y.t.Context(), access.OperatorActor(), audit.RoleGranted, func(tx *audit.Tx) (audit.Entry, error) {
		err := y.People.CreateMemberIn(y.t.Context(), tx, people.NewMember{ID: id, Name: name, Address: address})
		if err == nil {
			err = y.People.GiveRoleIn(y.t.Context(), tx, people.GrantRole{MemberID: id, Role: role, TeamID: team})
		}
		return audit.Entry{Subject: audit.Subject{Kind: "member", ID: id}, MemberID: id, TeamID: team}, err
	}))
}

func (y *year) as(name string) access.Actor {
	y.t.Helper()
	actor, err := y.People.ActorFor(y.t.Context(), y.id[name])
	y.must(err)
	return actor
}

func (y *year) makesCompany(who, name, domain string) string {
	y.t.Helper()
	id, err := y.Companies.Create(y.t.Context(), y.as(who), company.NewCompany{Environment: "staging", Name: name, Domain: domain, CreatedOn: y.day()})
	y.must(err)
	return id
}

func (y *year) records(who, company string) string {
	y.t.Helper()
	id, err := y.Permissions.Record(y.t.Context(), y.as(who), permission.Record{Company: company, HeldFrom: y.day()})
	y.must(err)
	return id
}

// ask is an auditor's question as of the end of a day.
func (y *year) ask(day string, q permission.Question) permission.Answer {
	y.t.Helper()
	at, err := time.Parse("2 Jan 2006", day)
	y.must(err)
	if q.AsOf = at.AddDate(0, 0, 1).Add(-time.Microsecond); q.AsOf.After(y.now) {
		q.AsOf = y.now
	}
	answer, err := y.Permissions.Holders(y.t.Context(), y.as("Ruth"), q)
	y.must(err)
	return answer
}

// told lists the people of an answer with their company, in alphabetical order.
func told(a permission.Answer) string {
	var all []string
	for _, r := range a.Rows {
		who := r.Name + " " + r.Change
		if r.Company != "" {
			who += "(" + r.Company + ")"
		}
		all = append(all, strings.TrimSpace(who))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func (y *year) want(what string, a permission.Answer, people string) {
	y.t.Helper()
	if got := told(a); got != people {
		y.t.Errorf("%s: %q, want %q", what, got, people)
	}
	if len(a.Fingerprint) != 64 {
		y.t.Errorf("%s: the fingerprint is %q", what, a.Fingerprint)
	}
}

// live is the year, and the moment at which what was known is asked for later.
func (y *year) live() (beforeTheCorrection time.Time) {
	ctx, must := y.t.Context(), y.must
	team := postgres.NewID()
	must(y.site.trail.Change(ctx, access.OperatorActor(), audit.TeamCreated, func(tx *audit.Tx) (audit.Entry, error) {
		made, err := y.People.CreateTeamIn(ctx, tx, "Payments")
		team = made.ID
		return audit.Entry{Subject: audit.Subject{Kind: "team", ID: made.ID}, TeamID: made.ID}, err
	}))
	for name, role := range map[string]people.Role{"Vera": people.Admin, "Ruth": people.Auditor} {
		y.joins(name, role, "")
	}
	y.joins("Helen", people.Lead, team)
	y.joins("Dana", people.Developer, team)
	y.on("10 Feb 2025")
	acme := y.makesCompany("Dana", "ACME", "acme.example")
	dana := y.records("Dana", acme)
	must(y.Permissions.Confirm(ctx, y.as("Helen"), permission.Confirm{GrantID: dana}))
	y.on("3 Mar 2025")
	y.joins("Ben", people.Developer, team)
	ben := y.records("Ben", permission.Freelance)
	y.on("20 Mar 2025")
	twice := y.makesCompany("Ben", "ACME Ltd", "acme-ltd.example")
	y.records("Ben", twice)
	beforeTheCorrection = y.ask("20 Mar 2025", permission.Question{}).Question.KnownAt

	y.on("5 May 2025") // a correction about an earlier date
	must(y.Permissions.Correct(ctx, y.as("Ben"), permission.Correct{GrantID: ben, HeldFrom: "2025-04-10", Reason: "The box was ticked in April"}))
	y.on("2 Jun 2025")
	y.joins("Ann", people.Developer, team)
	ann := y.records("Ann", permission.Freelance)
	y.on("1 Jul 2025")
	must(y.Journeys.MergeCompanies(ctx, y.as("Vera"), journey.MergeCompanies{From: twice, Into: acme, Reason: "Recorded twice"}))
	y.on("15 Aug 2025")
	must(y.Permissions.End(ctx, y.as("Helen"), permission.End{GrantID: ann, On: "2025-08-15", DecidedOn: "2025-08-14", Reason: "Works on something else"}))
	must(y.Permissions.ConfirmEnd(ctx, y.as("Vera"), permission.Confirm{GrantID: ann}))

	y.on("1 Oct 2025") // Ben leaves, and what he holds is an open risk until it is gone
	must(y.Permissions.DecideRemoval(ctx, y.as("Helen"), permission.DecideRemoval{GrantID: ben, On: "2025-10-01", Reason: "Ben leaves"}))
	must(y.People.DisableMember(ctx, y.as("Vera"), y.id["Ben"]))
	y.on("3 Oct 2025")
	must(y.Permissions.End(ctx, y.as("Helen"), permission.End{GrantID: ben, On: "2025-10-03"}))
	y.on("31 Dec 2025")
	return beforeTheCorrection
}

func TestAYearOfATeamAnswersAsItWasAndAsItWasKnown(t *testing.T) {
	c := settings(t)
	c.DataDir = t.TempDir()
	signer, _, err := audit.MakeKeyIn(c.DataDir, "portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	y := newYear(t, c)
	y.must(y.site.trail.SignWith(signer))
	verifier, err := seal.VerifierOf(signer)
	y.must(err)
	known := y.live()

	questions := map[string]func() permission.Answer{
		"on 15 March":                func() permission.Answer { return y.ask("15 Mar 2025", permission.Question{}) },
		"on 15 March, as known then": func() permission.Answer { return y.ask("15 Mar 2025", permission.Question{KnownAt: known}) },
		"on 20 March, as known then": func() permission.Answer { return y.ask("20 Mar 2025", permission.Question{KnownAt: known}) },
		"on 30 June":                 func() permission.Answer { return y.ask("30 Jun 2025", permission.Question{}) },
		"on 31 December":             func() permission.Answer { return y.ask("31 Dec 2025", permission.Question{}) },
		"what changed in the second half": func() permission.Answer {
			return y.ask("31 Dec 2025", permission.Question{What: permission.Changed, Since: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC).Add(-time.Microsecond)})
		},
		"on their own word only": func() permission.Answer { return y.ask("31 Dec 2025", permission.Question{What: permission.Unproven}) },
		"on 2 October, who should not": func() permission.Answer {
			return y.ask("2 Oct 2025", permission.Question{What: permission.ShouldNot, Days: 3650})
		},
	}
	want := map[string]string{
		"on 15 March":                     "Dana (ACME)",
		"on 15 March, as known then":      "Ben, Dana (ACME)",
		"on 20 March, as known then":      "Ben, Ben (ACME Ltd), Dana (ACME)",
		"on 30 June":                      "Ann, Ben, Ben (ACME), Dana (ACME)",
		"on 31 December":                  "Ben (ACME), Dana (ACME)",
		"what changed in the second half": "Ann lost, Ben lost",
		"on their own word only":          "Ben (ACME)",
		"on 2 October, who should not":    "Ben, Ben (ACME)",
	}
	first := map[string]permission.Answer{}
	for name, ask := range questions {
		first[name] = ask()
		y.want(name, first[name], want[name])
	}
	y.moreEdits()
	for name, a := range first {
		again, err := y.Permissions.Holders(t.Context(), y.as("Ruth"), a.Question)
		y.must(err)
		if again.Fingerprint != a.Fingerprint || told(again) != told(a) {
			t.Errorf("%s: %q with %s, and after more edits %q with %s", name, told(a), a.Fingerprint, told(again), again.Fingerprint)
		}
	}
	y.verifiesElsewhere(c, verifier)
}

// moreEdits change what is known about the same days, and what people and companies are called.
func (y *year) moreEdits() {
	y.t.Helper()
	ctx := y.t.Context()
	for _, g := range y.ask("31 Dec 2025", permission.Question{}).Rows {
		y.must(y.Permissions.Correct(ctx, y.as("Helen"), permission.Correct{GrantID: g.GrantID, HeldFrom: "2025-05-20", Reason: "It was later"}))
	}
	dana := y.as("Dana")
	y.must(y.People.UpdateProfile(ctx, dana, people.UpdateProfile{Name: "Dana Ruiz", TimeZone: "UTC"}))
	y.want("on 30 June, after the corrections", y.ask("30 Jun 2025", permission.Question{}), "Ann, Ben, Ben (ACME), Dana Ruiz (ACME)")
	y.want("on 15 March, after the corrections", y.ask("15 Mar 2025", permission.Question{}), "")
}

// verifiesElsewhere exports the whole trail and the ledger as the operator, and checks both without database or network.
func (y *year) verifiesElsewhere(c config.Config, verifier string) {
	y.t.Helper()
	ctx := y.t.Context()
	dir := y.t.TempDir()
	trail, ledger := filepath.Join(dir, "trail.zip"), filepath.Join(dir, "ledger.zip")
	writeTrail := exportTrailCmd{Config: c, exportFile: exportFile{Format: "jsonl", Out: trail}}
	y.must(writeTrail.Run(ctx))
	writeLedger := exportLedgerCmd{Config: c, exportFile: exportFile{Format: "csv", Out: ledger}, AsOf: "2025-06-30"}
	y.must(writeLedger.Run(ctx))
	for _, file := range []string{trail, ledger} {
		var out, aside bytes.Buffer
		v := auditVerifyCmd{File: file, Keys: []string{verifier}}
		if err := v.run(ctx, &out, &aside); err != nil {
			y.t.Errorf("%s: %v\n%s%s", filepath.Base(file), err, out.String(), aside.String())
		}
	}
	var out, aside bytes.Buffer
	v := auditVerifyCmd{Config: c}
	if err := v.run(ctx, &out, &aside); err != nil {
		y.t.Errorf("the database itself: %v\n%s%s", err, out.String(), aside.String())
	}
	if !strings.Contains(out.String(), "ledger") {
		y.t.Errorf("it says %s", fmt.Sprint(out.String()))
	}
}
