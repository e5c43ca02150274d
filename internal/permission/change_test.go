package permission_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/permission"
)

func TestASecondPersonConfirmsAndNeverThePersonThemselves(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.at(h.acme, h.ann, "admin")
	h.at(h.acme, h.ann, "employee")
	id := h.records(h.ann, h.acme, 2)
	confirm := func(in permission.Confirm) func(who string) error {
		in.GrantID = id
		return func(who string) error {
			switch who {
			case "self":
				return h.service.Confirm(ctx, h.ann, in)
			case "other lead":
				return h.service.Confirm(ctx, h.lena, in)
			case "admin":
				return h.service.Confirm(ctx, h.admin, in)
			case "auditor":
				return h.service.Confirm(ctx, h.auditor, in)
			case "company admin":
				return h.service.Confirm(ctx, h.coAdmin, in)
			}
			return h.service.Confirm(ctx, h.helen, in)
		}
	}
	plain := confirm(permission.Confirm{})
	wantKind(t, plain("self"), apperr.Forbidden, "never their own permission")
	wantKind(t, plain("admin"), apperr.Forbidden, "A lead of the team or a co-worker")
	wantKind(t, plain("auditor"), apperr.Forbidden, "A lead of the team or a co-worker")
	wantKind(t, plain("other lead"), apperr.NotFound, "")
	wantKind(t, confirm(permission.Confirm{Version: 7})("lead"), apperr.Conflict, "meanwhile")
	h.exec(`UPDATE company_role SET grade = 'self-reported'`)
	wantKind(t, plain("company admin"), apperr.NotFound, "")
	h.exec(`UPDATE company_role SET grade = 'confirmed'`)
	if err := plain("company admin"); err != nil {
		t.Fatalf("a co-worker who is admin of the company confirms: %v", err)
	}
	wantKind(t, plain("lead"), apperr.Conflict, "confirmed already")
	if n := h.one(`SELECT count(*) FROM event WHERE refused AND action = 'grant.confirmed' AND subject_kind = 'grant' AND subject_id = $1`, id); n != 3 {
		t.Errorf("%d events of three refusals", n)
	}
	g, err := h.service.Grant(ctx, h.helen, id)
	if err != nil {
		t.Fatal(err)
	}
	if g.Grade != permission.Confirmed || g.ConfirmedBy != "Dana Ruiz" || g.Version != 2 || len(g.Versions) != 2 || g.CanConfirm {
		t.Errorf("after the confirmation: %+v", g)
	}
	if said := g.Events[0].Say(func(string) string { return "" }); said != "Dana Ruiz confirmed developer permission of Ann Berg in staging for ACME" {
		t.Errorf("the time line says %q", said)
	}
}

func TestTheEndIsANewVersionWithItsReason(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 30)
	end := permission.End{GrantID: id, On: h.day(3), Reason: "The box was unticked"}
	wantKind(t, h.service.End(ctx, h.auditor, end), apperr.Forbidden, "a lead of their team or an admin may remove this")
	wantKind(t, h.service.End(ctx, h.lena, end), apperr.NotFound, "")
	wantKind(t, h.service.End(ctx, h.ben, end), apperr.NotFound, "")
	wantKind(t, h.service.End(ctx, h.helen, permission.End{GrantID: id, On: h.day(3)}), apperr.Invalid, "Say why")
	wantKind(t, h.service.End(ctx, h.helen, permission.End{GrantID: id, On: h.day(40), Reason: "x"}), apperr.Invalid, "before it began")
	wantKind(t, h.service.End(ctx, h.helen, permission.End{GrantID: id, On: h.day(-2), Reason: "x"}), apperr.Invalid, "still to come")
	if err := h.service.End(ctx, h.helen, end); err != nil {
		t.Fatal(err)
	}
	wantKind(t, h.service.End(ctx, h.helen, end), apperr.Conflict, "already")
	if n := h.one(`SELECT count(*) FROM event JOIN event_reason ON event_id = id WHERE action = 'grant.ended' AND NOT refused AND words = 'The box was unticked'
		AND before NOT LIKE '%held_until%' AND after LIKE '%held_until%'`); n != 1 {
		t.Errorf("%d events of one end", n)
	}
	day := func(ago int) string {
		return names(h.ask(h.auditor, permission.Question{AsOf: h.now.AddDate(0, 0, -ago)}).Rows)
	}
	if day(5) != "Ann Berg" || day(2) != "" {
		t.Errorf("5 days ago %q held it and 2 days ago %q", day(5), day(2))
	}
	h.records(h.ann, permission.Freelance, 1) // and held anew after the end
}

