package permission_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"portico/internal/access"
	"portico/internal/apperr"
	"portico/internal/audit"
	"portico/internal/permission"
	"portico/internal/postgres"
)

func TestSomeoneWhoIsAdminAndEmployeeRecordsThePermissionForTheCompany(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id := h.records(h.coAdmin, h.acme, 3)
	g, err := h.service.Grant(context.Background(), h.coAdmin, id)
	if err != nil {
		t.Fatal(err)
	}
	if g.Kind != permission.SelfAssigned || g.Grade != permission.SelfReported || g.Company != "ACME" || g.RecordedBy != "Dana Ruiz" {
		t.Errorf("recorded as %+v", g.Row)
	}
	if n := h.one(`SELECT count(*) FROM event WHERE action = 'grant.recorded' AND subject_id = $1 AND member_id = $2 AND grade = 'self-reported'
		AND after LIKE '%"environment":"staging"%'`, id, h.coAdmin.ID); n != 1 {
		t.Errorf("%d events for one grant", n)
	}
}

func TestWhatIsMissingAtTheCompanyIsNamed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	record := func(a access.Actor, company string) error {
		_, err := h.service.Record(context.Background(), a, permission.Record{Company: company, HeldFrom: h.day(0)})
		return err
	}
	wantKind(t, record(h.ann, h.acme), apperr.Invalid, "neither admin nor employee of ACME here, and the box shows only to someone who is both. Ask Dana Ruiz")
	h.at(h.acme, h.ann, "admin")
	wantKind(t, record(h.ann, h.acme), apperr.Invalid, "admin of ACME but not employee")
	h.at(h.labs, h.ben, "employee")
	wantKind(t, record(h.ben, h.labs), apperr.Invalid, "employee of ACME Labs but not admin, and the box shows only to someone who is both. Nobody is known here as its admin")
	wantKind(t, record(h.ann, h.acmeProd), apperr.Invalid, "a company in production")
	wantKind(t, record(h.ann, postgres.NewID()), apperr.Invalid, "not known here")
	wantKind(t, record(h.ann, "nonsense"), apperr.Invalid, "Choose the company")
	wantKind(t, record(h.auditor, permission.Freelance), apperr.Forbidden, "Only the person whose journey this is")
	wantKind(t, record(access.AnonymousActor(), permission.Freelance), apperr.Unauthenticated, "Sign in")
	if n := h.one(`SELECT count(*) FROM permission_grant`); n != 0 {
		t.Errorf("%d grants after refusals only", n)
	}
	if n := h.one(`SELECT count(*) FROM event WHERE refused AND action = 'grant.recorded' AND actor_id = $1`, h.auditor.ID); n != 1 {
		t.Errorf("%d events of the refusal", n)
	}
	h.at(h.acme, h.ann, "employee")
	if err := record(h.ann, h.acme); err != nil {
		t.Errorf("with both roles: %v", err)
	}
}

func TestADayToComeOrOneThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for day, within := range map[string]string{
		h.day(-1): "still to come", "": "Choose a day", "16.06.2026": "Write the day as", "2026-02-31": "Write the day as", "0001-01-01": "Write the day as",
	} {
		_, err := h.service.Record(context.Background(), h.ann, permission.Record{Company: permission.Freelance, HeldFrom: day})
		wantKind(t, err, apperr.Invalid, within)
	}
}

func TestTwoHundredClaimsOfTheSameGrantLeaveOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var won, lost atomic.Int32
	var all sync.WaitGroup
	start := make(chan struct{})
	for range 200 {
		all.Go(func() {
			<-start
			_, err := h.service.Record(context.Background(), h.ann, permission.Record{Company: permission.Freelance, HeldFrom: h.day(1)})
			switch {
			case err == nil:
				won.Add(1)
			case apperr.Is(err, apperr.Conflict):
				lost.Add(1)
			default:
				t.Errorf("neither won nor lost: %v", err)
			}
		})
	}
	close(start)
	all.Wait()
	if won.Load() != 1 || lost.Load() != 199 {
		t.Errorf("%d won and %d lost", won.Load(), lost.Load())
	}
	if n := h.one(`SELECT count(*) FROM permission_grant WHERE superseded_at IS NULL`); n != 1 {
		t.Errorf("%d grants", n)
	}
	if n := h.one(`SELECT count(*) FROM event WHERE action = 'grant.recorded' AND NOT refused`); n != 1 {
		t.Errorf("%d events for one grant", n)
	}
}

func TestTheSameFormSentTwiceHasOneEffect(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.ann
	a.Submission = "the-form-of-ann"
	for range 2 {
		if _, err := h.service.Record(context.Background(), a, permission.Record{Company: permission.Freelance, HeldFrom: h.day(1)}); err != nil {
			t.Fatal(err)
		}
	}
	if n := h.one(`SELECT count(*) FROM permission_grant`); n != 1 {
		t.Errorf("%d grants", n)
	}
}

func TestAGrantWithoutItsEventIsNotWritten(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	request := h.request("approved", h.ann)
	err := h.log.Change(context.Background(), h.helen, audit.RequestApproved, func(tx *audit.Tx) (audit.Entry, error) {
		_, err := permission.RecordIn(context.Background(), tx, permission.NewGrant{
			MemberID: h.ann.ID, Environment: permission.Production, HeldFrom: h.now, RequestID: request,
		})
		return audit.Entry{}, err // says not what it is about, so no event can be written
	})
	if err == nil {
		t.Fatal("a change without a subject was taken")
	}
	if n := h.one(`SELECT count(*) FROM permission_grant`); n != 0 {
		t.Errorf("%d grants without an event", n)
	}
}

func TestAnApprovalIsConfirmedByWhoReportsItAndNeverByWhoGains(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	request := h.request("approved", h.ann, h.helen)
	err := h.log.Change(context.Background(), h.helen, audit.RequestApproved, func(tx *audit.Tx) (audit.Entry, error) {
		for _, who := range []access.Actor{h.ann, h.helen} {
			if _, err := permission.RecordIn(context.Background(), tx, permission.NewGrant{
				MemberID: who.ID, Environment: permission.Production, HeldFrom: h.now, Grade: permission.Confirmed, RequestID: request,
			}); err != nil {
				return audit.Entry{}, err
			}
		}
		return audit.Entry{Subject: audit.Subject{Kind: "request", ID: postgres.NewID()}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range h.ask(h.auditor, permission.Question{}).Rows {
		want, by := permission.Confirmed, "Helen Okafor"
		if row.Name == "Helen Okafor" {
			want, by = permission.SelfReported, ""
		}
		if row.Grade != want || row.ConfirmedBy != by {
			t.Errorf("%s: %s by %q, want %s by %q", row.Name, row.Grade, row.ConfirmedBy, want, by)
		}
	}
}
