package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/postgres"
	"portico/internal/testdb"
)

// stage is a trail with a few people to act on it.
type stage struct {
	t                                *testing.T
	log                              *audit.Log
	payments                         string
	dev, lead, other, auditor, admin access.Actor
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, log: testdb.NewLog(t), payments: postgres.NewID()}
	s.exec(`INSERT INTO team (id, slug, name) VALUES ($1, 'payments', 'Payments')`, s.payments)
	s.dev, s.lead, s.other = s.member("Kenji Mori"), s.member("Helen Okafor"), s.member("Olga Other")
	s.auditor, s.admin = s.member("Ruth Abramson"), s.member("Ada Admin")
	s.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'developer', $3)`, postgres.NewID(), s.dev.ID, s.payments)
	s.exec(`INSERT INTO member_role (id, member_id, role, team_id) VALUES ($1, $2, 'lead', $3)`, postgres.NewID(), s.lead.ID, s.payments)
	s.dev.Develops, s.lead.Leads = []string{s.payments}, []string{s.payments}
	s.auditor.Auditor, s.admin.Admin = true, true
	return s
}

func (s *stage) exec(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.log.DB().Pool().Exec(context.Background(), sql, args...); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
}

func (s *stage) member(name string) access.Actor {
	id := postgres.NewID()
	mail := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@acme.example"
	s.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $3)`, id, name, mail)
	return access.Actor{Kind: access.Member, ID: id, Name: name, RequestID: "req-" + strings.Fields(name)[0]}
}

func (s *stage) does(who access.Actor, action audit.Action, e audit.Entry) {
	s.t.Helper()
	if e.Subject.ID == "" {
		kind, _ := audit.KindOf(action)
		e.Subject = audit.Subject{Kind: kind.Subjects[0], ID: who.ID}
	}
	if err := s.log.Change(context.Background(), who, action, func(*audit.Tx) (audit.Entry, error) { return e, nil }); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) list(who access.Actor, f audit.Filter) []audit.Line {
	s.t.Helper()
	page, err := s.log.List(context.Background(), who, f, "")
	if err != nil {
		s.t.Fatalf("%s lists %+v: %v", who.Name, f, err)
	}
	return page.Lines
}

func actions(lines []audit.Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, string(l.Action))
	}
	return strings.Join(all, " ")
}

func title(key string) string {
	if key == "staging-tested" {
		return "Test your app in staging"
	}
	return ""
}

func TestTheTrailReadsInSentences(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	company := postgres.NewID()
	s.exec(`INSERT INTO company (id, environment, name) VALUES ($1, 'staging', 'ACME')`, company)
	s.does(s.lead, audit.StepConfirmed, audit.Entry{MemberID: s.dev.ID, After: map[string]string{"step": "staging-tested"}, Grade: "confirmed"})
	s.does(s.dev, audit.GrantRecorded, audit.Entry{MemberID: s.dev.ID, After: map[string]string{"environment": "staging", "company_id": company}})
	s.does(s.admin, audit.RoleGranted, audit.Entry{MemberID: s.dev.ID, TeamID: s.payments, After: map[string]string{"role": "lead"}})
	s.does(access.SystemActor(), audit.InvitationMailed, audit.Entry{Subject: audit.Subject{Kind: "invitation", ID: postgres.NewID()}, TeamID: s.payments})
	err := s.log.Change(context.Background(), s.dev, audit.StepConfirmed, func(*audit.Tx) (audit.Entry, error) {
		return audit.Entry{Subject: audit.Subject{Kind: "step", ID: "staging-tested"}, MemberID: s.other.ID}, apperr.Refused("A lead may.")
	})
	if !apperr.Is(err, apperr.Forbidden) {
		t.Fatal(err)
	}
	want := []string{
		"Refused: Kenji Mori wanted to confirm the step Test your app in staging of Olga Other",
		"Portico mailed an invitation in Payments",
		"Ada Admin gave Kenji Mori the role of lead in Payments",
		"Kenji Mori recorded developer permission in staging for ACME",
		"Helen Okafor confirmed the step Test your app in staging of Kenji Mori",
	}
	lines := s.list(s.auditor, audit.Filter{})
	if len(lines) != len(want) {
		t.Fatalf("%d events, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		if got := line.Say(title); got != want[i] {
			t.Errorf("%q\nwant %q", got, want[i])
		}
	}
	if lines[0].Reason != "A lead may." || !lines[0].Refused {
		t.Errorf("the refusal says %q", lines[0].Reason)
	}
	for _, d := range lines[3].Differences() {
		if d.Name == "company_id" && (d.Label != "Company" || d.Before != "" || d.After != "ACME ("+company+")" || !d.Changed()) {
			t.Errorf("side by side: %+v", d)
		}
	}
}