func TestACorrectionKeepsWhatWasKnownBefore(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 10)
	if err := h.service.Confirm(ctx, h.helen, permission.Confirm{GrantID: id}); err != nil {
		t.Fatal(err)
	}
	before := h.ask(h.auditor, permission.Question{}).Question.KnownAt
	in := permission.Correct{GrantID: id, HeldFrom: h.day(2), Reason: "It was ticked later"}
	wantKind(t, h.service.Correct(ctx, h.auditor, in), apperr.Forbidden, "")
	if err := h.service.Correct(ctx, h.ann, in); err != nil {
		t.Fatal(err)
	}
	asOf := h.now.AddDate(0, 0, -5)
	if got := h.ask(h.auditor, permission.Question{AsOf: asOf}); len(got.Rows) != 0 {
		t.Errorf("as known now, %s held it 5 days ago", names(got.Rows))
	}
	got := h.ask(h.auditor, permission.Question{AsOf: asOf, KnownAt: before})
	if names(got.Rows) != "Ann Berg" || got.Rows[0].Grade != permission.Confirmed {
		t.Errorf("as known then: %+v", got.Rows)
	}
	if now := h.ask(h.auditor, permission.Question{}); now.Rows[0].Grade != permission.SelfReported {
		t.Errorf("a correction by the person kept the grade %q", now.Rows[0].Grade)
	}
	if err := h.service.Correct(ctx, h.ann, permission.Correct{GrantID: id, NeverHeld: true, Reason: "By mistake"}); err != nil {
		t.Fatal(err)
	}
	if now := h.ask(h.auditor, permission.Question{}); len(now.Rows) != 0 || !now.AnyLine {
		t.Errorf("taken back, and still there: %s", names(now.Rows))
	}
}

func TestNobodyChangesALineOfTheLedger(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	h.records(h.ann, permission.Freelance, 10)
	owner, err := pgx.Connect(ctx, h.log.DB().Pool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = owner.Close(ctx) }()
	for _, sql := range []string{
		`UPDATE permission_grant SET grade = 'verified'`, `UPDATE permission_grant SET held_from = now() - interval '1 year'`,
		`UPDATE permission_grant SET superseded_at = now(), grade = 'verified'`, `DELETE FROM permission_grant`, `TRUNCATE permission_grant`,
		`UPDATE event SET action = 'x'`, `DELETE FROM event`, `TRUNCATE event`,
	} {
		if _, err := h.log.DB().Pool().Exec(ctx, sql); err == nil {
			t.Errorf("the app's role may %s", sql)
		}
		if _, err := owner.Exec(ctx, sql); err == nil || !strings.Contains(err.Error(), "never changed") && !strings.Contains(err.Error(), "append-only") {
			t.Errorf("the owner may %s: %v", sql, err)
		}
	}
}

func TestNothingChangesWhenTheEventCannotBeWritten(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), context.Background()
	id := h.records(h.ann, permission.Freelance, 10)
	owner, err := pgx.Connect(ctx, h.log.DB().Pool().Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = owner.Close(ctx) }()
	if _, err := owner.Exec(ctx, `ALTER TABLE event ADD CONSTRAINT no_more CHECK (action NOT LIKE 'grant.%') NOT VALID`); err != nil {
		t.Fatal(err)
	}
	if _, err := h.service.Record(ctx, h.helen, permission.Record{Company: permission.Freelance, HeldFrom: h.day(0)}); err == nil {
		t.Error("a grant was recorded without its event")
	}
	if err := h.service.Confirm(ctx, h.helen, permission.Confirm{GrantID: id}); err == nil {
		t.Error("a grant was confirmed without its event")
	}
	if err := h.service.End(ctx, h.ann, permission.End{GrantID: id, On: h.day(0), Reason: "x"}); err == nil {
		t.Error("a grant was ended without its event")
	}
	if n := h.one(`SELECT count(*) FROM permission_grant`); n != 1 {
		t.Errorf("%d lines, want the first alone", n)
	}
	if n := h.one(`SELECT count(*) FROM permission_grant WHERE superseded_at IS NOT NULL`); n != 0 {
		t.Errorf("%d lines superseded by nothing", n)
	}
}
