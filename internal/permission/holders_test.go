package permission_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/permission"
	"portico/internal/postgres"
)

func TestYesterdayDiffersFromTodayWhenAGrantBeganToday(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.approved(h.acmeProd, 5, h.ben)
	h.records(h.ann, permission.Freelance, 0)
	midnight := h.now.UTC().Truncate(24 * time.Hour)
	if got := names(h.ask(h.auditor, permission.Question{}).Rows); got != "Ann Berg, Ben Adams" {
		t.Errorf("today %q hold it", got)
	}
	yesterday := h.ask(h.auditor, permission.Question{AsOf: midnight.Add(-time.Microsecond), Since: midnight.AddDate(0, 0, -8)})
	if got := names(yesterday.Rows); got != "Ben Adams" {
		t.Errorf("yesterday %q held it", got)
	}
	if len(yesterday.Changes) != 1 || yesterday.Changes[0].Change != "gained" || yesterday.Changes[0].Name != "Ben Adams" {
		t.Errorf("changes until yesterday: %+v", yesterday.Changes)
	}
}

func TestTheAnswerCountsPeopleKindsAndGrades(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	ids := h.approved(h.acmeProd, 20, h.ann, h.ben)
	h.approved("", 10, h.ann)
	h.records(h.helen, permission.Freelance, 3)
	if err := h.service.Confirm(ctx, h.helen, permission.Confirm{GrantID: ids[0]}); err != nil {
		t.Fatal(err)
	}
	got := h.ask(h.auditor, permission.Question{Environment: permission.Production})
	want := permission.Counts{Lines: 3, People: 2, ForCompany: 2, ForFreelance: 1, Confirmed: 1, SelfReported: 2}
	if got.Counts != want {
		t.Errorf("counted %+v, want %+v", got.Counts, want)
	}
	graded := h.ask(h.auditor, permission.Question{Environment: permission.Production, Grade: permission.Confirmed})
	if graded.Counts != want || names(graded.Rows) != "Ann Berg" || graded.Rows[0].ConfirmedBy != "Helen Okafor" {
		t.Errorf("with a filter by grade: %+v %s", graded.Counts, names(graded.Rows))
	}
	if got := names(h.ask(h.auditor, permission.Question{Company: permission.Freelance}).Rows); got != "Helen Okafor, Ann Berg" {
		t.Errorf("as freelance %q", got)
	}
	// ACME in production, then a switch to staging: ACME there is meant.
	if q := h.ask(h.auditor, permission.Question{Environment: permission.Staging, Company: h.acmeProd}).Question; q.Company != h.acme {
		t.Errorf("the twin in staging was not found")
	}
	if a := h.ask(h.auditor, permission.Question{Environment: permission.Production, Company: h.labs}); a.WrongEnvironment != "ACME Labs" {
		t.Errorf("a company of the other environment is not named: %+v", a)
	}
}

func TestEachPersonSeesTheirPartOfTheLedger(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 3)
	h.records(h.ben, permission.Freelance, 2)
	h.records(h.helen, permission.Freelance, 1)
	for _, c := range []struct {
		who  access.Actor
		want string
	}{
		{h.auditor, "Helen Okafor, Ben Adams, Ann Berg"},
		{h.admin, "Helen Okafor, Ben Adams, Ann Berg"},
		{h.helen, "Helen Okafor, Ann Berg"},
		{h.lena, "Ben Adams"},
		{h.ann, "Ann Berg"},
		{h.coAdmin, ""},
	} {
		if got := names(h.ask(c.who, permission.Question{}).Rows); got != c.want {
			t.Errorf("%s sees %q, want %q", c.who.Name, got, c.want)
		}
		a := h.ask(c.who, permission.Question{})
		if a.Counts.Lines != len(a.Rows) {
			t.Errorf("%s sees %d rows and a count of %d", c.who.Name, len(a.Rows), a.Counts.Lines)
		}
	}
	_, err := h.service.Holders(ctx, access.AnonymousActor(), permission.Question{})
	wantKind(t, err, apperr.Unauthenticated, "")
	for _, stranger := range []access.Actor{h.ben, h.lena, h.coAdmin} {
		_, err := h.service.Grant(ctx, stranger, id)
		wantKind(t, err, apperr.NotFound, "")
	}
	for _, missing := range []string{postgres.NewID(), "x", ""} {
		_, err := h.service.Grant(ctx, h.auditor, missing)
		wantKind(t, err, apperr.NotFound, "")
	}
}

func TestPagesFollowEachOtherWithoutGapOrRepetition(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	held := h.now.Add(-time.Hour)
	for i := range 25 {
		id := postgres.NewID()
		h.exec(`INSERT INTO member (id, name, email, email_key) VALUES ($1, $2, $3, $3)`, id, fmt.Sprintf("Person %02d", i), fmt.Sprintf("p%d@acme.example", i))
		h.exec(`INSERT INTO permission_grant (version_id, grant_id, version, member_id, environment, kind, held_from, grade)
			VALUES ($1, $2, 1, $3, 'production', 'vendor-approved', $4, 'self-reported')`, postgres.NewID(), postgres.NewID(), id, held.Add(-time.Duration(i/5)*time.Hour))
	}
	whole := names(h.ask(h.auditor, permission.Question{Limit: 1000}).Rows)
	var paged []permission.Row
	for q := (permission.Question{Limit: 7}); ; {
		a := h.ask(h.auditor, q)
		paged = append(paged, a.Rows...)
		if a.Next == "" {
			break
		}
		q = a.Question
		q.After = a.Next
	}
	if len(paged) != 25 || names(paged) != whole {
		t.Errorf("pages give %s\nwhole gives %s", names(paged), whole)
	}
	var exported []permission.Row
	err := h.service.EachHolder(ctx, h.auditor, permission.Question{}, func(_ permission.Question, r permission.Row) error {
		exported = append(exported, r)
		return nil
	})
	if err != nil || names(exported) != whole {
		t.Errorf("the export gives %s, %v", names(exported), err)
	}
}

func TestTheSameQuestionGivesTheSameRowsAfterLaterEdits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 3)
	h.records(h.ben, permission.Freelance, 2)
	q := h.ask(h.auditor, permission.Question{}).Question
	first := fmt.Sprintf("%+v", h.ask(h.auditor, q).Rows)
	if err := h.service.End(ctx, h.ann, permission.End{GrantID: id, On: h.day(1), Reason: "left"}); err != nil {
		t.Fatal(err)
	}
	h.records(h.helen, permission.Freelance, 2)
	again := h.ask(h.auditor, q).Rows
	for i := range again {
		again[i].SupersededAt = time.Time{}
	}
	if got := fmt.Sprintf("%+v", again); got != first {
		t.Errorf("first %s\nagain %s", first, got)
	}
}

func TestAQuestionThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, q := range []permission.Question{
		{Environment: "live"},
		{Company: "acme' OR 1=1"},
		{Grade: "best"},
		{After: "1;drop table"},
		{After: "1." + h.ann.ID + "x"},
		{AsOf: h.now.Add(time.Hour)},
		{KnownAt: time.Now().Add(time.Hour)},
	} {
		_, err := h.service.Holders(context.Background(), h.auditor, q)
		wantKind(t, err, apperr.Invalid, "")
	}
}

func FuzzTheCursorOfTheLedgerIsReadOrRefused(f *testing.F) {
	for _, seed := range []string{"", "1.00000000-0000-7000-8000-000000000000", "-5.x", "9999999999999999999.a", "' OR 1=1 --", "1.\x00", "1.00000000-0000-7000-8000-00000000000G"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := permission.CheckCursor(text); err != nil && !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	})
}