func TestEveryActionHasASentenceWithoutGapsAndAWordForItsRefusal(t *testing.T) {
	for _, action := range audit.Actions() {
		for _, refused := range []bool{false, true} {
			line := audit.Line{Action: action, ActorKind: "member", ActorID: "a", ActorName: "Ann", MemberID: "b", MemberName: "Ben", Refused: refused}
			said := line.Say(title)
			if strings.ContainsAny(said, "{}") || strings.Contains(said, "  ") || strings.Contains(said, " did ") {
				t.Errorf("%s reads %q", action, said)
			}
			word := strings.Fields(strings.TrimPrefix(said, "Refused: Ann wanted to "))[0]
			if refused && (strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "nn")) {
				t.Errorf("%s, refused, reads %q", action, said)
			}
		}
	}
}

func TestEachPersonSeesTheirPartOfTheTrail(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.does(s.dev, audit.StepCompleted, audit.Entry{MemberID: s.dev.ID})
	s.does(s.dev, audit.SignedIn, audit.Entry{MemberID: s.dev.ID})
	s.does(s.lead, audit.TeamRenamed, audit.Entry{TeamID: s.payments})
	s.does(s.other, audit.SDKRecorded, audit.Entry{MemberID: s.other.ID})
	for _, c := range []struct {
		who  access.Actor
		want string
	}{
		{s.auditor, "sdk.recorded team.renamed session.signed-in step.completed"},
		{s.admin, "sdk.recorded team.renamed session.signed-in step.completed"},
		{s.lead, "team.renamed step.completed"},
		{s.dev, "session.signed-in step.completed"},
		{s.other, "sdk.recorded"},
	} {
		lines := s.list(c.who, audit.Filter{})
		if got := actions(lines); got != c.want {
			t.Errorf("%s sees %q, want %q", c.who.Name, got, c.want)
		}
		for _, line := range s.list(s.auditor, audit.Filter{}) {
			_, err := s.log.Event(context.Background(), c.who, fmt.Sprint(line.ID))
			if seen := strings.Contains(c.want, string(line.Action)); seen != (err == nil) || (!seen && !apperr.Is(err, apperr.NotFound)) {
				t.Errorf("%s opens %s: %v", c.who.Name, line.Action, err)
			}
		}
	}
	if _, err := s.log.List(context.Background(), access.AnonymousActor(), audit.Filter{}, ""); !apperr.Is(err, apperr.Unauthenticated) {
		t.Errorf("a stranger reads the trail: %v", err)
	}
}

func TestFiltersLeaveWhatTheySay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.does(s.dev, audit.StepCompleted, audit.Entry{MemberID: s.dev.ID, Grade: "self-reported", Reason: "The 100% case_of Ann"})
	s.does(s.lead, audit.StepConfirmed, audit.Entry{MemberID: s.dev.ID, Grade: "confirmed"})
	s.does(s.admin, audit.TeamCreated, audit.Entry{Subject: audit.Subject{Kind: "team", ID: s.payments}, TeamID: s.payments})
	s.does(access.SystemActor(), audit.SampleLoaded, audit.Entry{Subject: audit.Subject{Kind: "sample", ID: "1"}})
	_ = s.log.Change(context.Background(), s.other, audit.TeamRenamed, func(*audit.Tx) (audit.Entry, error) {
		return audit.Entry{Subject: audit.Subject{Kind: "team", ID: s.payments}, TeamID: s.payments}, apperr.Refused("An admin may.")
	})
	now := time.Now()
	for _, c := range []struct {
		f    audit.Filter
		want string
	}{
		{audit.Filter{Actor: s.lead.ID}, "step.confirmed"},
		{audit.Filter{Actor: "system"}, "sample.loaded"},
		{audit.Filter{Action: "team.created"}, "team.created"},
		{audit.Filter{Subject: "team:" + s.payments}, "team.renamed team.created"},
		{audit.Filter{Member: s.dev.ID}, "step.confirmed step.completed"},
		{audit.Filter{Team: "payments"}, "team.renamed team.created step.confirmed step.completed"},
		{audit.Filter{Team: "nobody"}, ""},
		{audit.Filter{Grade: "confirmed"}, "step.confirmed"},
		{audit.Filter{RefusedOnly: true}, "team.renamed"},
		{audit.Filter{From: now.Add(time.Hour)}, ""},
		{audit.Filter{From: now.Add(-time.Hour), To: now.Add(time.Hour), Grade: "confirmed"}, "step.confirmed"},
		{audit.Filter{Query: "kenji"}, "step.confirmed step.completed"},
		{audit.Filter{Query: "helen.okafor@"}, "step.confirmed"},
		{audit.Filter{Query: "100%"}, "step.completed"},
		{audit.Filter{Query: "1_0%"}, ""},
		{audit.Filter{Query: "confirmed a step"}, "step.confirmed"},
		{audit.Filter{Query: "req-Ada"}, "team.created"},
		{audit.Filter{Query: "Paym"}, "team.renamed team.created"},
	} {
		if got := actions(s.list(s.auditor, c.f)); got != c.want {
			t.Errorf("%+v leaves %q, want %q", c.f, got, c.want)
		}
	}
}

func TestPagesOfTheTrailFollowEachOtherBothWays(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for range 120 {
		s.does(s.dev, audit.StepStarted, audit.Entry{MemberID: s.dev.ID})
	}
	ctx := context.Background()
	var cursors []string
	var seen []int64
	cursor := ""
	for {
		page, err := s.log.List(ctx, s.auditor, audit.Filter{}, cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range page.Lines {
			seen = append(seen, l.ID)
		}
		if (page.Newer == "") != (cursor == "") {
			t.Errorf("page %d leads back to %q", len(cursors)+1, page.Newer)
		}
		cursors = append(cursors, cursor)
		if page.Older == "" {
			break
		}
		cursor = page.Older
	}
	if len(cursors) != 3 || len(seen) != 120 {
		t.Fatalf("%d pages with %d events", len(cursors), len(seen))
	}
	for i := 1; i < len(seen); i++ {
		if seen[i] >= seen[i-1] {
			t.Fatalf("event %d stands after %d", seen[i], seen[i-1])
		}
	}
	last, _ := s.log.List(ctx, s.auditor, audit.Filter{}, cursors[2])
	back, err := s.log.List(ctx, s.auditor, audit.Filter{}, last.Newer)
	if err != nil || len(back.Lines) != 50 || back.Lines[0].ID != seen[50] || back.Newer == "" || back.Older == "" {
		t.Errorf("back from the last page: %d events, %v", len(back.Lines), err)
	}
	front, err := s.log.List(ctx, s.auditor, audit.Filter{}, back.Newer)
	if err != nil || front.Lines[0].ID != seen[0] || front.Newer != "" {
		t.Errorf("back at the front: %v %q", err, front.Newer)
	}
	n, stop := 0, errors.New("stop")
	err = s.log.Each(ctx, s.auditor, audit.Filter{}, func(audit.Line) error {
		if n++; n == 70 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 70 {
		t.Errorf("stopped after %d with %v", n, err)
	}
}

func FuzzFiltersAndCursorsOfTheTrailAreReadOrRefused(f *testing.F) {
	log := testdb.NewLog(f)
	auditor := access.Actor{Kind: access.Member, ID: postgres.NewID(), Auditor: true}
	for _, seed := range []string{"", "1", "newer-1", "-1", "0", "99999999999999999999", "1;drop table event", "' OR 1=1 --", "team:x", "a\x00b", "%", "\xff"} {
		f.Add(seed, seed, seed, seed)
	}
	f.Fuzz(func(t *testing.T, cursor, who, what, query string) {
		filter := audit.Filter{Actor: who, Action: what, Subject: what, Member: who, Team: what, Grade: what, Query: query}
		for _, one := range []audit.Filter{filter, {Query: query}, {Team: what}, {Subject: what}, {Actor: who}} {
			if _, err := log.List(context.Background(), auditor, one, cursor); err != nil && !apperr.Is(err, apperr.Invalid) {
				t.Errorf("%+v, %q: %v", one, cursor, err)
			}
		}
	})
}
